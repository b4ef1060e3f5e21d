//! LI02: bare address.

use crate::diagnostic::Code;
use crate::document::body::plain_text;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::parts;
use crate::lint::language::prose::TokenKind;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::BareAddress,
    id: "LI02",
    group: Group::Link,
    title: "Bare address",
    flags: "A URL shown as text.",
    why: "Read out letter by letter.",
    reason: "an address is read out letter by letter",
    write: "give the link the title of what it leads to",
    except: Some("Email addresses, code."),
    bad: &["See https://example.org/a.", "<https://example.org/b>"],
    good: &["See [the example report](https://example.org/a)", "Write to name@example.org."],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    let mut told = Vec::new();
    parts::links(page, &mut |link, span| {
        let words = plain_text(&link.inlines);
        if is_address(words.trim()) {
            told.push(span);
            findings.push(Finding::of_words(rule, &words, span, None));
        }
    });
    for (_, run, tokens) in page.sentences() {
        for token in tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Address && is_address(run.word(token)))
        {
            let span = page.place(run, token, token);
            if !told.iter().any(|link| link.start <= span.start && span.end <= link.end) {
                findings.push(Finding::of_words(rule, run.word(token), span, None));
            }
        }
    }
}

fn is_address(words: &str) -> bool {
    let small = words.to_lowercase();
    let starts = ["http://", "https://", "www."].iter().any(|start| small.starts_with(start));
    starts && !small.contains(char::is_whitespace)
}
