//! Words of the glossary, at their first use on a page.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::tree::{Body, Inline, InlineKind};
use super::visit::change_runs;
use crate::source::Span;

/// The ways in which one term may be written: its name, its abbreviation, other names.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct TermWords {
    /// The ways, in any order.
    pub words: Vec<String>,
}

/// Finds terms in text. Built once for a site, used for all its pages.
pub struct TermMatcher {
    automaton: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
}

struct Pattern {
    term: usize,
    text: String,
    /// Whether capitals matter: they do in an abbreviation such as `MBU`.
    exact: bool,
}

/// One term found in a text.
#[derive(Clone, Copy)]
struct Match {
    start: usize,
    end: usize,
    term: usize,
}

impl TermMatcher {
    /// A matcher for `terms`; a match names a term by its index here. If two terms share a way of
    /// writing, the first has it.
    pub fn new(terms: &[TermWords]) -> TermMatcher {
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut taken = BTreeSet::new();
        for (term, words) in terms.iter().enumerate() {
            for word in &words.words {
                let text = word.split_whitespace().collect::<Vec<_>>().join(" ");
                if text.is_empty() {
                    continue;
                }
                let exact = !text.contains(char::is_lowercase) && text.contains(char::is_uppercase);
                // Smart punctuation turns the apostrophe of a word.
                for text in [text.replace('\'', "’"), text.replace('’', "'")] {
                    if taken.insert(if exact { text.clone() } else { text.to_lowercase() }) {
                        patterns.push(Pattern { term, text, exact });
                    }
                }
            }
        }
        // Building can only fail for more patterns than memory holds.
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(patterns.iter().map(|pattern| &pattern.text))
            .ok()
            .filter(|_| !patterns.is_empty());
        TermMatcher { automaton, patterns }
    }

    /// The terms in a text: whole words, the leftmost first, of those the longest, none inside
    /// another.
    fn find(&self, text: &str) -> Vec<Match> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        // A term may go over the end of a line.
        let flat: std::borrow::Cow<str> =
            if text.contains('\n') { text.replace('\n', " ").into() } else { text.into() };
        let mut found: Vec<Match> = automaton
            .find_overlapping_iter(flat.as_ref())
            .filter_map(|hit| {
                let pattern = self.patterns.get(hit.pattern().as_usize())?;
                let (start, end) = (hit.start(), hit.end());
                if pattern.exact && flat.get(start..end) != Some(pattern.text.as_str()) {
                    return None;
                }
                let starts = !flat.get(..start)?.ends_with(is_word);
                let end = word_end(&flat, end)?;
                starts.then_some(Match { start, end, term: pattern.term })
            })
            .collect();
        found.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.term));
        let mut behind = 0;
        found.retain(|hit| {
            let free = hit.start >= behind;
            if free {
                behind = hit.end;
            }
            free
        });
        found
    }
}

/// Where the word ends that a pattern ends in: there, or behind the `s` of a plural.
fn word_end(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    if !rest.starts_with(is_word) {
        return Some(end);
    }
    let rest = rest.strip_prefix('s')?;
    (!rest.starts_with(is_word)).then_some(end + 1)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Marks the first use of each term that is not in `used` yet, and appends the terms it found
/// there, in the order of their use: the bodies of one page share the list. Links, headings, code
/// and footnotes are left alone.
pub fn mark_terms(body: &mut Body, matcher: &TermMatcher, used: &mut Vec<usize>) {
    if matcher.automaton.is_some() {
        change_runs(&mut body.blocks, false, &mut |inlines| mark(inlines, matcher, used));
    }
}

fn mark(inlines: &mut Vec<Inline>, matcher: &TermMatcher, used: &mut Vec<usize>) {
    let mut at = 0;
    while let Some(inline) = inlines.get_mut(at) {
        at += 1;
        match &mut inline.kind {
            InlineKind::Text(text) => {
                let mut hits = matcher.find(text);
                hits.retain(|hit| {
                    let first = !used.contains(&hit.term);
                    if first {
                        used.push(hit.term);
                    }
                    first
                });
                if !hits.is_empty() {
                    let parts = split(text, inline.span, &hits);
                    let count = parts.len();
                    inlines.splice(at - 1..at, parts);
                    at += count - 1;
                }
            }
            InlineKind::Emphasis(inlines)
            | InlineKind::Strong(inlines)
            | InlineKind::Strikethrough(inlines) => mark(inlines, matcher, used),
            _ => {}
        }
    }
}

/// A text cut at its terms. Every part has the place of the whole: text and source differ where
/// something was escaped or left out, so a place of its own would be a guess.
fn split(text: &str, span: Span, hits: &[Match]) -> Vec<Inline> {
    let mut parts = Vec::with_capacity(hits.len() * 2 + 1);
    let mut at = 0;
    let words = |start, end| text.get(start..end).unwrap_or("").to_string();
    for hit in hits {
        if hit.start > at {
            parts.push(Inline { kind: InlineKind::Text(words(at, hit.start)), span });
        }
        let kind = InlineKind::Term { index: hit.term, text: words(hit.start, hit.end) };
        parts.push(Inline { kind, span });
        at = hit.end;
    }
    if at < text.len() {
        parts.push(Inline { kind: InlineKind::Text(words(at, text.len())), span });
    }
    parts
}
