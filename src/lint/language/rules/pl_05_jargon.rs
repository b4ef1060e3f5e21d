//! PL05: jargon.

use crate::diagnostic::Code;
use crate::lint::language::page::{Hit, Page};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Jargon,
    id: "PL05",
    group: Group::Plain,
    title: "Jargon",
    flags: "Management (“going forward, deliverables, leverage, synergy, step change, joined-up, key enabler, upskill, cascade, deep dive, drive forward”) and clinical (“symptomatology, presents with, decompensate, comorbid, ideation, psychoeducation, affect” as a noun).",
    why: "Shuts readers out.",
    reason: "jargon shuts readers out",
    write: "write the everyday meaning, or explain the term on the page or in the glossary",
    except: Some("A term defined on the page or in the glossary."),
    bad: &["Going forward, we will upskill staff.", "She presents with low affect."],
    good: &["From now on we will train staff.", "She seems low and flat."],
    check: Check::WordsIf(is_unexplained),
};

/// Whether neither the glossary nor the page says what the words mean.
fn is_unexplained(page: &Page, hit: &Hit) -> bool {
    let ([first, .., last] | [first @ last]) = hit.words() else { return true };
    let words = hit.run.between(first, last).to_lowercase();
    if page.lists.glossary.contains(&words) {
        return false;
    }
    let says = |text: &str| {
        let text = text.to_lowercase();
        let mut places = text.match_indices(words.as_str());
        places.any(|(at, _)| {
            let behind = text
                .get(at + words.len()..)
                .unwrap_or("")
                .trim_start_matches(['”', '"', '’', '\u{fffc}']);
            let behind = behind.trim_start_matches(|c: char| c.is_alphabetic()).trim_start();
            [
                "means ",
                "is when ",
                "is the word for ",
                "(that is",
                "(this means",
                "(which means",
                ", that is,",
            ]
            .iter()
            .any(|mark| behind.starts_with(mark))
        })
    };
    let defines = |run: &crate::lint::language::prose::Run| {
        says(&run.text)
            || (run.role == crate::lint::language::prose::Role::Label
                && run.text.trim().to_lowercase() == words)
    };
    !page.prose.runs.iter().any(defines)
}
