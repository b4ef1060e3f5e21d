//! Text in whole sentences, one fact a line: nothing is drawn, so that a screen reader reads it as it
//! is meant and a log keeps it.

use super::TextOf;
use super::human::excerpt;
use super::place::{positions, shown};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Place;

/// The most characters of the source that are read out.
const LONGEST: usize = 120;

pub(super) fn plain(findings: &[Diagnostic], text_of: TextOf) -> String {
    let all = findings.len();
    (1..).zip(findings).map(|(number, finding)| one(number, all, finding, text_of)).collect()
}

fn one(number: usize, all: usize, finding: &Diagnostic, text_of: TextOf) -> String {
    let word = match finding.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Hint",
    };
    let mut text = format!("{word} {number} of {all}: {}.\n", finding.message);
    if let Some(place) = &finding.place {
        text.push_str(&format!("Where: {}.\n", said(place, text_of)));
    }
    for (place, note) in &finding.related {
        text.push_str(&format!("See also: {note}: {}.\n", said(place, text_of)));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("What to do: {help}\n"));
    }
    text.push_str(&format!("Name of this check: {}\n\n", finding.code));
    shown(&text)
}

/// A place in words, with the words that stand there.
fn said(place: &Place, text_of: TextOf) -> String {
    let Some(text) = text_of(place) else { return place.path.to_string() };
    let (start, _) = positions(place, text_of);
    let (text, range) = excerpt(&text, place);
    let words = text.get(range).unwrap_or("").trim();
    let mut said = format!("{}, line {}, column {}", place.path, start.line, start.column);
    if !words.is_empty() {
        let cut: String = words.chars().take(LONGEST).collect();
        let more = if cut.len() < words.len() { "…" } else { "" };
        said.push_str(&format!(", at: {cut}{more}"));
    }
    said
}
