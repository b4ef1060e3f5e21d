//! RE01: reading grade.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::readability::{LEAST_WORDS, limit};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::ReadingGrade,
    id: "RE01",
    group: Group::Readability,
    title: "Reading grade",
    flags: "Flesch-Kincaid grade over the audience limit on pages of 100 words or more.",
    why: "The NHS service manual aims for a reading age of 9 to 11, or 11 to 14 where the subject is hard; grade plus 5 is roughly the age. Limits: peer workers and public 7; managers, HR, clinical teams 9; commissioners 10. Count without headings, names of organisations, references and glossary terms. A score is a prompt, not proof: reading age is a rough idea and no formula sees layout or tone.",
    reason: "the page is hard to read",
    write: "shorten sentences and long words; a score is a prompt, not proof",
    except: None,
    bad: &[
        "The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties. The organisation subsequently implemented comprehensive arrangements for supervision, notwithstanding considerable difficulties.",
    ],
    good: &[
        "You meet the team on the first day. They show you the ward. You meet the team on the first day. They show you the ward. You meet the team on the first day. They show you the ward. You meet the team on the first day. They show you the ward. You meet the team on the first day. They show you the ward. You meet the team on the first day. They show you the ward. You meet the team on the first day. They show you the ward. You meet the team on the first day. They show you the ward. You meet the team on the first day. They show you the ward. You meet the team on the first day. They show you the ward.",
    ],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    let (Some(document), measures) = (page.document, page.measures()) else { return };
    if measures.words < LEAST_WORDS {
        return;
    }
    let (grade, (most, for_whom)) = (measures.flesch_kincaid(), limit(page));
    // As it is shown: with one decimal.
    if (grade * 10.0).round() / 10.0 > f64::from(most) {
        let age = match (grade + 5.0).round() {
            age if age > 18.0 => "over 18".to_string(),
            age => format!("of about {age}"),
        };
        let message = format!(
            "this page has a reading grade of {grade:.1}, a reading age {age}; {for_whom} \
             need grade {most}, an age of about {}",
            most + 5
        );
        findings.push(Finding::new(rule, document.front.title_span, message));
    }
}
