//! Tera's errors as findings at the place of the template.

use std::collections::{BTreeMap, BTreeSet};

use tera::ErrorKind;

use super::files::TemplateFile;
use super::filters;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
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
        match error.kind() {
            ErrorKind::Msg(reports) => found.extend(with_blocks(listed(reports, files), files)),
            _ => found.push(finding(Code::TemplateSyntax, error, files)),
        }
    }
    found
}

/// The findings of a text in which Tera lists several errors, each with an excerpt:
/// `error: Unknown filter …`, then ` --> page.html:2:22`.
fn listed(reports: &str, files: &[TemplateFile]) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut lines = reports.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let (message, help) = worded(message);
        let finding = Diagnostic::new(Code::TemplateSyntax, message).help(help);
        let place = lines.peek().and_then(|line| line.trim_start().strip_prefix("--> "));
        let place = place.and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let column: usize = parts.next()?.parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            let name = parts.next()?;
            let file = files.iter().find(|file| file.name == name)?;
            let start = offset(&file.text, line, column - 1);
            Some((file, Span::new(start..start + 1)))
        });
        found.push(match place {
            Some((file, span)) => finding.at(&file.path, span),
            None => finding,
        });
    }
    if found.is_empty() {
        let (message, help) = worded(reports);
        found.push(Diagnostic::new(Code::TemplateSyntax, message).help(help));
    }
    found
}

/// The findings with those of blocks that no parent has made useful: where one template fills such a
/// block, the blocks that there are; where several do, their parent is at fault, once.
fn with_blocks(found: Diagnostics, files: &[TemplateFile]) -> Diagnostics {
    let mut lacking: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut fillers: BTreeMap<&str, BTreeSet<&SitePath>> = BTreeMap::new();
    let (blocks, mut others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|finding| missing_block(finding, files).is_some());
    for finding in &blocks {
        let Some((file, parent, block)) = missing_block(finding, files) else { continue };
        lacking.entry(&parent.name).or_default().insert(block.to_string());
        fillers.entry(&parent.name).or_default().insert(&file.path);
    }
    for finding in &blocks {
        let Some((_, parent, block)) = missing_block(finding, files) else { continue };
        if fillers.get(parent.name.as_str()).is_some_and(|files| files.len() > 1) {
            continue;
        }
        let mut names = Vec::new();
        let mut above = Some(parent);
        while let Some(file) = above.filter(|_| names.len() < 100) {
            names.extend(block_names(&file.text));
            above = parent_of(file, files);
        }
        others.push(finding.clone().help(match nearest(block, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the blocks of `{}` are: {}", parent.name, names.join(", ")),
        }));
    }
    for (parent, names) in lacking {
        let number = fillers.get(parent).map_or(0, BTreeSet::len);
        let Some(file) = files.iter().find(|file| file.name == parent && number > 1) else {
            continue;
        };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let message = format!("this template lacks blocks that {number} others fill");
        let help =
            format!("add a place for each, as in the theme's own file: {}", names.join(", "));
        others.push(
            Diagnostic::new(Code::TemplateSyntax, message)
                .at(&file.path, Span::default())
                .help(help),
        );
    }
    others.into_iter().collect()
}

/// The template that fills a block which its parent does not have, that parent, and the block.
fn missing_block<'f>(
    finding: &'f Diagnostic,
    files: &'f [TemplateFile],
) -> Option<(&'f TemplateFile, &'f TemplateFile, &'f str)> {
    let block = finding.message.strip_prefix("block `")?;
    let block = block.strip_suffix("` is not defined in any parent template")?;
    let place = finding.place.as_ref()?;
    let file = files.iter().find(|file| file.path == place.path)?;
    Some((file, parent_of(file, files)?, block))
}

fn parent_of<'f>(file: &TemplateFile, files: &'f [TemplateFile]) -> Option<&'f TemplateFile> {
    let name = tags(&file.text, "extends").next()?.trim_matches(['"', '\'']);
    files.iter().find(|other| other.name == name && other.name != file.name)
}

fn block_names(text: &str) -> impl Iterator<Item = &str> {
    tags(text, "block")
}

/// The word behind each tag of a kind, such as `body` in `{% block body %}`.
fn tags<'t>(text: &'t str, kind: &'static str) -> impl Iterator<Item = &'t str> {
    text.split("{%").skip(1).filter_map(move |tag| {
        let mut words = tag.trim_start_matches('-').split_whitespace();
        (words.next() == Some(kind)).then(|| words.next()).flatten()
    })
}

/// Why a directive could not be made, where it stands, with the place in the component beside it.
pub(super) fn of_directive(
    error: &tera::Error,
    files: &[TemplateFile],
    directive: &str,
    (page, span): (&SitePath, Span),
) -> Diagnostic {
    let inner = finding(Code::TemplateError, error, files);
    let message = format!("the block `{directive}` cannot be made: {}", inner.message);
    let finding = Diagnostic::new(Code::TemplateError, message)
        .at(page, span)
        .help("compare the values between its braces with what its component does with them");
    match inner.place {
        Some(place) => finding.related(&place.path, place.span, "its component fails here"),
        None => finding,
    }
}

/// Why a page could not be made, at the template, with the page beside it if it has a file.
pub(super) fn of_rendering(
    error: &tera::Error,
    files: &[TemplateFile],
    page: Option<&SitePath>,
) -> Diagnostic {
    let finding = finding(Code::TemplateError, error, files);
    match (&finding.place, page) {
        (Some(_), Some(page)) => finding.related(page, Span::default(), "while making this"),
        (None, Some(page)) => finding.at(page, Span::default()),
        (_, None) => finding,
    }
}

fn finding(code: Code, error: &tera::Error, files: &[TemplateFile]) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let (message, help) = worded(report.message());
            let finding = Diagnostic::new(code, message).help(help);
            match files.iter().find(|file| file.name == report.filename()) {
                Some(file) => finding.at(&file.path, span_in(&file.text, report.span())),
                None => finding,
            }
        }
        kind => {
            let (message, help) = worded(&kind.to_string());
            let finding = Diagnostic::new(code, message).help(help);
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
fn worded(message: &str) -> (String, String) {
    let message = message.lines().next().unwrap_or(message).trim();
    if message == "Unexpected end of input" {
        let help = "close what is open: each `{% if %}` needs its `{% endif %}`";
        return ("the template ends too early".to_string(), help.to_string());
    }
    let (sentence, rest) = match message.split_once(". Available") {
        Some((sentence, rest)) => (sentence, Some(format!("available{rest}"))),
        None => (message, None),
    };
    let mut letters = sentence.trim_end_matches('.').chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    let sentence = format!("{first}{}", letters.as_str())
        .replace("doesn't exist or isn't loaded", "does not exist")
        .replace('\'', "`");
    let help = rest.unwrap_or_else(|| {
        match sentence.strip_prefix("unknown ").and_then(|rest| rest.split(' ').next()) {
            Some("template") => "add the file to templates/, or correct its name".to_string(),
            Some("component") => "add the file to components/, or correct its name".to_string(),
            Some(kind @ ("filter" | "test" | "function")) => {
                format!("correct the name: there is no such {kind} in Tera or in alongside")
            }
            _ => "correct the template at this place; it is written in Tera".to_string(),
        }
    });
    (sentence, help)
}

/// Tera counts lines from 1 and columns from 0, in characters.
fn span_in(text: &str, span: &tera::Span) -> Span {
    // The end of a text is shown behind its last word, not on the empty line that follows.
    let start = offset(text, span.start_line, span.start_col).min(text.trim_end().len());
    Span::new(start..offset(text, span.end_line, span.end_col))
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for (number, content) in (1..).zip(text.split_inclusive('\n')) {
        if number == line {
            let within: usize = content.chars().take(column).map(char::len_utf8).sum();
            return start + within;
        }
        start += content.len();
    }
    text.len()
}
