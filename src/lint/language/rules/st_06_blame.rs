//! ST06: blame.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Blame,
    id: "ST06",
    group: Group::Stigma,
    title: "Blame",
    flags: "With a person as subject: “failed to engage/attend, refused treatment/medication/support, non-compliant, non-compliance, resistant, attention-seeking, manipulative, frequent flyer, denies” (symptoms).",
    why: "Puts the service's failure on the person.",
    reason: "it puts what the service did not manage on the person",
    write: "say what happened: “did not attend”, “chose not to”, “did not find it helpful”, “decided against”",
    except: Some("Subject is an organisation, law or device; “compliance” with a standard."),
    bad: &["The client failed to engage.", "She is non-compliant with medication."],
    good: &[
        "The first referral system did not suit people.",
        "The council refused planning permission.",
    ],
    check: Check::Words,
};
