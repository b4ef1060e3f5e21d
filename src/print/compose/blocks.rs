//! The tree of a text to blocks of a print.

use super::Composer;
use crate::config::Language;
use crate::document::body::{
    self, AlertKind, Alignment as Written, Argument, ArgumentValue, Directive, Inline, InlineKind,
    List, plain_text,
};
use crate::print::document::{
    Alignment, Block, BlockKind, Cited, Count, Definition, Image, Item, Marks, Run, Table,
};
use crate::source::Span;
use crate::theme::{Form, Look};

impl Composer<'_, '_> {
    pub(super) fn blocks(&self, blocks: &[body::Block]) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    /// What a block becomes: nothing, one block, or what stood in it.
    fn block(&self, block: &body::Block) -> Vec<Block> {
        let span = block.span;
        let one = |kind| vec![Block::new(kind, span)];
        match &block.kind {
            body::BlockKind::Paragraph(inlines) => self.paragraph(inlines, span),
            body::BlockKind::Heading(heading) => one(BlockKind::Heading {
                level: heading.level.max(2).saturating_add(self.raise).min(6),
                id: format!("{}{}", self.prefix, heading.id),
                runs: self.runs(&heading.inlines),
                part: false,
            }),
            body::BlockKind::Quote(blocks) => {
                one(BlockKind::Quote { blocks: self.blocks(blocks), by: String::new() })
            }
            body::BlockKind::Alert(kind, blocks) => {
                let (tone, word) = match kind {
                    AlertKind::Note => ("note", "alerts.note"),
                    AlertKind::Tip => ("note", "alerts.tip"),
                    AlertKind::Important => ("caution", "alerts.important"),
                    AlertKind::Warning => ("caution", "alerts.warning"),
                    AlertKind::Caution => ("urgent", "alerts.caution"),
                };
                one(BlockKind::Box {
                    tone: tone.to_string(),
                    title: (self.inputs.word)(word),
                    blocks: self.blocks(blocks),
                })
            }
            body::BlockKind::List(list) => one(self.list(list, false)),
            body::BlockKind::DefinitionList(list) => {
                let entries = list.entries.iter().map(|entry| Definition {
                    term: self.runs(&entry.term),
                    meanings: entry.meanings.iter().map(|blocks| self.blocks(blocks)).collect(),
                });
                one(BlockKind::Definitions { entries: entries.collect() })
            }
            body::BlockKind::Code(code) => {
                one(BlockKind::Code { text: code.text.trim_end_matches('\n').to_string() })
            }
            body::BlockKind::Table(table) => one(BlockKind::Table(self.table(table))),
            // A line across the sheet says nothing; HTML of the author is for browsers.
            body::BlockKind::Rule | body::BlockKind::Html(_) => Vec::new(),
            body::BlockKind::Directive(directive) => self.directive(directive, span),
        }
    }

    /// A paragraph; one that is nothing but an image is a figure.
    fn paragraph(&self, inlines: &[Inline], span: Span) -> Vec<Block> {
        let runs = self.runs(inlines);
        match runs.as_slice() {
            [] => Vec::new(),
            [Run::Picture { image }] => {
                let (image, caption) = (image.clone(), String::new());
                vec![Block::new(BlockKind::Figure { image, caption }, span)]
            }
            _ => vec![Block::paragraph(runs, span)],
        }
    }

    fn list(&self, list: &List, boxes: bool) -> BlockKind {
        let marks = match list.start {
            _ if boxes || list.items.iter().any(|item| item.task.is_some()) => Marks::Boxes,
            Some(start) => Marks::Counted { style: Count::Number, before: String::new(), start },
            None => Marks::Bullets,
        };
        let items = (list.start.unwrap_or(0)..).zip(&list.items).map(|(number, item)| Item {
            mark: match marks {
                Marks::Counted { .. } => format!("{number}."),
                _ => String::new(),
            },
            done: item.task.unwrap_or(false),
            blocks: self.blocks(&item.blocks),
        });
        let items = items.collect();
        BlockKind::List { marks, items }
    }

    fn table(&self, table: &body::Table) -> Table {
        let cells = |row: &[body::Cell]| {
            row.iter().map(|cell| self.runs(&cell.inlines)).collect::<Vec<_>>()
        };
        let is_empty = |cell: &body::Cell| plain_text(&cell.inlines).trim().is_empty();
        Table {
            caption: table.caption.as_deref().map(|words| self.runs(words)).unwrap_or_default(),
            alignments: table
                .alignments
                .iter()
                .map(|alignment| match alignment {
                    Written::Natural | Written::Start => Alignment::Start,
                    Written::Centre => Alignment::Centre,
                    Written::End => Alignment::End,
                })
                .collect(),
            header: cells(&table.header),
            rows: table.rows.iter().map(|row| cells(row)).collect(),
            // As on the page: an empty corner says that the first column heads the rows.
            row_headers: table.header.len() > 1 && table.header.first().is_some_and(is_empty),
        }
    }

    /// A block of the theme, in the form that the theme gives it on paper. What the theme does not
    /// speak of is a figure if it has a picture, and otherwise a box with its title.
    fn directive(&self, directive: &Directive, span: Span) -> Vec<Block> {
        let argument = |name: &str| {
            directive.arguments.iter().find(|other| other.name == name).and_then(text_of)
        };
        let look = self.inputs.style.look(&directive.name);
        let blocks = self.formed(directive, look, &argument, span);
        let tag = look.and_then(|look| look.language.as_deref());
        let language = tag
            .and_then(|tag| Language::parse(&filled(tag, look, &argument)))
            .map(|language| (language.tag().to_string(), language.direction().to_string()));
        match language {
            Some((language, direction)) => {
                vec![Block::new(BlockKind::Passage { language, direction, blocks }, span)]
            }
            None => blocks,
        }
    }

    fn formed(
        &self,
        directive: &Directive,
        look: Option<&Look>,
        argument: &dyn Fn(&str) -> Option<String>,
        span: Span,
    ) -> Vec<Block> {
        let form = match look {
            Some(look) => look.form,
            None if argument("src").is_some() => Form::Figure,
            None => Form::Box,
        };
        let filled = |pattern: &str| filled(pattern, look, argument);
        let title = argument("title").filter(|title| !title.is_empty()).unwrap_or_else(|| {
            let word = look.and_then(|look| look.title.as_deref());
            word.map(|word| (self.inputs.word)(&filled(word))).unwrap_or_default()
        });
        let tone = look.map_or_else(|| "note".to_string(), |look| filled(&look.tone));
        let boxed = |blocks| vec![Block::new(BlockKind::Box { tone, title, blocks }, span)];
        match form {
            Form::Plain => self.blocks(&directive.blocks),
            Form::Box => boxed(self.blocks(&directive.blocks)),
            Form::Checklist => boxed(
                directive
                    .blocks
                    .iter()
                    .flat_map(|block| match &block.kind {
                        body::BlockKind::List(list) => {
                            vec![Block::new(self.list(list, true), block.span)]
                        }
                        _ => self.block(block),
                    })
                    .collect(),
            ),
            Form::Quote => {
                let by = look.and_then(|look| look.by.as_deref()).and_then(argument);
                let note = look.and_then(|look| look.note.as_deref());
                let note = note.map(|word| (self.inputs.word)(word));
                let by: Vec<String> = by.into_iter().chain(note).collect();
                let blocks = self.blocks(&directive.blocks);
                vec![Block::new(BlockKind::Quote { blocks, by: by.join(", ") }, span)]
            }
            Form::Figure => {
                let caption = argument("caption").unwrap_or_default();
                let (Some(written), alt) = (argument("src"), argument("alt")) else {
                    return boxed(self.blocks(&directive.blocks));
                };
                match self.image(&written, &alt.unwrap_or_default()) {
                    Some(image) => vec![Block::new(BlockKind::Figure { image, caption }, span)],
                    None => Vec::new(),
                }
            }
            Form::Contacts => {
                let items = self.inputs.contacts.iter().map(|runs| Item {
                    mark: String::new(),
                    done: false,
                    blocks: vec![Block::paragraph(runs.clone(), span)],
                });
                let items = items.collect();
                vec![Block::new(BlockKind::List { marks: Marks::Bullets, items }, span)]
            }
        }
    }

    fn image(&self, written: &str, alt: &str) -> Option<Image> {
        let picture = (self.inputs.image)(written)?;
        let (width, height) = picture.size.unzip();
        Some(Image { address: picture.address, alt: alt.to_string(), width, height })
    }

    pub(super) fn runs(&self, inlines: &[Inline]) -> Vec<Run> {
        inlines.iter().flat_map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> Vec<Run> {
        let one = |run| vec![run];
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Term { text, .. } => one(Run::text(text)),
            InlineKind::Code(text) => one(Run::Code { text: text.clone() }),
            InlineKind::Emphasis(inlines) => one(Run::Emphasis { runs: self.runs(inlines) }),
            InlineKind::Strong(inlines) => one(Run::Strong { runs: self.runs(inlines) }),
            InlineKind::Strikethrough(inlines) => one(Run::Struck { runs: self.runs(inlines) }),
            InlineKind::Link(link) => {
                let runs = self.runs(&link.inlines);
                match (self.inputs.link)(&link.destination) {
                    Some(to) => one(Run::Link {
                        inside: to.inside,
                        address: to.address,
                        external: to.external,
                        runs,
                    }),
                    None => runs,
                }
            }
            InlineKind::Image(image) => match self.image(&image.destination, &image.alt) {
                Some(image) => one(Run::Picture { image }),
                None => one(Run::text(&image.alt)),
            },
            InlineKind::HardBreak => one(Run::Break),
            InlineKind::Html(_) => Vec::new(),
            InlineKind::FootnoteReference { number, occurrence } => one(Run::Note {
                number: *number as usize + self.notes_before,
                occurrence: *occurrence as usize,
            }),
            InlineKind::Citation(works) => {
                let works = works.iter().filter_map(|work| {
                    let locator = work.locator.as_ref().map(|words| format!(", {words}"));
                    // "[1, p. 4]" stays in one line, a longer place may be parted.
                    let locator = locator.map(|words| match words.chars().count() {
                        ..=16 => words.replace(' ', "\u{a0}"),
                        _ => words,
                    });
                    let number = (self.inputs.number)(&work.key)?;
                    Some(Cited { number, locator: locator.unwrap_or_default() })
                });
                one(Run::Cite { works: works.collect() })
            }
        }
    }
}

fn text_of(argument: &Argument) -> Option<String> {
    match &argument.value {
        ArgumentValue::Text(text) => Some(text.clone()),
        ArgumentValue::Integer(number) => Some(number.to_string()),
        ArgumentValue::Float(number) => Some(number.to_string()),
        ArgumentValue::Boolean(_) => None,
    }
}

/// A pattern of the theme with the values of arguments put in.
fn filled(pattern: &str, look: Option<&Look>, argument: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = pattern.to_string();
    let defaults = look.map(|look| &look.defaults);
    for name in names(pattern) {
        let otherwise = || defaults?.get(name).cloned();
        let value = argument(name).or_else(otherwise).unwrap_or_default();
        text = text.replace(&format!("{{{name}}}"), &value);
    }
    text
}

/// The names in braces.
fn names(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
