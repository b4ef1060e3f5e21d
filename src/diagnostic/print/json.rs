//! One JSON object a line. `findings.schema.json` beside this file says what is in it; a key is
//! never taken away or given another meaning.

use serde::Serialize;

use super::TextOf;
use crate::diagnostic::Diagnostic;
use crate::source::{LineIndex, Place};

#[derive(Serialize)]
struct JsonFinding<'f> {
    code: &'f str,
    severity: &'f str,
    message: &'f str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    place: Option<JsonPlace<'f>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'f str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<JsonRelated<'f>>,
}

#[derive(Serialize)]
struct JsonPlace<'f> {
    file: &'f str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start_byte: u32,
    end_byte: u32,
}

#[derive(Serialize)]
struct JsonRelated<'f> {
    #[serde(flatten)]
    place: JsonPlace<'f>,
    message: &'f str,
}

pub(super) fn json(finding: &Diagnostic, text_of: TextOf) -> String {
    let form = JsonFinding {
        code: finding.code.name(),
        severity: finding.severity.name(),
        message: &finding.message,
        place: finding.place.as_ref().map(|place| json_place(place, text_of)),
        help: finding.help.as_deref(),
        related: finding
            .related
            .iter()
            .map(|(place, note)| JsonRelated { place: json_place(place, text_of), message: note })
            .collect(),
    };
    let mut line = serde_json::to_string(&form).unwrap_or_default();
    line.push('\n');
    line
}

fn json_place<'f>(place: &'f Place, text_of: TextOf) -> JsonPlace<'f> {
    let text = text_of(place).unwrap_or_default();
    let index = LineIndex::new(&text);
    let (start, end) = (index.position(place.span.start), index.position(place.span.end));
    JsonPlace {
        file: place.path.as_str(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start_byte: place.span.start,
        end_byte: place.span.end,
    }
}
