//! A phrase as it is written to what it is made of.

use super::{Lexicon, Node, inflect};

/// How many classes there can be.
pub(super) const MOST_CLASSES: usize = 128;

/// Reads a phrase. `class_of` gives the number of a class by its name.
///
/// # Errors
///
/// What is wrong, in the words of a finding.
pub(super) fn parse(
    text: &str,
    lexicon: &mut Lexicon,
    class_of: &dyn Fn(&str) -> Option<usize>,
) -> Result<Node, String> {
    let mut parser = Parser { rest: text.trim(), lexicon, class_of };
    let node = parser.choice()?;
    match parser.rest {
        "" => Ok(node),
        _ => Err("a `)` stands without its `(`".to_string()),
    }
}

struct Parser<'p> {
    rest: &'p str,
    lexicon: &'p mut Lexicon,
    class_of: &'p dyn Fn(&str) -> Option<usize>,
}

impl Parser<'_> {
    fn choice(&mut self) -> Result<Node, String> {
        let mut options = vec![self.row()?];
        while let Some(rest) = self.rest.strip_prefix('|') {
            self.rest = rest;
            options.push(self.row()?);
        }
        // All the words of a choice are one step.
        let mut ids = Vec::new();
        options.retain(|option| match option {
            Node::Word(words) => {
                ids.extend_from_slice(words);
                false
            }
            _ => true,
        });
        if !ids.is_empty() {
            ids.sort_unstable();
            ids.dedup();
            options.push(Node::Word(ids));
        }
        Ok(match options.len() {
            1 => options.remove(0),
            _ => Node::Choice(options),
        })
    }

    fn row(&mut self) -> Result<Node, String> {
        let mut row = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() || self.rest.starts_with([')', '|']) {
                break;
            }
            let node = self.item()?;
            row.push(match self.rest.strip_prefix('?') {
                Some(rest) => {
                    self.rest = rest;
                    Node::Maybe(Box::new(node))
                }
                None => node,
            });
        }
        match row.len() {
            0 => Err("a phrase is empty".to_string()),
            1 => Ok(row.remove(0)),
            _ => Ok(Node::Row(row)),
        }
    }

    fn take(&mut self, mark: &str) -> bool {
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn item(&mut self) -> Result<Node, String> {
        if self.take("&") {
            return Ok(Node::Ahead(Box::new(self.item()?)));
        }
        if self.take("!") {
            return Ok(Node::NotAhead(Box::new(self.item()?)));
        }
        if self.take("(") {
            let node = self.choice()?;
            return match self.take(")") {
                true => Ok(node),
                false => Err("a `(` has no `)`".to_string()),
            };
        }
        if self.take("<") {
            let Some((name, rest)) = self.rest.split_once('>') else {
                return Err("a `<` has no `>`".to_string());
            };
            self.rest = rest;
            return match (self.class_of)(name) {
                Some(class) => Ok(Node::Class(class)),
                None => Err(format!("there is no class `{name}`")),
            };
        }
        for (mark, node) in
            [("^", Node::Start), ("$", Node::End), ("#", Node::Number), ("*", Node::Any)]
        {
            if self.take(mark) {
                return Ok(node);
            }
        }
        if self.take("..") {
            let length = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
            let (digits, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
            self.rest = rest;
            let most = digits.parse().ok().filter(|most| (1..=12).contains(most));
            return most.map(Node::Gap).ok_or("`..` needs a number from 1 to 12".to_string());
        }
        self.word()
    }

    fn word(&mut self) -> Result<Node, String> {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '.');
        let length = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        if word.is_empty() {
            let odd = self.rest.chars().next().unwrap_or(' ');
            return Err(format!("`{odd}` means nothing in a phrase; write a hyphen as a space"));
        }
        self.rest = rest;
        let small = word.to_lowercase();
        let forms = if self.take("/n") {
            inflect::noun(&small)
        } else if self.take("/v") {
            inflect::verb(&small)
        } else {
            vec![small]
        };
        let mut ids: Vec<_> = forms.iter().map(|form| self.lexicon.add(form)).collect();
        ids.sort_unstable();
        ids.dedup();
        let is_acronym = word.len() > 1 && !word.chars().any(char::is_lowercase);
        Ok(if is_acronym { Node::Acronym(ids) } else { Node::Word(ids) })
    }
}
