//! Text for people, with an excerpt of the source and a caret under the words meant.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Style, TextOf};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Place;

/// Findings of which all are in the same file.
pub(super) fn of_one_file(findings: &[Diagnostic], style: Style, text_of: TextOf) -> String {
    let place = findings.first().and_then(|finding| finding.place.as_ref());
    let text = place.and_then(text_of);
    let text_of = |other: &Place| match place {
        Some(place) if place.path == other.path => text.as_deref().map(Cow::Borrowed),
        _ => text_of(other),
    };
    findings.iter().map(|finding| human(finding, style, &text_of)).collect()
}

fn human(finding: &Diagnostic, style: Style, text_of: TextOf) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let main_text = finding.place.as_ref().and_then(text_of);
    let related: Vec<_> =
        finding.related.iter().map(|(place, note)| (place, note, text_of(place))).collect();
    let mut group = level
        .primary_title(finding.message.as_str())
        .id(finding.code.name())
        .elements(Vec::<annotate_snippets::Element>::new());
    if let Some(place) = &finding.place {
        match &main_text {
            Some(text) => {
                let (text, range) = excerpt(text, place);
                let annotation = AnnotationKind::Primary.span(range);
                group = group.element(
                    Snippet::source(text).path(place.path.as_str()).annotation(annotation),
                );
            }
            None => group = group.element(annotate_snippets::Origin::path(place.path.as_str())),
        }
    }
    for (place, note, text) in &related {
        group = match text {
            Some(text) => {
                let (text, range) = excerpt(text, place);
                let annotation = AnnotationKind::Context.span(range).label(note.as_str());
                group
                    .element(Snippet::source(text).path(place.path.as_str()).annotation(annotation))
            }
            None => group.element(annotate_snippets::Origin::path(place.path.as_str())),
        };
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    format!("{}\n\n", renderer.render(&[group]))
}

/// The text to show, and the part of the span that lies in it: on character boundaries, and on one
/// line where the span is long, so that the excerpt stays short. A byte order mark is not shown,
/// since it would count as a column.
pub(super) fn excerpt<'t>(text: &'t str, place: &Place) -> (&'t str, std::ops::Range<usize>) {
    let shown = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - shown.len();
    let floor = |at: u32| {
        let mut at = (at as usize).saturating_sub(mark).min(shown.len());
        while !shown.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(place.span.start);
    let end = floor(place.span.end).max(start);
    let first_line = shown.get(start..end).unwrap_or("").split(['\n', '\r']).next().unwrap_or("");
    (shown, start..start + first_line.len())
}
