//! Findings of one text, with places in its file.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SitePath, Span};

/// Gathers findings, and turns offsets in the text into spans of the file.
pub(super) struct Report<'p> {
    path: &'p SitePath,
    spans: Spans,
    findings: Diagnostics,
}

/// How offsets in the text become spans of the file.
#[derive(Clone, Copy)]
enum Spans {
    /// The text begins at this byte of the file.
    From(u32),
    /// Every place is the same, since the text was written with escapes.
    Always(Span),
}

impl<'p> Report<'p> {
    /// For a text that begins at byte `offset` of the file.
    pub(super) fn of_text(path: &'p SitePath, offset: u32) -> Report<'p> {
        Report { path, spans: Spans::From(offset), findings: Diagnostics::new() }
    }

    /// For the value of a field.
    pub(super) fn of_field(path: &'p SitePath, span: Span) -> Report<'p> {
        Report { path, spans: Spans::Always(span), findings: Diagnostics::new() }
    }

    /// The span of a range of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self.spans {
            Spans::From(offset) => Span::new(range).shifted(offset),
            Spans::Always(span) => span,
        }
    }

    /// Adds a finding.
    pub(super) fn add(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str) {
        self.findings.push(Diagnostic::new(code, message).at(self.path, span).help(help));
    }

    /// Adds a finding that belongs to another place too.
    pub(super) fn add_beside(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: &str,
        (other, note): (Span, &str),
    ) {
        let finding = Diagnostic::new(code, message).at(self.path, span).help(help);
        self.findings.push(finding.related(self.path, other, note));
    }

    /// The findings so far.
    pub(super) fn findings(self) -> Diagnostics {
        self.findings
    }
}
