//! NU05: undated time words.

use crate::diagnostic::Code;
use crate::lint::language::numbers::{at, is_year};
use crate::lint::language::page::{Hit, Page};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::UndatedTime,
    id: "NU05",
    group: Group::Number,
    title: "Undated time words",
    flags: "“currently, recently, at present, nowadays, brand new, last year, N years ago” with no date in the sentence.",
    why: "Pages outlive the moment.",
    reason: "the page outlives the moment",
    write: "say when: “in July 2013”",
    except: Some(
        "“current” in fixed phrases (“current account”); instructions (“the recently added line”).",
    ),
    bad: &["There are currently 53 posts.", "The unit opened recently."],
    good: &["In July 2013 there were 53 posts.", "As of May 2019 the unit was new."],
    check: Check::WordsIf(is_undated),
};

/// Whether the sentence has no date that says when it was.
fn is_undated(_page: &Page, hit: &Hit) -> bool {
    !(0..hit.tokens.len()).any(|place| is_year(at(hit.run, hit.tokens, place)))
}
