//! The phrases of the word lists, found and weighed by where they stand.

use super::agents::{agents, is_negated, subject};
use super::lists::{Entry, Use, WordLists};
use super::page::{Finding, Hit, Page};
use super::pattern::Match;
use super::prose::{Run, Sentence, Token};
use super::rule::{Check, Rule};
use crate::diagnostic::Code;

/// Everything that the lists find on a page.
pub(super) fn find(page: &Page, findings: &mut Vec<Finding>) {
    let mut matches: Vec<Match> = Vec::new();
    for (sentence, run, tokens) in page.sentences() {
        matches.clear();
        page.lists.patterns.find(tokens, &mut |found| matches.push(found));
        if !matches.is_empty() {
            weigh(page, sentence, run, tokens, &matches, findings);
        }
    }
}

fn weigh<'p>(
    page: &Page<'p>,
    sentence: &'p Sentence,
    run: &'p Run,
    tokens: &'p [Token],
    matches: &[Match],
    findings: &mut Vec<Finding>,
) {
    let lists = page.lists;
    let mut kept: Vec<(&'static Rule, Hit)> = Vec::new();
    let mut everybody = None;
    for found in matches {
        let Some(Use::Find(number)) = lists.uses.get(found.pattern) else { continue };
        let Some(entry) = lists.entries.get(*number) else { continue };
        let Some(rule) = lists.rule_of(entry) else { continue };
        let write = entry.write.as_deref();
        let hit = Hit { sentence, run, tokens, start: found.start, end: found.end, write };
        if rule.group.spares_quotations() && is_spared(rule, &hit, lists) {
            continue;
        }
        if !fits_around(*number, entry, &hit, matches, lists) {
            continue;
        }
        if entry.spares_negated && is_negated(tokens, hit.start, lists) {
            continue;
        }
        if !entry.subject.is_empty() || !entry.not_subject.is_empty() {
            let everybody = everybody.get_or_insert_with(|| agents(tokens, lists));
            let who = subject(tokens, hit.start, everybody, lists);
            let wanted = entry.subject.is_empty()
                || who.is_some_and(|agent| agent.is_one_of(&entry.subject));
            if !wanted || who.is_some_and(|agent| agent.is_one_of(&entry.not_subject)) {
                continue;
            }
        }
        if let Check::WordsIf(last_word) = rule.check
            && !last_word(page, &hit)
        {
            continue;
        }
        keep_longest(&mut kept, rule, hit);
    }
    for (rule, hit) in kept {
        if let [first, .., last] | [first @ last] = hit.words() {
            let words = run.between(first, last);
            let span = page.place(run, first, last);
            findings.push(Finding::of_words(rule, words, span, hit.write));
        }
    }
}

/// One finding for the same words of one group, the longest.
fn keep_longest<'p>(kept: &mut Vec<(&'static Rule, Hit<'p>)>, rule: &'static Rule, hit: Hit<'p>) {
    let meets = |other: &Hit| other.start < hit.end && hit.start < other.end;
    let rival = kept.iter().position(|(other, held)| other.group == rule.group && meets(held));
    match rival.and_then(|at| kept.get_mut(at)) {
        Some((other, held)) => {
            if hit.end - hit.start > held.end - held.start {
                (*other, *held) = (rule, hit);
            }
        }
        None => kept.push((rule, hit)),
    }
}

/// Whether what was found is quoted, the title of a work, a name, or only spoken about.
fn is_spared(rule: &Rule, hit: &Hit, lists: &WordLists) -> bool {
    if hit.run.is_quote {
        return true;
    }
    let words = hit.words();
    if words.iter().all(Token::is_quotation) || words.iter().any(Token::is_name) {
        return true;
    }
    if !words.iter().any(Token::is_quoted) {
        return false;
    }
    // A cell or an item that holds quoted words alone speaks about them.
    if hit.tokens.iter().all(Token::is_quoted) {
        return true;
    }
    let mention = lists.class("mention");
    rule.code == Code::GroupLabels
        || hit.tokens.iter().any(|token| mention.is_some_and(|class| token.is_in(class)))
}

/// Whether the other phrases of the entry stand, or do not stand, where they should.
fn fits_around(
    number: usize,
    entry: &Entry,
    hit: &Hit,
    matches: &[Match],
    lists: &WordLists,
) -> bool {
    let mut with = !entry.needs_with;
    for other in matches {
        let touches = other.start < hit.end && hit.start < other.end;
        match lists.uses.get(other.pattern) {
            Some(Use::Unless(of)) if *of == number && touches => return false,
            Some(Use::UnlessRule(rule)) if *rule == entry.rule && touches => return false,
            Some(Use::Without(of)) if *of == number => return false,
            Some(Use::With(of)) if *of == number => with = true,
            _ => {}
        }
    }
    with
}
