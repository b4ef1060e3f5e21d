//! AL01: missing alt.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::MissingAlt,
    id: "AL01",
    group: Group::Image,
    title: "Missing alt",
    flags: "Empty alt with no `decorative` mark.",
    why: "The image is silent.",
    reason: "without words the image is silent",
    write: "say in the square brackets what the image tells those who cannot see it; for mere decoration write ![](line.png \"decorative\")",
    except: None,
    bad: &["![](chart.png)", "<img src=\"ward.jpg\">"],
    good: &[
        "![Most posts are in the voluntary sector](chart.png)",
        "<img src=\"line.svg\" alt=\"\" role=\"presentation\">",
    ],
    check: Check::Reading,
};
