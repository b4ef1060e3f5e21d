//! One Markdown text to an owned tree, and what is wrong with it.
//!
//! Owns the dialect: CommonMark, the GFM extensions, directives, citations, footnotes, heading ids.
//! It must never see another file, resolve an address or know which components, sources and terms
//! exist. Parsing never fails: what cannot be understood is a finding beside a tree of the rest.
//! Enter at [`parse`], or at [`parse_fragment`] for the value of a field.
//!
//! How a text becomes a tree:
//!
//! 1. `fences` masks the `:::` lines, so that Markdown sees blocks of its own there.
//! 2. pulldown-cmark reads the text once; its events carry byte offsets.
//! 3. `build` stacks the events up to blocks and inlines, and opens and closes directives.
//! 4. `headings` gives ids, `footnotes` gives numbers: both need the whole page.

mod build;
mod citations;
mod comments;
mod facts;
mod fence_line;
mod fences;
mod footnotes;
mod headings;
mod place;
mod report;
mod terms;
mod tree;
mod visit;

pub use facts::{Facts, LinkKind, LinkUse, OutlineEntry};
pub use place::place_in_source;
pub use terms::{TermMatcher, TermWords, mark_terms};
pub use tree::*;
pub use visit::{Descend, Visit, append_text, plain_text, visit, visit_blocks, visit_inlines};

use pulldown_cmark::{BrokenLink, CowStr, LinkType, Parser};

use crate::diagnostic::{Code as Finding, Diagnostics};
use crate::source::{SitePath, Span};
use build::Builder;
use report::Report;

/// How deep blocks and inlines may lie in each other. Deeper ones are laid flat, with a finding.
pub const MAX_DEPTH: usize = 100;

/// What a site may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Options {
    /// Whether straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// Whether HTML is allowed in Markdown.
    pub raw_html: bool,
    /// Whether to read CommonMark and nothing else: no extension, no heading id, no finding.
    pub strict: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { smart_punctuation: true, raw_html: false, strict: false }
    }
}

impl Options {
    /// CommonMark as its specification has it, for measuring ourselves against its examples.
    pub fn commonmark() -> Options {
        Options { smart_punctuation: false, raw_html: true, strict: true }
    }

    fn flags(self) -> pulldown_cmark::Options {
        use pulldown_cmark::Options as Flags;
        if self.strict {
            return Flags::empty();
        }
        let mut flags = Flags::ENABLE_TABLES
            | Flags::ENABLE_FOOTNOTES
            | Flags::ENABLE_STRIKETHROUGH
            | Flags::ENABLE_TASKLISTS
            | Flags::ENABLE_GFM
            | Flags::ENABLE_HEADING_ATTRIBUTES
            | Flags::ENABLE_DEFINITION_LIST;
        flags.set(Flags::ENABLE_SMART_PUNCTUATION, self.smart_punctuation);
        flags
    }
}

/// Reads the text of a page. `text` is what stands behind the front matter and `offset` the byte
/// of the file where it begins.
pub fn parse(text: &str, offset: u32, options: &Options, path: &SitePath) -> (Body, Diagnostics) {
    read(text, *options, Report::of_text(path, offset), Extent::Page)
}

/// Reads the Markdown of one field. The value may have been written with escapes, so every place
/// in it is the field's own. Headings, directives and footnotes belong to pages only.
pub fn parse_fragment(
    text: &str,
    span: Span,
    options: &Options,
    path: &SitePath,
) -> (Body, Diagnostics) {
    read(text, *options, Report::of_field(path, span), Extent::Field)
}

/// What is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// The text of a page.
    Page,
    /// The value of a field.
    Field,
}

fn read(text: &str, options: Options, report: Report, extent: Extent) -> (Body, Diagnostics) {
    let (masked, fences) =
        if options.strict { (text.into(), Vec::new()) } else { fences::mask(text) };
    let mut undefined = Vec::new();
    let on_undefined = |link: BrokenLink| {
        let cites = !options.strict && citations::is_citation(&link.reference);
        if !cites && matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined.push((link.reference.into_string(), link.span));
        }
        // The address of a citation is never looked at.
        cites.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    let mut builder = Builder::new(text, fences, options, report, extent);
    let parser =
        Parser::new_with_broken_link_callback(&masked, options.flags(), Some(on_undefined));
    for (event, range) in parser.into_offset_iter() {
        builder.take(event, range);
    }
    let (body, mut report) = builder.finish();
    if !options.strict {
        for (label, range) in undefined {
            let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            // The parser's range of `[label][]` ends before the empty brackets.
            let rest = text.get(range.end..).unwrap_or("");
            let end = range.end + if rest.starts_with("[]") { 2 } else { 0 };
            report.add(
                Finding::UndefinedReference,
                report.span(range.start..end),
                format!("no link is defined for `{label}`"),
                "add a line like `[label]: page.md`, or write the address in round brackets",
            );
        }
    }
    (body, report.findings())
}
