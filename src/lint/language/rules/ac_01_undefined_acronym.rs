//! AC01: not defined at first use.

use crate::diagnostic::Code;
use crate::lint::language::acronyms::{self, Acronym};
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::prose::Role;
use crate::lint::language::rule::{Check, Group, Rule};
use std::collections::BTreeSet;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::UndefinedAcronym,
    id: "AC01",
    group: Group::Acronym,
    title: "Not defined at first use",
    flags: "Two or more capitals (with plural “s” or digits) not in `acronym.allow` and not spelt out earlier on the page: MBU, PSW, PDA, SCQF, WRAP, RCT, CPD, MDT.",
    why: "Readers land on any page from search.",
    reason: "this page has not said what it stands for",
    write: "write the words once with the letters behind them in brackets, as in “mother and baby unit (MBU)”; or add it to `acronym.allow`",
    except: Some(
        "Headings and titles of works, if the body defines the term; level names such as INFORMED; codes and file names.",
    ),
    bad: &["Each MBU needs a plan.", "PSWs write a WRAP with people."],
    good: &["Each mother and baby unit (MBU) needs a plan.", "Ask your GP or HR team."],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    let mut defined: BTreeSet<String> = page.settings().acronyms.iter().cloned().collect();
    let everywhere = acronyms::defined_on(page);
    let mut told = BTreeSet::new();
    for (_, run, tokens) in page.sentences() {
        // Where readers look first is free to use what the text defines further down.
        let early = run.role.is_title() || matches!(run.role, Role::Description | Role::Field);
        for (at, token) in tokens.iter().enumerate() {
            let Some(Acronym { letters }) = acronyms::acronym_at(run, tokens, at, page) else {
                continue;
            };
            if acronyms::is_defined_here(run, tokens, at, &letters) {
                defined.insert(letters);
                continue;
            }
            if defined.contains(&letters)
                || (early && everywhere.contains(&letters))
                || !told.insert(letters)
            {
                continue;
            }
            let span = page.place(run, token, token);
            findings.push(Finding::of_words(rule, run.word(token), span, None));
        }
    }
}
