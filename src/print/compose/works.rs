//! The entry of a work in the list of works.

use crate::library::Reference;
use crate::print::document::{Run, Work};

/// A work as prints show it.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// Authors, year, title, where it appeared, a remark.
    pub runs: Vec<Run>,
}

impl Entry {
    /// The entry in a list of a print.
    pub fn into_work(self) -> Work {
        Work { key: self.key, runs: self.runs }
    }
}

/// The entry of a work, with its remark as plain words.
pub fn entry(work: &Reference, note: Option<&str>) -> Entry {
    let mut runs = Vec::new();
    if let Some(authors) = &work.authors {
        runs.push(Run::text(format!("{authors} ")));
    }
    if let Some(year) = &work.year {
        runs.push(Run::text(format!("({year}) ")));
    }
    let title = vec![Run::Emphasis { runs: vec![Run::text(&work.title)] }];
    match &work.url {
        Some(address) => runs.push(Run::Link {
            inside: String::new(),
            address: address.clone(),
            external: true,
            runs: title,
        }),
        None => runs.extend(title),
    }
    runs.push(Run::text(full_stop_after(&work.title)));
    if let Some(container) = &work.container {
        runs.push(Run::text(format!(" {container}{}", full_stop_after(container))));
    }
    if let Some(note) = note.filter(|note| !note.is_empty()) {
        runs.push(Run::text(format!(" {note}")));
    }
    runs.retain(|run| !matches!(run, Run::Text { text } if text.is_empty()));
    Entry { key: work.key.clone(), runs }
}

/// The full stop that a part of an entry needs, unless it ends in a mark of its own.
fn full_stop_after(text: &str) -> &'static str {
    if text.ends_with(['.', '?', '!']) { "" } else { "." }
}
