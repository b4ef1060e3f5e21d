//! HE02: full stop or colon at the end.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::parts;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::HeadingEnd,
    id: "HE02",
    group: Group::Heading,
    title: "Full stop or colon at the end",
    flags: "A full stop or a colon at the end of a heading.",
    why: "A heading needs no full stop or colon.",
    reason: "a heading needs no full stop or colon",
    write: "take the mark off",
    except: None,
    bad: &["## Before you start.", "## Training steps:"],
    good: &["## Before you start", "## What is a peer worker?"],
    check: Check::Page(look),
};

/// Short forms that keep their full stop.
const KEPT: [&str; 6] = ["etc.", "a.m.", "p.m.", "e.g.", "inc.", "ltd."];

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    for (run, tokens) in parts::titles(page) {
        let text = run.text.trim_end();
        let last = text.split_whitespace().next_back().unwrap_or("").to_lowercase();
        let stops = text.ends_with('.') && !text.ends_with("..") && !KEPT.contains(&last.as_str());
        if stops || text.ends_with(':') {
            let message = format!("`{}`: {}", parts::quoted(text), rule.reason);
            findings.push(Finding::new(rule, parts::span_of(page, run, tokens), message));
        }
    }
}
