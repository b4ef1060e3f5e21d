//! Tera's errors as findings at the place of the template.

use tera::ErrorKind;

use super::files::TemplateFile;
use super::filters;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SitePath, Span};

/// Why the templates cannot be used. Where several have mistakes of grammar, each is reported.
pub(super) fn of_loading(
    error: &tera::Error,
    files: &[TemplateFile],
    settings: &filters::Settings,
) -> Diagnostics {
    let mut found: Diagnostics = files
        .iter()
        .filter_map(|file| {
            let mut alone = tera::Tera::new();
            filters::register(&mut alone, settings);
            let error = alone.add_raw_template(&file.name, &file.text).err()?;
            matches!(error.kind(), ErrorKind::SyntaxError(_))
                .then(|| finding(Code::TemplateSyntax, &error, files))
        })
        .collect();
    // What one template alone cannot show, such as a parent that does not exist.
    if found.is_empty() {
        found.push(finding(Code::TemplateSyntax, error, files));
    }
    found
}

/// Why a page could not be made, at the template, with the page beside it.
pub(super) fn of_rendering(
    error: &tera::Error,
    files: &[TemplateFile],
    (page, span): (&SitePath, Span),
) -> Diagnostic {
    let finding = finding(Code::TemplateError, error, files);
    match &finding.place {
        Some(_) => finding.related(page, span, "while making this"),
        None => finding.at(page, span),
    }
}

fn finding(code: Code, error: &tera::Error, files: &[TemplateFile]) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let (message, help) = worded(report.message());
            let finding = Diagnostic::new(code, message).maybe_help(help);
            match files.iter().find(|file| file.name == report.filename()) {
                Some(file) => finding.at(&file.path, span_in(&file.text, report.span())),
                None => finding,
            }
        }
        kind => {
            let (message, help) = worded(&kind.to_string());
            let finding = Diagnostic::new(code, message).maybe_help(help);
            let name = match kind {
                ErrorKind::MissingParent { current, .. } => Some(current),
                ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                    Some(tpl)
                }
                _ => None,
            };
            match name.and_then(|name| files.iter().find(|file| file.name == *name)) {
                Some(file) => finding.at(&file.path, Span::default()),
                None => finding,
            }
        }
    }
}

/// Tera's sentence in the form of ours: a small first letter, no full stop, backticks for names.
/// What it lists as available becomes the advice.
fn worded(message: &str) -> (String, Option<String>) {
    let message = message.lines().next().unwrap_or(message).trim();
    let (sentence, available) = match message.split_once(". Available") {
        Some((sentence, rest)) => (sentence, Some(format!("available{rest}"))),
        None => (message, None),
    };
    let mut letters = sentence.trim_end_matches('.').chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    (format!("{first}{}", letters.as_str()).replace('\'', "`"), available)
}

/// Tera counts lines from 1 and columns from 0, in characters.
fn span_in(text: &str, span: &tera::Span) -> Span {
    let offset = |line: usize, column: usize| {
        let mut start = 0;
        for (number, content) in (1..).zip(text.split_inclusive('\n')) {
            if number == line {
                let within: usize = content.chars().take(column).map(char::len_utf8).sum();
                return start + within;
            }
            start += content.len();
        }
        text.len()
    };
    Span::new(offset(span.start_line, span.start_col)..offset(span.end_line, span.end_col))
}
