//! PL02: passive voice.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::prose::{Run, Token, TokenKind};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::PassiveVoice,
    id: "PL02",
    group: Group::Plain,
    title: "Passive voice",
    flags: "A form of “be” or “get” plus a past participle (“was developed, is provided by”).",
    why: "Hides who acts.",
    reason: "the passive hides who acts",
    write: "say who does it, and put them first",
    except: Some(
        "Adjectives that only look passive (“is based in, is committed to, are interested, is experienced, is located, are concerned, is called, is dedicated, is limited”).",
    ),
    bad: &["Training is provided by the trust.", "The post was advertised in May."],
    good: &["The trust provides training.", "The unit is based in Exeter."],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    let class = |name| page.lists.class(name);
    let (Some(be), Some(get)) = (class("be"), class("get")) else { return };
    for (_, run, tokens) in page.sentences() {
        if run.role.is_title() || run.is_quote {
            continue;
        }
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let is_get = token.is_in(get);
            // "To be decided" is a note, not a sentence.
            let is_note = at == 1 && tokens.first().is_some_and(|token| run.word(token) == "To");
            if is_note {
                at += 1;
                continue;
            }
            if (token.is_in(be) || is_get)
                && let Some(end) = participle(page, run, tokens, at, is_get)
                    .or_else(|| asked(page, run, tokens, at))
                && let Some(last) = tokens.get(end)
            {
                let span = page.place(run, token, last);
                findings.push(Finding::of_words(rule, run.between(token, last), span, None));
                at = end;
            }
            at += 1;
        }
    }
}

/// Where the participle stands in a question: "Was the post advertised?", "When are peers paid?"
fn asked(page: &Page, run: &Run, tokens: &[Token], at: usize) -> Option<usize> {
    let end = tokens.len().checked_sub(1)?;
    let last = tokens.get(end)?;
    let ends_in_question =
        run.text.get(last.end as usize..).is_some_and(|rest| rest.trim_start().starts_with('?'));
    let close = at <= 1 && (at + 2..at + 7).contains(&end);
    let asks = at == 0
        || tokens.first().is_some_and(|first| {
            matches!(run.word(first), "How" | "When" | "Where" | "Why" | "What" | "Which" | "If")
        });
    let whole = !tokens.get(at + 1..).unwrap_or(&[]).iter().any(Token::is_cut_off);
    (ends_in_question && close && asks && whole)
        .then(|| participle(page, run, tokens, end - 1, false))
        .flatten()
}

/// Where the participle stands that makes a passive with the form of *be* or *get* at `at`.
fn participle(page: &Page, run: &Run, tokens: &[Token], at: usize, is_get: bool) -> Option<usize> {
    let class = |name| page.lists.class(name);
    let is = |token: &Token, name| class(name).is_some_and(|class| token.is_in(class));
    let mut end = at + 1;
    while let Some(token) = tokens.get(end).filter(|token| !token.is_severed()) {
        let word = run.word(token);
        let is_adverb =
            is(token, "adverb") || is(token, "be") || (word.len() > 4 && word.ends_with("ly"));
        if !is_adverb || end - at > 3 {
            break;
        }
        end += 1;
    }
    let token = tokens.get(end).filter(|token| !token.is_cut_off())?;
    let word = run.word(token).to_lowercase();
    let regular = word.len() > 4 && word.ends_with("ed") && !is(token, "not-participle");
    if token.kind != TokenKind::Word
        || token.is_acronym()
        || token.is_quotation()
        || !(regular || is(token, "participle"))
    {
        return None;
    }
    let next = tokens.get(end + 1).filter(|next| !next.is_cut_off());
    let by_someone = next.is_some_and(|next| run.word(next).eq_ignore_ascii_case("by"));
    if is(token, "always-adjective") || (is(token, "adjective") && !by_someone) {
        return None;
    }
    if is_get && is(token, "not-with-get") {
        return None;
    }
    // So is what stands behind "well": "is well known".
    if !by_someone
        && tokens.get(end - 1).is_some_and(|before| run.word(before).eq_ignore_ascii_case("well"))
    {
        return None;
    }
    // "They are trained nurses" says what they are.
    let noun = |name| next.is_some_and(|next| is(next, name));
    if !by_someone && (noun("staff") || noun("clinician") || noun("peer") || noun("ill-person")) {
        return None;
    }
    Some(end)
}
