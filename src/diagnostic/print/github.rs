//! Workflow commands: GitHub shows each beside the line that it names. GitHub shows ten errors, ten
//! warnings and ten notices of a step and hides the rest; SARIF has no such limit.

use super::TextOf;
use super::place::{path_below, positions, shown};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) fn command(below: &str, finding: &Diagnostic, text_of: TextOf) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &finding.place {
        let (start, end) = positions(place, text_of);
        properties.push(format!("file={}", property(&path_below(below, place))));
        properties.push(format!("line={}", start.line));
        properties.push(format!("endLine={}", end.line));
        // Columns mean something only inside one line.
        if start.line == end.line {
            properties.push(format!("col={}", start.column));
            properties.push(format!("endColumn={}", end.column.max(start.column)));
        }
    }
    properties.push(format!("title={}", property(finding.code.name())));
    let mut message = finding.message.clone();
    if let Some(help) = &finding.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    for (place, note) in &finding.related {
        let (start, _) = positions(place, text_of);
        message.push_str(&format!("\n{note}: {}:{}", path_below(below, place), start.line));
    }
    format!("::{level} {}::{}\n", properties.join(","), data(&shown(&message)))
}

/// Text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text between the two `::`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
