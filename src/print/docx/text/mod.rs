//! The text of a print as the main part of a Word file, and its notes.

mod lists;
mod paragraph;
mod pictures;
mod runs;
mod tables;

use std::collections::BTreeMap;

use super::super::document::{Block, BlockKind, Count, Marks, PrintDocument, Run, Work};
use super::super::markup::Markup;
use super::numbering::{INDENT, Numbering};
use super::parts::{PartLink, RELATIONS, WORD, xml};
use super::{Sheet, Style};
use paragraph::{Layout, Place};
use runs::Look;

/// The parts that hold the text.
pub(super) struct Text {
    pub(super) document: String,
    pub(super) notes: String,
    pub(super) numbering: String,
    pub(super) links: Vec<PartLink>,
    pub(super) pictures: Vec<(String, Vec<u8>)>,
}

pub(super) fn write(print: &PrintDocument, style: &Style) -> Text {
    let mut writer = Writer {
        print,
        style,
        xml: xml(),
        numbering: Numbering::default(),
        links: Vec::new(),
        pictures: Vec::new(),
        drawings: 0,
        language: None,
        bookmarks: bookmarks(print),
        marks: 0,
    };
    writer.document();
    let document = std::mem::replace(&mut writer.xml, xml()).finish();
    writer.notes();
    Text {
        document,
        notes: writer.xml.finish(),
        numbering: writer.numbering.write(),
        links: writer.links,
        pictures: writer.pictures,
    }
}

/// A name for every heading that links can lead to: Word allows few signs and forty of them.
fn bookmarks(print: &PrintDocument) -> BTreeMap<String, String> {
    fn gather(blocks: &[Block], names: &mut BTreeMap<String, String>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { id, .. } => {
                    let name = format!("heading_{}", names.len() + 1);
                    names.insert(id.clone(), name);
                }
                BlockKind::Box { blocks, .. }
                | BlockKind::Quote { blocks, .. }
                | BlockKind::Passage { blocks, .. } => {
                    gather(blocks, names);
                }
                BlockKind::List { items, .. } => {
                    items.iter().for_each(|item| gather(&item.blocks, names));
                }
                BlockKind::Definitions { entries } => {
                    entries.iter().flat_map(|e| &e.meanings).for_each(|b| gather(b, names));
                }
                _ => {}
            }
        }
    }
    let mut names = BTreeMap::new();
    gather(&print.blocks, &mut names);
    names
}

struct Writer<'w> {
    print: &'w PrintDocument,
    style: &'w Style<'w>,
    xml: Markup,
    numbering: Numbering,
    links: Vec<PartLink>,
    pictures: Vec<(String, Vec<u8>)>,
    drawings: usize,
    /// The language of a passage and whether it is written from right to left.
    language: Option<(String, bool)>,
    bookmarks: BTreeMap<String, String>,
    /// How many bookmarks were set so far.
    marks: usize,
}

impl Writer<'_> {
    fn document(&mut self) {
        let print = self.print;
        self.xml.open(
            "w:document",
            &[
                ("xmlns:w", WORD),
                ("xmlns:r", RELATIONS),
                (
                    "xmlns:wp",
                    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
                ),
                ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
                ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
                ("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
                ("xmlns:w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
                ("mc:Ignorable", "w14"),
            ],
        );
        self.xml.open("w:body", &[]);
        let top = Place::default();
        self.line("Kind", &[Run::text(&print.kind)], top);
        self.line("Heading1", &[Run::text(&print.title)], top);
        if let Some(description) = &print.description {
            self.line("Lead", &[Run::text(description)], top);
        }
        self.blocks(&print.blocks, top);
        self.works(&print.words.references, &print.works, true);
        self.works(&print.words.sources, &print.sources, false);
        self.line("Heading2", &[Run::text(&print.words.imprint)], top);
        // Where it comes from stays on one sheet.
        for (left, fact) in (0..print.imprint.len()).rev().zip(&print.imprint) {
            self.fact(fact, Place { keeps_next: left > 0, ..top });
        }
        let sheet = Sheet::of(print);
        let [width, height, side, top, bottom, foot] =
            [sheet.width, sheet.height, Sheet::SIDE, Sheet::TOP, Sheet::BOTTOM, Sheet::FOOT]
                .map(|length| length.to_string());
        self.xml.open("w:sectPr", &[]);
        self.xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footer1")]);
        self.xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
        self.xml.empty(
            "w:pgMar",
            &[
                ("w:top", &top),
                ("w:right", &side),
                ("w:bottom", &bottom),
                ("w:left", &side),
                ("w:header", &foot),
                ("w:footer", &foot),
                ("w:gutter", "0"),
            ],
        );
        if print.direction == "rtl" {
            self.xml.empty("w:bidi", &[]);
        }
        self.xml.close("w:sectPr");
        self.xml.close("w:body");
        self.xml.close("w:document");
    }

    /// The notes, behind the two lines that Word parts them from the text with.
    fn notes(&mut self) {
        self.xml.open("w:footnotes", &[("xmlns:w", WORD), ("xmlns:r", RELATIONS)]);
        for (id, kind, mark) in [
            ("-1", "separator", "w:separator"),
            ("0", "continuationSeparator", "w:continuationSeparator"),
        ] {
            self.xml.open("w:footnote", &[("w:type", kind), ("w:id", id)]);
            self.xml.raw("<w:p><w:pPr><w:spacing w:after=\"0\"/></w:pPr><w:r>");
            self.xml.empty(mark, &[]);
            self.xml.raw("</w:r></w:p>");
            self.xml.close("w:footnote");
        }
        let print = self.print;
        for (number, note) in (1..).zip(&print.notes) {
            self.xml.open("w:footnote", &[("w:id", &number.to_string())]);
            let place = Place { style: Some("FootnoteText"), ..Place::default() };
            let (first, rest) = match note.blocks.split_first() {
                Some((Block { kind: BlockKind::Paragraph { runs, .. }, .. }, rest)) => {
                    (runs.as_slice(), rest)
                }
                _ => ([].as_slice(), note.blocks.as_slice()),
            };
            self.paragraph(&Layout { style: "FootnoteText", ..Layout::default() }, place, |to| {
                to.xml.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>");
                to.words(" ", Look::default());
                to.runs(first, Look::default());
            });
            self.blocks(rest, place);
            self.xml.close("w:footnote");
        }
        self.xml.close("w:footnotes");
    }

    fn works(&mut self, title: &str, works: &[Work], numbered: bool) {
        if works.is_empty() {
            return;
        }
        self.line("Heading2", &[Run::text(title)], Place::default());
        let marks = match numbered {
            true => Marks::Counted { style: Count::Number, before: String::new(), start: 1 },
            false => Marks::Bullets,
        };
        let list = self.numbering.list(&marks, 0).map(|list| (list, 0));
        for (number, work) in (1..).zip(works) {
            let layout = Layout { style: "ListParagraph", list, ..Layout::default() };
            self.paragraph(&layout, Place::default(), |to| {
                let name = format!("reference_{number}");
                match numbered {
                    true => to.bookmarked(&name, |to| to.runs(&work.runs, Look::default())),
                    false => to.runs(&work.runs, Look::default()),
                }
            });
        }
    }

    /// A paragraph of a style.
    fn line(&mut self, style: &str, runs: &[Run], place: Place) {
        let layout = Layout { style, ..Layout::default() };
        self.paragraph(&layout, place, |to| to.runs(runs, Look::default()));
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) {
        for block in blocks {
            self.block(&block.kind, place);
        }
    }

    fn block(&mut self, block: &BlockKind, place: Place) {
        match block {
            BlockKind::Heading { level, id, runs, part } => {
                let style = format!("Heading{}", (*level).clamp(2, 6));
                let layout = Layout { style: &style, page_before: *part, ..Layout::default() };
                let name = self.bookmarks.get(id).cloned().unwrap_or_default();
                self.paragraph(&layout, place, |to| {
                    to.bookmarked(&name, |to| to.runs(runs, Look::default()));
                });
            }
            BlockKind::Paragraph { runs, lead: true } => self.line("Lead", runs, place),
            BlockKind::Paragraph { runs, .. } => self.line("", runs, place),
            BlockKind::Facts { facts } => {
                // Short as they are, they stay on one sheet.
                for (left, fact) in (0..facts.len()).rev().zip(facts) {
                    let keeps_next = place.keeps_next || (left > 0 && facts.len() < 9);
                    self.fact(fact, Place { keeps_next, ..place });
                }
            }
            BlockKind::List { marks, items } => self.list(marks, items, place),
            BlockKind::Definitions { entries } => {
                for entry in entries {
                    let layout = Layout { keep_next: true, ..Layout::default() };
                    let look = Look { strong: true, ..Look::default() };
                    self.paragraph(&layout, place, |to| to.runs(&entry.term, look));
                    let within = Place { indent: place.indent + INDENT, ..place };
                    entry.meanings.iter().for_each(|blocks| self.blocks(blocks, within));
                }
            }
            BlockKind::Table(table) => self.table(table, place),
            BlockKind::Box { tone, title, blocks } => {
                let within = Place { tone: Some(tone), ..place };
                if !title.is_empty() {
                    self.line("BoxTitle", &[Run::text(title)], within);
                }
                self.blocks(blocks, within);
            }
            BlockKind::Quote { blocks, by } => {
                let within = Place { style: Some("Quote"), indent: place.indent + INDENT, ..place };
                self.blocks(blocks, Place { keeps_next: !by.is_empty(), ..within });
                if !by.is_empty() {
                    self.line("Quote", &[Run::text(format!("– {by}"))], within);
                }
            }
            BlockKind::Passage { language, direction, blocks } => {
                let before = self.language.replace((language.clone(), direction == "rtl"));
                self.blocks(blocks, place);
                self.language = before;
            }
            BlockKind::Figure { image, caption } => {
                let layout = Layout { keep_next: !caption.is_empty(), ..Layout::default() };
                self.paragraph(&layout, place, |to| to.picture(image));
                if !caption.is_empty() {
                    self.line("", &[Run::text(caption)], place);
                }
            }
            BlockKind::Code { text } => {
                self.paragraph(&Layout { style: "Code", ..Layout::default() }, place, |to| {
                    for (at, line) in text.lines().enumerate() {
                        if at > 0 {
                            to.xml.raw("<w:r><w:br/></w:r>");
                        }
                        to.words(line, Look::default());
                    }
                });
            }
            BlockKind::Blank { label, note } => {
                let layout = Layout { style: "Fact", keep_next: true, ..Layout::default() };
                let strong = Look { strong: true, ..Look::default() };
                self.paragraph(&layout, place, |to| {
                    to.runs(label, strong);
                    if !note.is_empty() {
                        to.words(". ", strong);
                        to.runs(note, Look::default());
                    }
                });
                let name = super::super::plain(label);
                self.paragraph(&Layout::default(), place, |to| to.blank(&name));
            }
        }
    }
}
