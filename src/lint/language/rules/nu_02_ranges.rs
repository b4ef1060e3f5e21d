//! NU02: ranges.

use crate::diagnostic::Code;
use crate::lint::language::numbers::{Around, at, is_year};
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::prose::{Run, Token, TokenKind};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Ranges,
    id: "NU02",
    group: Group::Number,
    title: "Ranges",
    flags: "A hyphen or dash between numbers in prose.",
    why: "Read as \"minus\" or skipped.",
    reason: "the dash is read as minus or skipped",
    write: "write “20 to 30”",
    except: Some("References, codes, phone numbers, financial years in names (2012-15 strategy)."),
    bad: &["Most work 20-30 hours.", "Ages 18–25."],
    good: &["Most work 20 to 30 hours.", "Call 0000 000-000."],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    for (_, run, tokens) in page.sentences() {
        if run.is_quote {
            continue;
        }
        for number in 1..tokens.len() {
            if let (Some(first), Some(last)) = (tokens.get(number - 1), tokens.get(number))
                && is_range(page, run, tokens, number)
                && !first.is_quotation()
            {
                let span = page.place(run, first, last);
                let write = format!("write “{} to {}”", run.word(first), run.word(last));
                let words = run.between(first, last);
                findings.push(Finding::of_words(rule, words, span, Some(&write)));
            }
        }
    }
}

/// Whether the numbers before and at `second` are the ends of a range with a dash.
fn is_range(page: &Page, run: &Run, tokens: &[Token], second: usize) -> bool {
    let first = second - 1;
    let is_number =
        |place: usize| tokens.get(place).is_some_and(|token| token.kind == TokenKind::Number);
    if !is_number(first) || !is_number(second) {
        return false;
    }
    let Around { before: between, .. } = Around::of(run, tokens, second);
    let dash: String = between.chars().filter(|c| !c.is_whitespace()).collect();
    let dash = dash.trim_matches(['£', '$', '€', '%']);
    if !matches!(dash, "-" | "–" | "—" | "−" | "‐" | "‑") {
        return false;
    }
    let (one, other) = (at(run, tokens, first), at(run, tokens, second));
    // A date, a code, a phone number: more of them in a row, or a number that begins with 0.
    let is_dashed = |place: usize| {
        place < tokens.len() && Around::of(run, tokens, place).before.contains(['-', '–'])
    };
    if (is_dashed(first) && !Around::of(run, tokens, first).before.contains(' '))
        || (is_number(second + 1) && is_dashed(second + 1))
        || (one.len() > 1 && one.starts_with('0') && !one.contains(['.', ':']))
        || (other.len() > 1 && other.starts_with('0') && !other.contains(['.', ':']))
    {
        return false;
    }
    if first > 0
        && is_number(first - 1)
        && (Around::of(run, tokens, first).before == " " && one.len() >= 3
            || Around::of(run, tokens, first).before.contains(','))
    {
        return false;
    }
    // What stands before a reference, a code or a phone number.
    let class = |place: usize, name| {
        page.lists
            .class(name)
            .is_some_and(|class| tokens.get(place).is_some_and(|token| token.is_in(class)))
    };
    let close = first.saturating_sub(1);
    if (close..first).any(|place| class(place, "number-name") || class(place, "call")) {
        return false;
    }
    if is_year(one) && other.len() <= 4 {
        let next =
            run.text.get(tokens.get(second).map_or(0, |token| token.end as usize)..).unwrap_or("");
        let adjoining = !next.trim_start().is_empty() && next.starts_with(' ');
        let financial = other.len() == 2
            && one.get(2..).and_then(|end| end.parse::<u32>().ok()).map(|end| (end + 1) % 100)
                == other.parse().ok();
        let named = adjoining && class(second + 1, "plan-name");
        let before = first.checked_sub(1).and_then(|place| tokens.get(place));
        let name_before = before.is_some_and(Token::is_name)
            || first.checked_sub(1).is_some_and(|place| class(place, "plan-name"));
        return !(financial || named || name_before && other.len() == 2);
    }
    true
}
