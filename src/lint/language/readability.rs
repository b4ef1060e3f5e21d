//! How hard a page is to read.
//!
//! Flesch-Kincaid grade: 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid and
//! others, 1975). SMOG: 1.043 × √(words of three syllables or more × 30 / sentences) + 3.1291
//! (McLaughlin, 1969). Both are grades of American schools; plus 5 is roughly an age.

use rustc_hash::FxHashMap;

use super::page::Page;
use super::prose::{Before, Role, TokenKind};
use super::syllables::syllables;

/// Shorter pages give no score worth having.
pub(super) const LEAST_WORDS: u32 = 100;

/// A grade and so many years are roughly an age.
const AGE_OF_GRADE: f64 = 5.0;

/// What the formulas are over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// The sentences of paragraphs and lists.
    pub(super) sentences: u32,
    /// Their words.
    pub(super) words: u32,
    /// The syllables of those words.
    pub(super) syllables: u32,
    /// The words of three syllables or more.
    pub(super) long_words: u32,
}

impl Measures {
    /// Counts paragraphs and lists, without headings, tables, quotations, names and the terms of
    /// the glossary.
    pub(super) fn of(page: &Page) -> Measures {
        let mut measures = Measures::default();
        let term = page.lists.class("glossary-term");
        // Most words of a page come more than once.
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        for run in &page.prose.runs {
            if !matches!(run.role, Role::Paragraph | Role::Item) || run.is_quote {
                continue;
            }
            for sentence in page.prose.sentences_of(run) {
                let tokens = page.prose.words(sentence);
                let mut words = 0;
                let mut at = 0;
                while let Some(token) = tokens.get(at) {
                    let end = term.and_then(|term| page.lists.patterns.member_at(term, tokens, at));
                    if let Some(end) = end.filter(|end| *end > at) {
                        at = end;
                        continue;
                    }
                    at += 1;
                    if token.kind != TokenKind::Word || token.is_name() || token.is_acronym() {
                        continue;
                    }
                    let word = run.word(token);
                    let count = *known.entry(word).or_insert_with(|| syllables(word));
                    measures.syllables += count;
                    // The parts of a compound are read as one word, but none is long for that.
                    words += u32::from(token.before != Before::Hyphen);
                    measures.long_words += u32::from(count >= 3);
                }
                measures.words += words;
                measures.sentences += u32::from(words > 0);
            }
        }
        measures
    }

    /// The Flesch-Kincaid grade.
    pub(super) fn flesch_kincaid(&self) -> f64 {
        let (words, sentences) = (f64::from(self.words.max(1)), f64::from(self.sentences.max(1)));
        0.39 * words / sentences + 11.8 * f64::from(self.syllables) / words - 15.59
    }

    /// The age from which the words can be read, in years, where there are enough to tell.
    pub(super) fn reading_age(&self) -> Option<u32> {
        let age = (self.flesch_kincaid() + AGE_OF_GRADE).round().max(AGE_OF_GRADE);
        (self.words >= LEAST_WORDS).then_some(age as u32)
    }

    /// The SMOG grade.
    pub(super) fn smog(&self) -> f64 {
        let sentences = f64::from(self.sentences.max(1));
        1.043 * (f64::from(self.long_words) * 30.0 / sentences).sqrt() + 3.1291
    }
}

/// The highest grade of a page, with the readers that it is for: what is set for its content type,
/// or else the strictest of its audiences, or else that of the public.
pub(super) fn limit(page: &Page) -> (u32, String) {
    let grades = &page.settings().readability;
    let Some(document) = page.document else { return (u32::MAX, String::new()) };
    if let Some(grade) = grades.get(&document.front.kind) {
        return (*grade, format!("pages of the type `{}`", document.front.kind));
    }
    let audiences = document.front.terms.values().flatten();
    let strictest = audiences
        .filter_map(|name| grades.get(name).map(|grade| (*grade, name)))
        .min_by_key(|(grade, _)| *grade);
    match strictest {
        Some((grade, name)) => (grade, format!("readers in `{name}`")),
        None => (grades.get("public").copied().unwrap_or(7), "readers in general".to_string()),
    }
}
