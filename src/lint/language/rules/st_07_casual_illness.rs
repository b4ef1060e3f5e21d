//! ST07: casual use of illness words.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::CasualIllness,
    id: "ST07",
    group: Group::Stigma,
    title: "Casual use of illness words",
    flags: "“crazy, mad, insane, psycho, nutter, lunatic, mental” (as insult), “schizophrenic” or “bipolar” for \"divided\", “a bit OCD”.",
    why: "Turns distress into insult or joke.",
    reason: "it turns distress into an insult or a joke",
    write: "write the plain meaning, such as “very busy” or “careful”",
    except: Some("Titles, place names, “mad” in “MAD” acronyms."),
    bad: &["Recruitment was crazy last week.", "I am a bit OCD about filing."],
    good: &["Recruitment was very busy last week.", "She has obsessive compulsive disorder."],
    check: Check::Words,
};
