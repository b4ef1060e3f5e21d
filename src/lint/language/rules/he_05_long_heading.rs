//! HE05: long heading.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::parts;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::LongHeading,
    id: "HE05",
    group: Group::Heading,
    title: "Long heading",
    flags: "More than 65 characters.",
    why: "A long heading is hard to scan.",
    reason: "a long heading is hard to scan",
    write: "keep to a few words, and say the rest in the text",
    except: None,
    bad: &[
        "## Everything a manager might want to know before the first week of a new post",
        "## The manager tells the team what the peer worker will do in the first week",
    ],
    good: &["## Before the first week", "## Job share and hours"],
    check: Check::Page(look),
};

/// More characters than this go over two lines on most screens.
const MOST: usize = 65;

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    for (run, tokens) in parts::titles(page) {
        let length = run.text.trim().chars().count();
        if length > MOST {
            let message = format!("this heading has {length} characters, more than {MOST}");
            findings.push(Finding::new(rule, parts::span_of(page, run, tokens), message));
        }
    }
}
