//! Printing.

use std::io::{IsTerminal, Write};
use std::path::Path;

use super::arguments::{ColorChoice, Common, FormatChoice};
use crate::diagnostic::{Diagnostic, Failure, Severity, Style, counts_line, print};
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
    let text = print(&shown, common.format.into(), style(common.color), &text_of);
    // A closed pipe is nobody's concern.
    let _ = match common.format {
        FormatChoice::Human => std::io::stderr().write_all(text.as_bytes()),
        FormatChoice::Json => std::io::stdout().write_all(text.as_bytes()),
    };
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

/// A line for the person at the terminal; none in a quiet run or for programs.
pub(super) fn say(line: &str, common: &Common) {
    if !common.quiet && common.format == FormatChoice::Human {
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
