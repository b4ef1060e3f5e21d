//! A JUnit report: a suite for each file, a test case for each finding. Errors are failures. What
//! weighs less passes with its words as output, so that the report and the exit code agree.

use super::TextOf;
use super::place::{path_below, positions};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) fn junit(below: &str, findings: &[Diagnostic], text_of: TextOf) -> String {
    // Findings are sorted by file, so that those of one file stand together.
    let file = |finding: &Diagnostic| match &finding.place {
        Some(place) => path_below(below, place),
        None => "the site".to_string(),
    };
    let suites: Vec<String> = findings
        .chunk_by(|a, b| file(a) == file(b))
        .map(|group| {
            let name = group.first().map(file).unwrap_or_default();
            let cases: String = group.iter().map(|finding| case(&name, finding, text_of)).collect();
            suite(&name, group.len(), failures(group), &cases)
        })
        .collect();
    let (tests, suites) = match findings {
        // A report without a test is taken for a run that broke.
        [] => {
            let fine = "    <testcase name=\"nothing to mend\" classname=\"alongside\"/>\n";
            (1, suite("the site", 1, 0, fine))
        }
        _ => (findings.len(), suites.concat()),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"alongside\" tests=\"{tests}\" \
         failures=\"{}\" errors=\"0\">\n{suites}</testsuites>\n",
        failures(findings)
    )
}

fn failures(findings: &[Diagnostic]) -> usize {
    findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

fn suite(name: &str, tests: usize, failures: usize, cases: &str) -> String {
    format!(
        "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" \
         skipped=\"0\">\n{cases}  </testsuite>\n",
        escaped(name)
    )
}

fn case(file: &str, finding: &Diagnostic, text_of: TextOf) -> String {
    let mut text = format!("{}: {}", finding.severity.name(), finding.message);
    let mut name = finding.code.name().to_string();
    if let Some(place) = &finding.place {
        let (start, _) = positions(place, text_of);
        name.push_str(&format!(" at {}:{}", start.line, start.column));
        text = format!("{file}:{}:{}: {text}", start.line, start.column);
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    let (name, file, text) = (escaped(&name), escaped(file), escaped(&text));
    let inside = match finding.severity {
        Severity::Error => format!(
            "<failure message=\"{}\" type=\"{}\">{text}</failure>",
            escaped(&finding.message),
            finding.code
        ),
        _ => format!("<system-out>{text}</system-out>"),
    };
    format!("    <testcase name=\"{name}\" classname=\"{file}\">{inside}</testcase>\n")
}

/// Text for XML 1.0, which cannot hold most control characters at all.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
