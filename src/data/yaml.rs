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
        _ => {
            let is_toml = text.lines().any(|line| line.contains(" = "));
            let (message, help) = if is_toml {
                (
                    "between lines `---` a key is followed by a colon",
                    "write title: Induction; or put the front matter between lines `+++`",
                )
            } else {
                (
                    "there are no keys here",
                    "each line is a key, a colon, a space and a value: title: Induction",
                )
            };
            Err(vec![SyntaxError {
                message: message.to_string(),
                span: node.span,
                help: Some(help.to_string()),
                is_date: false,
            }])
        }
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
            let indent = content.len() - content.trim_start().len();
            return Span::new(start + indent..start + content.trim_end().len().max(indent));
        }
        start += content.len();
    }
    Span::new(text.len()..text.len())
}

fn syntax_error(error: &serde_saphyr::Error, text: &str, offset: u32) -> SyntaxError {
    let bare = error.without_snippet();
    let span = bare.location().map_or(Span::default(), |location| span_of(location, text));
    let number = LineIndex::new(text).position(span.start).line;
    let lines: Vec<&str> = text.lines().take(number as usize).collect();
    let (line, message, help) = slip(&bare.to_string(), &lines);
    let span = line_span(text, line.map_or(u64::from(number), |line| line as u64));
    SyntaxError {
        message,
        span: span.shifted(offset),
        help: Some(help.to_string()),
        is_date: false,
    }
}

/// What an editor most likely did: the line of the slip, counted from 1, where it is not the one
/// that the parser stopped at; what is wrong; and what to do. `lines` ends with the parser's line.
fn slip(reason: &str, lines: &[&str]) -> (Option<usize>, String, &'static str) {
    let line = lines.last().copied().unwrap_or("");
    let (key, value) = line.split_once(':').unwrap_or((line, ""));
    let value = value.trim();
    let found = |at: Option<usize>, message: &str, help| (at, message.to_string(), help);
    if reason.contains("duplicate") {
        return (None, format!("`{}` is written twice", key.trim()), "remove one of the two");
    }
    if let Some(at) = lines.iter().rposition(|line| opens_quote(line)) {
        let help = "close it on the same line: title: \"Induction\"";
        return found(Some(at + 1), "a quote is opened and never closed", help);
    }
    if let Some(at) = lines.iter().rposition(|line| is_glued(line)) {
        let help = "write title: Induction, with a space behind the colon";
        return found(Some(at + 1), "a space is missing behind the colon", help);
    }
    if let Some(at) = lines.iter().rposition(|line| line.trim_start_matches(' ').starts_with('\t'))
    {
        return found(
            Some(at + 1),
            "a line begins with a tab",
            "YAML takes spaces only: indent with two",
        );
    }
    if value.contains(": ") || value.ends_with(':') {
        let help = "put the value between quotes: title: \"Roles: who does what\"";
        return found(None, "a value holds a colon", help);
    }
    if let Some(first) = value.chars().next().filter(|c| "@`%*&!|>,]}".contains(*c)) {
        let message = format!("a value cannot begin with `{first}`");
        return (None, message, "put the value between quotes: title: \"@home\"");
    }
    if value.starts_with(['[', '{']) {
        let help = "write it on one line: audience: [managers, nurses]";
        return found(None, "a list in square brackets is not complete", help);
    }
    if line.starts_with(' ') {
        let help = "begin each key in the first column; indent only what belongs to the key above";
        return found(None, "a line is indented and belongs to nothing above it", help);
    }
    let help = "each line is a key, a colon, a space and a value: title: Induction";
    found(None, "this line cannot be understood", help)
}

/// Whether a value begins with a quote that does not end on its line.
fn opens_quote(line: &str) -> bool {
    let value = line.split_once(": ").map_or("", |(_, value)| value.trim());
    ['"', '\''].into_iter().any(|quote| {
        value.strip_prefix(quote).is_some_and(|rest| rest.matches(quote).count() % 2 == 0)
    })
}

/// Whether a line is a key, a colon and a value without a space between them.
fn is_glued(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        !key.is_empty() && key.chars().all(is_key) && value.starts_with(char::is_alphanumeric)
    })
}
