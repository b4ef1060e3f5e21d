//! RO01: peers as patients.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::PeersAsPatients,
    id: "RO01",
    group: Group::Role,
    title: "Peers as patients",
    flags: "“patient, ex-patient, recovered patient, service user volunteer” as a name for peer workers.",
    why: "They are colleagues with a job.",
    reason: "peer workers are colleagues with a job",
    write: "write “peer worker” or “colleague with lived experience”",
    except: Some("The person supported."),
    bad: &["Our ex-patients run the group.", "Patients employed as peers need leave."],
    good: &["Our peer workers run the group.", "Patients value time with a peer worker."],
    check: Check::Words,
};
