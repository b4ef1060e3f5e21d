//! HE03: all capitals.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::parts;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::HeadingCapitals,
    id: "HE03",
    group: Group::Heading,
    title: "All capitals",
    flags: "A heading in capitals.",
    why: "Word shapes go, and some screen readers spell it out.",
    reason: "capitals hide the shape of words",
    write: "write small letters",
    except: Some("A heading that is only an acronym."),
    bad: &["## ROLE SUMMARY", "### KEY POINTS"],
    good: &["## Role summary", "## NHS"],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    for (run, tokens) in parts::titles(page) {
        if !parts::is_shouted(&run.text) {
            continue;
        }
        // Acronyms alone, with a "the" or "and" between them in small letters at most.
        let class = |name| page.lists.class(name);
        let is = |name, token: &crate::lint::language::prose::Token| {
            class(name).is_some_and(|class| token.is_in(class))
        };
        let words = tokens.iter().filter(|token| {
            let long = run.word(token).chars().count() > 5;
            long || is("common", token) || is("small-word", token)
        });
        if words.count() > 0 {
            let message = format!("`{}`: {}", parts::quoted(&run.text), rule.reason);
            findings.push(Finding::new(rule, parts::span_of(page, run, tokens), message));
        }
    }
}
