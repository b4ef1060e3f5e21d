//! The text of a print as the main part of a Word file, and its notes.

use std::collections::BTreeMap;

use super::super::document::{
    Alignment, Block, BlockKind, Image, Item, Marks, PrintDocument, Run, Table, Work,
};
use super::super::markup::{Markup, encoded};
use super::Style;
use super::numbering::{INDENT, Numbering};
use super::parts::{PartLink, RELATIONS, WORD, xml};

/// The width of the text on A4 with the margins below, in twentieths of a point.
const TEXT_WIDTH: usize = 9866;

/// English Metric Units in a pixel of 96 to the inch, and in a twentieth of a point.
const EMU_PER_PIXEL: u64 = 9525;
const EMU_PER_TWIP: u64 = 635;

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
                BlockKind::Box { blocks, .. } | BlockKind::Quote { blocks, .. } => {
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
    bookmarks: BTreeMap<String, String>,
    /// How many bookmarks were set so far.
    marks: usize,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Default)]
struct Place<'p> {
    /// How far it stands in, in twentieths of a point.
    indent: usize,
    /// How deep it lies in lists.
    depth: usize,
    /// The tone of the box that it is in.
    tone: Option<&'p str>,
    /// The style that plain paragraphs have here.
    style: Option<&'p str>,
}

/// How a paragraph begins.
#[derive(Default)]
struct Layout<'l> {
    style: &'l str,
    keep_next: bool,
    page_before: bool,
    /// The list and the level.
    list: Option<(usize, usize)>,
    /// How far the first line hangs out to the left.
    hanging: usize,
    align: Option<&'static str>,
}

/// How words look.
#[derive(Clone, Copy, Default)]
struct Look {
    strong: bool,
    emphasis: bool,
    struck: bool,
    code: bool,
    link: bool,
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
        for fact in &print.imprint {
            self.fact(fact, top);
        }
        self.xml.open("w:sectPr", &[]);
        self.xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footer1")]);
        self.xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        self.xml.raw("<w:pgMar w:top=\"1020\" w:right=\"1020\" w:bottom=\"1134\" w:left=\"1020\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>");
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
            true => Marks::Counted {
                style: super::super::Count::Number,
                before: String::new(),
                start: 1,
            },
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

    fn paragraph(&mut self, layout: &Layout, place: Place, inside: impl FnOnce(&mut Self)) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        let style = match layout.style {
            "" => place.style.unwrap_or("Normal"),
            style => style,
        };
        self.xml.empty("w:pStyle", &[("w:val", style)]);
        if layout.keep_next {
            self.xml.empty("w:keepNext", &[]);
        }
        if layout.page_before {
            self.xml.empty("w:pageBreakBefore", &[]);
        }
        if let Some((list, level)) = layout.list {
            self.xml.open("w:numPr", &[]);
            self.xml.empty("w:ilvl", &[("w:val", &level.to_string())]);
            self.xml.empty("w:numId", &[("w:val", &list.to_string())]);
            self.xml.close("w:numPr");
        }
        if let Some(tone) = place.tone {
            let (ground, edge) = match tone {
                "gap" | "checklist" => ("wash".to_string(), "edge".to_string()),
                tone => (tone.to_string(), format!("{tone}-edge")),
            };
            let (ground, edge) =
                (self.style.colour(&ground, "f4f7f5"), self.style.colour(&edge, "64767b"));
            self.xml.open("w:pBdr", &[]);
            let border =
                [("w:val", "single"), ("w:sz", "24"), ("w:space", "8"), ("w:color", edge.as_str())];
            self.xml.empty("w:left", &border);
            self.xml.close("w:pBdr");
            let shade = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", ground.as_str())];
            self.xml.empty("w:shd", &shade);
        }
        let list_indent = match (layout.list, place.tone) {
            // A list in a box stands in with it; elsewhere the list itself says how far.
            (Some(_), Some(_)) => Some((place.indent + INDENT, INDENT)),
            (Some(_), None) => None,
            (None, _) => Some((place.indent + layout.hanging, layout.hanging)),
        };
        if let Some((left, hanging)) = list_indent.filter(|(left, _)| *left > 0) {
            let (left, hanging) = (left.to_string(), hanging.to_string());
            self.xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
        }
        if let Some(align) = layout.align {
            self.xml.empty("w:jc", &[("w:val", align)]);
        }
        self.xml.close("w:pPr");
        inside(self);
        self.xml.close("w:p");
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
            BlockKind::Facts { facts } => facts.iter().for_each(|fact| self.fact(fact, place)),
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
                self.blocks(blocks, within);
                if !by.is_empty() {
                    self.line("Quote", &[Run::text(format!("– {by}"))], within);
                }
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

    fn fact(&mut self, fact: &super::super::Fact, place: Place) {
        self.paragraph(&Layout { style: "Fact", ..Layout::default() }, place, |to| {
            to.words(&format!("{}: ", fact.label), Look { strong: true, ..Look::default() });
            match fact.blank {
                true => to.blank(&fact.label),
                false => to.runs(&fact.runs, Look::default()),
            }
        });
    }

    /// A place to type in, which says what it is for.
    fn blank(&mut self, name: &str) {
        let words = self.print.words.blank.clone();
        self.xml.open("w:sdt", &[]);
        self.xml.open("w:sdtPr", &[]);
        self.xml.empty("w:alias", &[("w:val", name)]);
        self.xml.raw("<w:showingPlcHdr/><w:text/>");
        self.xml.close("w:sdtPr");
        self.xml.raw("<w:sdtContent><w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr>");
        self.xml.element("w:t", &[], |xml| xml.text(&words));
        self.xml.raw("</w:r></w:sdtContent>");
        self.xml.close("w:sdt");
    }

    fn list(&mut self, marks: &Marks, items: &[Item], place: Place) {
        let list = self.numbering.list(marks, place.depth);
        let level = place.depth.min(8);
        let own_width = match marks {
            Marks::Counted { before, .. } if !before.is_empty() => INDENT + 200,
            Marks::Own => INDENT + 200,
            _ => INDENT,
        };
        let within = Place { indent: place.indent + own_width, depth: place.depth + 1, ..place };
        for item in items {
            let (first, rest) = match item.blocks.split_first() {
                Some((Block { kind: BlockKind::Paragraph { runs, .. }, .. }, rest)) => {
                    (runs.as_slice(), rest)
                }
                _ => ([].as_slice(), item.blocks.as_slice()),
            };
            let style = if *marks == Marks::Boxes { "Checklist" } else { "ListParagraph" };
            let layout = Layout {
                style: place.style.unwrap_or(style),
                list: list.map(|list| (list, level)),
                hanging: if list.is_some() { 0 } else { own_width },
                ..Layout::default()
            };
            self.paragraph(&layout, place, |to| {
                match marks {
                    Marks::Boxes => to.tick_box(item.done),
                    Marks::Own => {
                        let mark = if item.mark.is_empty() { "–" } else { &item.mark };
                        to.words(mark, Look { strong: true, ..Look::default() });
                    }
                    Marks::Bullets | Marks::Counted { .. } => {}
                }
                if list.is_none() {
                    to.xml.raw("<w:r><w:tab/></w:r>");
                }
                to.runs(first, Look::default());
            });
            self.blocks(rest, within);
        }
    }

    /// A box that can be ticked in Word and on paper.
    fn tick_box(&mut self, done: bool) {
        let words = &self.print.words;
        let name = if done { &words.done } else { &words.open }.clone();
        let (checked, sign) = if done { ("1", "☒") } else { ("0", "☐") };
        self.xml.open("w:sdt", &[]);
        self.xml.open("w:sdtPr", &[]);
        self.xml.empty("w:alias", &[("w:val", &name)]);
        self.xml.raw(&format!(
            "<w14:checkbox><w14:checked w14:val=\"{checked}\"/><w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\"/>\
             <w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox>"
        ));
        self.xml.close("w:sdtPr");
        self.xml.raw(&format!(
            "<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii=\"MS Gothic\" w:eastAsia=\"MS Gothic\" w:hAnsi=\"MS Gothic\" w:hint=\"eastAsia\"/></w:rPr>\
             <w:t>{sign}</w:t></w:r></w:sdtContent>"
        ));
        self.xml.close("w:sdt");
    }

    fn table(&mut self, table: &Table, place: Place) {
        let caption = super::super::plain(&table.caption);
        if !table.caption.is_empty() {
            self.line("Caption", &table.caption, place);
        }
        let columns = table.header.len().max(1);
        let width = (TEXT_WIDTH.saturating_sub(place.indent) / columns).to_string();
        self.xml.open("w:tbl", &[]);
        self.xml.open("w:tblPr", &[]);
        self.xml.raw("<w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>");
        if place.indent > 0 {
            let indent = place.indent.to_string();
            self.xml.empty("w:tblInd", &[("w:w", &indent), ("w:type", "dxa")]);
        }
        let first_column = if table.row_headers { "1" } else { "0" };
        self.xml.empty(
            "w:tblLook",
            &[
                ("w:val", if table.row_headers { "00A0" } else { "0020" }),
                ("w:firstRow", "1"),
                ("w:lastRow", "0"),
                ("w:firstColumn", first_column),
                ("w:lastColumn", "0"),
                ("w:noHBand", "1"),
                ("w:noVBand", "1"),
            ],
        );
        // What is read out for those who do not see the table.
        let name = if caption.is_empty() { &self.print.words.table } else { &caption };
        self.xml.empty("w:tblCaption", &[("w:val", name)]);
        let heads: Vec<String> =
            table.header.iter().map(|cell| super::super::plain(cell)).collect();
        self.xml.empty("w:tblDescription", &[("w:val", &heads.join(", "))]);
        self.xml.close("w:tblPr");
        self.xml.open("w:tblGrid", &[]);
        for _ in 0..columns {
            self.xml.empty("w:gridCol", &[("w:w", &width)]);
        }
        self.xml.close("w:tblGrid");
        self.row(table, &table.header, true, &width);
        table.rows.iter().for_each(|row| self.row(table, row, false, &width));
        self.xml.close("w:tbl");
        // Two tables in a row would become one.
        self.xml.raw("<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>");
    }

    fn row(&mut self, table: &Table, cells: &[Vec<Run>], heads: bool, width: &str) {
        self.xml.open("w:tr", &[]);
        self.xml.raw("<w:trPr><w:cantSplit/>");
        if heads {
            self.xml.raw("<w:tblHeader/>");
        }
        self.xml.raw("</w:trPr>");
        let wash = self.style.colour("wash", "f4f7f5");
        for (column, cell) in cells.iter().enumerate() {
            self.xml.open("w:tc", &[]);
            self.xml.open("w:tcPr", &[]);
            self.xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
            if heads {
                let shade = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", wash.as_str())];
                self.xml.empty("w:shd", &shade);
            }
            self.xml.close("w:tcPr");
            let align = match table.alignments.get(column) {
                Some(Alignment::Centre) => Some("center"),
                Some(Alignment::End) => Some("right"),
                _ => None,
            };
            let strong = heads || (table.row_headers && column == 0);
            let layout = Layout { style: "TableText", align, ..Layout::default() };
            self.paragraph(&layout, Place::default(), |to| {
                to.runs(cell, Look { strong, ..Look::default() });
            });
            self.xml.close("w:tc");
        }
        self.xml.close("w:tr");
    }

    fn runs(&mut self, runs: &[Run], look: Look) {
        for run in runs {
            self.run(run, look);
        }
    }

    fn run(&mut self, run: &Run, look: Look) {
        match run {
            Run::Text { text } => self.words(&text.replace('\n', " "), look),
            Run::Code { text } => self.words(text, Look { code: true, ..look }),
            Run::Emphasis { runs } => self.runs(runs, Look { emphasis: true, ..look }),
            Run::Strong { runs } => self.runs(runs, Look { strong: true, ..look }),
            Run::Struck { runs } => self.runs(runs, Look { struck: true, ..look }),
            Run::Link { inside, address, runs, .. } => {
                let look = Look { link: true, ..look };
                match self.bookmarks.get(inside).cloned() {
                    Some(name) => self.xml.open("w:hyperlink", &[("w:anchor", &name)]),
                    None => {
                        let id = self.link("hyperlink", encoded(address), true);
                        self.xml.open("w:hyperlink", &[("r:id", &id), ("w:history", "1")]);
                    }
                }
                self.runs(runs, look);
                self.xml.close("w:hyperlink");
            }
            Run::Picture { image } => self.picture(image),
            Run::Break => self.xml.raw("<w:r><w:br/></w:r>"),
            Run::Note { number, occurrence } if *occurrence <= 1 => {
                let name = format!("note_{number}");
                let id = number.to_string();
                self.bookmarked(&name, |to| {
                    to.xml.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>");
                    to.xml.empty("w:footnoteReference", &[("w:id", &id)]);
                    to.xml.raw("</w:r>");
                });
            }
            // A note has one mark in Word; further ones repeat its number.
            Run::Note { number, .. } => {
                let field = format!(" NOTEREF note_{number} \\f \\h ");
                self.xml.open("w:fldSimple", &[("w:instr", &field)]);
                self.xml.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>");
                self.xml.element("w:t", &[], |xml| xml.text(&number.to_string()));
                self.xml.raw("</w:r>");
                self.xml.close("w:fldSimple");
            }
            Run::Cite { works } => {
                self.words("[", look);
                for (at, cited) in works.iter().enumerate() {
                    if at > 0 {
                        self.words("; ", look);
                    }
                    let name = format!("reference_{}", cited.number);
                    self.xml.open("w:hyperlink", &[("w:anchor", &name)]);
                    self.words(&cited.number.to_string(), Look { link: true, ..look });
                    self.xml.close("w:hyperlink");
                    self.words(&cited.locator, look);
                }
                self.words("]", look);
            }
        }
    }

    fn words(&mut self, text: &str, look: Look) {
        if text.is_empty() {
            return;
        }
        self.xml.open("w:r", &[]);
        self.xml.open("w:rPr", &[]);
        if look.link {
            self.xml.empty("w:rStyle", &[("w:val", "Hyperlink")]);
        }
        if look.code {
            self.xml.raw(
                "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>",
            );
        }
        for (on, marks) in [
            (look.strong, "<w:b/><w:bCs/>"),
            (look.emphasis, "<w:i/><w:iCs/>"),
            (look.struck, "<w:strike/>"),
        ] {
            if on {
                self.xml.raw(marks);
            }
        }
        self.xml.close("w:rPr");
        self.xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
        self.xml.close("w:r");
    }

    fn bookmarked(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.marks += 1;
        let id = self.marks.to_string();
        self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", name)]);
        inside(self);
        self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
    }

    /// The id of a link; the same target has one.
    fn link(&mut self, kind: &'static str, target: String, outside: bool) -> String {
        let known = self.links.iter().find(|link| link.target == target && link.kind == kind);
        if let Some(known) = known {
            return known.id.clone();
        }
        let id = format!("rId{}", self.links.len() + 1);
        self.links.push(PartLink { id: id.clone(), kind, target, outside });
        id
    }

    /// A picture with its words; only the words where Word cannot show the picture.
    fn picture(&mut self, image: &Image) {
        let found = self.style.pictures.iter().find(|(address, _)| *address == image.address);
        let extension = found.and_then(|(_, bytes)| kind_of(bytes));
        let (Some((_, bytes)), Some(extension)) = (found, extension) else {
            return self.words(&image.alt, Look::default());
        };
        let target = |name: &str| format!("media/{name}");
        let known = self.pictures.iter().find(|(_, other)| other == bytes);
        let name = match known {
            Some((name, _)) => name.clone(),
            None => {
                let name = format!("image{}.{extension}", self.pictures.len() + 1);
                self.pictures.push((name.clone(), bytes.clone()));
                name
            }
        };
        let link = self.link("image", target(&name), false);
        let widest = TEXT_WIDTH as u64 * EMU_PER_TWIP;
        let (width, height) = (
            u64::from(image.width.unwrap_or(600)) * EMU_PER_PIXEL,
            u64::from(image.height.unwrap_or(400)) * EMU_PER_PIXEL,
        );
        let (width, height) = match width > widest {
            true => (widest, height * widest / width.max(1)),
            false => (width, height),
        };
        let (width, height) = (width.to_string(), height.to_string());
        self.drawings += 1;
        let id = self.drawings.to_string();
        let size = [("cx", width.as_str()), ("cy", height.as_str())];
        self.xml.raw("<w:r><w:drawing>");
        self.xml
            .open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
        self.xml.empty("wp:extent", &size);
        self.xml.empty("wp:docPr", &[("id", &id), ("name", &name), ("descr", &image.alt)]);
        self.xml.open("a:graphic", &[]);
        let kind = "http://schemas.openxmlformats.org/drawingml/2006/picture";
        self.xml.open("a:graphicData", &[("uri", kind)]);
        self.xml.open("pic:pic", &[]);
        self.xml.open("pic:nvPicPr", &[]);
        self.xml.empty("pic:cNvPr", &[("id", &id), ("name", &name), ("descr", &image.alt)]);
        self.xml.raw("<pic:cNvPicPr/>");
        self.xml.close("pic:nvPicPr");
        self.xml.open("pic:blipFill", &[]);
        self.xml.empty("a:blip", &[("r:embed", &link)]);
        self.xml.raw("<a:stretch><a:fillRect/></a:stretch>");
        self.xml.close("pic:blipFill");
        self.xml.raw("<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>");
        self.xml.empty("a:ext", &size);
        self.xml.raw("</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>");
        self.xml.close("pic:pic");
        self.xml.close("a:graphicData");
        self.xml.close("a:graphic");
        self.xml.close("wp:inline");
        self.xml.raw("</w:drawing></w:r>");
    }
}

/// The kind of a picture by its first bytes, if Word can show it.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        _ => None,
    }
}
