//! What a query asks for, as `parse` of `_search-rank.js` reads it.

use std::collections::BTreeSet;

use super::words::{Stems, Word, fold, words};

const LONGEST: usize = 2000;
const MOST_WORDS: usize = 48;
const LONG_QUESTION: usize = 8;

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The word as it was typed, without accents and capitals.
    pub form: String,
    /// Its stem.
    pub stem: String,
    /// Whether it is a hyphenated word as one.
    pub joined: bool,
    /// Whether it may be the beginning of a longer word.
    pub open: bool,
    /// How often the query says it.
    pub often: u32,
    pub(super) in_phrase: bool,
}

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words that pages are ranked by, each once.
    pub units: Vec<Asked>,
    /// The phrases that a page must have.
    pub phrases: Vec<Vec<Asked>>,
    /// The words that a page must not have.
    pub without: Vec<Asked>,
}

impl Query {
    /// Reads a query.
    pub fn parse(query: &str, stems: &mut Stems, stop: &BTreeSet<String>) -> Query {
        let kept = query.encode_utf16().take(LONGEST);
        let kept: String = char::decode_utf16(kept).filter_map(Result::ok).collect();
        let text = fold(&kept).replace(['“', '”', '„', '«', '»'], "\"");
        let mut parsed = Query::default();
        let mut all: Vec<Asked> = Vec::new();
        for part in parts(&text) {
            match part {
                Part::Phrase { minus, text } => {
                    let mut list = Vec::new();
                    add(&mut list, text, true, stems);
                    list.retain(|word| !word.joined);
                    if minus {
                        parsed.without.extend(list);
                    } else if !list.is_empty() {
                        all.extend(list.iter().cloned());
                        parsed.phrases.push(list);
                    }
                }
                Part::Plain(text) => {
                    for bit in text.split_whitespace() {
                        match bit.strip_prefix('-') {
                            Some(bit) if bit.starts_with(char::is_alphanumeric) => {
                                add(&mut parsed.without, bit, false, stems);
                            }
                            _ => add(&mut all, bit, false, stems),
                        }
                    }
                }
            }
        }
        open_last(&text, &mut all);
        let telling = |word: &&Asked| word.in_phrase || !stop.contains(&word.form);
        let any = all.iter().any(|word| telling(&word));
        for word in all.iter().filter(|word| !any || telling(word)) {
            let full = parsed.units.len() >= MOST_WORDS;
            match parsed.units.iter_mut().find(|unit| unit.stem == word.stem) {
                Some(same) => {
                    same.open |= word.open;
                    same.often += 1;
                }
                None if !full => parsed.units.push(word.clone()),
                None => {}
            }
        }
        // In a long question the quotation marks are those of its prose.
        let quoted =
            |unit: &&Asked| parsed.phrases.iter().flatten().any(|word| word.stem == unit.stem);
        if parsed.units.iter().filter(|unit| !quoted(unit)).count() > LONG_QUESTION {
            parsed.phrases.clear();
        }
        parsed
    }
}

fn add(list: &mut Vec<Asked>, text: &str, in_phrase: bool, stems: &mut Stems) {
    for word in words(text) {
        let stem = stems.of(&word.form).to_string();
        let Word { form, joined } = word;
        list.push(Asked { form, stem, joined, open: false, often: 1, in_phrase });
    }
}

/// The last word may not be finished.
fn open_last(text: &str, all: &mut [Asked]) {
    let barred = text
        .split_whitespace()
        .next_back()
        .is_some_and(|last| last.len() > 1 && last.starts_with('-'));
    if barred || !text.ends_with(char::is_alphanumeric) {
        return;
    }
    if let Some((last, before)) = all.split_last_mut() {
        last.open = true;
        if last.joined
            && let Some(part) = before.last_mut()
        {
            part.open = true;
        }
    }
}

enum Part<'t> {
    Phrase { minus: bool, text: &'t str },
    Plain(&'t str),
}

/// The quoted phrases of a query and what stands between them.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut before = ' ';
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let quoted = rest.strip_prefix('-').unwrap_or(rest);
        if before.is_whitespace()
            && let Some(inside) = quoted.strip_prefix('"')
            && let Some((phrase, _)) = inside.split_once('"')
        {
            found.extend(text.get(start..at).filter(|text| !text.is_empty()).map(Part::Plain));
            let minus = quoted.len() < rest.len();
            found.push(Part::Phrase { minus, text: phrase });
            at += usize::from(minus) + phrase.len() + 2;
            start = at;
            before = '"';
            continue;
        }
        let c = rest.chars().next().unwrap_or(' ');
        at += c.len_utf8();
        before = c;
    }
    found.extend(text.get(start..).filter(|text| !text.is_empty()).map(Part::Plain));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &str) -> String {
        let stop = ["the".to_string(), "of".to_string()].into();
        let query = Query::parse(query, &mut Stems::new("en"), &stop);
        let list = |words: &[Asked]| {
            let word = |word: &Asked| format!("{}{}", word.stem, if word.open { "*" } else { "" });
            words.iter().map(word).collect::<Vec<_>>().join(" ")
        };
        let phrases: Vec<String> = query.phrases.iter().map(|phrase| list(phrase)).collect();
        format!("{}|{}|{}", list(&query.units), phrases.join(","), list(&query.without))
    }

    #[test]
    fn words_phrases_and_exclusions() {
        assert_eq!(shown("the pay of workers"), "pay worker*||");
        assert_eq!(shown("the"), "the*||");
        assert_eq!(shown("“the worker” -pay band "), "the worker band|the worker|pay");
        assert_eq!(shown("band -\"the pay\" x-ray"), "band x ray* xray*||the pay");
        assert_eq!(shown("say \"open"), "say open*||");
        assert_eq!(shown("-- \"\" -"), "||");
    }
}
