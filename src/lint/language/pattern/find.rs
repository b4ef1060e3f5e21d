//! Many phrases looked for at once.

use std::collections::BTreeMap;

use super::parse::{MOST_CLASSES, parse};
use super::{Lexicon, Node, WordId};
use crate::lint::language::prose::{Token, TokenKind};

/// Phrases, found by the word with which they begin.
#[derive(Debug, Default)]
pub struct Patterns {
    /// The words that they speak of.
    pub lexicon: Lexicon,
    class_names: BTreeMap<String, usize>,
    /// By class: its members of more than one word.
    class_rows: Vec<Vec<Node>>,
    rows: Vec<Node>,
    /// By word: the phrases that may begin with it.
    index: Vec<Vec<u32>>,
    /// The phrases that may begin with a number.
    from_number: Vec<u32>,
}

/// A phrase that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Which phrase: the number that [`Patterns::add`] gave.
    pub pattern: usize,
    /// Its first token.
    pub start: usize,
    /// The token behind its last.
    pub end: usize,
}

impl Patterns {
    /// Makes a class known; its members come with [`Patterns::fill_class`].
    ///
    /// # Errors
    ///
    /// When there are too many.
    pub fn add_class(&mut self, name: &str) -> Result<(), String> {
        let number = self.class_rows.len();
        if self.class_names.contains_key(name) {
            return Ok(());
        }
        if number >= MOST_CLASSES {
            return Err(format!("there are more than {MOST_CLASSES} classes"));
        }
        self.class_names.insert(name.to_string(), number);
        self.class_rows.push(Vec::new());
        Ok(())
    }

    /// Adds a member to a class. Classes may hold phrases, but not begin with other classes that
    /// hold them in turn; such a circle finds nothing.
    ///
    /// # Errors
    ///
    /// What is wrong with the phrase.
    pub fn fill_class(&mut self, name: &str, member: &str) -> Result<(), String> {
        let Some(class) = self.class(name) else {
            return Err(format!("there is no class `{name}`"));
        };
        match self.read(member)? {
            Node::Word(ids) => ids.into_iter().for_each(|id| self.lexicon.join(id, class)),
            node => {
                if let Some(rows) = self.class_rows.get_mut(class) {
                    rows.push(node);
                }
            }
        }
        Ok(())
    }

    /// The number of a class.
    pub fn class(&self, name: &str) -> Option<usize> {
        self.class_names.get(name).copied()
    }

    fn read(&mut self, text: &str) -> Result<Node, String> {
        let names = &self.class_names;
        parse(text, &mut self.lexicon, &|name| names.get(name).copied())
    }

    /// Adds a phrase and gives its number.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn add(&mut self, text: &str) -> Result<usize, String> {
        let node = self.read(text)?;
        self.rows.push(node);
        Ok(self.rows.len() - 1)
    }

    /// Adds a word of no phrase, so that it gets a number.
    pub fn know(&mut self, word: &str) -> WordId {
        self.lexicon.add(word)
    }

    /// Works out where phrases begin, once all are there. Gives those that could begin with any
    /// word, which are never found.
    pub fn index(&mut self) -> Vec<usize> {
        for class in 0..self.class_rows.len() {
            let mut firsts = Firsts::default();
            self.firsts(&Node::Class(class), &mut firsts, 0);
            firsts.words.into_iter().for_each(|word| self.lexicon.start(word, class));
        }
        self.index = vec![Vec::new(); self.lexicon.len()];
        self.from_number.clear();
        let mut endless = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            let mut firsts = Firsts::default();
            if self.firsts(row, &mut firsts, 0) {
                firsts.any = true;
            }
            if firsts.any {
                endless.push(number);
                continue;
            }
            let id = u32::try_from(number).unwrap_or(u32::MAX);
            firsts.words.sort_unstable();
            firsts.words.dedup();
            for word in firsts.words {
                if let Some(list) = self.index.get_mut(word as usize) {
                    list.push(id);
                }
            }
            if firsts.number {
                self.from_number.push(id);
            }
        }
        endless
    }

    /// Gathers with which words a node can begin; gives whether it can be empty.
    fn firsts(&self, node: &Node, firsts: &mut Firsts, depth: usize) -> bool {
        if depth > 8 {
            return false;
        }
        match node {
            Node::Word(ids) | Node::Acronym(ids) => {
                firsts.words.extend(ids);
                false
            }
            Node::Class(class) => {
                firsts.words.extend(self.lexicon.members(*class));
                let rows = self.class_rows.get(*class).map_or(&[][..], Vec::as_slice);
                rows.iter().any(|row| self.firsts(row, firsts, depth + 1))
            }
            Node::Number => {
                firsts.number = true;
                false
            }
            Node::Any | Node::Gap(_) => {
                firsts.any = true;
                false
            }
            Node::Row(row) => row.iter().all(|node| self.firsts(node, firsts, depth)),
            Node::Choice(nodes) => {
                let mut empty = false;
                for node in nodes {
                    empty |= self.firsts(node, firsts, depth);
                }
                empty
            }
            Node::Maybe(node) => {
                self.firsts(node, firsts, depth);
                true
            }
            Node::Ahead(_) | Node::NotAhead(_) | Node::Start | Node::End => true,
        }
    }

    /// Hands every phrase that is found in a sentence to `see`, the longest of each phrase at each
    /// place, in the order of places.
    pub fn find(&self, tokens: &[Token], see: &mut dyn FnMut(Match)) {
        let mut ends = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            let listed = self.index.get(token.word as usize).map_or(&[][..], Vec::as_slice);
            let numbers: &[u32] =
                if token.kind == TokenKind::Number { &self.from_number } else { &[] };
            for id in listed.iter().chain(numbers) {
                let pattern = *id as usize;
                let Some(row) = self.rows.get(pattern) else { continue };
                ends.clear();
                self.ends(row, tokens, start, start, &mut ends, 0);
                if let Some(end) = ends.iter().copied().max().filter(|end| *end > start) {
                    see(Match { pattern, start, end });
                }
            }
        }
    }

    /// Whether a class has a member that begins at this token, and where it ends at the latest.
    pub fn member_at(&self, class: usize, tokens: &[Token], at: usize) -> Option<usize> {
        if !tokens.get(at).is_some_and(|token| self.lexicon.may_start(token.word, class)) {
            return None;
        }
        let mut ends = Vec::new();
        self.ends(&Node::Class(class), tokens, at, at, &mut ends, 0);
        ends.into_iter().max()
    }

    /// Adds every place at which `node`, begun at `at`, can end. `from` is where the phrase begins:
    /// its first word may stand behind a comma, the others may not.
    fn ends(
        &self,
        node: &Node,
        tokens: &[Token],
        at: usize,
        from: usize,
        ends: &mut Vec<usize>,
        depth: usize,
    ) {
        let token = tokens.get(at).filter(|token| at == from || !token.is_cut_off());
        match node {
            Node::Word(ids) => {
                ends.extend(token.filter(|token| is_word(token, ids)).map(|_| at + 1));
            }
            Node::Acronym(ids) => {
                ends.extend(token.filter(|token| is_acronym(token, ids)).map(|_| at + 1));
            }
            Node::Class(class) => {
                if token.is_some_and(|token| token.is_in(*class)) {
                    ends.push(at + 1);
                }
                let starts = |token: &Token| self.lexicon.may_start(token.word, *class);
                if depth < 8 && tokens.get(at).is_some_and(starts) {
                    for row in self.class_rows.get(*class).map_or(&[][..], Vec::as_slice) {
                        self.ends(row, tokens, at, from, ends, depth + 1);
                    }
                }
            }
            Node::Any => ends.extend(token.map(|_| at + 1)),
            Node::Number => {
                ends.extend(token.filter(|token| token.kind == TokenKind::Number).map(|_| at + 1))
            }
            Node::Gap(most) => {
                ends.push(at);
                for step in 0..*most {
                    match tokens.get(at + step) {
                        Some(token) if !token.is_severed() => ends.push(at + step + 1),
                        _ => break,
                    }
                }
            }
            Node::Row(row) => {
                // Words in a row are one comparison each; only from the first fork on are there
                // several places to be at.
                let (mut here, mut first) = (at, 0);
                while let Some(node) = row.get(first) {
                    let token =
                        tokens.get(here).filter(|token| here == from || !token.is_cut_off());
                    match (node, token) {
                        (Node::Word(_) | Node::Acronym(_), None) => return,
                        (Node::Word(ids), Some(token)) if !is_word(token, ids) => return,
                        (Node::Acronym(ids), Some(token)) if !is_acronym(token, ids) => return,
                        (Node::Word(_) | Node::Acronym(_), Some(_)) => {
                            here += 1;
                            first += 1;
                        }
                        _ => break,
                    }
                }
                let mut now = vec![here];
                let mut next = Vec::new();
                for (place, node) in row.iter().enumerate().skip(first) {
                    next.clear();
                    for at in &now {
                        // A word may stand behind a comma if a gap led up to it.
                        let after_gap = place > 0
                            && row.get(place - 1).is_some_and(|n| matches!(n, Node::Gap(_)));
                        let from = if after_gap { *at } else { from };
                        self.ends(node, tokens, *at, from, &mut next, depth);
                    }
                    next.sort_unstable();
                    next.dedup();
                    std::mem::swap(&mut now, &mut next);
                    if now.is_empty() {
                        return;
                    }
                }
                ends.extend(now);
            }
            Node::Choice(nodes) => {
                nodes.iter().for_each(|node| self.ends(node, tokens, at, from, ends, depth));
            }
            Node::Maybe(node) => {
                ends.push(at);
                self.ends(node, tokens, at, from, ends, depth);
            }
            Node::Ahead(inside) | Node::NotAhead(inside) => {
                let mut inner = Vec::new();
                self.ends(inside, tokens, at, from, &mut inner, depth);
                let wanted = matches!(node, Node::Ahead(_));
                ends.extend((inner.is_empty() != wanted).then_some(at));
            }
            Node::Start => ends.extend((at == 0).then_some(at)),
            Node::End => {
                let over = tokens.get(at).is_none_or(|token| at > 0 && token.is_cut_off());
                ends.extend(over.then_some(at));
            }
        }
    }
}

fn is_word(token: &Token, ids: &[WordId]) -> bool {
    token.word != 0 && !token.is_acronym() && ids.binary_search(&token.word).is_ok()
}

fn is_acronym(token: &Token, ids: &[WordId]) -> bool {
    token.is_acronym() && ids.binary_search(&token.word).is_ok()
}

/// With what a phrase can begin.
#[derive(Default)]
struct Firsts {
    words: Vec<WordId>,
    number: bool,
    any: bool,
}
