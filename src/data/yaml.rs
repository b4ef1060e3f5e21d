//! YAML to [`Table`], through serde-saphyr's located values.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::{Entry, Node, NodeKind, SyntaxError, Table};
use crate::source::{LineIndex, Span};

/// Parses a YAML mapping that stands `offset` bytes into its file. An empty text is an empty table.
///
/// # Errors
///
/// The first place where the text is not YAML or not a mapping.
pub fn parse_yaml(text: &str, offset: u32) -> Result<Table, Vec<SyntaxError>> {
    if text.trim().is_empty() {
        return Ok(Table::default());
    }
    let value: Spanned<Raw> =
        serde_saphyr::from_str(text).map_err(|error| vec![syntax_error(&error, text, offset)])?;
    let node = place(value, text, offset);
    match node.kind {
        NodeKind::Table(table) => Ok(table),
        NodeKind::Null => Ok(Table::default()),
        _ => Err(vec![SyntaxError {
            message: format!("expected keys and values, found {}", node.kind_name()),
            span: node.span,
            help: Some("each line is a key, a colon and a value: title: Induction".to_string()),
        }]),
    }
}

/// A value as serde gives it, before places are worked out.
enum Raw {
    Plain(NodeKind),
    List(Vec<Spanned<Raw>>),
    Table(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Plain(NodeKind::Boolean(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Plain(NodeKind::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Plain(
            i64::try_from(value).map_or(NodeKind::Float(value as f64), NodeKind::Integer),
        ))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Plain(NodeKind::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Plain(NodeKind::Text(value.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Plain(NodeKind::Null))
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Plain(NodeKind::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut table = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            table.push(entry);
        }
        Ok(Raw::Table(table))
    }
}

fn place(value: Spanned<Raw>, text: &str, offset: u32) -> Node {
    let span = span_of(value.referenced, text).shifted(offset);
    let kind = match value.value {
        Raw::Plain(kind) => kind,
        Raw::List(items) => {
            NodeKind::List(items.into_iter().map(|item| place(item, text, offset)).collect())
        }
        Raw::Table(entries) => NodeKind::Table(Table {
            entries: entries
                .into_iter()
                .map(|(key, value)| Entry {
                    key_span: span_of(key.referenced, text).shifted(offset),
                    key: key.value,
                    value: place(value, text, offset),
                })
                .collect(),
        }),
    };
    Node { kind, span }
}

fn span_of(location: serde_saphyr::Location, text: &str) -> Span {
    let span = location.span();
    match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(length)) => Span::new(start as usize..start as usize + length as usize),
        _ => line_span(text, location.line()),
    }
}

/// A whole line, counted from 1, for locations that come without bytes.
fn line_span(text: &str, line: u64) -> Span {
    let mut start = 0;
    for (number, content) in (1..).zip(text.split_inclusive('\n')) {
        if number == line {
            return Span::new(start..start + content.trim_end().len());
        }
        start += content.len();
    }
    Span::new(text.len()..text.len())
}

fn syntax_error(error: &serde_saphyr::Error, text: &str, offset: u32) -> SyntaxError {
    let bare = error.without_snippet();
    let span = bare.location().map_or(Span::default(), |location| span_of(location, text));
    let line_number = LineIndex::new(text).position(span.start).line;
    let line = text.lines().nth(line_number as usize - 1).unwrap_or("");
    let help = if line.contains('\t') {
        "YAML does not allow tabs: use spaces to indent"
    } else if line.matches(':').count() > 1 && !line.contains('"') && !line.contains('\'') {
        "put a value that holds a colon between quotes: title: \"Roles: who does what\""
    } else if line.matches('"').count() % 2 == 1 {
        "a quote is opened and not closed on this line"
    } else {
        "each line is a key, a colon, a space and a value: title: Induction"
    };
    let message = bare.to_string();
    // The parser adds "at line 3, column 4", which our own place says already.
    let message = message.split(" at line ").next().unwrap_or(&message).trim_end_matches('.');
    SyntaxError {
        message: message.to_string(),
        span: span.shifted(offset),
        help: Some(help.to_string()),
    }
}
