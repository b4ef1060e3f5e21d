//! The runs of text of a document.

use super::{Piece, Role, Run};
use crate::document::body::{
    ArgumentValue, Block, BlockKind, Body, Directive, Inline, InlineKind, ListItem,
};
use crate::document::{Document, FieldValue, Status};
use crate::lint::language::is_english;
use crate::source::Span;

/// The runs of a page.
pub(super) fn page(document: &Document) -> Vec<Run> {
    let mut gatherer = Gatherer::default();
    let front = &document.front;
    gatherer.plain(Role::Title, &front.title, front.title_span);
    if let Some(description) = &front.description {
        gatherer.plain(Role::Description, description, front.description_span);
    }
    if let Status::Withdrawn { reason } | Status::Superseded { reason: Some(reason), .. } =
        &front.status
    {
        gatherer.plain(Role::Field, reason, front.status_span);
    }
    for (_, value) in &document.fields {
        value.visit(&mut |value| match value {
            FieldValue::Text(text, span) => gatherer.plain(Role::Field, text, *span),
            FieldValue::Markdown(body) => gatherer.field(body),
            _ => {}
        });
    }
    gatherer.body(&document.body);
    gatherer.runs
}

/// The runs of Markdown that stands in a data file.
pub(super) fn fields(bodies: &[&Body]) -> Vec<Run> {
    let mut gatherer = Gatherer::default();
    bodies.iter().for_each(|body| gatherer.field(body));
    gatherer.runs
}

/// Whether a block says that it is in a language other than English.
fn is_foreign(directive: &Directive) -> bool {
    directive.arguments.iter().any(|argument| match &argument.value {
        ArgumentValue::Text(tag) => argument.name == "lang" && !is_english(tag),
        _ => false,
    })
}

#[derive(Default)]
struct Gatherer {
    runs: Vec<Run>,
    quotes: usize,
    items: usize,
    in_field: bool,
}

impl Gatherer {
    fn plain(&mut self, role: Role, text: &str, span: Span) {
        self.runs.push(Run {
            role,
            is_quote: false,
            text: text.to_string(),
            sentences: 0..0,
            pieces: vec![Piece { start: 0, span, in_field: true }],
            emphasis: Vec::new(),
            span,
        });
    }

    fn field(&mut self, body: &Body) {
        self.in_field = true;
        self.body(body);
        self.in_field = false;
    }

    fn body(&mut self, body: &Body) {
        self.blocks(&body.blocks);
        for note in &body.footnotes {
            self.blocks(&note.blocks);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let role = if self.items > 0 { Role::Item } else { Role::Paragraph };
                self.run(role, inlines, block.span);
            }
            BlockKind::Heading(heading) => {
                self.run(Role::Heading(heading.level), &heading.inlines, block.span);
            }
            BlockKind::Quote(blocks) => {
                self.quotes += 1;
                self.blocks(blocks);
                self.quotes -= 1;
            }
            BlockKind::Alert(_, blocks) => self.blocks(blocks),
            BlockKind::List(list) => list.items.iter().for_each(|item| self.item(item)),
            BlockKind::DefinitionList(list) => {
                for entry in &list.entries {
                    let span = entry.term.first().map_or(block.span, |first| first.span);
                    self.run(Role::Label, &entry.term, span);
                    entry.meanings.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Table(table) => {
                for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                    self.run(Role::Cell, &cell.inlines, cell.span);
                }
                if let Some(caption) = &table.caption {
                    self.run(Role::Label, caption, block.span);
                }
            }
            BlockKind::Directive(directive) => self.directive(directive),
            BlockKind::Code(_) | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }

    fn item(&mut self, item: &ListItem) {
        self.items += 1;
        self.blocks(&item.blocks);
        self.items -= 1;
    }

    fn directive(&mut self, directive: &Directive) {
        for argument in &directive.arguments {
            if let ("title" | "caption", ArgumentValue::Text(text)) =
                (argument.name.as_str(), &argument.value)
            {
                self.plain(Role::Label, text, argument.value_span);
            }
        }
        // What is marked as another language is not for the rules of this one.
        if !is_foreign(directive) {
            self.blocks(&directive.blocks);
        }
    }

    fn run(&mut self, role: Role, inlines: &[Inline], span: Span) {
        let mut run = Run {
            role,
            is_quote: self.quotes > 0,
            text: String::new(),
            sentences: 0..0,
            pieces: Vec::new(),
            emphasis: Vec::new(),
            span,
        };
        self.inlines(inlines, &mut run);
        if !run.text.trim().is_empty() {
            self.runs.push(run);
        }
    }

    fn inlines(&self, inlines: &[Inline], run: &mut Run) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Term { text, .. } => {
                    self.piece(run, text, inline.span);
                }
                InlineKind::Code(_) => self.piece(run, "\u{fffc}", inline.span),
                InlineKind::Emphasis(inner) => {
                    let start = run.text.len() as u32;
                    self.inlines(inner, run);
                    run.emphasis.push(start..run.text.len() as u32);
                }
                InlineKind::Strong(inner) | InlineKind::Strikethrough(inner) => {
                    self.inlines(inner, run);
                }
                InlineKind::Link(link) => self.inlines(&link.inlines, run),
                // A line that the author breaks ends what stands on it.
                InlineKind::HardBreak => self.piece(run, "\u{2028}", inline.span),
                InlineKind::Image(_)
                | InlineKind::Html(_)
                | InlineKind::FootnoteReference { .. }
                | InlineKind::Citation(_) => {}
            }
        }
    }

    fn piece(&self, run: &mut Run, text: &str, span: Span) {
        run.pieces.push(Piece { start: run.text.len() as u32, span, in_field: self.in_field });
        run.text.push_str(text);
    }
}
