//! RO02: spare staff.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::SpareStaff,
    id: "RO02",
    group: Group::Role,
    title: "Spare staff",
    flags: "“extra/another pair of hands, fill rota gaps, cover nursing shifts, cheap/free labour, cheaper than nurses, instead of clinical staff”.",
    why: "The role adds to care; it does not replace it.",
    reason: "the role adds to care and does not replace staff",
    write: "say what the peer worker does that nobody else does",
    except: Some("Saying what the role is **not** (a “not”, “never”, “rather than” close before)."),
    bad: &["Peers are a useful extra pair of hands.", "Use peers to fill gaps in the rota."],
    good: &["Peers are not an extra pair of hands.", "Agency staff fill gaps in the rota."],
    check: Check::Words,
};
