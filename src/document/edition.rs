//! Which edition of its text a page is, and until when it may be published.

use serde::{Deserialize, Serialize};

use super::matter::Change;
use crate::config::ContentType;
use crate::data::{Date, Node, NodeKind, Table, parse_date};
use crate::fingerprint::Fingerprint;
use crate::source::Span;

/// What tells one edition of a page from the next: not when or by whom it is looked after, but what
/// it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The fingerprint of what readers read: title, summary, fields and text.
    pub text: Fingerprint,
    /// The fingerprint of the changes that were noted.
    pub notes: Fingerprint,
}

impl Edition {
    pub(super) fn of(
        body: &str,
        table: &Table,
        content_type: &ContentType,
        changes: &[Change],
    ) -> Edition {
        let value = |key: &str| table.get(key).map(|entry| &entry.value);
        let fields: Vec<(&str, Option<&Node>)> = ["title", "description"]
            .into_iter()
            .chain(content_type.fields.iter().map(|field| field.name.as_str()))
            .map(|key| (key, value(key)))
            .collect();
        let notes: Vec<_> = changes.iter().map(|change| (change.date, &change.note)).collect();
        Edition {
            text: Fingerprint::of("text", &(body.trim(), fields)),
            notes: Fingerprint::of("notes", &notes),
        }
    }
}

/// A field that says until when the page may be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// What editors see for the field.
    pub label: String,
    /// The last day.
    pub until: Date,
    /// Where it stands.
    pub span: Span,
}

/// The permissions that a page states. A value that is no date was reported where fields are read.
pub(super) fn permissions(table: &Table, content_type: &ContentType) -> Vec<Permission> {
    let lapsing = content_type.fields.iter().filter(|field| field.lapses);
    lapsing
        .filter_map(|field| {
            let value = &table.get(&field.name)?.value;
            let until = match &value.kind {
                NodeKind::Date(date) => *date,
                NodeKind::Text(text) => parse_date(text).ok()?,
                _ => return None,
            };
            Some(Permission { label: field.label.clone(), until, span: value.span })
        })
        .collect()
}
