//! ST05: substance labels.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::SubstanceLabels,
    id: "ST05",
    group: Group::Stigma,
    title: "Substance labels",
    flags: "“addict, alcoholic” (noun), “junkie, drug abuser, substance abuse, clean/dirty” of a person or test.",
    why: "Same as ST04, with blame.",
    reason: "it names the person as the substance, with blame",
    write: "write “person who uses drugs”, “alcohol dependence”, “substance use” or “not using”",
    except: Some("Names (“Alcoholics Anonymous”), “addiction”, “alcoholic drink”."),
    bad: &["A former heroin addict leads the class.", "He has been clean for two years."],
    good: &["The addiction psychiatry team.", "No alcoholic drinks on site."],
    check: Check::Words,
};
