//! Ids and levels of headings, which need the whole page.

use std::collections::{HashMap, HashSet};

use super::report::Report;
use super::tree::{Block, BlockKind, Body, Heading};
use super::visit::plain_text;
use crate::diagnostic::Code;
use crate::source::Span;

/// Gives every heading its id and reports headings that are wrong.
pub(super) fn finish(body: &mut Body, report: &mut Report) {
    let mut ids = Ids::default();
    let mut level = 1;
    each_heading(body, &mut |heading, span| {
        check(heading, span, &mut level, report);
        ids.claim_written(heading, span, report);
    });
    each_heading(body, &mut |heading, span| {
        let words = plain_text(&heading.inlines);
        if words.trim().is_empty() {
            report.add(
                Code::EmptyHeading,
                span,
                "a heading has no words",
                "write its words or remove it",
            );
        }
        if heading.id.is_empty() {
            heading.id = ids.free(slug(&words));
        }
    });
}

fn each_heading(body: &mut Body, change: &mut dyn FnMut(&mut Heading, Span)) {
    in_blocks(&mut body.blocks, change);
    body.footnotes.iter_mut().for_each(|note| in_blocks(&mut note.blocks, change));
}

fn in_blocks(blocks: &mut [Block], change: &mut dyn FnMut(&mut Heading, Span)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading(heading) => change(heading, block.span),
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) => in_blocks(blocks, change),
            BlockKind::Directive(directive) => in_blocks(&mut directive.blocks, change),
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| in_blocks(&mut item.blocks, change));
            }
            BlockKind::DefinitionList(list) => {
                let meanings = list.entries.iter_mut().flat_map(|entry| &mut entry.meanings);
                meanings.for_each(|blocks| in_blocks(blocks, change));
            }
            _ => {}
        }
    }
}

/// The level. `level` is that of the heading before; the title of the page is 1.
fn check(heading: &Heading, span: Span, level: &mut u8, report: &mut Report) {
    if heading.level == 1 {
        report.add(
            Code::HeadingLevel,
            span,
            "the text has a heading of level 1, which is the title's",
            "begin it with `##`; the title stands in the front matter",
        );
    } else if heading.level > *level + 1 {
        let (found, wanted) = (heading.level, *level + 1);
        report.add(
            Code::HeadingLevel,
            span,
            format!("a heading of level {found} follows one of level {level}"),
            &format!("begin it with `{}`", "#".repeat(usize::from(wanted))),
        );
    }
    *level = heading.level;
}

#[derive(Default)]
struct Ids {
    /// Ids that headings claim in writing, with the first place.
    written: HashMap<String, Span>,
    given: HashSet<String>,
    /// The last number tried for each repeated id, so that many equal headings stay cheap.
    counters: HashMap<String, u32>,
}

impl Ids {
    fn claim_written(&mut self, heading: &Heading, span: Span, report: &mut Report) {
        let written = std::iter::once(&heading.id).filter(|id| !id.is_empty());
        for id in written.chain(&heading.former_ids) {
            if let Some(first) = self.written.get(id) {
                report.add_beside(
                    Code::DuplicateId,
                    span,
                    format!("the id `{id}` is given twice"),
                    "choose another id for one of the headings",
                    (*first, "first given here"),
                );
            } else {
                self.written.insert(id.clone(), span);
            }
        }
    }

    fn free(&mut self, id: String) -> String {
        if !self.written.contains_key(&id) && self.given.insert(id.clone()) {
            return id;
        }
        let counter = self.counters.entry(id.clone()).or_insert(1);
        loop {
            *counter += 1;
            let numbered = format!("{id}-{counter}");
            if !self.written.contains_key(&numbered) && self.given.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// An id from words: letters and digits of any script in lower case, one hyphen for all between.
fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for character in text.chars() {
        // An apostrophe is part of a word: `worker's` becomes `workers`.
        if matches!(character, '\'' | '’') {
            continue;
        }
        if character.is_alphanumeric() {
            id.extend(character.to_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    if id.is_empty() {
        id.push_str("section");
    } else if is_reserved(&id) {
        id.insert_str(0, "on-");
    }
    id
}

/// Whether the writer or the theme may give such an id to a footnote, a citation or a table.
fn is_reserved(id: &str) -> bool {
    let numbered = |prefix| {
        id.strip_prefix(prefix).is_some_and(|rest: &str| rest.starts_with(char::is_numeric))
    };
    ["fn-", "fnref-", "table-"].into_iter().any(numbered)
        || ["cite-", "ref-"].into_iter().any(|prefix| id.starts_with(prefix))
        || id == "footnotes-title"
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn ids_keep_letters_of_any_script() {
        assert_eq!(slug("Who is it for?"), "who-is-it-for");
        assert_eq!(slug("The worker’s “first” week – 1"), "the-workers-first-week-1");
        assert_eq!(slug("Éire & Cymru"), "éire-cymru");
        assert_eq!(slug("支援"), "支援");
        assert_eq!(slug("!?"), "section");
        assert_eq!(slug("Fn 1"), "on-fn-1");
        assert_eq!(slug("Table 1"), "on-table-1");
        assert_eq!(slug("Table manners"), "table-manners");
    }
}
