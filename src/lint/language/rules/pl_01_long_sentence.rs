//! PL01: long sentence.

use crate::diagnostic::Code;
use crate::diagnostic::Severity;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::prose::{Before, Run, Token};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::LongSentence,
    id: "PL01",
    group: Group::Plain,
    title: "Long sentence",
    flags: "Words in a sentence; a list item counts alone; a citation in brackets does not count.",
    why: "Long sentences lose tired or anxious readers.",
    reason: "long sentences lose tired or anxious readers",
    write: "make two sentences of it: one idea each",
    except: None,
    bad: &[
        "When the service redesigned its posts, the team asked everyone who had stayed there whether they wanted to hear about later chances to help, and kept a list of their names.",
        "Managers should meet the team before the start date, explain why the role exists, agree what the peer worker will and will not do, and write it down where everyone can find it.",
    ],
    good: &[
        "Keep sentences short.",
        "- Ask early.\n- Ask often.\n- Ask kindly.\n- Ask again.\n- Ask the mentor.\n- Ask the manager.",
    ],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    let settings = page.settings();
    for (_, run, tokens) in page.sentences() {
        if run.role.is_title() || run.is_quote || tokens.len() <= settings.sentence_max {
            continue;
        }
        let words = count(run, tokens);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
        if words <= settings.sentence_max {
            continue;
        }
        let span = page.place(run, first, last);
        let hard = words > settings.sentence_hard;
        let most = if hard { settings.sentence_hard } else { settings.sentence_max };
        let message = format!("this sentence has {words} words, more than {most}");
        let mut finding = Finding::new(rule, span, message);
        finding.severity = Some(if hard { Severity::Error } else { Severity::Warning });
        findings.push(finding);
    }
}

/// How many words a sentence has. Parts of a compound count as one word, what is quoted at length
/// or cited in brackets does not count.
fn count(run: &Run, tokens: &[Token]) -> usize {
    let cited = citations(&run.text);
    tokens
        .iter()
        .filter(|token| !matches!(token.before, Before::Hyphen | Before::Slash))
        .filter(|token| !token.is_quotation())
        .filter(|token| !cited.iter().any(|range| range.contains(&(token.start as usize))))
        .count()
}

/// Brackets that hold a year and begin with a name, such as "(Moran, 2020)".
fn citations(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices('(') {
        let rest = text.get(start..).unwrap_or("");
        let Some(end) = rest.find(')') else { break };
        let inside = rest.get(1..end).unwrap_or("");
        let year = inside
            .split(|c: char| !c.is_ascii_digit())
            .any(|part| part.len() == 4 && (part.starts_with("19") || part.starts_with("20")));
        if year && inside.starts_with(char::is_uppercase) {
            found.push(start..start + end + 1);
        }
    }
    found
}
