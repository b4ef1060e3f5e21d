//! NU04: large numbers and words.

use crate::config::SmallNumbers;
use crate::diagnostic::Code;
use crate::lint::language::numbers::{Around, at, is_year, number_word};
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::prose::{Before, Run, Token, TokenKind};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::LargeNumbers,
    id: "NU04",
    group: Group::Number,
    title: "Large numbers and words",
    flags: "Thousands without a comma, “k” or “m” for money, number words above nine.",
    why: "This form is slow to read.",
    reason: "this form is slow to read",
    write: "write “£260,000” or “23”",
    except: Some("Years, codes, phone numbers, start of a sentence."),
    bad: &["It saved £260k.", "Some twenty-three hours."],
    good: &["It saved £260,000.", "Twenty people replied."],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    for (_, run, tokens) in page.sentences() {
        if run.is_quote {
            continue;
        }
        let mut number = 0;
        while let Some(token) = tokens.get(number) {
            let found = match token.kind {
                TokenKind::Number => figure(page, run, tokens, number).map(|write| (number, write)),
                TokenKind::Word if !run.role.is_title() => words(page, run, tokens, number),
                _ => None,
            };
            if let Some((end, write)) = found
                && let Some(last) = tokens.get(end)
            {
                if !token.is_quotation() {
                    let span = page.place(run, token, last);
                    let words = run.between(token, last);
                    findings.push(Finding::of_words(rule, words, span, Some(&write)));
                }
                number = end;
            }
            number += 1;
        }
    }
}

/// What to write for a number in digits that needs a comma, or whose thousands are a letter.
fn figure(page: &Page, run: &Run, tokens: &[Token], number: usize) -> Option<String> {
    let word = at(run, tokens, number);
    let Around { before, after } = Around::of(run, tokens, number);
    let money = before.ends_with(['£', '$', '€']);
    let small = word.to_lowercase();
    if money {
        let sign = before.chars().next_back().unwrap_or('£');
        let split = small.find(|c: char| c.is_alphabetic()).unwrap_or(small.len());
        let (amount, letter) = small.split_at_checked(split).unwrap_or((small.as_str(), ""));
        match letter {
            "k" => return Some(format!("write “{sign}{}”", thousands(amount))),
            "m" | "mn" | "mil" => return Some(format!("write “{sign}{amount} million”")),
            "bn" | "b" => return Some(format!("write “{sign}{amount} billion”")),
            _ => {}
        }
        let next = tokens.get(number + 1).map(|token| run.word(token));
        if after == " " && matches!(next, Some("k" | "K" | "m")) {
            return Some(format!("write “{sign}{amount},000” or “{sign}{amount} million”"));
        }
    }
    let whole = small.split('.').next().unwrap_or("");
    if whole.len() < 4
        || !small.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        || whole.starts_with('0')
    {
        return settle_small(page, run, tokens, number, &small);
    }
    let class = |place: Option<usize>, name| {
        let token = place.and_then(|place| tokens.get(place));
        page.lists.class(name).is_some_and(|class| token.is_some_and(|token| token.is_in(class)))
    };
    // Codes and phone numbers: glued to letters or other numbers, or said to be such.
    let near = (number.saturating_sub(3)..number)
        .any(|place| class(Some(place), "number-name") || class(Some(place), "call"));
    let neighbour = |place: Option<usize>| {
        place
            .and_then(|place| tokens.get(place))
            .is_some_and(|token| token.kind == TokenKind::Number)
    };
    let glued = |place: usize| {
        tokens
            .get(place)
            .is_some_and(|token| matches!(token.before, Before::Hyphen | Before::Slash))
    };
    let row = (neighbour(number.checked_sub(1)) && before == " ")
        || (neighbour(Some(number + 1)) && after == " ");
    if near || row || (!money && (glued(number) || glued(number + 1))) {
        return None;
    }
    if !money && is_year(whole) && whole == small {
        let counted = number.checked_sub(1).is_none_or(|place| {
            !(class(Some(place), "preposition")
                || class(Some(place), "month")
                || class(Some(place), "year-word"))
        });
        let next = tokens.get(number + 1).filter(|next| !next.is_cut_off());
        let plural = next.is_some_and(|next| {
            let word = run.word(next);
            class(Some(number + 1), "counted")
                || (word.ends_with('s') && word.len() > 4 && class(Some(number + 1), "staff"))
        });
        if !(counted && plural) {
            return None;
        }
    }
    Some(format!("write “{}”", with_commas(&small)))
}

/// Numbers from 2 to 9 in digits, where the house writes words.
fn settle_small(
    page: &Page,
    run: &Run,
    tokens: &[Token],
    number: usize,
    text: &str,
) -> Option<String> {
    const WORDS: [&str; 8] = ["two", "three", "four", "five", "six", "seven", "eight", "nine"];
    if page.settings().small_numbers != SmallNumbers::Words {
        return None;
    }
    let value: usize = text.parse().ok().filter(|value| (2..=9).contains(value))?;
    let Around { before, after } = Around::of(run, tokens, number);
    let next = tokens.get(number + 1)?;
    let counts =
        before == " " && after == " " && next.kind == TokenKind::Word && !next.is_capital();
    let word = WORDS.get(value - 2)?;
    counts.then(|| format!("write “{word}”"))
}

/// A number in words above nine, with the number of the token at which it ends.
fn words(page: &Page, run: &Run, tokens: &[Token], number: usize) -> Option<(usize, String)> {
    let token = tokens.get(number)?;
    let value = number_word(run.word(token))?;
    let first = number == 0;
    // Half past ten, ten o'clock.
    let before = number.checked_sub(1).map_or("", |place| at(run, tokens, place));
    let clock = at(run, tokens, number + 1).to_lowercase();
    if matches!(before, "past" | "quarter")
        || matches!(clock.as_str(), "o'clock" | "o’clock" | "am" | "pm")
    {
        return None;
    }
    let mut end = number;
    let mut total = value;
    if (20..100).contains(&value)
        && value % 10 == 0
        && let Some(next) = tokens
            .get(number + 1)
            .filter(|next| matches!(next.before, Before::Hyphen | Before::Space))
        && let Some(unit) = number_word(run.word(next)).filter(|unit| (1..10).contains(unit))
        && (next.before == Before::Hyphen || total > 0)
    {
        end += 1;
        total += unit;
    }
    // Two hundred, three thousand: the word behind it says how much it is worth.
    while let Some(next) = tokens.get(end + 1).filter(|next| !next.is_cut_off()) {
        match run.word(next).to_lowercase().as_str() {
            "hundred" => total *= 100,
            "thousand" => total *= 1000,
            "million" | "billion" => return None,
            _ => break,
        }
        end += 1;
    }
    if first || token.is_capital() {
        return None;
    }
    if total < 10 {
        let digits = page.settings().small_numbers == SmallNumbers::Digits && total > 1;
        return digits.then(|| (end, format!("write “{total}”")));
    }
    Some((end, format!("write “{}”", with_commas(&total.to_string()))))
}

fn with_commas(digits: &str) -> String {
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if rest.is_empty() { text } else { format!("{text}.{rest}") }
}

/// What so many thousands are, written out.
fn thousands(amount: &str) -> String {
    match amount.split_once('.') {
        Some((whole, part)) if part.len() <= 3 => {
            with_commas(&format!("{whole}{part}{}", "0".repeat(3 - part.len())))
        }
        _ => with_commas(&format!("{amount}000")),
    }
}
