//! What findings weigh in this run: the code's own weight, then the configuration's, then the
//! command's.

use std::collections::BTreeMap;

use crate::config::{Baseline, Config, Level, Parted};
use crate::diagnostic::{Area, Code, Diagnostic, Diagnostics, Severity};
use crate::source::SourceTree;

/// Which findings are raised to errors or dropped by the command itself.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Codes that are errors in this run.
    pub deny: Vec<Code>,
    /// Codes that are not reported in this run.
    pub allow: Vec<Code>,
    /// Whether every warning is an error.
    pub deny_warnings: bool,
    /// Whether findings of the baseline are shown as well.
    pub ignore_baseline: bool,
    /// Whether errors of the language rules stop publishing.
    pub strict: bool,
}

impl Policy {
    /// The findings with their weights settled, sorted, each once.
    pub fn settle(&self, found: Diagnostics, checks: &BTreeMap<Code, Level>) -> Vec<Diagnostic> {
        let settled: Diagnostics =
            found.into_iter().filter_map(|finding| self.weigh(finding, checks)).collect();
        settled.into_sorted()
    }

    /// Parts settled findings into those to show and those that may wait.
    pub(super) fn part(
        &self,
        findings: Vec<Diagnostic>,
        baseline: &Baseline,
        tree: &SourceTree,
    ) -> Parted {
        if self.ignore_baseline {
            return Parted { fresh: findings, ..Parted::default() };
        }
        baseline
            .part(findings, &|path| Some(tree.text(tree.find(path.as_str())?).ok()?.into_owned()))
    }

    /// Whether one of the settled findings keeps the site from being published. Errors of the
    /// language rules do in strict mode, and where the configuration or the command has made errors
    /// of them.
    pub(super) fn stops(&self, findings: &[Diagnostic], config: &Config) -> bool {
        let strict = self.strict || self.deny_warnings || config.writing.strict;
        let asked = |code: Code| {
            self.deny.contains(&code)
                || config.checks.get(&code) == Some(&Level::On(Severity::Error))
        };
        let mut errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.any(|error| strict || error.code.area() != Area::Writing || asked(error.code))
    }

    fn weigh(&self, mut finding: Diagnostic, checks: &BTreeMap<Code, Level>) -> Option<Diagnostic> {
        if self.deny.contains(&finding.code) {
            finding.severity = Severity::Error;
            return Some(finding);
        }
        if self.allow.contains(&finding.code) && finding.code.area() != Area::Configuration {
            return None;
        }
        match checks.get(&finding.code) {
            Some(Level::Off) => return None,
            Some(Level::On(severity)) => finding.severity = *severity,
            None => {}
        }
        if self.deny_warnings && finding.severity == Severity::Warning {
            finding.severity = Severity::Error;
        }
        Some(finding)
    }
}
