//! `alongside explain`: the manual page of a code.

use super::arguments::Explain;
use super::{Ending, show};
use crate::diagnostic::{Area, Code, Failure, nearest};
use crate::lint::language::{RULES, Rule, rule};

/// What is to be explained.
#[derive(Clone, Copy, Debug)]
pub(super) enum Topic {
    /// A language rule.
    Rule(&'static Rule),
    /// Any other kind of finding.
    Code(Code),
}

/// Reads a code, or the short name of a rule.
pub(super) fn parse_topic(text: &str) -> Result<Topic, String> {
    if let Some(rule) = rule(text) {
        return Ok(Topic::Rule(rule));
    }
    Code::from_name(text).map(Topic::Code).ok_or_else(|| {
        let names = Code::ALL.iter().map(|code| code.name());
        match nearest(text, names.chain(RULES.iter().map(|rule| rule.id))) {
            Some(near) => format!("there is no such code; did you mean `{near}`?"),
            None => "there is no such code".to_string(),
        }
    })
}

pub(super) fn run(wanted: &Explain) -> Result<Ending, Failure> {
    let page = match wanted.topic {
        Topic::Rule(rule) => rule_page(rule),
        Topic::Code(code) => code_page(code),
    };
    show::print_out(&page);
    Ok(Ending::Fine)
}

fn code_page(code: Code) -> String {
    let area = match code.area() {
        Area::Configuration => "configuration",
        Area::Content => "content",
        Area::Writing => "writing",
    };
    let (summary, level) = (code.summary(), code.severity().name());
    format!("{code}\n\n{summary}\n\nLevel: {level}\nFound in: {area}")
}

/// A rule's manual page as plain text.
fn rule_page(rule: &Rule) -> String {
    let mut page = format!(
        "{} {} ({})\n{}\n\nLevel: {}\n\nReports: {}\n\nWhy: {}\n\nInstead: {}\n",
        rule.id,
        rule.title,
        rule.code,
        rule.group.title(),
        rule.severity().name(),
        rule.flags,
        rule.why,
        rule.write,
    );
    if let Some(except) = rule.except {
        page.push_str(&format!("\nLeaves alone: {except}\n"));
    }
    for (heading, texts) in [("Reported", rule.bad), ("Left alone", rule.good)] {
        page.push_str(&format!("\n{heading}:\n"));
        for text in texts {
            for (number, line) in shortened(text).lines().enumerate() {
                let mark = if number == 0 { "- " } else { "  " };
                page.push_str(&format!("  {mark}{line}\n"));
            }
        }
    }
    page.push_str(&format!(
        "\nTo allow it on one line, say why: <!-- lint-allow {}: the reason -->",
        rule.id
    ));
    page
}

/// The beginning of an example that goes on in the same way.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("").trim_end()),
        None => text.to_string(),
    }
}
