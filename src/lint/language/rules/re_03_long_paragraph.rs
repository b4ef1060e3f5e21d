//! RE03: long paragraph.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::prose::Role;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::LongParagraph,
    id: "RE03",
    group: Group::Readability,
    title: "Long paragraph",
    flags: "More than 5 sentences or 100 words.",
    why: "A long paragraph tires readers.",
    reason: "a long paragraph tires readers",
    write: "make two paragraphs of it, or a list",
    except: None,
    bad: &[
        "One. Two. Three. Four. Five. Six. Seven. Eight.",
        "word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word ",
    ],
    good: &[
        "One. Two. Three.",
        "- One.\n- Two.\n- Three.\n- Four.\n- Five.\n- Six.\n- Seven.\n- Eight.",
    ],
    check: Check::Page(look),
};

const MOST_SENTENCES: usize = 5;
const MOST_WORDS: usize = 100;

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    for run in &page.prose.runs {
        if !matches!(run.role, Role::Paragraph | Role::Item) || run.is_quote {
            continue;
        }
        let sentences = page.prose.sentences_of(run);
        let words: usize = sentences.iter().map(|sentence| sentence.tokens.len()).sum();
        let message = if sentences.len() > MOST_SENTENCES {
            format!("this paragraph has {} sentences, more than {MOST_SENTENCES}", sentences.len())
        } else if words > MOST_WORDS {
            format!("this paragraph has {words} words, more than {MOST_WORDS}")
        } else {
            continue;
        };
        findings.push(Finding::new(rule, run.span, message));
    }
}
