//! ST02: affliction.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Affliction,
    id: "ST02",
    group: Group::Stigma,
    title: "Affliction",
    flags: "“suffer from, sufferer, afflicted with/by, victim of, stricken, plagued by” with a person and a health condition.",
    why: "Presumes misery and makes the person passive.",
    reason: "it presumes misery and makes the person passive",
    write: "write “has”, “lives with” or “experiences”",
    except: Some("The subject is a thing (“the building suffers from damp”); “victim” of crime."),
    bad: &["Women who suffer from postnatal depression.", "A bipolar disorder sufferer joined us."],
    good: &["Parents living with anxiety.", "The rota suffered from short notice."],
    check: Check::Words,
};
