//! From events to the tree.
//!
//! A stack of frames: an event that opens something pushes a frame, its end pops the frame and
//! hands what it became to the frame below. Directives have no events of their own; the masks of
//! their lines push and pop frames too.

mod directives;
mod finish;
mod frame;
mod images;
mod inlines;
mod slips;

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag};

use super::fences::Fence;
use super::footnotes::Footnotes;
use super::report::Report;
use super::tree::{AlertKind, Alignment, Block, BlockKind, Body, Comment, Inline, InlineKind};
use super::{Extent, MAX_DEPTH, Options, footnotes, headings};
use crate::diagnostic::Code as Finding;
use frame::{Frame, FrameKind};

/// Builds one tree.
pub(super) struct Builder<'s, 'p> {
    /// The text as it is, with its `:::` lines.
    source: &'s str,
    options: Options,
    extent: Extent,
    report: Report<'p>,
    fences: Vec<Fence>,
    /// The first fence that lies behind all events so far.
    next_fence: usize,
    frames: Vec<Frame>,
    /// For every element that is open in the stream of events: whether it has a frame.
    open: Vec<bool>,
    too_deep: bool,
    /// Whether the opening line of a directive was met where none can stand.
    misplaced: bool,
    /// Where the last text ended, if it was an opening square bracket.
    bracket_end: Option<usize>,
    /// The names of HTML elements that were reported and not closed yet.
    html_open: Vec<String>,
    footnotes: footnotes::Footnotes,
    comments: Vec<Comment>,
}

impl<'s, 'p> Builder<'s, 'p> {
    pub(super) fn new(
        source: &'s str,
        fences: Vec<Fence>,
        options: Options,
        report: Report<'p>,
        extent: Extent,
    ) -> Builder<'s, 'p> {
        Builder {
            source,
            options,
            extent,
            report,
            fences,
            next_fence: 0,
            frames: vec![Frame::new(FrameKind::Root, 0..source.len())],
            open: Vec::new(),
            too_deep: false,
            misplaced: false,
            bracket_end: None,
            html_open: Vec::new(),
            footnotes: Footnotes::default(),
            comments: Vec::new(),
        }
    }

    /// Takes the next event of the text.
    pub(super) fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => {
                if self.open.pop() == Some(true) {
                    self.pop();
                } else {
                    // What lay in a container that was laid flat is a paragraph of its own.
                    self.close_paragraph();
                }
            }
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak => self.push_text("\n", range),
            Event::HardBreak => self.push_inline(InlineKind::HardBreak, range),
            Event::Code(text) => {
                self.push_inline(InlineKind::Code(text.into_string()), range);
            }
            Event::Html(html) => self.html_line(&html, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            Event::Rule => self.push_block(BlockKind::Rule, range),
            Event::TaskListMarker(done) => {
                let item = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    FrameKind::Item { task } => Some(task),
                    _ => None,
                });
                if let Some(task) = item {
                    *task = Some(done);
                }
            }
            // Their options are off.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// Closes what is open and works out what needs the whole text.
    pub(super) fn finish(mut self) -> (Body, Report<'p>) {
        self.close_directives();
        self.report_hidden_fences();
        self.close_paragraph();
        let blocks = self.frames.pop().map(|root| root.blocks).unwrap_or_default();
        let mut body = Body { blocks, footnotes: Vec::new(), comments: self.comments };
        if !self.options.strict {
            self.footnotes.finish(&mut body, &mut self.report);
            headings::finish(&mut body, &mut self.report);
        }
        (body, self.report)
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        if matches!(tag, Tag::HtmlBlock) && self.fence(&range) {
            self.open.push(false);
            return;
        }
        let Some((kind, nests)) = self.kind_of(tag, &range) else {
            self.open.push(false);
            return;
        };
        if nests && self.frames.len() >= MAX_DEPTH {
            self.report_depth(range);
            self.close_paragraph();
            self.open.push(false);
            return;
        }
        self.open.push(true);
        self.push_frame(kind, range);
    }

    /// The frame for a tag, and whether such frames can lie in each other without end. None for an
    /// item of a list that was laid flat.
    fn kind_of(&mut self, tag: Tag, range: &Range<usize>) -> Option<(FrameKind, bool)> {
        let kind = match tag {
            Tag::Paragraph => {
                self.loosen();
                return Some((FrameKind::Paragraph, false));
            }
            Tag::Heading { level, id, classes, attrs } => {
                return Some((self.heading(level, id, classes, attrs, range), false));
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => {
                        self.check_fenced_code(range);
                        info.into_string()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                return Some((FrameKind::Code { info, text: String::new() }, false));
            }
            Tag::HtmlBlock => return Some((FrameKind::Html(String::new()), false)),
            Tag::Table(alignments) => {
                let alignments = alignments.into_iter().map(alignment).collect();
                let (header, rows) = (Vec::new(), Vec::new());
                return Some((FrameKind::Table { alignments, header, rows }, false));
            }
            Tag::TableHead => return Some((FrameKind::TableHead(Vec::new()), false)),
            Tag::TableRow => return Some((FrameKind::TableRow(Vec::new()), false)),
            Tag::TableCell => return Some((FrameKind::Cell, false)),
            Tag::BlockQuote(kind) => FrameKind::Quote(kind.map(alert)),
            Tag::List(start) => FrameKind::List { start, tight: true, items: Vec::new() },
            Tag::Item => {
                self.parent_is(|kind| matches!(kind, FrameKind::List { .. }))?;
                return Some((FrameKind::Item { task: None }, false));
            }
            Tag::FootnoteDefinition(label) => FrameKind::Footnote(label.into_string()),
            Tag::DefinitionList => FrameKind::Definitions { tight: true, entries: Vec::new() },
            Tag::DefinitionListTitle => {
                self.parent_is(|kind| matches!(kind, FrameKind::Definitions { .. }))?;
                return Some((FrameKind::DefinitionTerm, false));
            }
            Tag::DefinitionListDefinition => {
                self.parent_is(|kind| matches!(kind, FrameKind::Definitions { .. }))?;
                return Some((FrameKind::Meaning, false));
            }
            Tag::Emphasis => FrameKind::Emphasis,
            Tag::Strong => FrameKind::Strong,
            Tag::Strikethrough => FrameKind::Strikethrough,
            Tag::Link { link_type, dest_url, title, id } => {
                inlines::link(link_type, dest_url, title, id, self.options.strict)
            }
            Tag::Image { link_type, dest_url, title, id } => {
                inlines::image(link_type, dest_url, title, id, self.options.strict)
            }
            // Their options are off.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => return None,
        };
        Some((kind, true))
    }

    /// Notes that a paragraph begins: a list whose items hold paragraphs is not tight.
    fn loosen(&mut self) {
        if let [.., list, item] = self.frames.as_mut_slice() {
            match (&mut list.kind, &item.kind) {
                (FrameKind::List { tight, .. }, FrameKind::Item { .. })
                | (FrameKind::Definitions { tight, .. }, FrameKind::Meaning) => *tight = false,
                _ => {}
            }
        }
    }

    fn parent_is(&self, wanted: impl Fn(&FrameKind) -> bool) -> Option<()> {
        self.frames.last().filter(|frame| wanted(&frame.kind)).map(|_| ())
    }

    fn push_frame(&mut self, kind: FrameKind, range: Range<usize>) {
        if !kind.is_inline() {
            self.close_paragraph();
        }
        self.frames.push(Frame::new(kind, range));
    }

    /// Ends the paragraph of a tight list item, which has no events of its own.
    fn close_paragraph(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        if !frame.kind.holds_blocks() || frame.inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(&mut frame.inlines);
        let whole = frame.range.clone();
        if !self.options.strict && matches!(frame.kind, FrameKind::Item { .. }) {
            self.check_paragraph(&finish::words_alone(&inlines), &whole);
        }
        let Some(frame) = self.frames.last_mut() else { return };
        if let (Some(first), Some(last)) = (inlines.first(), inlines.last()) {
            let span = crate::source::Span { start: first.span.start, end: last.span.end };
            frame.blocks.push(Block { kind: BlockKind::Paragraph(inlines), span });
        }
    }

    fn push_block(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close_paragraph();
        let span = self.report.span(self.trimmed(range));
        if let Some(frame) = self.frames.last_mut() {
            frame.blocks.push(Block { kind, span });
        }
    }

    /// A range of blocks without the line ends behind it.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.source.get(range.clone()).unwrap_or("");
        range.start..range.start + text.trim_end().len()
    }

    fn push_inline(&mut self, kind: InlineKind, range: Range<usize>) {
        let span = self.report.span(range);
        if let Some(frame) = self.frames.last_mut() {
            frame.inlines.push(Inline { kind, span });
        }
    }

    fn report_depth(&mut self, range: Range<usize>) {
        if !self.too_deep {
            self.too_deep = true;
            self.report.add(
                Finding::TooDeep,
                self.report.span(range.start..range.start),
                format!("lists, quotes or emphasis lie more than {MAX_DEPTH} deep in each other"),
                "take the inner ones out",
            );
        }
    }
}

fn alert(kind: BlockQuoteKind) -> AlertKind {
    match kind {
        BlockQuoteKind::Note => AlertKind::Note,
        BlockQuoteKind::Tip => AlertKind::Tip,
        BlockQuoteKind::Important => AlertKind::Important,
        BlockQuoteKind::Warning => AlertKind::Warning,
        BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::Natural,
        pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}
