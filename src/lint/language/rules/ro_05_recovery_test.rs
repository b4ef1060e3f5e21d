//! RO05: recovery as an entry test.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::RecoveryTest,
    id: "RO05",
    group: Group::Role,
    title: "Recovery as an entry test",
    flags: "“fully recovered, full recovery, cured, symptom-free, no current illness” as a requirement for peers.",
    why: "Recovery is personal, and no source here sets such a rule.",
    reason: "recovery is personal and no entry test",
    write: "write “able to use their experience safely, with support”",
    except: None,
    bad: &["Applicants must be fully recovered.", "Peers should be free of symptoms."],
    good: &[
        "Applicants must be willing to use their experience.",
        "People define their own recovery.",
    ],
    check: Check::Words,
};
