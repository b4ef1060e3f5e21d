//! The language rules: what a page says and how.
//!
//! Owns the rules, one file each in `rules`, and how they are run: `prose` makes words of a parsed
//! page, `pattern` finds the phrases of the word lists in one pass, `phrases` weighs each by where
//! it stands, `waivers` takes out what an editor has allowed with a reason. It must never change a
//! page, nor look at text that is not read: code, addresses, comments. Enter at [`check`].

mod access;
mod acronyms;
mod agents;
mod lists;
mod numbers;
mod page;
mod parts;
mod pattern;
mod phrases;
mod prose;
mod readability;
mod rule;
mod rules;
mod syllables;
mod waivers;

pub use lists::WordLists;
pub use rule::{Check, Group, Rule};
pub use rules::RULES;
pub use syllables::syllables;

use std::cell::OnceCell;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::document::body::Body;
use crate::library::REFERENCES_FILE;
use crate::source::SitePath;
use page::{Finding, Page};
use prose::Prose;

/// Everything that the rules find on a page, whose file holds `source`. `language` is the page's.
pub fn check(
    path: &SitePath,
    source: &str,
    document: &Document,
    language: &str,
    lists: &WordLists,
) -> Diagnostics {
    let mut findings = Vec::new();
    // The rules know English only; what is not about words holds in every language.
    let prose = match is_english(language) {
        true => Prose::of(document, &lists.patterns.lexicon),
        false => Prose::default(),
    };
    let page = Page {
        path,
        source,
        document: Some(document),
        prose: &prose,
        lists,
        measures: &OnceCell::new(),
    };
    run(&page, &mut findings);
    waivers::settle(&page, findings, access::check(&page))
}

/// The same for the Markdown of a data file, such as what the terms of the glossary mean. Its parts
/// are no page: none has to be easy enough as a whole, or to explain the short forms of the others.
/// Remarks on works are as terse as works are cited; they have to be fair to people, and no more.
pub fn check_texts(
    path: &SitePath,
    source: &str,
    bodies: &[&Body],
    language: &str,
    lists: &WordLists,
) -> Diagnostics {
    if !is_english(language) {
        return Diagnostics::new();
    }
    let prose = Prose::of_bodies(bodies, &lists.patterns.lexicon);
    let page =
        Page { path, source, document: None, prose: &prose, lists, measures: &OnceCell::new() };
    let mut findings = Vec::new();
    run(&page, &mut findings);
    findings.retain(|finding| match finding.rule.group {
        Group::Stigma | Group::Gender | Group::Role => true,
        Group::Acronym | Group::Readability => false,
        _ => path.as_str() != REFERENCES_FILE,
    });
    waivers::settle(&page, findings, access::check(&page))
}

/// The age from which readers can follow a page, in years: its reading grade and five. None if it is
/// too short to tell, or not in English.
pub fn reading_age(
    path: &SitePath,
    source: &str,
    document: &Document,
    language: &str,
    lists: &WordLists,
) -> Option<u32> {
    if !is_english(language) {
        return None;
    }
    let prose = Prose::of(document, &lists.patterns.lexicon);
    let measures = OnceCell::new();
    let page =
        Page { path, source, document: Some(document), prose: &prose, lists, measures: &measures };
    page.measures().reading_age()
}

/// Whether a language tag is one of English.
fn is_english(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

fn run(page: &Page, findings: &mut Vec<Finding>) {
    phrases::find(page, findings);
    for rule in RULES {
        if let Check::Page(look) = rule.check {
            look(rule, page, findings);
        }
    }
}

/// The rule of a code or of a short name such as `ST05`.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| {
        rule.code.name() == name
            || rule.id.eq_ignore_ascii_case(name)
            || rule.id.to_lowercase().replace('-', "") == name.to_lowercase().replace('-', "")
    })
}
