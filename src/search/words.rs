//! Text to words, in one way for the index, for queries and for the client, whose
//! `_search-words.js` does the same step by step.
//!
//! - Letters lose their accents and capitals: `Élan` is `elan`.
//! - An apostrophe joins: `worker's` is `worker`, `don't` is `dont`.
//! - A hyphen parts and joins: `co-production` is `co`, `production` and `coproduction`.
//! - Digits keep their point and lose their commas: `37,338` is `37338`, `7.5` stays.

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are not words.
const LONGEST: usize = 40;
/// Hyphenated words of at most so many parts are also found when written as one.
const PARTS: usize = 3;
/// The stem of a form that nobody has asked for yet.
const UNCUT: usize = usize::MAX;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word without accents and capitals.
    pub form: String,
    /// Whether it is the parts of a hyphenated word as one, which stand beside it.
    pub joined: bool,
}

/// Cuts words down to their stems, and remembers them.
pub struct Stems {
    stemmer: Option<Stemmer>,
    known: FxHashMap<String, usize>,
    forms: Vec<Known>,
    /// Room in which a page's words are gathered by their stems, kept from page to page.
    scratch: Vec<Option<usize>>,
}

/// A form that was seen: its text and, by number, its stem, which is kept as a form too.
struct Known {
    text: String,
    stem: usize,
}

impl Stems {
    /// For texts of a language. Only English is cut; words of other languages stand for themselves.
    pub fn new(language: &str) -> Stems {
        let english = language == "en" || language.starts_with("en-");
        let stemmer = english.then(|| Stemmer::new(Algorithm::English));
        Stems { stemmer, known: FxHashMap::default(), forms: Vec::new(), scratch: Vec::new() }
    }

    /// Room for something by the number of each stem, of which nothing is set.
    pub(super) fn scratch(&mut self) -> Vec<Option<usize>> {
        std::mem::take(&mut self.scratch)
    }

    /// Takes the room back, with nothing set.
    pub(super) fn give_back(&mut self, scratch: Vec<Option<usize>>) {
        self.scratch = scratch;
    }

    /// The stem of a word.
    pub fn of(&mut self, form: &str) -> &str {
        let (_, stem) = self.numbers(form);
        self.text(stem)
    }

    /// The numbers by which a form and its stem are known here.
    pub(super) fn numbers(&mut self, form: &str) -> (usize, usize) {
        let number = self.number(form);
        let stem = self.forms.get(number).map_or(number, |known| known.stem);
        if stem != UNCUT {
            return (number, stem);
        }
        let stem = match self.stemmer {
            Some(stemmer) if form.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                self.number(&stemmer.stem(form))
            }
            _ => number,
        };
        if let Some(known) = self.forms.get_mut(number) {
            known.stem = stem;
        }
        (number, stem)
    }

    /// The text behind a number.
    pub(super) fn text(&self, number: usize) -> &str {
        self.forms.get(number).map_or("", |known| known.text.as_str())
    }

    fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.known.get(text) {
            return *number;
        }
        let number = self.forms.len();
        self.known.insert(text.to_string(), number);
        self.forms.push(Known { text: text.to_string(), stem: UNCUT });
        number
    }
}

/// Text without accents and capitals.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    // Most of a text is plain: only the rest of it is taken apart.
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.find(|c: char| !c.is_ascii()).unwrap_or(rest.len());
        let (start, other) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        let length = other.find(|c: char| c.is_ascii()).unwrap_or(other.len());
        let (marked, after) = other.split_at_checked(length).unwrap_or((other, ""));
        folded.extend(start.chars().map(|c| c.to_ascii_lowercase()));
        fold_marked(marked, &mut folded);
        rest = after;
    }
    folded
}

fn fold_marked(text: &str, folded: &mut String) {
    for c in text.nfkd().flat_map(char::to_lowercase).nfkd() {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            '’' | 'ʼ' | '‘' => folded.push('\''),
            '‐' | '‑' => folded.push('-'),
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    each_word(text, &mut |form, joined| found.push(Word { form: form.to_string(), joined }));
    found
}

/// Shows the words of a text in order, each with whether it is joined from parts.
pub(super) fn each_word(text: &str, see: &mut dyn FnMut(&str, bool)) {
    let folded = fold(text);
    let mut rest = folded.as_str();
    let (mut one, mut whole) = (String::new(), String::new());
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = rest.get(start..).unwrap_or("");
        if let Some((word, after)) = plain(rest) {
            if word.len() <= LONGEST {
                see(word, false);
            }
            rest = after;
            continue;
        }
        whole.clear();
        let mut parts = 0;
        loop {
            let length = part(rest, &mut one);
            rest = rest.get(length..).unwrap_or("");
            parts += 1;
            if !one.is_empty() && one.len() <= LONGEST {
                see(&one, false);
            }
            let next = rest.strip_prefix('-').unwrap_or("");
            let more = next.starts_with(char::is_alphanumeric);
            if parts <= PARTS && (more || parts > 1) {
                whole.push_str(&one);
            }
            if !more {
                break;
            }
            rest = next;
        }
        if (2..=PARTS).contains(&parts)
            && whole.len() <= LONGEST
            && !whole.starts_with(char::is_numeric)
        {
            see(&whole, true);
        }
    }
}

/// The word at the beginning of a text and what follows, if it has neither marks nor parts: most
/// words, and they need not be copied.
fn plain(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    match bytes.get(end) {
        Some(byte) if !byte.is_ascii() => None,
        Some(b'\'' | b'-' | b'.' | b',') if bytes.get(end + 1).is_some_and(inside) => None,
        _ => text.split_at_checked(end).filter(|(word, _)| !word.is_empty()),
    }
}

/// The part at the beginning of a text, without its marks, and how many bytes it takes up.
fn part(text: &str, part: &mut String) -> usize {
    part.clear();
    let mut length = text.len();
    let mut before = ' ';
    let mut possessive = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        if c.is_alphanumeric() {
            part.push(c);
        } else if c == '\'' && next.is_alphanumeric() {
            possessive = Some(part.len());
        } else if c == '.' && before.is_numeric() && next.is_numeric() {
            part.push(c);
        } else if !(c == ',' && before.is_numeric() && next.is_numeric()) {
            length = at;
            break;
        }
        before = c;
    }
    if let Some(at) = possessive
        && part.get(at..) == Some("s")
    {
        part.truncate(at);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.form).collect()
    }

    #[test]
    fn marks_inside_words() {
        assert_eq!(forms("The worker’s role; don't!"), ["the", "worker", "role", "dont"]);
        assert_eq!(
            forms("mother-and-baby unit"),
            ["mother", "and", "baby", "motherandbaby", "unit"]
        );
        assert_eq!(forms("Co‑production – yes"), ["co", "production", "coproduction", "yes"]);
        assert_eq!(forms("Band 4, £37,338.50 (SCQF)"), ["band", "4", "37338.50", "scqf"]);
        assert_eq!(forms("24-7 a.b 1. end"), ["24", "7", "a", "b", "1", "end"]);
        assert_eq!(forms("'s - -- '' é"), ["s", "e"]);
    }

    #[test]
    fn accents_and_capitals() {
        assert_eq!(fold("ÉLAN Straße Łódź İstanbul ﬁne"), "elan strasse lodz istanbul fine");
    }

    #[test]
    fn stems_of_english_only() {
        assert_eq!(Stems::new("en-GB").of("supervision"), "supervis");
        assert_eq!(Stems::new("cy").of("running"), "running");
        assert_eq!(Stems::new("en").of("scqf7"), "scqf7");
    }
}
