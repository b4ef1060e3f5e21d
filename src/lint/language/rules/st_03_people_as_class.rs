//! ST03: people as a class.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::PeopleAsClass,
    id: "ST03",
    group: Group::Stigma,
    title: "People as a class",
    flags: "“the mentally ill, the disabled, the depressed, the homeless, mentally ill people/patients”.",
    why: "A condition is not an identity others may assign.",
    reason: "it makes a condition the identity of people",
    write: "write “people with mental health problems”, or say who they are",
    except: Some("Adjective plus other noun (“the disabled toilet” is for other rules)."),
    bad: &["Services for the mentally ill.", "We must listen to the depressed."],
    good: &["Services for people with mental health problems.", "The depressed housing market."],
    check: Check::Words,
};
