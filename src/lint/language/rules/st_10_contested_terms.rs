//! ST10: contested terms.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::ContestedTerm,
    id: "ST10",
    group: Group::Stigma,
    title: "Contested terms",
    flags: "When `contested.mode = prefer`, any listed term other than the house term.",
    why: "No term suits everyone; consistency and local choice matter.",
    reason: "this site uses another term",
    write: "write the house term, or “people who use services”",
    except: Some("Fixed names, quotations."),
    bad: &["Each service user has a plan.", "Clients choose a peer."],
    good: &["People who use the service choose a peer.", "The Service User Forum meets monthly."],
    check: Check::Words,
};
