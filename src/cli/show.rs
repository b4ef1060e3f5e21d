//! Printing.

use std::io::{IsTerminal, Write};
use std::path::{Component, Path};

use super::arguments::{ColorChoice, Common};
use crate::build::Outcome;
use crate::config::BASELINE_FILE;
use crate::diagnostic::{Diagnostic, Failure, Format, Severity, Style, counts_line, print_below};
use crate::source::Place;
use crate::theme::DEFAULT_THEME;

pub(super) fn style(choice: ColorChoice) -> Style {
    let wanted = match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            std::io::stderr().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
        }
    };
    if wanted { Style::Colour } else { Style::Plain }
}

/// Shows findings in the form asked for.
pub(super) fn findings(findings: &[Diagnostic], common: &Common) {
    let text_of = |place: &Place| text_of(&common.root, place);
    let shown: Vec<Diagnostic> = findings
        .iter()
        .filter(|finding| !common.quiet || finding.severity == Severity::Error)
        .cloned()
        .collect();
    let format: Format = common.format.into();
    let below = below(&common.root);
    let text = print_below(&below, &shown, format, style(common.color), &text_of);
    // A closed pipe is nobody's concern.
    let _ = if format.is_for_people() {
        std::io::stderr().write_all(text.as_bytes())
    } else {
        std::io::stdout().write_all(text.as_bytes())
    };
}

/// The site's folder as seen from the working folder, which in CI is that of the repository; nothing
/// when it lies elsewhere.
fn below(root: &Path) -> String {
    let parts: Option<Vec<&str>> = root
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    parts.unwrap_or_default().join("/")
}

/// The text of a file for excerpts. Nothing outside the site is ever shown, even when a symbolic
/// link leads there.
pub fn text_of(root: &Path, place: &Place) -> Option<std::borrow::Cow<'static, str>> {
    if let Some(text) = crate::source::text_on_disk(root, &place.path) {
        return Some(text);
    }
    let embedded = DEFAULT_THEME.iter().find(|file| file.path == place.path.as_str())?;
    std::str::from_utf8(embedded.bytes).ok().map(std::borrow::Cow::Borrowed)
}

/// What was asked for, on standard output.
pub(super) fn print_out(text: &str) {
    // A closed pipe is nobody's concern.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// As [`print_out`], without a line end of its own.
pub(super) fn write_out(text: &str) {
    // A closed pipe is nobody's concern.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// A line for the person at the terminal; none in a quiet run or for programs.
pub(super) fn say(line: &str, common: &Common) {
    if !common.quiet && Format::from(common.format).is_for_people() {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

/// The line that counts what was found, with a beginning such as "check".
pub(super) fn summary(findings: &[Diagnostic], fine: &str, common: &Common) {
    match counts_line(findings) {
        Some(counts) => say(&format!("found {counts}"), common),
        None => say(fine, common),
    }
}

/// The pages that the run left out, so that nobody takes them for checked or published.
pub(super) fn held_back(outcome: &Outcome, command: &str, common: &Common) {
    let (pages, them) = match outcome.held_back {
        0 => return,
        1 => ("1 page is a draft or of another day and is".to_string(), "it"),
        pages => (format!("{pages} pages are drafts or of another day and are"), "them"),
    };
    say(&format!("{pages} not published: `alongside {command} --drafts` takes {them} in"), common);
}

/// What the baseline holds back, so that nobody forgets it.
pub(super) fn waiting(outcome: &Outcome, common: &Common) {
    let findings = match outcome.waiting.len() {
        0 => return,
        1 => "1 finding".to_string(),
        number => format!("{number} findings"),
    };
    let all = "`alongside check --baseline ignore` shows all";
    say(&format!("{findings} of {BASELINE_FILE} may wait; {all}"), common);
}

/// What the baseline need not hold any longer.
pub(super) fn mended(outcome: &Outcome, common: &Common) {
    let findings = match outcome.mended.len() {
        0 => return,
        1 => "1 finding is".to_string(),
        number => format!("{number} findings are"),
    };
    let drop = "`alongside check --baseline prune` drops what is mended";
    say(&format!("{findings} in {BASELINE_FILE} and on no page; {drop}"), common);
}

/// A failure of the machine: one clear sentence, and what to do.
pub(super) fn failure(failure: &Failure, style: Style) {
    let word = match style {
        Style::Colour => "\u{1b}[1;31merror\u{1b}[0m",
        Style::Plain => "error",
    };
    let mut text = format!("{word}: {}\n", failure.message);
    if let Some(help) = &failure.help {
        text.push_str(&format!("help: {help}\n"));
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}
