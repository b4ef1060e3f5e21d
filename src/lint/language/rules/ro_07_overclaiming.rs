//! RO07: overclaiming.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Overclaiming,
    id: "RO07",
    group: Group::Role,
    title: "Overclaiming",
    flags: "“proven, proves, guarantees, always, cures, ensures that” with an effect of peer support.",
    why: "Evidence is mixed.",
    reason: "the evidence is mixed",
    write: "write “one study found”, “may help” or “contributed to”, with a source",
    except: None,
    bad: &["Peer support guarantees fewer admissions.", "It is proven that peers save money."],
    good: &["Peer support may reduce admissions.", "The project contributed to fewer stays."],
    check: Check::Words,
};
