//! Text to words, in one way for the index, for queries and for the client, whose
//! `_search-words.js` does the same step by step.
//!
//! - Letters lose their accents and capitals: `Élan` is `elan`.
//! - An apostrophe joins: `worker's` is `worker`, `don't` is `dont`.
//! - A hyphen parts and joins: `co-production` is `co`, `production` and `coproduction`.
//! - Digits keep their point and lose their commas: `37,338` is `37338`, `7.5` stays.

use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are not words.
const LONGEST: usize = 40;
/// Hyphenated words of at most so many parts are also found when written as one.
const PARTS: usize = 3;

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
    known: HashMap<String, String>,
}

impl Stems {
    /// For texts of a language. Only English is cut; words of other languages stand for themselves.
    pub fn new(language: &str) -> Stems {
        let english = language == "en" || language.starts_with("en-");
        Stems { stemmer: english.then(|| Stemmer::new(Algorithm::English)), known: HashMap::new() }
    }

    /// The stem of a word.
    pub fn of(&mut self, form: &str) -> &str {
        let Some(stemmer) = self.stemmer else { return self.keep(form, form.to_string()) };
        if self.known.contains_key(form) {
            return self.known.get(form).map_or("", String::as_str);
        }
        let stem = if form.bytes().all(|byte| byte.is_ascii_lowercase()) {
            stemmer.stem(form).into_owned()
        } else {
            form.to_string()
        };
        self.keep(form, stem)
    }

    fn keep(&mut self, form: &str, stem: String) -> &str {
        self.known.entry(form.to_string()).or_insert(stem)
    }
}

/// Text without accents and capitals.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
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
    folded
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let folded = fold(text);
    let mut found = Vec::new();
    let mut rest = folded.as_str();
    loop {
        let Some(start) = rest.find(char::is_alphanumeric) else { return found };
        rest = rest.get(start..).unwrap_or("");
        let mut parts: Vec<String> = Vec::new();
        loop {
            let (part, length) = part(rest);
            rest = rest.get(length..).unwrap_or("");
            parts.push(part);
            let next = rest.strip_prefix('-').unwrap_or("");
            if !next.starts_with(char::is_alphanumeric) {
                break;
            }
            rest = next;
        }
        let joined = (parts.len() > 1 && parts.len() <= PARTS).then(|| parts.concat());
        found.extend(
            parts
                .into_iter()
                .filter(|part| !part.is_empty() && part.len() <= LONGEST)
                .map(|form| Word { form, joined: false }),
        );
        if let Some(form) = joined
            && form.len() <= LONGEST
            && !form.starts_with(char::is_numeric)
        {
            found.push(Word { form, joined: true });
        }
    }
}

/// The part at the beginning of a text, without its marks, and how many bytes it takes up.
fn part(text: &str) -> (String, usize) {
    let mut part = String::new();
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
    (part, length)
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
