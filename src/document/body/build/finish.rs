//! What a frame becomes when it is closed.

use std::ops::Range;

use pulldown_cmark::{CowStr, HeadingLevel};

use super::super::tree::{
    BlockKind, Cell, Code, Definition, DefinitionList, Footnote, Heading, Inline, InlineKind, List,
    ListItem, Table,
};
use super::super::visit::plain_text;
use super::frame::FrameKind;
use super::{Builder, Extent};
use crate::diagnostic::Code as Finding;

/// What a paragraph begins with that is the caption of the table before it.
const CAPTION: &str = "Table: ";

impl Builder<'_, '_> {
    /// Closes the last frame.
    pub(super) fn pop(&mut self) {
        self.close_paragraph();
        if self.frames.len() <= 1 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        let range = frame.range.clone();
        let blocks = std::mem::take(&mut frame.blocks);
        match frame.kind {
            FrameKind::Paragraph => self.paragraph(frame.inlines, range),
            FrameKind::Heading { level, id, former_ids, classes } => {
                let inlines = frame.inlines;
                let heading = Heading { level, id, former_ids, classes, inlines };
                self.push_block(BlockKind::Heading(heading), range);
            }
            FrameKind::Quote(None) => {
                self.check_alert(&blocks);
                self.push_block(BlockKind::Quote(blocks), range);
            }
            FrameKind::Quote(Some(kind)) => self.push_block(BlockKind::Alert(kind, blocks), range),
            FrameKind::List { start, tight, items } => {
                self.push_block(BlockKind::List(List { start, tight, items }), range);
            }
            FrameKind::Item { task } => {
                let span = self.report.span(self.trimmed(range));
                if let Some(FrameKind::List { items, .. }) = self.parent() {
                    items.push(ListItem { task, blocks, span });
                }
            }
            FrameKind::Definitions { tight, entries } => {
                let list = DefinitionList { tight, entries };
                self.push_block(BlockKind::DefinitionList(list), range);
            }
            FrameKind::DefinitionTerm => {
                if !self.options.strict {
                    self.check_paragraph(&words_alone(&frame.inlines), &range);
                }
                if let Some(FrameKind::Definitions { entries, .. }) = self.parent() {
                    entries.push(Definition { term: frame.inlines, meanings: Vec::new() });
                }
            }
            FrameKind::Meaning => {
                if let Some(FrameKind::Definitions { entries, .. }) = self.parent()
                    && let Some(entry) = entries.last_mut()
                {
                    entry.meanings.push(blocks);
                }
            }
            FrameKind::Footnote(label) => self.footnote(label, blocks, range),
            FrameKind::Code { info, text } => {
                self.pass_fences(&range);
                self.push_block(BlockKind::Code(Code { info, text }), range);
            }
            FrameKind::Html(html) => self.html_block(html, range),
            FrameKind::Table { alignments, header, rows } => {
                self.table(Table { alignments, header, rows, caption: None }, range);
            }
            FrameKind::TableHead(cells) => {
                if let Some(FrameKind::Table { header, .. }) = self.parent() {
                    *header = cells;
                }
            }
            FrameKind::TableRow(cells) => {
                self.check_row(&cells, &range);
                if let Some(FrameKind::Table { rows, .. }) = self.parent() {
                    rows.push(cells);
                }
            }
            FrameKind::Cell => {
                let cell = Cell { inlines: frame.inlines, span: self.report.span(range) };
                if let Some(FrameKind::TableHead(cells) | FrameKind::TableRow(cells)) =
                    self.parent()
                {
                    cells.push(cell);
                }
            }
            FrameKind::Emphasis => self.push_inline(InlineKind::Emphasis(frame.inlines), range),
            FrameKind::Strong => self.push_inline(InlineKind::Strong(frame.inlines), range),
            FrameKind::Strikethrough => {
                self.push_inline(InlineKind::Strikethrough(frame.inlines), range);
            }
            FrameKind::Link { .. } | FrameKind::Image { .. } | FrameKind::Citation { .. } => {
                self.finish_link(frame);
            }
            FrameKind::Root | FrameKind::Directive { .. } => {}
        }
    }

    fn parent(&mut self) -> Option<&mut FrameKind> {
        self.frames.last_mut().map(|frame| &mut frame.kind)
    }

    /// The frame of a heading; its id is still the one written, if there is one.
    pub(super) fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr>,
        classes: Vec<CowStr>,
        attributes: Vec<(CowStr, Option<CowStr>)>,
        range: &Range<usize>,
    ) -> FrameKind {
        if self.extent == Extent::Field {
            self.report.add(
                Finding::WrongValue,
                self.report.span(self.trimmed(range.clone())),
                "a heading stands in a field",
                "the template gives fields their headings; write a paragraph",
            );
        }
        let mut former_ids = Vec::new();
        for (name, value) in attributes {
            match value {
                Some(former) if &*name == "aka" && !former.is_empty() => {
                    former_ids.push(former.trim_matches('"').to_string());
                }
                _ => self.report.add(
                    Finding::HeadingAttribute,
                    self.report.span(self.trimmed(range.clone())),
                    format!("headings have no attribute `{name}`"),
                    "write `{#id}` for an anchor, `{#id aka=old-id}` to keep an old one, or `\\{` \
                     for a brace",
                ),
            }
        }
        FrameKind::Heading {
            level: level as u8,
            id: id.map(CowStr::into_string).unwrap_or_default(),
            former_ids,
            classes: classes.into_iter().map(CowStr::into_string).collect(),
        }
    }

    fn paragraph(&mut self, mut inlines: Vec<Inline>, range: Range<usize>) {
        if !self.options.strict {
            self.check_paragraph(&words_alone(&inlines), &range);
            self.check_bold_line(&inlines, &range);
        }
        if self.options.strict || !starts_caption(&inlines) {
            self.push_block(BlockKind::Paragraph(inlines), range);
            return;
        }
        let table = self.frames.last_mut().and_then(|frame| match frame.blocks.last_mut() {
            Some(block) => match &mut block.kind {
                BlockKind::Table(table) if table.caption.is_none() => {
                    Some((table, &mut block.span))
                }
                _ => None,
            },
            None => None,
        });
        let span = self.report.span(range.clone());
        match table {
            Some((table, place)) => {
                strip_caption(&mut inlines);
                place.end = place.end.max(span.end);
                table.caption = Some(inlines);
            }
            None => {
                self.check_lone_caption(&range);
                self.push_block(BlockKind::Paragraph(inlines), range);
            }
        }
    }

    fn table(&mut self, mut table: Table, range: Range<usize>) {
        if !self.options.strict {
            table.caption = take_caption_row(&mut table.rows);
        }
        // The corner of a table with a heading for every row may be empty.
        for cell in table.header.iter().skip(1) {
            if plain_text(&cell.inlines).trim().is_empty() {
                self.report.add(
                    Finding::EmptyTableHeader,
                    cell.span,
                    "a column has no heading",
                    "say in the first row what the column holds",
                );
            }
        }
        self.push_block(BlockKind::Table(table), range);
    }

    fn footnote(&mut self, label: String, blocks: Vec<super::Block>, range: Range<usize>) {
        if self.extent == Extent::Field {
            self.report_footnote_in_field(self.trimmed(range));
            return;
        }
        let span = self.report.span(self.trimmed(range));
        self.footnotes.define(Footnote { label, references: 0, blocks, span });
    }

    /// Takes a line of a block of HTML.
    pub(super) fn html_line(&mut self, html: &str, range: Range<usize>) {
        // Fences in HTML are masked; the source is not.
        let written = self.source.get(range).filter(|written| written.len() == html.len());
        if let Some(FrameKind::Html(text)) = self.parent() {
            text.push_str(written.unwrap_or(html));
        }
    }

    fn html_block(&mut self, html: String, range: Range<usize>) {
        if self.options.strict {
            self.push_block(BlockKind::Html(html), range);
            return;
        }
        if let Some(end) = self.fence_in_html(&html, &range) {
            let html = self.source.get(range.start..end).unwrap_or("").to_string();
            self.judge_html(html, range.start..end);
            self.fences_in_html(end..range.end);
        } else {
            self.pass_fences(&range);
            self.judge_html(html, range);
        }
    }

    fn judge_html(&mut self, html: String, range: Range<usize>) {
        let rest =
            if html.contains("<!--") { self.take_comments(&html, range.clone()) } else { html };
        if rest.trim().is_empty() {
            return;
        }
        self.check_html_images(&rest, &range);
        if self.options.raw_html {
            self.push_block(BlockKind::Html(rest), range);
        } else {
            self.report_html(&rest, self.trimmed(range));
        }
    }
}

/// The running words of a paragraph, without those in links, code and emphasis.
pub(super) fn words_alone(inlines: &[Inline]) -> String {
    let words = inlines.iter().map(|inline| match &inline.kind {
        InlineKind::Text(text) => text.as_str(),
        _ => "\u{0}",
    });
    words.collect()
}

/// Without an empty line between them, Markdown takes a caption for one more row.
fn take_caption_row(rows: &mut Vec<Vec<Cell>>) -> Option<Vec<Inline>> {
    let (first, others) = rows.last()?.split_first()?;
    if !starts_caption(&first.inlines) || others.iter().any(|cell| !cell.inlines.is_empty()) {
        return None;
    }
    let mut caption = rows.pop()?.into_iter().next()?.inlines;
    strip_caption(&mut caption);
    Some(caption)
}

/// Takes the `Table: ` off a caption.
fn strip_caption(inlines: &mut [Inline]) {
    if let Some(Inline { kind: InlineKind::Text(text), span }) = inlines.first_mut() {
        text.drain(..CAPTION.len());
        // In a field all places are one.
        span.start = (span.start + CAPTION.len() as u32).min(span.end);
    }
}

fn starts_caption(inlines: &[Inline]) -> bool {
    matches!(inlines.first(), Some(Inline { kind: InlineKind::Text(text), .. })
        if text.starts_with(CAPTION))
}
