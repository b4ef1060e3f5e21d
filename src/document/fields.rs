//! The fields of a content type: what each holds on one page.

use super::body::{self, Body};
use crate::config::{Choice, Field, FieldDefault, FieldKind};
use crate::data::{Codes, Date, Located, Node, NodeKind, Reader, Table, not_a_choice};
use crate::diagnostic::Code;
use crate::source::Span;

/// Every declared field by name, in the order of the declaration.
pub type FieldValues = Vec<(String, FieldValue)>;

/// What a field holds.
#[derive(Debug)]
pub enum FieldValue {
    /// Nothing was written and the field has no default.
    Absent,
    /// Plain text, and where it stands.
    Text(String, Span),
    /// Parsed Markdown.
    Markdown(Body),
    /// A date.
    Date(Date),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// One word of a fixed set.
    Choice(Choice),
    /// A page, as its path was written, with where it stands and of which types it may be.
    Reference(String, Span, Vec<String>),
    /// Values of one kind.
    List(Vec<FieldValue>),
    /// Records.
    Records(Vec<FieldValues>),
}

impl FieldValue {
    /// Calls `see` on this value and on all inside it, outermost first, in order.
    pub fn visit<'v>(&'v self, see: &mut dyn FnMut(&'v FieldValue)) {
        see(self);
        match self {
            FieldValue::List(items) => items.iter().for_each(|item| item.visit(see)),
            FieldValue::Records(records) => {
                records.iter().flatten().for_each(|(_, value)| value.visit(see));
            }
            _ => {}
        }
    }

    /// As [`FieldValue::visit`], for the Markdown inside, to change.
    pub fn visit_bodies(&mut self, see: &mut dyn FnMut(&mut Body)) {
        match self {
            FieldValue::Markdown(body) => see(body),
            FieldValue::List(items) => items.iter_mut().for_each(|item| item.visit_bodies(see)),
            FieldValue::Records(records) => {
                records.iter_mut().flatten().for_each(|(_, value)| value.visit_bodies(see));
            }
            _ => {}
        }
    }
}

/// Reads the declared fields of a table.
pub(super) fn read_fields(
    reader: &mut Reader,
    fields: &[Field],
    markdown: body::Options,
) -> FieldValues {
    fields.iter().map(|field| (field.name.clone(), read_field(reader, field, markdown))).collect()
}

fn read_field(reader: &mut Reader, field: &Field, markdown: body::Options) -> FieldValue {
    let Some(entry) = reader.entry(&field.name) else {
        if field.required {
            reader.missing(&field.name, &advice(field));
        }
        return absent(field);
    };
    let empty = match &entry.value.kind {
        NodeKind::Text(text) => text.trim().is_empty(),
        NodeKind::List(items) => items.is_empty(),
        _ => false,
    };
    if empty && field.required {
        reader.report(
            Code::MissingField,
            entry.value.span,
            format!("`{}` is empty", field.name),
            Some(advice(field)),
        );
        return absent(field);
    }
    if empty {
        return absent(field);
    }
    read_value(reader, &field.name, &field.kind, &entry.value, markdown)
        .unwrap_or_else(|| absent(field))
}

fn advice(field: &Field) -> String {
    match &field.help {
        Some(help) => format!("{}: {help}", field.label),
        None => format!("add “{}”", field.label),
    }
}

fn absent(field: &Field) -> FieldValue {
    match (&field.default, &field.kind) {
        (Some(FieldDefault::Text(text)), FieldKind::Choice(choices)) => choices
            .iter()
            .find(|choice| choice.value == *text)
            .map_or(FieldValue::Absent, |choice| FieldValue::Choice(choice.clone())),
        (Some(FieldDefault::Text(text)), _) => FieldValue::Text(text.clone(), Span::default()),
        (Some(FieldDefault::Number(number)), _) => FieldValue::Number(*number),
        (Some(FieldDefault::Boolean(flag)), _) => FieldValue::Boolean(*flag),
        (None, FieldKind::List(_)) => FieldValue::List(Vec::new()),
        (None, FieldKind::Records(_)) => FieldValue::Records(Vec::new()),
        (None, _) => FieldValue::Absent,
    }
}

fn read_value<'t>(
    reader: &mut Reader<'t, '_>,
    key: &str,
    kind: &FieldKind,
    value: &'t Node,
    markdown: body::Options,
) -> Option<FieldValue> {
    let span = value.span;
    let wanted = match (kind, &value.kind) {
        (FieldKind::Text, NodeKind::Text(text)) => {
            return Some(FieldValue::Text(text.clone(), span));
        }
        (FieldKind::Text, NodeKind::Integer(number)) => {
            return Some(FieldValue::Text(number.to_string(), span));
        }
        (FieldKind::Text, _) => "text",
        (FieldKind::Markdown, NodeKind::Text(text)) => {
            let (body, found) = body::parse_fragment(text, span, &markdown, reader.path());
            reader.found().extend(found);
            return Some(FieldValue::Markdown(body));
        }
        (FieldKind::Markdown, _) => "text",
        (FieldKind::Date, _) => return reader.date_of(key, value).map(FieldValue::Date),
        (FieldKind::Number, NodeKind::Integer(number)) => {
            return Some(FieldValue::Number(*number as f64));
        }
        (FieldKind::Number, NodeKind::Float(number)) if number.is_finite() => {
            return Some(FieldValue::Number(*number));
        }
        (FieldKind::Number, _) => "a number",
        (FieldKind::Boolean, NodeKind::Boolean(flag)) => return Some(FieldValue::Boolean(*flag)),
        (FieldKind::Boolean, _) => "true or false",
        (FieldKind::Choice(choices), NodeKind::Text(word)) => {
            return read_choice(reader, key, choices, word, span);
        }
        (FieldKind::Choice(_), _) => "text",
        (FieldKind::Reference(types), NodeKind::Text(path)) => {
            return Some(FieldValue::Reference(path.clone(), span, types.clone()));
        }
        (FieldKind::Reference(_), _) => "the path of a page",
        (FieldKind::List(inner), NodeKind::List(items)) => {
            let values = items
                .iter()
                .filter_map(|item| read_value(reader, key, inner, item, markdown))
                .collect();
            return Some(FieldValue::List(values));
        }
        // One value alone counts as a list of one, as CMSs write it.
        (FieldKind::List(inner), NodeKind::Text(_)) => {
            let value = read_value(reader, key, inner, value, markdown)?;
            return Some(FieldValue::List(vec![value]));
        }
        (FieldKind::List(_), _) => "a list",
        (FieldKind::Records(fields), NodeKind::List(items)) => {
            let records = items
                .iter()
                .filter_map(|item| read_record(reader, key, fields, item, markdown))
                .collect();
            return Some(FieldValue::Records(records));
        }
        (FieldKind::Records(_), _) => "a list of tables",
    };
    reader.wrong(key, value, wanted);
    None
}

fn read_choice(
    reader: &mut Reader,
    key: &str,
    choices: &[Choice],
    word: &str,
    span: Span,
) -> Option<FieldValue> {
    if let Some(choice) = choices.iter().find(|choice| choice.value == word) {
        return Some(FieldValue::Choice(choice.clone()));
    }
    let words = choices.iter().map(|choice| choice.value.as_str());
    let (message, help) = not_a_choice(key, word, words);
    reader.report(Code::UnknownChoice, span, message, Some(help));
    None
}

fn read_record<'t>(
    reader: &mut Reader<'t, '_>,
    key: &str,
    fields: &[Field],
    item: &'t Node,
    markdown: body::Options,
) -> Option<FieldValues> {
    let NodeKind::Table(table) = &item.kind else {
        reader.wrong(key, item, "a list of tables");
        return None;
    };
    let path = reader.path();
    let (what, above) = (format!("this entry of `{key}`"), format!("[[{key}]]"));
    let table: Located<&Table> = Located { value: table, span: item.span };
    let mut inner =
        Reader::new(table.value, table.span, path, Codes::CONTENT, &what, reader.found())
            .above(&above);
    let values = read_fields(&mut inner, fields, markdown);
    inner.finish();
    Some(values)
}
