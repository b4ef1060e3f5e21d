//! LI01: vague link text.

use crate::diagnostic::Code;
use crate::document::body::plain_text;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::parts;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::VagueLink,
    id: "LI01",
    group: Group::Link,
    title: "Vague link text",
    flags: "As whole link text: “click here, here, this, link, read more, more, this page, find out more, download”.",
    why: "Screen reader users hear links alone.",
    reason: "screen reader users hear links alone",
    write: "say in the link where it goes, such as “role specifications”",
    except: None,
    bad: &["[Click here](/roles/)", "Read [more](/evidence/)"],
    good: &["[Role specifications](/roles/)", "[Find out more about supervision](/training/)"],
    check: Check::Page(look),
};

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    parts::links(page, &mut |link, span| {
        let words = plain_text(&link.inlines);
        let bare: String =
            words.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
        let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if page.lists.vague_links.contains(&bare) || bare.starts_with("click here ") {
            findings.push(Finding::of_words(rule, &words, span, None));
        }
    });
}
