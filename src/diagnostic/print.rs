//! Showing findings: as text for people, as JSON for programs.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::source::{LineIndex, Place};

/// The forms in which findings can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text with an excerpt of the source.
    #[default]
    Human,
    /// One JSON object a line, each a finding.
    Json,
}

/// How text for people is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No colour, for files, pipes and those who asked for none.
    Plain,
    /// Terminal colours.
    Colour,
}

/// Shows sorted findings, with the texts that `text_of` gives for their files.
pub fn print<'t>(
    findings: &[Diagnostic],
    format: Format,
    style: Style,
    text_of: &dyn Fn(&Place) -> Option<std::borrow::Cow<'t, str>>,
) -> String {
    match format {
        Format::Human => findings.iter().map(|finding| human(finding, style, text_of)).collect(),
        Format::Json => findings.iter().map(|finding| json(finding, text_of)).collect(),
    }
}

/// One line that counts errors and warnings, such as "2 errors and 1 warning"; `None` when there
/// are neither.
pub fn counts_line(findings: &[Diagnostic]) -> Option<String> {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let say = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    };
    let parts: Vec<String> =
        [say(count(Severity::Error), "error"), say(count(Severity::Warning), "warning")]
            .into_iter()
            .flatten()
            .collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

type TextOf<'f, 't> = &'f dyn Fn(&Place) -> Option<std::borrow::Cow<'t, str>>;

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
fn excerpt<'t>(text: &'t str, place: &Place) -> (&'t str, std::ops::Range<usize>) {
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

fn json(finding: &Diagnostic, text_of: TextOf) -> String {
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
