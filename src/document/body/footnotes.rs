//! Numbers of footnotes: by first reference, in reading order.

use std::collections::{HashMap, VecDeque};

use super::report::Report;
use super::tree::{Block, Body, Footnote, Inline, InlineKind};
use super::visit::change_runs;
use crate::diagnostic::Code;

/// The footnotes of a page while it is being read.
#[derive(Default)]
pub(super) struct Footnotes {
    labels: HashMap<String, u32>,
    definitions: Vec<Definition>,
}

struct Definition {
    note: Footnote,
    /// The provisional number of its label, if the page refers to it.
    reference: Option<u32>,
}

impl Footnotes {
    /// A provisional number for a label that is referred to.
    pub(super) fn reference(&mut self, label: &str) -> u32 {
        let next = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        *self.labels.entry(fold(label)).or_insert(next)
    }

    /// Takes a definition.
    pub(super) fn define(&mut self, note: Footnote) {
        self.definitions.push(Definition { note, reference: None });
    }

    /// Numbers references and puts the footnotes in order.
    pub(super) fn finish(mut self, body: &mut Body, report: &mut Report) {
        if self.labels.is_empty() && self.definitions.is_empty() {
            return;
        }
        let mut by_reference: HashMap<u32, Footnote> = HashMap::new();
        for definition in &mut self.definitions {
            definition.reference = self.labels.get(&fold(&definition.note.label)).copied();
        }
        for Definition { note, reference } in self.definitions {
            let first = reference.and_then(|reference| by_reference.get(&reference));
            match (reference, first) {
                (None, _) => report.add(
                    Code::UnusedFootnote,
                    note.span,
                    format!("the footnote `{}` is never referred to", note.label),
                    "refer to it in the text or remove it",
                ),
                (Some(_), Some(first)) => {
                    let first = first.span;
                    report.add_beside(
                        Code::UnusedFootnote,
                        note.span,
                        format!("the footnote `{}` is defined twice", note.label),
                        "keep one of the two",
                        (first, "this one is used"),
                    );
                }
                (Some(reference), None) => {
                    by_reference.insert(reference, note);
                }
            }
        }
        let mut numbering = Numbering::default();
        numbering.number(&mut body.blocks);
        // Footnotes may refer to footnotes: theirs come after those of the text.
        while let Some(reference) = numbering.waiting.pop_front() {
            // Markdown only takes a mark for a reference if there is a definition. Should it and we
            // ever fold a label differently, an empty note keeps numbers and notes together.
            let mut note = by_reference.remove(&reference).unwrap_or_default();
            numbering.number(&mut note.blocks);
            body.footnotes.push(note);
        }
        for (note, uses) in body.footnotes.iter_mut().zip(numbering.uses) {
            note.references = uses;
        }
        // What is left is referred to only by footnotes that nobody refers to, or by itself.
        let mut left: Vec<Footnote> = by_reference.into_values().collect();
        left.sort_by_key(|note| note.span);
        for note in left {
            report.add(
                Code::UnusedFootnote,
                note.span,
                format!("the footnote `{}` is never referred to", note.label),
                "refer to it in the text or remove it",
            );
        }
    }
}

#[derive(Default)]
struct Numbering {
    /// The number for each provisional one.
    numbers: HashMap<u32, u32>,
    /// How often each number was referred to.
    uses: Vec<u32>,
    /// Provisional numbers in order, whose footnotes are not yet numbered themselves.
    waiting: VecDeque<u32>,
}

impl Numbering {
    fn number(&mut self, blocks: &mut [Block]) {
        change_runs(blocks, true, &mut |inlines| self.number_inlines(inlines));
    }

    fn number_inlines(&mut self, inlines: &mut [Inline]) {
        for inline in inlines {
            match &mut inline.kind {
                InlineKind::FootnoteReference { number, occurrence } => {
                    (*number, *occurrence) = self.take(*number);
                }
                InlineKind::Emphasis(inlines)
                | InlineKind::Strong(inlines)
                | InlineKind::Strikethrough(inlines) => self.number_inlines(inlines),
                InlineKind::Link(link) => self.number_inlines(&mut link.inlines),
                _ => {}
            }
        }
    }

    fn take(&mut self, reference: u32) -> (u32, u32) {
        let next = u32::try_from(self.uses.len()).unwrap_or(u32::MAX).saturating_add(1);
        let number = *self.numbers.entry(reference).or_insert_with(|| {
            self.uses.push(0);
            self.waiting.push_back(reference);
            next
        });
        let uses = self.uses.get_mut(number as usize - 1);
        let occurrence = uses.map_or(1, |uses| {
            *uses = uses.saturating_add(1);
            *uses
        });
        (number, occurrence)
    }
}

fn fold(label: &str) -> String {
    label.to_lowercase()
}
