//! Findings: one type for everything that can be wrong in content, themes and configuration.
//!
//! Owns [`Diagnostic`], its codes and severities, and printing in six forms. It must never
//! decide what is wrong nor whether a finding stops a build. Enter at [`Diagnostic::new`] to report
//! and at [`print()`] to show.

mod code;
mod failure;
mod near;
mod print;

use serde::{Deserialize, Serialize};

pub use code::{Area, Code};
pub use failure::Failure;
pub use near::nearest;
pub use print::{Format, JSON_SCHEMA, Style, counts_line, print, print_below};

use crate::source::{Place, SitePath, Span, TextError};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A hint.
    Info,
    /// Worth mending before publishing.
    Warning,
    /// Nothing is published while it stands.
    Error,
}

impl Severity {
    /// The word for it, as in configuration and output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One finding: what, where, how bad, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of finding it is; stable across releases.
    pub code: Code,
    /// How much it weighs here, after configuration was asked.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the culprit in backticks.
    pub message: String,
    /// Where; absent only when no file is to blame.
    pub place: Option<Place>,
    /// What to do next.
    pub help: Option<String>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A finding with the code's own severity and without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            place: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// The text of a file could not be had. `what` names it, such as "this page".
    pub fn unread(path: &SitePath, what: &str, error: &TextError) -> Diagnostic {
        match error {
            TextError::NotUtf8(span) => {
                Diagnostic::new(Code::NotUtf8, format!("{what} is not UTF-8 text"))
                    .at(path, *span)
                    .help("save the file again with the encoding UTF-8")
            }
            TextError::Changed => {
                let message = format!("{what} changed while it was being read");
                Diagnostic::new(Code::UnreadableFile, message)
                    .at(path, Span::default())
                    .help("run the command again")
            }
        }
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, path: &SitePath, span: Span) -> Diagnostic {
        self.place = Some(Place { path: path.clone(), span });
        self
    }

    /// Sets what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Sets what to do next, when there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Diagnostic {
        self.help = help.or(self.help);
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn related(mut self, path: &SitePath, span: Span, note: impl Into<String>) -> Diagnostic {
        self.related.push((Place { path: path.clone(), span }, note.into()));
        self
    }

    /// Whether it points into a file.
    pub fn is_about(&self, path: &SitePath) -> bool {
        let related = self.related.iter().map(|(place, _)| place);
        self.place.iter().chain(related).any(|place| place.path == *path)
    }

    fn sort_key(&self) -> (Option<&Place>, &str, &str) {
        (self.place.as_ref(), self.code.name(), &self.message)
    }
}

/// Findings under way. Steps return theirs and the caller gathers them; there is no global sink.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No findings yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another's.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(other);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings as they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// All findings in the order file, place, code, message, each once.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        self.0.dedup();
        self.0
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(findings: I) -> Self {
        Diagnostics(findings.into_iter().collect())
    }
}
