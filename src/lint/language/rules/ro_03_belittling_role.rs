//! RO03: belittling the role.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::BelittlingRole,
    id: "RO03",
    group: Group::Role,
    title: "Belittling the role",
    flags: "“just/only a peer, unqualified staff, untrained, non-professional, little helper, buddy, a nice-to-have” for peers.",
    why: "Hides training and expertise.",
    reason: "it hides the training and expertise of peer workers",
    write: "write “peer worker”, “non-clinical role” or “expertise from experience”",
    except: None,
    bad: &["She is just a peer.", "Peers are unqualified staff."],
    good: &["Peer work is a non-clinical role.", "Unqualified drivers may not use the van."],
    check: Check::Words,
};
