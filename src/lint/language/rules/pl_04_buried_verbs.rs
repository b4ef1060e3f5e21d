//! PL04: buried verbs.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::BuriedVerbs,
    id: "PL04",
    group: Group::Plain,
    title: "Buried verbs",
    flags: "“undertake/carry out/conduct/perform an X of, provide assistance/support to” (when “help” will do), “make a decision/recommendation, give consideration to, the provision/implementation/development of”.",
    why: "Nouns slow the sentence.",
    reason: "a noun slows the sentence where a verb would do",
    write: "use the verb: “assess”, “help”, “decide”, “consider”, “provide”",
    except: None,
    bad: &["Managers undertake an assessment of risk.", "The provision of supervision is vital."],
    good: &["Managers assess risk.", "Supervision is vital."],
    check: Check::Words,
};
