//! HE01: title Case.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::parts;
use crate::lint::language::prose::{Run, Token, TokenKind};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::TitleCase,
    id: "HE01",
    group: Group::Heading,
    title: "Title Case",
    flags: "A heading in which most words after the first start with a capital.",
    why: "Sentence case is easier to read.",
    reason: "capitals on most words are harder to read",
    write: "give a capital to the first word and to names only",
    except: Some("Proper names and titles."),
    bad: &["## How To Write A Job Advert", "### Support And Supervision"],
    good: &["## How to write a job advert", "## Jasmine Lodge, Exeter"],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    for (run, tokens) in parts::titles(page) {
        if !parts::is_shouted(&run.text) && is_title_case(page, run, tokens) {
            let message = format!("`{}`: {}", parts::quoted(&run.text), rule.reason);
            findings.push(Finding::new(rule, parts::span_of(page, run, tokens), message));
        }
    }
}

/// Whether most words after the first begin with a capital and are no names.
fn is_title_case(page: &Page, run: &Run, tokens: &[Token]) -> bool {
    let class =
        |token: &Token, name| page.lists.class(name).is_some_and(|class| token.is_in(class));
    let text: Vec<String> = tokens.iter().map(|token| run.word(token).to_lowercase()).collect();
    if page.lists.glossary.contains(text.join(" ").as_str()) {
        return false;
    }
    if let Some(name) = page.lists.class("name")
        && (0..tokens.len()).any(|at| {
            page.lists.patterns.member_at(name, tokens, at).is_some_and(|end| end - at > 1)
        })
    {
        return false;
    }
    let mut small_words = 0;
    let (mut capitals, mut others, mut common) = (0, 0, 0);
    let mut names = false;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Word
            || token.is_acronym()
            || token.is_quoted()
            || token.is_quotation()
        {
            continue;
        }
        let word = run.word(token);
        if class(token, "name-part") && token.is_capital() {
            names = true;
            continue;
        }
        // A capital behind a colon begins something.
        if at == 0 || token.is_severed() || word.chars().count() == 1 && word == "I" {
            continue;
        }
        let is_small_word = class(token, "small-word");
        match (token.is_capital(), is_small_word) {
            (true, true) => small_words += 1,
            (true, false) => {
                capitals += 1;
                if class(token, "common") || elsewhere_small(page, word) {
                    common += 1;
                }
            }
            (false, true) => {}
            (false, false) => others += 1,
        }
    }
    if small_words > 0 && small_words + capitals > others {
        return true;
    }
    !names
        && capitals > others
        && common * 2 >= capitals
        && common > 0
        && (capitals > 1 || !is_known_name(page, run, tokens))
}

/// Whether the page writes the word in small letters too.
fn elsewhere_small(page: &Page, word: &str) -> bool {
    let small = word.to_lowercase();
    page.prose.runs.iter().filter(|run| !run.role.is_title()).any(|run| {
        run.text.match_indices(small.as_str()).any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = run.text.get(..at).and_then(|text| text.chars().next_back());
            let behind = run.text.get(at + small.len()..).and_then(|text| text.chars().next());
            !letter(before) && !letter(behind)
        })
    })
}

/// Whether the words stand in a row in the glossary, as a name may.
fn is_known_name(page: &Page, run: &Run, tokens: &[Token]) -> bool {
    let words: Vec<String> = tokens.iter().map(|token| run.word(token).to_lowercase()).collect();
    let text = words.join(" ");
    page.lists.glossary.iter().any(|term| term.contains(' ') && text.contains(term.as_str()))
}
