//! GE04: gendered job words.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::GenderedJobs,
    id: "GE04",
    group: Group::Gender,
    title: "Gendered job words",
    flags: "“chairman, manpower, man-hours, ladies, girls” (adults), “male nurse, guys, housewife”.",
    why: "As GE01.",
    reason: "any gender can do the job",
    write: "write “chair”, “staff”, “staff time”, “women”, “nurse” or “everyone”",
    except: None,
    bad: &["We lack the manpower.", "The girls on reception will help."],
    good: &["We lack the staff.", "The reception team will help."],
    check: Check::Words,
};
