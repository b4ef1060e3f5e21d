//! RE02: SMOG.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::readability::limit;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Smog,
    id: "RE02",
    group: Group::Readability,
    title: "SMOG",
    flags: "SMOG above the RE01 limit plus 2, on pages with at least 30 sentences.",
    why: "SMOG counts long words and was built for health texts; it is unstable on short ones.",
    reason: "the page has many long words",
    write: "look for words of three syllables or more that have a shorter one",
    except: None,
    bad: &[
        "Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation.",
    ],
    good: &[
        "You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day. You meet the team on the first day.",
        "Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation. Comprehensive organisational arrangements facilitate multidisciplinary participation.",
    ],
    check: Check::Page(look),
};

/// SMOG is unstable below this.
const LEAST_SENTENCES: u32 = 30;

/// SMOG comes out higher than the grade of RE01.
const HIGHER: u32 = 2;

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    let (Some(document), measures) = (page.document, page.measures()) else { return };
    if measures.sentences < LEAST_SENTENCES {
        return;
    }
    let (smog, (most, for_whom)) = (measures.smog(), limit(page));
    if (smog * 10.0).round() / 10.0 > f64::from(most + HIGHER) {
        let message = format!(
            "this page has a SMOG grade of {smog:.1}; for {for_whom} it should be {} at most",
            most + HIGHER
        );
        findings.push(Finding::new(rule, document.front.title_span, message));
    }
}
