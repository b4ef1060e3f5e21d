//! Citations: `[@key]`, `[@key, p. 4]`, `[@a; @b]`.
//!
//! To Markdown they are references to labels that nobody defined; a label that begins with `@` and
//! a key belongs to us, even if the page happens to define a link of that name.

use std::ops::Range;

/// One work in a label, with the range of its `@key`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Work {
    pub(super) key: String,
    pub(super) locator: Option<String>,
    pub(super) range: Range<usize>,
}

/// Whether a reference label is a citation.
pub(super) fn is_citation(label: &str) -> bool {
    label.strip_prefix('@').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// The works that a label cites. `label` is one for which [`is_citation`] holds.
pub(super) fn works(label: &str) -> Vec<Work> {
    let mut works: Vec<Work> = Vec::new();
    let mut at = 0;
    for part in label.split_inclusive(';') {
        let (start, text) = (at, part.strip_suffix(';').unwrap_or(part));
        at += part.len();
        let trimmed = text.trim();
        if is_citation(trimmed) {
            let start = start + (text.len() - text.trim_start().len());
            works.push(work(trimmed, start));
        } else if let Some(last) = works.last_mut().filter(|_| !trimmed.is_empty()) {
            // A semicolon inside a locator: `[@key, p. 4; pp. 7-9]`.
            let words = collapse(trimmed);
            last.locator = Some(match last.locator.take() {
                Some(before) => format!("{before}; {words}"),
                None => words,
            });
        }
    }
    works
}

fn work(text: &str, start: usize) -> Work {
    let rest = text.strip_prefix('@').unwrap_or(text);
    let length = rest.find(|c| !is_key(c)).unwrap_or(rest.len());
    // Punctuation ends a sentence rather than a key.
    let key = rest.get(..length).unwrap_or(rest).trim_end_matches(['.', ':']);
    let locator = rest.get(key.len()..).unwrap_or("");
    let locator = collapse(locator.trim_start_matches([',', '.', ':']));
    Work {
        key: key.to_string(),
        locator: (!locator.is_empty()).then_some(locator),
        range: start..start + 1 + key.len(),
    }
}

/// One space for every run of white space, since a label may go over a line's end.
fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_key(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(label: &str) -> Vec<(String, Option<String>, &str)> {
        let work = |work: Work| (work.key, work.locator, &label[work.range]);
        works(label).into_iter().map(work).collect()
    }

    #[test]
    fn keys_and_locators() {
        let some = |text: &str| Some(text.to_string());
        assert_eq!(read("@a-2020"), [("a-2020".into(), None, "@a-2020")]);
        assert_eq!(read("@a, p.\n 4"), [("a".into(), some("p. 4"), "@a")]);
        assert_eq!(
            read("@a; @b, ch. 2"),
            [("a".into(), None, "@a"), ("b".into(), some("ch. 2"), "@b")]
        );
        assert_eq!(read("@a, p. 4; 7;"), [("a".into(), some("p. 4; 7"), "@a")]);
        assert_eq!(read("@é p. 4"), [("é".into(), some("p. 4"), "@é")]);
    }

    #[test]
    fn other_labels_are_left_alone() {
        assert!(!is_citation("@"));
        assert!(!is_citation("@ home"));
        assert!(!is_citation("see @a"));
        assert!(is_citation("@a"));
    }
}
