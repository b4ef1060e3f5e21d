//! Many phrases looked for at once.

use rustc_hash::FxHashMap;

use super::parse::{MOST_CLASSES, parse};
use super::{Lexicon, Node, WordId};
use crate::lint::language::prose::{Token, TokenKind};

/// Phrases, found by the word with which they begin.
#[derive(Debug, Default)]
pub struct Patterns {
    /// The words that they speak of.
    pub lexicon: Lexicon,
    class_names: FxHashMap<String, usize>,
    /// By class: its members of more than one word.
    class_rows: Vec<Vec<Node>>,
    rows: Vec<Node>,
    /// By word: the phrases that may begin with it.
    index: Vec<Vec<Candidate>>,
    /// The phrases that may begin with a number.
    from_number: Vec<Candidate>,
}

/// A phrase that may begin with a word.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    row: u32,
    seconds: Seconds,
}

/// What the second word of a phrase can be, as a set that may hold too much and never too little.
/// Most phrases that begin with "the" or "is" are ruled out by it without a look at the phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seconds([u64; 2]);

impl Seconds {
    const ANY: Seconds = Seconds([u64::MAX; 2]);

    fn place(word: WordId) -> (bool, u32) {
        let hash = word.wrapping_mul(0x9e37_79b1) >> 25;
        (hash & 64 != 0, hash & 63)
    }

    fn add(&mut self, word: WordId) {
        let (upper, bit) = Seconds::place(word);
        let [low, high] = &mut self.0;
        *(if upper { high } else { low }) |= 1 << bit;
    }

    /// Whether the word, or the end of the sentence, may follow the first.
    fn has(&self, word: Option<WordId>) -> bool {
        let [low, high] = self.0;
        match word {
            Some(word) if word != 0 => {
                let (upper, bit) = Seconds::place(word);
                (if upper { high } else { low }) & (1 << bit) != 0
            }
            _ => *self == Seconds::ANY,
        }
    }
}

/// Places in a sentence, one bit each, counted from the first word of a phrase. No phrase is longer
/// than there are bits.
type Places = u64;

fn place(base: usize, at: usize) -> Places {
    u32::try_from(at - base).ok().and_then(|step| 1u64.checked_shl(step)).unwrap_or(0)
}

/// The last of some places, if it lies behind the first word.
fn last(base: usize, places: Places) -> Option<usize> {
    places.checked_ilog2().map(|step| base + step as usize)
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
            let mut seconds = Seconds::default();
            if self.seconds(row, 1, &mut seconds, 0) & 2 != 0 {
                seconds = Seconds::ANY;
            }
            let candidate = Candidate { row: u32::try_from(number).unwrap_or(u32::MAX), seconds };
            firsts.words.sort_unstable();
            firsts.words.dedup();
            for word in firsts.words {
                if let Some(list) = self.index.get_mut(word as usize) {
                    list.push(candidate);
                }
            }
            if firsts.number {
                self.from_number.push(candidate);
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

    /// Gathers what the second word of a node can be. `depths` are the numbers of words that may
    /// stand before it (bit 0: none, bit 1: one, bit 2: more); gives those behind it.
    fn seconds(&self, node: &Node, depths: u8, seconds: &mut Seconds, depth: usize) -> u8 {
        let behind = (depths << 1) & 6 | depths & 4;
        let is_second = depths & 2 != 0;
        match node {
            _ if depth > 8 => {
                *seconds = Seconds::ANY;
                7
            }
            Node::Word(ids) | Node::Acronym(ids) => {
                if is_second {
                    ids.iter().for_each(|id| seconds.add(*id));
                }
                behind
            }
            Node::Class(class) => {
                if is_second {
                    self.lexicon.members(*class).for_each(|id| seconds.add(id));
                }
                let rows = self.class_rows.get(*class).map_or(&[][..], Vec::as_slice);
                rows.iter()
                    .fold(behind, |all, row| all | self.seconds(row, depths, seconds, depth + 1))
            }
            Node::Any | Node::Number => {
                if is_second {
                    *seconds = Seconds::ANY;
                }
                behind
            }
            Node::Gap(_) => {
                *seconds = Seconds::ANY;
                7
            }
            Node::Row(row) => {
                row.iter().fold(depths, |now, node| self.seconds(node, now, seconds, depth))
            }
            Node::Choice(nodes) => {
                nodes.iter().fold(0, |all, node| all | self.seconds(node, depths, seconds, depth))
            }
            Node::Maybe(node) => depths | self.seconds(node, depths, seconds, depth),
            Node::Ahead(_) | Node::NotAhead(_) | Node::Start | Node::End => depths,
        }
    }

    /// Hands every phrase that is found in a sentence to `see`, the longest of each phrase at each
    /// place, in the order of places.
    pub fn find(&self, tokens: &[Token], see: &mut dyn FnMut(Match)) {
        for (start, token) in tokens.iter().enumerate() {
            let listed = self.index.get(token.word as usize).map_or(&[][..], Vec::as_slice);
            let numbers: &[Candidate] =
                if token.kind == TokenKind::Number { &self.from_number } else { &[] };
            let second = tokens.get(start + 1).map(|next| next.word);
            for candidate in listed.iter().chain(numbers) {
                if !candidate.seconds.has(second) {
                    continue;
                }
                let pattern = candidate.row as usize;
                let Some(row) = self.rows.get(pattern) else { continue };
                let ends = Walk { patterns: self, tokens, base: start }.ends(row, start, start, 0);
                if let Some(end) = last(start, ends).filter(|end| *end > start) {
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
        last(at, Walk { patterns: self, tokens, base: at }.ends(&Node::Class(class), at, at, 0))
    }
}

/// One look for a phrase that begins at `base`.
struct Walk<'w> {
    patterns: &'w Patterns,
    tokens: &'w [Token],
    base: usize,
}

impl Walk<'_> {
    /// Every place at which `node`, begun at `at`, can end. `from` is where the phrase begins: its
    /// first word may stand behind a comma, the others may not.
    fn ends(&self, node: &Node, at: usize, from: usize, depth: usize) -> Places {
        let token = || self.tokens.get(at).filter(|token| at == from || !token.is_cut_off());
        let one = |is: bool| if is { place(self.base, at + 1) } else { 0 };
        let here = place(self.base, at);
        match node {
            Node::Word(ids) => one(token().is_some_and(|token| is_word(token, ids))),
            Node::Acronym(ids) => one(token().is_some_and(|token| is_acronym(token, ids))),
            Node::Class(class) => {
                let mut ends = one(token().is_some_and(|token| token.is_in(*class)));
                let lexicon = &self.patterns.lexicon;
                let starts = |token: &Token| lexicon.may_start(token.word, *class);
                if depth < 8 && self.tokens.get(at).is_some_and(starts) {
                    let rows = self.patterns.class_rows.get(*class);
                    for row in rows.map_or(&[][..], Vec::as_slice) {
                        ends |= self.ends(row, at, from, depth + 1);
                    }
                }
                ends
            }
            Node::Any => one(token().is_some()),
            Node::Number => one(token().is_some_and(|token| token.kind == TokenKind::Number)),
            Node::Gap(most) => {
                let mut ends = here;
                for step in 0..*most {
                    match self.tokens.get(at + step) {
                        Some(token) if !token.is_severed() => {
                            ends |= place(self.base, at + step + 1);
                        }
                        _ => break,
                    }
                }
                ends
            }
            Node::Row(row) => self.row(row, at, from, depth),
            Node::Choice(nodes) => {
                nodes.iter().fold(0, |ends, node| ends | self.ends(node, at, from, depth))
            }
            Node::Maybe(node) => here | self.ends(node, at, from, depth),
            Node::Ahead(inside) if self.ends(inside, at, from, depth) != 0 => here,
            Node::NotAhead(inside) if self.ends(inside, at, from, depth) == 0 => here,
            Node::Start if at == 0 => here,
            Node::End => {
                let over = self.tokens.get(at).is_none_or(|token| at > 0 && token.is_cut_off());
                if over { here } else { 0 }
            }
            Node::Ahead(_) | Node::NotAhead(_) | Node::Start => 0,
        }
    }

    /// Where a row can end: each of its nodes is looked for at every place where the one before it
    /// can end.
    fn row(&self, row: &[Node], at: usize, from: usize, depth: usize) -> Places {
        let mut now = place(self.base, at);
        let mut after_gap = false;
        for node in row {
            let (mut next, mut left) = (0, now);
            while left != 0 {
                let at = self.base + left.trailing_zeros() as usize;
                left &= left - 1;
                // A word may stand behind a comma if a gap led up to it.
                next |= self.ends(node, at, if after_gap { at } else { from }, depth);
            }
            if next == 0 {
                return 0;
            }
            now = next;
            after_gap = matches!(node, Node::Gap(_));
        }
        now
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
