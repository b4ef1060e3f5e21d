//! PL08: belittling adverbs.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::BelittlingAdverbs,
    id: "PL08",
    group: Group::Plain,
    title: "Belittling adverbs",
    flags: "“simply, obviously, of course, clearly” (as comment), “needless to say, merely”.",
    why: "Readers who find it hard feel foolish.",
    reason: "readers who find it hard feel foolish",
    write: "leave it out",
    except: None,
    bad: &["Simply fill in the form.", "Obviously, peers need support."],
    good: &["Fill in the form.", "Write clearly."],
    check: Check::Words,
};
