//! NU01: date form.

use crate::diagnostic::Code;
use crate::lint::language::numbers::{Around, at, is_year};
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::prose::{Before, Run, Token, TokenKind};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::DateForm,
    id: "NU01",
    group: Group::Number,
    title: "Date form",
    flags: "“5th May 2019, May 5 2019, 05/05/2019, May, 2019, May '19”.",
    why: "Ambiguous or noisy.",
    reason: "dates in this form are ambiguous or noisy",
    write: "write “5 May 2019” or “May 2019”",
    except: Some("Titles of works; machine dates in front matter."),
    bad: &["It opened on 1st May 2019.", "Apply by 03/04/2024."],
    good: &["It opened on 1 May 2019.", "The paper is from July 2013."],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    let month = page.lists.class("month");
    for (_, run, tokens) in page.sentences() {
        let mut number = 0;
        while let Some(token) = tokens.get(number) {
            if token.kind != TokenKind::Number && !month.is_some_and(|class| token.is_in(class)) {
                number += 1;
                continue;
            }
            match date(page, run, tokens, number) {
                Some(end) => {
                    if let (Some(first), Some(last)) = (tokens.get(number), tokens.get(end - 1))
                        && !(first.is_quotation() || run.is_quote)
                    {
                        let span = page.place(run, first, last);
                        let words = run.between(first, last);
                        let write =
                            in_house_form(page, run, tokens.get(number..end).unwrap_or(&[]));
                        findings.push(Finding::of_words(rule, words, span, write.as_deref()));
                    }
                    number = end;
                }
                None => number += 1,
            }
        }
    }
}

/// What to write for a date whose month is a word. Which of two numbers is the month nobody can tell.
fn in_house_form(page: &Page, run: &Run, date: &[Token]) -> Option<String> {
    let class = page.lists.class("month")?;
    let month = date.iter().find(|token| token.is_in(class)).map(|token| run.word(token))?;
    let words = || date.iter().map(|token| run.word(token));
    let year = words().find(|word| is_year(word));
    // Without a year, "19" is that of "May '19", and "19th" a day.
    let day = words().find_map(|word| {
        let day = word.trim_end_matches(|c: char| c.is_alphabetic());
        (is_day(day) && (year.is_some() || day != word)).then_some(day)
    });
    let parts: Vec<&str> = [day, Some(month), year].into_iter().flatten().collect();
    (parts.len() > 1).then(|| format!("write “{}”", parts.join(" ")))
}

/// Where a date ends that begins here in one of the forms that are not the house's.
fn date(page: &Page, run: &Run, tokens: &[Token], start: usize) -> Option<usize> {
    let month = |at: usize| {
        let class = page.lists.class("month")?;
        tokens.get(at).filter(|token| token.is_in(class) && token.is_capital())
    };
    let word = |place: usize| at(run, tokens, place);
    let year = |place: usize| is_year(word(place));
    let first = word(start);
    if is_ordinal_day(first) {
        // 5th May, the 5th of May.
        let of = usize::from(word(start + 1).eq_ignore_ascii_case("of"));
        month(start + 1 + of)?;
        return Some(start + 2 + of + usize::from(year(start + 2 + of)));
    }
    if month(start).is_some() {
        let next = word(start + 1);
        let Around { before, .. } = Around::of(run, tokens, start + 1);
        // May, 2019.
        if year(start + 1) && before.trim() == "," {
            return Some(start + 2);
        }
        // May '19.
        let short = before.trim_start().starts_with(['\'', '’', '‘']);
        if next.len() == 2 && is_digits(next) && short {
            return Some(start + 2);
        }
        // May 5 2019, May 5th, May 5, 2019.
        let after_day = year(start + 2);
        if is_ordinal_day(next) || (is_day(next) && after_day && before.trim().is_empty()) {
            return Some(start + 2 + usize::from(after_day));
        }
        return None;
    }
    // 05/05/2019, 5.5.2019, 5-5-2019, 2019-05-05.
    if tokens.get(start)?.kind != TokenKind::Number {
        return None;
    }
    let numbered =
        start.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| {
            page.lists.class("number-name").is_some_and(|class| before.is_in(class))
        });
    if !numbered
        && let Some((day, rest)) = first.split_once('.')
        && let Some((month, year)) = rest.split_once('.')
        && is_day(day)
        && is_day(month)
        && (is_year(year) || year.len() == 2 && is_digits(year))
    {
        return Some(start + 1);
    }
    let glued = |place: usize| {
        tokens
            .get(place)
            .is_some_and(|token| matches!(token.before, Before::Slash | Before::Hyphen))
    };
    if !(glued(start + 1) && glued(start + 2)) || glued(start + 3) || glued(start) {
        return None;
    }
    let (second, third) = (word(start + 1), word(start + 2));
    let british = is_day(first)
        && is_day(second)
        && (is_year(third)
            || third.len() == 2
                && is_digits(third)
                && !first.is_empty()
                && tokens.get(start + 1)?.before == Before::Slash);
    let machine = is_year(first) && is_day(second) && is_day(third);
    (british || machine).then_some(start + 3)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_day(text: &str) -> bool {
    is_digits(text) && text.len() <= 2 && text.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

fn is_ordinal_day(text: &str) -> bool {
    let small = text.to_lowercase();
    ["st", "nd", "rd", "th"].iter().any(|end| small.strip_suffix(end).is_some_and(is_day))
}
