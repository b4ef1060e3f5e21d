//! Showing findings, one form a file: as text for people, as data for programs.
//!
//! Owns how a finding is said. It must never say more than the finding knows. Enter at [`print()`],
//! or at [`print_below`] when the site is not the folder that the reader of the output knows.

mod github;
mod human;
mod json;
mod junit;
mod place;
mod plain;
mod sarif;

use std::borrow::Cow;

use rayon::prelude::*;

use super::{Diagnostic, Severity};
use crate::source::Place;

/// The forms in which findings can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text with an excerpt of the source.
    #[default]
    Human,
    /// Text in whole sentences, without drawing characters: for screen readers and logs.
    Plain,
    /// One JSON object a line, each a finding.
    Json,
    /// One SARIF 2.1.0 log, for code scanning.
    Sarif,
    /// Workflow commands that GitHub shows beside the lines of a change.
    Github,
    /// A JUnit report, for the test pages of CI systems.
    Junit,
}

impl Format {
    /// Whether it is read by people and not by programs.
    pub fn is_for_people(self) -> bool {
        matches!(self, Format::Human | Format::Plain)
    }
}

/// How text for people is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No colour, for files, pipes and those who asked for none.
    Plain,
    /// Terminal colours.
    Colour,
}

/// The JSON Schema of one line of [`Format::Json`].
pub const JSON_SCHEMA: &str = include_str!("findings.schema.json");

type TextOf<'f, 't> = &'f (dyn Fn(&Place) -> Option<Cow<'t, str>> + Sync);

/// Shows sorted findings, with the texts that `text_of` gives for their files.
pub fn print<'t>(
    findings: &[Diagnostic],
    format: Format,
    style: Style,
    text_of: TextOf<'_, 't>,
) -> String {
    print_below("", findings, format, style, text_of)
}

/// As [`print()`], for a site in the folder `below` of the repository, such as `site` or nothing: those
/// forms that others lay over a repository name its files with that folder before them.
pub fn print_below<'t>(
    below: &str,
    findings: &[Diagnostic],
    format: Format,
    style: Style,
    text_of: TextOf<'_, 't>,
) -> String {
    match format {
        Format::Human => {
            // Findings in one file stand together, so its text is read once for all of them.
            let files: Vec<&[Diagnostic]> = findings.chunk_by(in_one_file).collect();
            files.par_iter().map(|findings| human::of_one_file(findings, style, text_of)).collect()
        }
        Format::Plain => plain::plain(findings, text_of),
        Format::Json => findings.iter().map(|finding| json::json(finding, text_of)).collect(),
        Format::Sarif => sarif::sarif(below, findings, text_of),
        Format::Github => {
            findings.iter().map(|finding| github::command(below, finding, text_of)).collect()
        }
        Format::Junit => junit::junit(below, findings, text_of),
    }
}

fn in_one_file(one: &Diagnostic, other: &Diagnostic) -> bool {
    match (&one.place, &other.place) {
        (Some(one), Some(other)) => one.path == other.path,
        (one, other) => one.is_none() && other.is_none(),
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
