//! GE01: pronoun for a role.

use crate::diagnostic::Code;
use crate::lint::language::agents::opens_with_name;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::prose::{Run, Sentence, Token};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::RolePronoun,
    id: "GE01",
    group: Group::Gender,
    title: "Pronoun for a role",
    flags: "“she/he/her/his” for an unnamed job-holder (“a midwife… she”).",
    why: "Any gender can do the job.",
    reason: "any gender can do the job",
    write: "write “they” and “their”, a plural, or “you”",
    except: Some("A particular person in a case study."),
    bad: &["The peer worker meets her supervisor monthly.", "A consultant signs his notes."],
    good: &["The peer worker meets their supervisor monthly.", "One mother said her stay helped."],
    check: Check::Page(look),
};

/// How far behind the job a pronoun is looked for, in words.
const REACH: usize = 25;

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    if page.kind() == "case-study" {
        return;
    }
    let pronoun = page.lists.class("gender-pronoun");
    let mut before: Option<(&Sentence, &[Token])> = None;
    for (sentence, run, tokens) in page.sentences() {
        let same_run =
            before.filter(|(other, _)| other.run == sentence.run).map(|(_, words)| words);
        for at in 0..tokens.len() {
            let is_one = tokens.get(at).is_some_and(|t| pronoun.is_some_and(|c| t.is_in(c)));
            if is_one
                && let Some(found) = role_pronoun(page, run, tokens, at, same_run)
                && let Some(token) = tokens.get(found)
                && !(token.is_quotation() || run.is_quote)
            {
                let span = page.place(run, token, token);
                findings.push(Finding::of_words(rule, run.word(token), span, None));
                break;
            }
        }
        before = Some((sentence, tokens));
    }
}

/// The pronoun at `at` if it stands for somebody in a job whom the text does not name.
fn role_pronoun(
    page: &Page,
    run: &Run,
    tokens: &[Token],
    at: usize,
    sentence_before: Option<&[Token]>,
) -> Option<usize> {
    let token = tokens.get(at)?;
    let is = |token: &Token, name| page.lists.class(name).is_some_and(|class| token.is_in(class));
    if is_other_rules_business(run, tokens, at) {
        return None;
    }
    let word = run.word(token).to_lowercase();
    // "The nurse helped her": the nurse would be "herself".
    let object = match word.as_str() {
        "him" => true,
        "her" => {
            let next = tokens.get(at + 1).filter(|next| !next.is_cut_off());
            next.is_none_or(|next| {
                is(next, "function") || is(next, "preposition") || is(next, "adverb")
            })
        }
        _ => false,
    };
    if object {
        return None;
    }
    let start = at.saturating_sub(REACH);
    let own = tokens.get(start..at).unwrap_or(&[]);
    // Who stands in a quotation is not who has said it: “…,” he told us.
    let quoted = own.iter().rposition(Token::is_quoted).map_or(0, |last| last + 1);
    let own = own.get(quoted..).unwrap_or(&[]);
    if own.is_empty() && quoted > 0 {
        return None;
    }
    match nearest(page, run, own) {
        Some(who) => matches!(who, Who::Job).then_some(at),
        // "She brings leaflets" speaks of whom the sentence before spoke of.
        None => {
            if at == 0 && matches!(word.as_str(), "she" | "he" | "her" | "his") {
                let others = sentence_before?;
                return matches!(nearest(page, run, others), Some(Who::Job)).then_some(at);
            }
            // "In her first week, a peer worker …"
            let behind = tokens.get(at + 1..(at + 8).min(tokens.len())).unwrap_or(&[]);
            let possessive = matches!(word.as_str(), "her" | "his");
            let comma = behind.iter().any(Token::is_cut_off);
            (at <= 2 && possessive && comma && matches!(nearest(page, run, behind), Some(Who::Job)))
                .then_some(at)
        }
    }
}

/// "He or she", "his/her" are told of by another rule.
fn is_other_rules_business(run: &Run, tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map(|token| run.word(token).to_lowercase());
    let is = |at: usize| {
        word(at)
            .is_some_and(|word| matches!(word.as_str(), "he" | "she" | "his" | "her" | "him" | "s"))
    };
    let or = |at: usize| word(at).is_some_and(|word| word == "or" || word == "and");
    (or(at + 1) && is(at + 2))
        || (at >= 2 && or(at - 1) && is(at - 2))
        || is(at + 1)
        || (at >= 1 && is(at - 1))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Somebody in a job, whoever it is.
    Job,
    /// A particular person, or somebody who is not there for their job.
    Other,
}

/// Who is spoken of last in these words.
fn nearest(page: &Page, run: &Run, tokens: &[Token]) -> Option<Who> {
    let is = |token: &Token, name| page.lists.class(name).is_some_and(|class| token.is_in(class));
    let job = page.lists.class("job");
    // A name anywhere makes it somebody in particular.
    let named = |token: &Token| {
        token.is_name() && !is(token, "job") && !is(token, "job-part") && !is(token, "month")
    };
    if opens_with_name(page, run, tokens) || tokens.iter().any(named) {
        return Some(Who::Other);
    }
    // The peer worker in "the peer worker and her supervisor" is the one who has a supervisor.
    for (at, token) in tokens.iter().enumerate().rev() {
        if is(token, "particular") || is(token, "own-voice") {
            return Some(Who::Other);
        }
        let is_job = job.is_some_and(|class| token.is_in(class));
        if !is_job || run.word(token).ends_with('s') && !run.word(token).ends_with("ss") {
            continue;
        }
        let before = at.saturating_sub(4);
        let words = tokens.get(before..at).unwrap_or(&[]);
        // "Your supervisor" is whoever it is; "her supervisor" is not whom "she" stands for.
        let owned = words.iter().rev().take(3).any(|token| {
            is(token, "possessive") && !matches!(run.word(token), "your" | "Your" | "their")
        });
        if words.iter().any(|token| is(token, "particular-article")) {
            return Some(Who::Other);
        }
        // "The woman told the nurse about her birth": the nurse is spoken to.
        if owned || is_spoken_to(page, tokens, at) {
            continue;
        }
        return Some(Who::Job);
    }
    None
}

/// Whether the job at `at` is the object of somebody else's doing.
fn is_spoken_to(page: &Page, tokens: &[Token], at: usize) -> bool {
    let particular = page.lists.class("particular");
    let earlier = tokens.get(..at).unwrap_or(&[]);
    earlier.iter().any(|token| particular.is_some_and(|class| token.is_in(class)))
}
