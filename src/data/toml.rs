//! TOML to [`Table`], with every mistake in the text reported at once.

use toml::de::{DeTable, DeValue};

use super::date::meant;
use super::{Entry, Node, NodeKind, SyntaxError, Table, date_advice, parse_date};
use crate::source::{LineIndex, Span};

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
    // What follows the first slip of a line follows from it.
    let lines = LineIndex::new(text);
    let line_of = |error: &SyntaxError| lines.position(error.span.start - offset).line;
    errors.sort_by_key(|error| error.span);
    errors.dedup_by_key(|error| line_of(error));
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
    let span = Span::new(range.clone()).shifted(offset);
    if let Some(date_problem) = date_problem(culprit) {
        return SyntaxError {
            message: date_problem,
            span,
            help: Some(date_advice(culprit.trim())),
            is_date: true,
        };
    }
    let before = text.get(..range.start).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let is_control = |c: char| c.is_control() && !c.is_whitespace();
    let (message, help) =
        if text.get(range.start..).is_some_and(|rest| rest.starts_with(is_control)) {
            let help = "delete the character at this place; it may be invisible";
            ("a control character stands in the text".to_string(), help.to_string())
        } else {
            worded(error.message(), culprit, line)
        };
    SyntaxError { message, span, help: Some(help), is_date: false }
}

const EXAMPLE: &str = "each line is a key, an equals sign and a value: title = \"Induction\"";

/// The parser's reason in the words of people who write no programs, and what to do.
fn worded(reason: &str, culprit: &str, line: &str) -> (String, String) {
    let words = |message: &str, help: &str| (message.to_string(), help.to_string());
    let has = |part: &str| reason.contains(part);
    let curly = line.contains(['“', '”', '„', '‘', '’']);
    if has("duplicate key") {
        (format!("`{}` is written twice", culprit.trim()), "remove one of the two".to_string())
    } else if has("values must be quoted") && curly {
        words("a text stands between curly quotes", "write straight quotes: title = \"Induction\"")
    } else if has("values must be quoted") {
        let bare = culprit.trim();
        let help = if matches!(bare.to_lowercase().as_str(), "yes" | "no" | "true" | "false") {
            "write true or false, in small letters"
        } else {
            "write text between straight double quotes: title = \"Induction\"; and a date as \
             2026-11-20"
        };
        (format!("`{bare}` stands without quotes"), help.to_string())
    } else if has("escape") || has("unicode value digits") {
        words(
            "a backslash in double quotes begins a special sign",
            "write two backslashes for one, or put the text between single quotes",
        )
    } else if let Some(word @ ("True" | "False" | "TRUE" | "FALSE" | "Yes" | "No")) =
        line.split_once('=').map(|(_, value)| value.trim())
    {
        let message = format!("`{word}` stands where true or false belongs");
        (message, "write true or false, in small letters".to_string())
    } else if line.split_once('=').is_some_and(|(_, value)| quotes_in_quotes(value.trim())) {
        words(
            "quotes stand inside quotes",
            "put the whole between single quotes, title = 'A \"good\" start', or a backslash \
             before each inner quote",
        )
    } else if line.split_once('=').is_some_and(|(_, value)| is_unopened(value.trim())) {
        words(
            "a text ends with a quote and does not begin with one",
            "text stands between two straight double quotes: title = \"Induction\"",
        )
    } else if line.trim_end().ends_with(',') && !has("array") {
        words("a comma stands behind the value", "remove it: each key has a line of its own")
    } else if has("string") {
        words(
            "a text is opened with a quote and never closed",
            "text stands between two straight double quotes on one line: title = \"Induction\"",
        )
    } else if has("table") {
        words(
            "a line in square brackets is not complete",
            "write as many brackets behind the name as before it: [[changes]]",
        )
    } else if has("array") {
        words(
            "a list in square brackets is not complete",
            "write it like [\"one\", \"two\"], with commas between its entries",
        )
    } else if line.trim_start().split([':', '=']).next() != line.trim_start().split('=').next() {
        words(
            "a key is followed by a colon",
            "write an equals sign: title = \"Induction\"; colons belong to front matter between \
             lines `---`",
        )
    } else if has("missing value") || has("no value") {
        words("a key has no value", EXAMPLE)
    } else {
        words("this line cannot be understood", EXAMPLE)
    }
}

/// Whether a value ends with a double quote, the only one in it.
fn is_unopened(value: &str) -> bool {
    value
        .strip_suffix('"')
        .is_some_and(|words| words.starts_with(char::is_alphabetic) && !words.contains(['"', '\'']))
}

/// Whether a value begins and ends with a double quote and has others between, as in
/// `"She said "yes""`.
fn quotes_in_quotes(value: &str) -> bool {
    let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| !inner.starts_with('"') && inner.replace("\\\"", "").contains('"'))
}

/// Why something that looks like a date is none.
fn date_problem(culprit: &str) -> Option<String> {
    let dashes = culprit.bytes().filter(|byte| *byte == b'-').count();
    let looks_like_one = dashes == 2
        && culprit.len() >= 8
        && culprit.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if looks_like_one {
        return parse_date(culprit).err();
    }
    let written = culprit.trim();
    meant(written).map(|_| format!("`{written}` is not a date"))
}
