//! ST08: blaming labels for groups.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::GroupLabels,
    id: "ST08",
    group: Group::Stigma,
    title: "Blaming labels for groups",
    flags: "“hard to reach, hard-to-engage, vulnerable people/groups” (unqualified), “difficult/challenging patients, bed blocker”.",
    why: "The barrier is in the service.",
    reason: "the barrier is in the service, not in the people",
    write: "write “people our services have not reached” or “people at risk of …”",
    except: Some("“vulnerable to” something; reporting a source's term in quotation marks."),
    bad: &["Hard-to-reach communities gain most.", "We support vulnerable people."],
    good: &[
        "Communities that services have not reached gain most.",
        "New staff are vulnerable to burnout.",
    ],
    check: Check::Words,
};
