//! PL07: double negatives.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::DoubleNegative,
    id: "PL07",
    group: Group::Plain,
    title: "Double negatives",
    flags: "“not un-, not in-, not without, do not fail to, cannot not”.",
    why: "Hard to parse.",
    reason: "two negatives are hard to follow",
    write: "say it positively",
    except: None,
    bad: &["It is not uncommon to feel isolated.", "Do not fail to ask."],
    good: &["It is common to feel isolated.", "Remember to ask."],
    check: Check::Words,
};
