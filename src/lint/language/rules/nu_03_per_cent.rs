//! NU03: per cent.

use crate::diagnostic::Code;
use crate::lint::language::numbers::{Around, at};
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::prose::TokenKind;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::PerCent,
    id: "NU03",
    group: Group::Number,
    title: "Per cent",
    flags: "“per cent, percent” after a figure; a space before %.",
    why: "The sign is shorter.",
    reason: "the sign is shorter",
    write: "write “14%”",
    except: None,
    bad: &["Stays fell by 14 per cent.", "It fell 9 %."],
    good: &["Stays fell by 14%.", "The percentage fell."],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    for (_, run, tokens) in page.sentences() {
        for (number, token) in tokens.iter().enumerate() {
            if token.kind != TokenKind::Number || token.is_quotation() || run.is_quote {
                continue;
            }
            let word = |place: usize| at(run, tokens, place).to_lowercase();
            let figure = at(run, tokens, number);
            let write = format!("write “{figure}%”");
            let (next, after) = (word(number + 1), word(number + 2));
            let cut = tokens.get(number + 1).is_some_and(|next| next.is_cut_off());
            let end = match (next.as_str(), after.as_str()) {
                ("per", "cent") if !cut => number + 2,
                ("percent" | "pct", _) if !cut => number + 1,
                _ => {
                    let Around { after, .. } = Around::of(run, tokens, number);
                    if after.starts_with([' ', '\u{a0}']) && after.trim_start().starts_with('%') {
                        let span = page.place(run, token, token);
                        let words = format!("{figure} %");
                        findings.push(Finding::of_words(rule, &words, span, Some(&write)));
                    }
                    continue;
                }
            };
            if let Some(last) = tokens.get(end) {
                let span = page.place(run, token, last);
                let words = run.between(token, last);
                findings.push(Finding::of_words(rule, words, span, Some(&write)));
            }
        }
    }
}
