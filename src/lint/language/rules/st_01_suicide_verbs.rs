//! ST01: suicide verbs.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::SuicideVerbs,
    id: "ST01",
    group: Group::Stigma,
    title: "Suicide verbs",
    flags: "“commit suicide”, “successful/failed/unsuccessful suicide attempt”, “completed suicide”.",
    why: "“commit” belongs to crime; success and failure judge a death.",
    reason: "it speaks of a death as a crime, or judges it",
    write: "write “died by suicide”, “took their own life” or “attempted suicide”",
    except: Some("“commit” with any other object."),
    bad: &["His brother committed suicide in 2010.", "She survived a failed suicide attempt."],
    good: &["Her sister died by suicide.", "The trust will commit money to suicide prevention."],
    check: Check::Words,
};
