//! Fields to blocks of a print: short ones as facts, long ones as sections with their labels as
//! headings, in the order of their declaration.

use super::{Composer, letters};
use crate::config::{Field, FieldKind, FieldPrint};
use crate::document::body::{self, Body, InlineKind};
use crate::document::{FieldValue, FieldValues};
use crate::print::document::{Block, BlockKind, Fact, Item, Marks, Run};
use crate::source::Span;

/// How a field is printed, when its own declaration and its kind have both been asked.
fn way(field: &Field) -> FieldPrint {
    if field.print != FieldPrint::Auto {
        return field.print;
    }
    let is_short = |kind: &FieldKind| !matches!(kind, FieldKind::Markdown | FieldKind::Records(_));
    match &field.kind {
        FieldKind::List(inner) if is_short(inner) => FieldPrint::Fact,
        FieldKind::List(_) => FieldPrint::Section,
        kind if is_short(kind) => FieldPrint::Fact,
        _ => FieldPrint::Section,
    }
}

fn value<'v>(fields: &'v FieldValues, name: &str) -> &'v FieldValue {
    fields.iter().find(|(other, _)| other == name).map_or(&FieldValue::Absent, |(_, value)| value)
}

fn is_empty(value: &FieldValue) -> bool {
    match value {
        FieldValue::Absent => true,
        FieldValue::List(items) => items.is_empty(),
        FieldValue::Records(records) => records.is_empty(),
        _ => false,
    }
}

impl Composer<'_, '_> {
    /// The leading line and the facts of a page.
    pub(super) fn facts(&self, declared: &[Field], values: &FieldValues) -> Vec<Block> {
        let mut blocks = Vec::new();
        for field in declared.iter().filter(|field| way(field) == FieldPrint::Lead) {
            let runs = self.line(value(values, &field.name));
            if !runs.is_empty() {
                let kind = BlockKind::Paragraph { runs, lead: true };
                blocks.push(Block::new(kind, Span::default()));
            }
        }
        let facts: Vec<Fact> =
            declared.iter().filter_map(|field| self.fact(field, values)).collect();
        if !facts.is_empty() {
            blocks.push(Block::new(BlockKind::Facts { facts }, Span::default()));
        }
        blocks
    }

    fn fact(&self, field: &Field, values: &FieldValues) -> Option<Fact> {
        let way = way(field);
        let value = value(values, &field.name);
        let (label, blank) = (field.label.clone(), is_empty(value));
        match way {
            FieldPrint::Fact if !blank => {
                Some(Fact { label, runs: self.line(value), blank: false })
            }
            FieldPrint::FactOrBlank => Some(Fact { label, runs: self.line(value), blank }),
            _ => None,
        }
    }

    /// The fields that are sections of their own.
    pub(super) fn sections(&self, declared: &[Field], values: &FieldValues) -> Vec<Block> {
        let mut blocks = Vec::new();
        for field in declared {
            let value = value(values, &field.name);
            let way = way(field);
            if is_empty(value)
                || !matches!(way, FieldPrint::Section | FieldPrint::Checklist | FieldPrint::Blanks)
            {
                continue;
            }
            blocks.push(self.heading(&field.name, &field.label));
            blocks.extend(match (value, &field.kind) {
                (FieldValue::List(items), _) if way == FieldPrint::Blanks => self.blanks(items),
                (FieldValue::List(items), _) => {
                    let boxes = way == FieldPrint::Checklist;
                    vec![self.points(items, if boxes { Marks::Boxes } else { Marks::Bullets })]
                }
                (FieldValue::Records(records), FieldKind::Records(inner)) => {
                    self.records(inner, records, 3 + self.raise, way == FieldPrint::Checklist)
                }
                (FieldValue::Markdown(body), _) => self.blocks(&body.blocks),
                (other, _) => vec![Block::paragraph(self.line(other), Span::default())],
            });
        }
        blocks
    }

    /// Values as the items of a list.
    fn points(&self, items: &[FieldValue], marks: Marks) -> Block {
        let items = items.iter().map(|item| Item {
            mark: String::new(),
            done: false,
            blocks: self.long(item),
        });
        let items = items.collect();
        Block::new(BlockKind::List { marks, items }, Span::default())
    }

    /// What the reader settles: each value that begins with a few strong words is a place to fill
    /// in, with these words as its label; the others are points beneath.
    fn blanks(&self, items: &[FieldValue]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut others = Vec::new();
        for item in items {
            match self.blank(item) {
                Some(block) => blocks.push(block),
                None => others.push(self.long(item)),
            }
        }
        if !others.is_empty() {
            let items =
                others.into_iter().map(|blocks| Item { mark: String::new(), done: false, blocks });
            let (marks, items) = (Marks::Bullets, items.collect());
            blocks.push(Block::new(BlockKind::List { marks, items }, Span::default()));
        }
        blocks
    }

    fn blank(&self, item: &FieldValue) -> Option<Block> {
        let FieldValue::Markdown(Body { blocks, .. }) = item else { return None };
        let [body::Block { kind: body::BlockKind::Paragraph(inlines), span }] = blocks.as_slice()
        else {
            return None;
        };
        let (first, rest) = inlines.split_first()?;
        let InlineKind::Strong(label) = &first.kind else { return None };
        let mut label = self.runs(label);
        if let Some(Run::Text { text }) = label.last_mut() {
            text.truncate(text.trim_end_matches(['.', ':', ' ']).len());
        }
        let mut note = self.runs(rest);
        if let Some(Run::Text { text }) = note.first_mut() {
            *text = text.trim_start().to_string();
        }
        note.retain(|run| !matches!(run, Run::Text { text } if text.is_empty()));
        Some(Block::new(BlockKind::Blank { label, note }, *span))
    }

    /// Records: with a heading each a section of its own, without one the items of a list.
    fn records(
        &self,
        declared: &[Field],
        records: &[FieldValues],
        level: u8,
        boxes: bool,
    ) -> Vec<Block> {
        let titled = declared.iter().find(|field| field.print == FieldPrint::Heading);
        let lettered = declared.iter().find(|field| field.print == FieldPrint::Letter);
        let letter = |record: &FieldValues| match lettered {
            Some(field) => super::super::plain(&self.line(value(record, &field.name))),
            None => String::new(),
        };
        if let Some(titled) = titled {
            let sections = records.iter().enumerate().flat_map(|(at, record)| {
                let mut runs = self.line(value(record, &titled.name));
                let letter = letter(record);
                if !letter.is_empty() {
                    runs.insert(0, Run::text(format!("{letter}. ")));
                }
                let id = format!("{}part-{}-{}", self.prefix, titled.name, at + 1);
                let heading = BlockKind::Heading { level: level.min(6), id, runs, part: false };
                let mut blocks = vec![Block::new(heading, Span::default())];
                blocks.extend(self.record(declared, record, level + 1));
                blocks
            });
            return sections.collect();
        }
        let marks: Vec<String> = records.iter().map(letter).collect();
        let kind = if boxes { Marks::Boxes } else { letters::marks(&marks) };
        let items = records.iter().zip(marks).map(|(record, mark)| Item {
            mark,
            done: false,
            blocks: self.record(declared, record, level),
        });
        let items = items.collect();
        vec![Block::new(BlockKind::List { marks: kind, items }, Span::default())]
    }

    /// The fields of a record without its letter and heading: neighbours that are short are facts
    /// together.
    fn record(&self, declared: &[Field], record: &FieldValues, level: u8) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        for field in declared {
            if let Some(fact) = self.fact(field, record) {
                match blocks.last_mut().map(|block| &mut block.kind) {
                    Some(BlockKind::Facts { facts }) => facts.push(fact),
                    _ => {
                        let kind = BlockKind::Facts { facts: vec![fact] };
                        blocks.push(Block::new(kind, Span::default()));
                    }
                }
            }
            let way = way(field);
            let value = value(record, &field.name);
            if is_empty(value) || !matches!(way, FieldPrint::Section | FieldPrint::Checklist) {
                continue;
            }
            match (value, &field.kind) {
                (FieldValue::Records(records), FieldKind::Records(inner)) => {
                    blocks.extend(self.records(inner, records, level, way == FieldPrint::Checklist))
                }
                (FieldValue::List(items), _) => {
                    let boxes = way == FieldPrint::Checklist;
                    let marks = if boxes { Marks::Boxes } else { Marks::Bullets };
                    blocks.push(self.points(items, marks));
                }
                (other, _) => blocks.extend(self.long(other)),
            }
        }
        blocks
    }

    /// A value as blocks.
    fn long(&self, value: &FieldValue) -> Vec<Block> {
        match value {
            FieldValue::Markdown(body) => self.blocks(&body.blocks),
            other => match self.line(other) {
                runs if runs.is_empty() => Vec::new(),
                runs => vec![Block::paragraph(runs, Span::default())],
            },
        }
    }

    /// A value in one line.
    fn line(&self, value: &FieldValue) -> Vec<Run> {
        let text = |text: String| vec![Run::text(text)];
        match value {
            FieldValue::Absent | FieldValue::Records(_) => Vec::new(),
            FieldValue::Text(words, _) => text(words.clone()),
            FieldValue::Markdown(body) => {
                let mut runs = Vec::new();
                for block in &body.blocks {
                    if let body::BlockKind::Paragraph(inlines) = &block.kind {
                        if !runs.is_empty() {
                            runs.push(Run::text(" "));
                        }
                        runs.extend(self.runs(inlines));
                    }
                }
                runs
            }
            FieldValue::Date(date) => text((self.inputs.date)(*date)),
            FieldValue::Number(number) => text(number.to_string()),
            FieldValue::Boolean(true) => text((self.inputs.word)("print.yes")),
            FieldValue::Boolean(false) => text((self.inputs.word)("print.no")),
            FieldValue::Choice(choice) => text(choice.label.clone()),
            FieldValue::Reference(path, ..) => match (self.inputs.reference)(path) {
                Some((title, to)) => vec![Run::Link {
                    inside: to.inside,
                    address: to.address,
                    external: to.external,
                    runs: text(title),
                }],
                None => Vec::new(),
            },
            FieldValue::List(items) => {
                let mut runs = Vec::new();
                for item in items {
                    if !runs.is_empty() {
                        runs.push(Run::text((self.inputs.word)("list_separator")));
                    }
                    runs.extend(self.line(item));
                }
                runs
            }
        }
    }
}
