//! RO06: forced disclosure.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::ForcedDisclosure,
    id: "RO06",
    group: Group::Role,
    title: "Forced disclosure",
    flags: "Peers “must/are required to disclose, reveal, tell their story, share their diagnosis”.",
    why: "The peer chooses what, when and with whom.",
    reason: "the peer worker chooses what to tell, when and to whom",
    write: "write “choose what to share”",
    except: None,
    bad: &[
        "Peers must tell their story at interview.",
        "All peers are required to reveal a diagnosis.",
    ],
    good: &["Peers choose what to share.", "Staff must disclose conflicts of interest."],
    check: Check::Words,
};
