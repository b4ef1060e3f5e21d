//! The tree of a body to HTML.
//!
//! Owns the form of everything that Markdown can say: valid, escaped, compact, with nothing inline
//! that a strict content security policy would refuse. It must never resolve an address, read a
//! file or ask the site for more than its [`Inputs`]. Enter at [`write`] for a page's text, at
//! [`write_fragment`] for the Markdown of a field.
//!
//! No white space is written between blocks: a browser needs none, and what is not there need not
//! be minified away.

pub mod escape;

mod blocks;
mod footnotes;
mod inlines;
mod inputs;
mod tables;

use std::collections::HashMap;

pub use inputs::{CitationMark, Inputs, Labels, ResolvedImage, ResolvedLink, TermLink, Written};

use crate::diagnostic::Diagnostics;
use crate::document::body::{BlockKind, Body};

/// Writes a text with its footnotes.
pub fn write(body: &Body, inputs: &Inputs) -> Written {
    let mut writer = Writer::new(inputs);
    writer.blocks(&body.blocks);
    writer.footnotes(&body.footnotes);
    writer.finish()
}

/// Writes the Markdown of a field: one paragraph gives its words without a `<p>` around them, for
/// use in a line; more give blocks.
pub fn write_fragment(body: &Body, inputs: &Inputs) -> Written {
    let mut writer = Writer::new(inputs);
    match body.blocks.as_slice() {
        [block] => match &block.kind {
            BlockKind::Paragraph(inlines) => writer.inlines(inlines),
            _ => writer.blocks(&body.blocks),
        },
        blocks => writer.blocks(blocks),
    }
    writer.finish()
}

/// Writes one body.
struct Writer<'i> {
    inputs: &'i Inputs<'i>,
    html: String,
    citations: Vec<CitationMark>,
    /// How often each work was cited so far.
    cited: HashMap<String, u32>,
    /// How many tables there were so far.
    tables: u32,
    diagnostics: Diagnostics,
}

impl<'i> Writer<'i> {
    fn new(inputs: &'i Inputs<'i>) -> Writer<'i> {
        Writer {
            inputs,
            html: String::new(),
            citations: Vec::new(),
            cited: HashMap::new(),
            tables: 0,
            diagnostics: Diagnostics::new(),
        }
    }

    fn finish(self) -> Written {
        Written { html: self.html, citations: self.citations, diagnostics: self.diagnostics }
    }

    fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn push_text(&mut self, text: &str) {
        escape::push_text(&mut self.html, text);
    }

    fn push_number(&mut self, number: impl std::fmt::Display) {
        use std::fmt::Write;
        // Writing to a string cannot fail.
        let _ = write!(self.html, "{number}");
    }

    /// Appends ` name="value"`.
    fn push_attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape::push_attribute(&mut self.html, value);
        self.html.push('"');
    }

    /// Appends ` name="address"`.
    fn push_address(&mut self, name: &str, address: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape::push_address(&mut self.html, address);
        self.html.push('"');
    }
}
