//! ST04: diagnosis as a noun or label.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::DiagnosisAsLabel,
    id: "ST04",
    group: Group::Stigma,
    title: "Diagnosis as a noun or label",
    flags: "“a schizophrenic, bipolars, an anorexic, borderlines, a psychotic, depressives”; “X is bipolar/OCD/borderline”.",
    why: "Names the person as the diagnosis.",
    reason: "it names the person as the diagnosis",
    write: "write “a person with a diagnosis of …”",
    except: Some(
        "Adjective of a clinical noun (“bipolar disorder, psychotic episode, borderline score”).",
    ),
    bad: &["The group included two schizophrenics.", "He is a manic depressive."],
    good: &["A report on schizophrenia and psychosis.", "He has a bipolar disorder diagnosis."],
    check: Check::Words,
};
