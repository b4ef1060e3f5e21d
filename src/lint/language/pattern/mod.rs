//! Phrases as editors write them in a theme's word lists, and finding them in sentences.
//!
//! A phrase is a row of words. `word` is that word alone, with or without a possessive; `word/n` is
//! also its plural, `word/v` also its forms as a verb. `<class>` is any member of a class,
//! `(a | b c)` a choice, `?` behind something makes it optional, `..3` stands for up to three words,
//! `*` for one, `#` for a number, `^` and `$` for the beginning and the end of a sentence or clause.
//! `&(…)` and `!(…)` look at what follows without taking it. A word in capitals is an acronym.
//!
//! It must never know a rule. Enter at [`Patterns::add`] and [`Patterns::find`].

mod find;
mod inflect;
mod lexicon;
mod parse;

pub use find::{Match, Patterns};
pub use lexicon::{Lexicon, WordId};

/// What a phrase is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One of these words, sorted.
    Word(Vec<WordId>),
    /// One of these words, all in capitals.
    Acronym(Vec<WordId>),
    /// A member of a class.
    Class(usize),
    /// Any word.
    Any,
    /// A number in digits.
    Number,
    /// Any words, at most so many.
    Gap(usize),
    /// One after the other.
    Row(Vec<Node>),
    /// One of them.
    Choice(Vec<Node>),
    /// It or nothing.
    Maybe(Box<Node>),
    /// What follows must be it.
    Ahead(Box<Node>),
    /// What follows must not be it.
    NotAhead(Box<Node>),
    /// The beginning of a sentence.
    Start,
    /// The end of a sentence or clause.
    End,
}
