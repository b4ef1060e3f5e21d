//! The works that pages cite.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{REFERENCES_FILE, twice};
use crate::data::{Located, Reader};
use crate::diagnostic::{Code, Diagnostics};
use crate::source::Span;

/// A work.
#[derive(Clone, Debug, Serialize)]
pub struct Reference {
    /// What pages write: `[@key]`.
    pub key: String,
    /// Who wrote it.
    pub authors: Option<String>,
    /// When; text, since some works say "undated".
    pub year: Option<String>,
    /// What it is called.
    pub title: String,
    /// The journal, series or publisher.
    pub container: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// A remark in Markdown.
    pub note: Option<Located<String>>,
    /// Whether the portal was written from it.
    pub seed: bool,
    /// Where its key stands.
    #[serde(skip)]
    pub key_span: Span,
}

impl Serialize for Located<String> {
    /// The text alone: moving an entry in its file changes nothing.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.value)
    }
}

/// All works, by key.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    works: BTreeMap<String, Reference>,
}

impl Bibliography {
    pub(super) fn new(rows: Vec<Reference>, found: &mut Diagnostics) -> Bibliography {
        let mut works: BTreeMap<String, Reference> = BTreeMap::new();
        for row in rows {
            let located = |row: &Reference| Located { value: row.key.clone(), span: row.key_span };
            match works.get(&row.key) {
                Some(first) => {
                    twice(found, REFERENCES_FILE, "the reference", &located(first), &located(&row))
                }
                None => {
                    works.insert(row.key.clone(), row);
                }
            }
        }
        Bibliography { works }
    }

    /// The work of a key, if there is one.
    pub fn get(&self, key: &str) -> Option<&Reference> {
        self.works.get(key)
    }

    /// All works in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = &Reference> {
        self.works.values()
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.works.keys().map(String::as_str)
    }
}

pub(super) fn read(reader: &mut Reader, _entry: Span) -> Option<Reference> {
    let key = reader.required_text("key", "add the key that pages cite: key = \"moran-2020\"");
    let mut plain = |key| reader.text(key).map(|text| text.value);
    let (authors, year, container) = (plain("authors"), plain("year"), plain("container"));
    let url = reader.text("url");
    let title = reader.required_text("title", "add the title of the work");
    let note = reader.text("note");
    let seed = reader.boolean("seed").unwrap_or(false);
    let key = key?;
    // An entry with a gap was reported; it stays, so that what cites it is not reported too.
    let title = title.map_or_else(|| key.value.clone(), |title| title.value);
    let sound = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':');
    if !key.value.bytes().all(sound) {
        let message = format!("`{}` cannot be a key", key.value);
        let help = "write letters, digits and hyphens: moran-2020".to_string();
        reader.report(Code::WrongValue, key.span, message, Some(help));
        return None;
    }
    let url = url.and_then(|url| {
        let safe = url.value.starts_with("https://") || url.value.starts_with("http://");
        if !safe {
            let message = format!("`{}` is not an address", url.value);
            let help = "write it in full, beginning with https://".to_string();
            reader.report(Code::WrongValue, url.span, message, Some(help));
        }
        safe.then_some(url.value)
    });
    Some(Reference {
        key: key.value,
        authors,
        year,
        title,
        container,
        url,
        note,
        seed,
        key_span: key.span,
    })
}
