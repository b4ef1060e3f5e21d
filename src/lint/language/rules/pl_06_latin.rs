//! PL06: latin and abbreviations.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Latin,
    id: "PL06",
    group: Group::Plain,
    title: "Latin and abbreviations",
    flags: "“e.g., i.e., etc., viz., inter alia, per annum, vs, cf.”, “and/or”.",
    why: "Misread by people and by screen readers.",
    reason: "people and screen readers misread it",
    write: "write “for example”, “that is”, “and so on” or “a year”",
    except: Some("Reference lists."),
    bad: &["Bring ID, e.g. a passport.", "The salary is paid per annum."],
    good: &["Bring ID, such as a passport.", "The salary is for a year."],
    check: Check::Words,
};
