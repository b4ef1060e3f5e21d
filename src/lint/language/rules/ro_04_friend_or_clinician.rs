//! RO04: friend, adviser or clinician.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::FriendOrClinician,
    id: "RO04",
    group: Group::Role,
    title: "Friend, adviser or clinician",
    flags: "Peers *befriending, being a friend to, advising, telling people what to do, treating, counselling, diagnosing, managing risk alone*.",
    why: "Breaks the boundary of the role.",
    reason: "it goes beyond the boundary of the role",
    write: "write what peer workers do: “listen”, “share”, “explore options”",
    except: Some("Negated; clinical staff as subject."),
    bad: &["Peers advise people about medication.", "Your peer worker will be your friend."],
    good: &["Peers do not give advice.", "Doctors advise people about medication."],
    check: Check::Words,
};
