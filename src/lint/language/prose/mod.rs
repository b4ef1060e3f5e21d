//! A page as runs of text, sentences and words, each with its place.
//!
//! Made from the parsed document, so that code, addresses, comments and marks are never taken for
//! words, and what is quoted or named is known as such. It must never judge. Enter at
//! [`Prose::of`].

mod gather;
mod place;
mod quotes;
mod tokens;

use std::ops::Range;

use super::pattern::{Lexicon, WordId};
use crate::document::Document;
use crate::document::body::Body;
use crate::source::Span;

/// All that a page says.
#[derive(Debug, Default)]
pub struct Prose {
    /// The runs in reading order: title, description, fields, text, footnotes.
    pub runs: Vec<Run>,
    /// The sentences of all runs.
    pub sentences: Vec<Sentence>,
    /// The words of all sentences.
    pub tokens: Vec<Token>,
}

/// What a run of text is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The title.
    Title,
    /// The description.
    Description,
    /// A field of plain text.
    Field,
    /// A heading, with its level; the title of a block is one too.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A paragraph of a list item.
    Item,
    /// A cell of a table.
    Cell,
    /// The caption of a table, or a term that is defined.
    Label,
}

impl Role {
    /// Whether it names what follows rather than saying something.
    pub fn is_title(self) -> bool {
        matches!(self, Role::Title | Role::Heading(_))
    }
}

/// Text without a break: a paragraph, a heading, a cell.
#[derive(Debug)]
pub struct Run {
    /// What it is.
    pub role: Role,
    /// Whether it stands in a quotation.
    pub is_quote: bool,
    /// Its words. `\u{fffc}` stands for a piece of code.
    pub text: String,
    /// Its sentences.
    pub sentences: Range<usize>,
    pieces: Vec<Piece>,
    /// Emphasised stretches of the text.
    emphasis: Vec<Range<u32>>,
    /// Where it stands.
    pub span: Span,
}

/// A part of a run that stands in the source as one.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the run's text.
    start: u32,
    /// Where it stands in the file.
    span: Span,
    /// Whether `span` is that of a whole field, in which the words have to be looked for.
    in_field: bool,
}

/// One sentence; a list item or cell is one even without a full stop.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// The run that it is in.
    pub run: usize,
    /// Its words in [`Prose::tokens`].
    pub tokens: Range<usize>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word.
    Word,
    /// A number in digits, with what is glued to it.
    Number,
    /// A piece of code.
    Code,
    /// An address or the name of a file.
    Address,
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing: it is the first.
    Nothing,
    /// A space.
    Space,
    /// A hyphen.
    Hyphen,
    /// A slash.
    Slash,
    /// A comma or a round bracket.
    Comma,
    /// A semicolon, a colon or a dash.
    Break,
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it begins in the run's text.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Its number in the lexicon; 0 if no phrase speaks of it.
    pub word: WordId,
    /// The classes that it is in.
    pub classes: u128,
    /// What it is.
    pub kind: TokenKind,
    /// What stands before it.
    pub before: Before,
    flags: u16,
}

/// Begins with a capital.
const CAPITAL: u16 = 1;
/// Two or more letters, all capitals, but for a plural `s`.
const ACRONYM: u16 = 2;
/// In quotation marks.
const QUOTED: u16 = 4;
/// In quotation marks with at least two others.
const LONG_QUOTE: u16 = 8;
/// Emphasised with others: the title of a work.
const WORK: u16 = 16;
/// Part of a name: a capital where no sentence begins.
const NAME: u16 = 32;

impl Token {
    fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.has(CAPITAL)
    }

    /// Whether it is two or more capitals, such as `MBU`, `MBUs` or `PHQ9`.
    pub fn is_acronym(&self) -> bool {
        self.has(ACRONYM)
    }

    /// Whether it stands in quotation marks.
    pub fn is_quoted(&self) -> bool {
        self.has(QUOTED)
    }

    /// Whether it stands in a quotation of three or more words, or in the title of a work.
    pub fn is_quotation(&self) -> bool {
        self.has(LONG_QUOTE | WORK)
    }

    /// Whether it is part of a name.
    pub fn is_name(&self) -> bool {
        self.has(NAME)
    }

    /// Whether it is a member of a class, as a word alone.
    pub fn is_in(&self, class: usize) -> bool {
        self.classes & (1 << class) != 0
    }

    /// Whether punctuation parts it from the word before.
    pub fn is_cut_off(&self) -> bool {
        matches!(self.before, Before::Comma | Before::Break)
    }

    /// Whether more than a comma parts it from the word before.
    pub fn is_severed(&self) -> bool {
        self.before == Before::Break
    }
}

impl Prose {
    /// The words of a page, with the numbers that a lexicon gives them.
    pub fn of(document: &Document, lexicon: &Lexicon) -> Prose {
        let mut prose = Prose { runs: gather::page(document), ..Prose::default() };
        prose.cut(lexicon);
        prose
    }

    /// The words of the Markdown of a data file.
    pub fn of_bodies(bodies: &[&Body], lexicon: &Lexicon) -> Prose {
        let mut prose = Prose { runs: gather::fields(bodies), ..Prose::default() };
        prose.cut(lexicon);
        prose
    }

    fn cut(&mut self, lexicon: &Lexicon) {
        let mut scratch = String::new();
        for number in 0..self.runs.len() {
            let first = self.sentences.len();
            if let Some(run) = self.runs.get(number) {
                tokens::cut(
                    run,
                    number,
                    lexicon,
                    &mut self.tokens,
                    &mut self.sentences,
                    &mut scratch,
                );
            }
            let last = self.sentences.len();
            if let Some(run) = self.runs.get_mut(number) {
                run.sentences = first..last;
            }
        }
    }

    /// The words of a sentence.
    pub fn words(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens.clone()).unwrap_or(&[])
    }

    /// The run of a sentence.
    pub fn run(&self, sentence: &Sentence) -> Option<&Run> {
        self.runs.get(sentence.run)
    }

    /// The sentences of a run.
    pub fn sentences_of(&self, run: &Run) -> &[Sentence] {
        self.sentences.get(run.sentences.clone()).unwrap_or(&[])
    }
}

impl Run {
    /// The text from the beginning of one token to the end of another.
    pub fn between(&self, first: &Token, last: &Token) -> &str {
        self.text.get(first.start as usize..last.end as usize).unwrap_or("")
    }

    /// The text of a token.
    pub fn word(&self, token: &Token) -> &str {
        self.between(token, token)
    }
}
