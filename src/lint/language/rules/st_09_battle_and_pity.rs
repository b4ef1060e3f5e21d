//! ST09: battle and pity.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::BattleAndPity,
    id: "ST09",
    group: Group::Stigma,
    title: "Battle and pity",
    flags: "“battle (with), fight (against), struggle with” a condition; “brave, inspirational” of living with a condition; “normal people, despite his illness, demons”.",
    why: "Heroic and tragic frames set people apart.",
    reason: "a heroic or tragic frame sets people apart",
    write: "write “manages”, “lives with”, “recovers”, or “people without this experience”",
    except: Some("“struggle with” a task."),
    bad: &["After his battle with depression he volunteered.", "Normal people may not understand."],
    good: &["After living with depression he volunteered.", "Teams struggle with late referrals."],
    check: Check::Words,
};
