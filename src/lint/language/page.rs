//! A page under the rules: what they may look at, and what they find.

use std::cell::OnceCell;

use super::lists::WordLists;
use super::prose::{Prose, Run, Sentence, Token};
use super::readability::Measures;
use super::rule::Rule;
use crate::config::WritingSettings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::source::{SitePath, Span};

/// What a rule may look at.
#[derive(Clone, Copy)]
pub struct Page<'p> {
    /// The file.
    pub path: &'p SitePath,
    /// Its text.
    pub source: &'p str,
    /// The parsed page; none for the Markdown of a data file.
    pub document: Option<&'p Document>,
    /// What it says.
    pub prose: &'p Prose,
    /// The word lists.
    pub lists: &'p WordLists,
    /// How hard it is to read, once somebody has asked.
    pub(super) measures: &'p OnceCell<Measures>,
}

/// A phrase of a list that was found.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'p> {
    /// The sentence.
    pub sentence: &'p Sentence,
    /// Its run.
    pub run: &'p Run,
    /// The words of the sentence.
    pub tokens: &'p [Token],
    /// The first word of the phrase.
    pub start: usize,
    /// The word behind its last.
    pub end: usize,
    /// What the list says to write.
    pub write: Option<&'p str>,
}

impl<'p> Hit<'p> {
    /// The words found.
    pub fn words(&self) -> &'p [Token] {
        self.tokens.get(self.start..self.end).unwrap_or(&[])
    }
}

/// What a rule found.
#[derive(Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// How much it weighs, where that is not always the same.
    pub severity: Option<Severity>,
}

impl Finding {
    /// A finding about words of the text.
    pub fn of_words(rule: &'static Rule, words: &str, span: Span, write: Option<&str>) -> Finding {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.replace('\u{fffc}', "…").replace('`', "'");
        let message = format!("`{words}`: {}", rule.reason);
        let write = write.unwrap_or(rule.write);
        Finding { rule, span, message, help: write.to_string(), severity: None }
    }

    /// A finding with a message of its own.
    pub fn new(rule: &'static Rule, span: Span, message: String) -> Finding {
        Finding { rule, span, message, help: rule.write.to_string(), severity: None }
    }

    /// As others see it.
    pub(super) fn diagnostic(self, path: &SitePath) -> Diagnostic {
        let message = format!("{} ({})", self.message, self.rule.id);
        let mut diagnostic =
            Diagnostic::new(self.rule.code, message).at(path, self.span).help(self.help);
        if let Some(severity) = self.severity {
            diagnostic.severity = severity;
        }
        diagnostic
    }
}

impl<'p> Page<'p> {
    /// The settings.
    pub fn settings(&self) -> &'p WritingSettings {
        &self.lists.settings
    }

    /// Every sentence with its run and its words.
    pub fn sentences(&self) -> impl Iterator<Item = (&'p Sentence, &'p Run, &'p [Token])> {
        let prose = self.prose;
        prose.sentences.iter().filter_map(move |sentence| {
            Some((sentence, prose.run(sentence)?, prose.words(sentence)))
        })
    }

    /// Where words of a run stand.
    pub fn place(&self, run: &Run, first: &Token, last: &Token) -> Span {
        run.place(first.start..last.end, self.source)
    }

    /// How hard the page is to read.
    pub(super) fn measures(&self) -> Measures {
        *self.measures.get_or_init(|| Measures::of(self))
    }

    /// The name of the page's content type.
    pub fn kind(&self) -> &str {
        self.document.map_or("", |document| document.front.kind.as_str())
    }
}
