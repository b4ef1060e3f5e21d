//! Footnotes: marks in the text, notes below it, and the ways back.

use super::Writer;
use crate::document::body::{BlockKind, Footnote};

impl Writer<'_> {
    pub(super) fn footnote_mark(&mut self, number: u32, occurrence: u32) {
        let prefix = self.inputs.id_prefix;
        let label = filled(&self.inputs.labels.footnote_mark, number, occurrence);
        self.push("<sup class=\"footnote-ref\"><a");
        self.push_attribute("href", &format!("#{prefix}fn-{number}"));
        self.push_attribute("id", &mark_id(prefix, number, occurrence));
        self.push_attribute("aria-label", &label);
        self.push(">");
        self.push_number(number);
        self.push("</a></sup>");
    }

    /// The notes, in a section with a heading of its own.
    pub(super) fn footnotes(&mut self, notes: &[Footnote]) {
        if notes.is_empty() {
            return;
        }
        let inputs = self.inputs;
        let title = format!("{}footnotes-title", inputs.id_prefix);
        self.push("<section class=\"footnotes\"");
        self.push_attribute("aria-labelledby", &title);
        self.push("><h2");
        self.push_attribute("id", &title);
        self.push(">");
        self.push_text(&inputs.labels.footnotes_title);
        self.push("</h2><ol>");
        for (number, note) in (1..).zip(notes) {
            self.push("<li");
            self.push_attribute("id", &format!("{}fn-{number}", inputs.id_prefix));
            self.push(">");
            self.footnote(number, note);
            self.push("</li>");
        }
        self.push("</ol></section>");
    }

    /// One note, with the ways back at the end of its last paragraph.
    fn footnote(&mut self, number: u32, note: &Footnote) {
        let (last, before) = match note.blocks.split_last() {
            Some((last, before)) => match &last.kind {
                BlockKind::Paragraph(inlines) => (inlines.as_slice(), before),
                _ => ([].as_slice(), note.blocks.as_slice()),
            },
            None => ([].as_slice(), note.blocks.as_slice()),
        };
        self.blocks(before);
        self.push("<p>");
        self.inlines(last);
        for occurrence in 1..=note.references {
            if occurrence > 1 || !last.is_empty() {
                self.push(" ");
            }
            self.way_back(number, occurrence);
        }
        self.push("</p>");
    }

    fn way_back(&mut self, number: u32, occurrence: u32) {
        let inputs = self.inputs;
        let label = match occurrence {
            1 => &inputs.labels.footnote_back,
            _ => &inputs.labels.footnote_back_again,
        };
        self.push("<a class=\"footnote-back\"");
        let id = mark_id(inputs.id_prefix, number, occurrence);
        self.push_attribute("href", &format!("#{id}"));
        self.push_attribute("aria-label", &filled(label, number, occurrence));
        // The selector keeps the arrow from being drawn as a picture.
        self.push(">↩\u{fe0e}");
        if occurrence > 1 {
            self.push("<sup>");
            self.push_number(occurrence);
            self.push("</sup>");
        }
        self.push("</a>");
    }
}

fn mark_id(prefix: &str, number: u32, occurrence: u32) -> String {
    match occurrence {
        0 | 1 => format!("{prefix}fnref-{number}"),
        _ => format!("{prefix}fnref-{number}-{occurrence}"),
    }
}

/// A label with its numbers put in.
fn filled(label: &str, n: u32, m: u32) -> String {
    label.replace("{n}", &n.to_string()).replace("{m}", &m.to_string())
}
