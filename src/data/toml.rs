//! TOML to [`Table`], with every mistake in the text reported at once.

use toml::de::{DeTable, DeValue};

use super::{Entry, Node, NodeKind, SyntaxError, Table, parse_date};
use crate::source::Span;

type Located<'i> = toml::Spanned<DeValue<'i>>;

/// Parses a TOML document that stands `offset` bytes into its file.
///
/// # Errors
///
/// Every place where the text is not TOML.
pub fn parse_toml(text: &str, offset: u32) -> Result<Table, Vec<SyntaxError>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut errors: Vec<SyntaxError> =
        errors.iter().map(|error| syntax_error(error, text, offset)).collect();
    let table = take_table(table.get_ref(), offset, &mut errors);
    if errors.is_empty() { Ok(table) } else { Err(errors) }
}

fn take_table(table: &DeTable, offset: u32, errors: &mut Vec<SyntaxError>) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: Span::new(key.span()).shifted(offset),
            value: take(value, offset, errors),
        })
        .collect();
    // The parser keeps keys sorted by name; the order as written is the order of their places.
    entries.sort_by_key(|entry| entry.key_span);
    Table { entries }
}

fn take(value: &Located, offset: u32, errors: &mut Vec<SyntaxError>) -> Node {
    let span = Span::new(value.span()).shifted(offset);
    let kind = match value.get_ref() {
        DeValue::String(text) => NodeKind::Text(text.to_string()),
        DeValue::Boolean(value) => NodeKind::Boolean(*value),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => NodeKind::Integer(number),
            Err(_) => NodeKind::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        },
        DeValue::Float(number) => NodeKind::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        // A date with a time, or a time alone, stays text: no field asks for one.
        DeValue::Datetime(date) => match parse_date(&date.to_string()) {
            Ok(date) => NodeKind::Date(date),
            Err(_) => NodeKind::Text(date.to_string()),
        },
        DeValue::Array(items) => {
            NodeKind::List(items.iter().map(|item| take(item, offset, errors)).collect())
        }
        DeValue::Table(table) => NodeKind::Table(take_table(table, offset, errors)),
    };
    Node { kind, span }
}

fn syntax_error(error: &toml::de::Error, text: &str, offset: u32) -> SyntaxError {
    let range = error.span().unwrap_or(0..0);
    let culprit = text.get(range.clone()).unwrap_or("");
    let span = Span::new(range).shifted(offset);
    let reason = error.message().trim_end_matches('.').to_string();
    if let Some(date_problem) = date_problem(culprit) {
        return SyntaxError {
            message: date_problem,
            span,
            help: Some("write dates as year-month-day, such as 2026-11-20".to_string()),
        };
    }
    let help = if reason.contains("duplicate key") {
        "remove one of the two"
    } else if reason.contains("string") || reason.contains("quote") {
        "text stands between straight double quotes on one line: title = \"Induction\""
    } else {
        "each line is a key, an equals sign and a value: title = \"Induction\""
    };
    SyntaxError { message: reason, span, help: Some(help.to_string()) }
}

/// Why something that looks like a date is none.
fn date_problem(culprit: &str) -> Option<String> {
    let dashes = culprit.bytes().filter(|byte| *byte == b'-').count();
    let looks_like_one = dashes == 2
        && culprit.len() >= 8
        && culprit.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    looks_like_one.then(|| parse_date(culprit).err()).flatten()
}
