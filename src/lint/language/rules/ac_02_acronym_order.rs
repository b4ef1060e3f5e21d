//! AC02: wrong order.

use crate::diagnostic::Code;
use crate::lint::language::acronyms::{self, Acronym};
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::AcronymOrder,
    id: "AC02",
    group: Group::Acronym,
    title: "Wrong order",
    flags: "Acronym first, words in brackets.",
    why: "The words should come first.",
    reason: "the words should come before the short form",
    write: "write the words first, then the letters in brackets",
    except: None,
    bad: &[
        "The PDA (Professional Development Award) is at level 7.",
        "An RCT (randomised controlled trial) compared them.",
    ],
    good: &[
        "The Professional Development Award (PDA) is at level 7.",
        "A randomised controlled trial (RCT) compared them.",
    ],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    for (_, run, tokens) in page.sentences() {
        for (at, token) in tokens.iter().enumerate() {
            let known = acronyms::letters_of(run, token);
            let Some(Acronym { letters }) = known else { continue };
            if let Some(end) = acronyms::words_in_brackets(run, tokens, at, &letters)
                && let Some(last) = tokens.get(end)
            {
                let span = page.place(run, token, last);
                let words = format!("{})", run.between(token, last));
                let plural = if run.word(token).ends_with('s') { "s" } else { "" };
                let written = run.text.get(token.end as usize..last.end as usize).unwrap_or("");
                let written = written.trim_start_matches([' ', '(']);
                let write = format!("write “{written} ({letters}{plural})”");
                findings.push(Finding::of_words(rule, &words, span, Some(&write)));
            }
        }
    }
}
