//! One walk over the tree, for everything that reads it.

use super::tree::{Block, BlockKind, Body, Inline, InlineKind};

/// Whether to look inside what was just entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Descend {
    /// Go on with what is inside, then leave it.
    Into,
    /// Go on behind it; it is not left.
    Past,
}

/// Something that looks at every block and inline in reading order.
pub trait Visit<'t> {
    /// A block begins.
    fn enter_block(&mut self, _block: &'t Block) -> Descend {
        Descend::Into
    }

    /// A block that was entered ends.
    fn leave_block(&mut self, _block: &'t Block) {}

    /// An inline begins.
    fn enter_inline(&mut self, _inline: &'t Inline) -> Descend {
        Descend::Into
    }

    /// An inline that was entered ends.
    fn leave_inline(&mut self, _inline: &'t Inline) {}
}

/// Visits the whole text, footnotes last.
pub fn visit<'t>(body: &'t Body, visitor: &mut dyn Visit<'t>) {
    visit_blocks(&body.blocks, visitor);
    for note in &body.footnotes {
        visit_blocks(&note.blocks, visitor);
    }
}

/// Visits blocks and what is in them.
pub fn visit_blocks<'t>(blocks: &'t [Block], visitor: &mut dyn Visit<'t>) {
    for block in blocks {
        if visitor.enter_block(block) == Descend::Past {
            continue;
        }
        match &block.kind {
            BlockKind::Paragraph(inlines) => visit_inlines(inlines, visitor),
            BlockKind::Heading(heading) => visit_inlines(&heading.inlines, visitor),
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) => visit_blocks(blocks, visitor),
            BlockKind::Directive(directive) => visit_blocks(&directive.blocks, visitor),
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| visit_blocks(&item.blocks, visitor));
            }
            BlockKind::DefinitionList(list) => {
                for entry in &list.entries {
                    visit_inlines(&entry.term, visitor);
                    entry.meanings.iter().for_each(|blocks| visit_blocks(blocks, visitor));
                }
            }
            BlockKind::Table(table) => {
                table.caption.iter().for_each(|caption| visit_inlines(caption, visitor));
                for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                    visit_inlines(&cell.inlines, visitor);
                }
            }
            BlockKind::Code(_) | BlockKind::Rule | BlockKind::Html(_) => {}
        }
        visitor.leave_block(block);
    }
}

/// Visits running text.
pub fn visit_inlines<'t>(inlines: &'t [Inline], visitor: &mut dyn Visit<'t>) {
    for inline in inlines {
        if visitor.enter_inline(inline) == Descend::Past {
            continue;
        }
        match &inline.kind {
            InlineKind::Emphasis(inlines)
            | InlineKind::Strong(inlines)
            | InlineKind::Strikethrough(inlines) => visit_inlines(inlines, visitor),
            InlineKind::Link(link) => visit_inlines(&link.inlines, visitor),
            _ => {}
        }
        visitor.leave_inline(inline);
    }
}

/// Hands every run of text (a paragraph, a cell, a caption, a term; headings only if
/// `with_headings`) to `change`, in reading order.
pub(super) fn change_runs(
    blocks: &mut [Block],
    with_headings: bool,
    change: &mut dyn FnMut(&mut Vec<Inline>),
) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(inlines) => change(inlines),
            BlockKind::Heading(heading) if with_headings => change(&mut heading.inlines),
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) => {
                change_runs(blocks, with_headings, change);
            }
            BlockKind::Directive(directive) => {
                change_runs(&mut directive.blocks, with_headings, change);
            }
            BlockKind::List(list) => {
                for item in &mut list.items {
                    change_runs(&mut item.blocks, with_headings, change);
                }
            }
            BlockKind::DefinitionList(list) => {
                for entry in &mut list.entries {
                    change(&mut entry.term);
                    for meaning in &mut entry.meanings {
                        change_runs(meaning, with_headings, change);
                    }
                }
            }
            BlockKind::Table(table) => {
                table.caption.iter_mut().for_each(&mut *change);
                for cell in table.header.iter_mut().chain(table.rows.iter_mut().flatten()) {
                    change(&mut cell.inlines);
                }
            }
            BlockKind::Heading(_) | BlockKind::Code(_) | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}

/// The words of running text without any mark-up, appended to `text`.
pub fn append_text(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => {
                text.extend(words.chars().map(|c| if c == '\n' { ' ' } else { c }));
            }
            InlineKind::Term { text: words, .. } => text.push_str(words),
            InlineKind::Emphasis(inlines)
            | InlineKind::Strong(inlines)
            | InlineKind::Strikethrough(inlines) => append_text(inlines, text),
            InlineKind::Link(link) => append_text(&link.inlines, text),
            InlineKind::Image(image) => text.push_str(&image.alt),
            InlineKind::HardBreak => text.push(' '),
            InlineKind::Html(_)
            | InlineKind::FootnoteReference { .. }
            | InlineKind::Citation(_) => {}
        }
    }
}

/// The words of running text without any mark-up.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    append_text(inlines, &mut text);
    text
}
