//! GE05: he or she.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::HeOrShe,
    id: "GE05",
    group: Group::Gender,
    title: "He or she",
    flags: "“he or she, his/her, s/he, (s)he”.",
    why: "Clumsy and leaves people out.",
    reason: "it is clumsy and leaves people out",
    write: "write “they” or “their”",
    except: None,
    bad: &["Each worker keeps his/her own log.", "Ask whether he or she agrees."],
    good: &["Each worker keeps their own log.", "Ask whether the person agrees."],
    check: Check::Words,
};
