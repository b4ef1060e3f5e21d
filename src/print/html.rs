//! A print as HTML for the theme's print page.
//!
//! It must never decide what a print says. Enter at [`write`].

use super::document::{
    Alignment, Block, BlockKind, Count, Fact, Item, Marks, PrintDocument, Run, Table, Work, plain,
};
use super::markup::{Markup, encoded};

/// A print as the template of print pages sees it.
#[derive(Debug, serde::Serialize)]
pub struct Written {
    /// Its text, with notes and works.
    pub content: String,
    /// Where it comes from.
    pub imprint: Vec<WrittenFact>,
    /// The pages of a section.
    pub parts: Vec<WrittenPart>,
}

/// A label and what it says.
#[derive(Debug, serde::Serialize)]
pub struct WrittenFact {
    /// The label.
    pub label: String,
    /// What it says, as HTML.
    pub html: String,
}

/// A page of a section in the contents list.
#[derive(Debug, serde::Serialize)]
pub struct WrittenPart {
    /// The id of its heading.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Writes a print. `origin` is what full addresses of this site begin with, such as
/// `https://site.example`: links below it are written without it, so that they stay on the site
/// that is being read.
pub fn write(print: &PrintDocument, origin: &str) -> Written {
    let mut writer = Writer { print, origin, html: Markup::default(), tables: 0 };
    writer.blocks(&print.blocks);
    writer.notes();
    writer.works(&print.words.references, "print-references", &print.works, true);
    writer.works(&print.words.sources, "print-sources", &print.sources, false);
    let content = std::mem::take(&mut writer.html).finish();
    let imprint = print.imprint.iter().map(|fact| WrittenFact {
        label: fact.label.clone(),
        html: {
            writer.runs(&fact.runs);
            std::mem::take(&mut writer.html).finish()
        },
    });
    let imprint = imprint.collect();
    let parts = print.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading { id, runs, part: true, .. } => {
            Some(WrittenPart { id: id.clone(), title: plain(runs) })
        }
        _ => None,
    });
    Written { content, imprint, parts: parts.collect() }
}

struct Writer<'w> {
    print: &'w PrintDocument,
    origin: &'w str,
    html: Markup,
    /// How many tables there were so far.
    tables: usize,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
    }

    fn within(&mut self, name: &str, class: &str, inside: impl FnOnce(&mut Self)) {
        match class {
            "" => self.html.open(name, &[]),
            class => self.html.open(name, &[("class", class)]),
        }
        inside(self);
        self.html.close(name);
    }

    fn block(&mut self, block: &BlockKind) {
        match block {
            BlockKind::Heading { level, id, runs, part } => {
                let name = format!("h{}", (*level).clamp(2, 6));
                let id = ("id", id.as_str());
                match part {
                    true => self.html.open(&name, &[id, ("class", "print-part")]),
                    false => self.html.open(&name, &[id]),
                }
                self.runs(runs);
                self.html.close(&name);
            }
            BlockKind::Paragraph { runs, lead } => {
                self.within("p", if *lead { "lead" } else { "" }, |to| to.runs(runs));
            }
            BlockKind::Facts { facts } => self.within("dl", "summary", |to| {
                facts.iter().for_each(|fact| to.fact(fact));
            }),
            BlockKind::List { marks, items } => self.list(marks, items),
            BlockKind::Definitions { entries } => self.within("dl", "", |to| {
                for entry in entries {
                    to.within("dt", "", |to| to.runs(&entry.term));
                    for meaning in &entry.meanings {
                        to.within("dd", "", |to| to.item_blocks(meaning));
                    }
                }
            }),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Box { tone, title, blocks } => {
                let class = format!("callout callout-{tone}");
                self.html.open("div", &[("class", &class), ("role", "note")]);
                if !title.is_empty() {
                    self.within("p", "callout-title", |to| to.html.text(title));
                }
                self.within("div", "rich", |to| to.blocks(blocks));
                self.html.close("div");
            }
            BlockKind::Quote { blocks, by } if by.is_empty() => {
                self.within("blockquote", "", |to| to.blocks(blocks));
            }
            BlockKind::Quote { blocks, by } => self.within("figure", "voice", |to| {
                to.within("div", "rich", |to| to.blocks(blocks));
                to.within("figcaption", "", |to| to.within("p", "", |to| to.html.text(by)));
            }),
            BlockKind::Passage { language, direction, blocks } => {
                self.html.open("div", &[("lang", language), ("dir", direction)]);
                self.blocks(blocks);
                self.html.close("div");
            }
            BlockKind::Figure { image, caption } => self.within("figure", "", |to| {
                to.image(image);
                if !caption.is_empty() {
                    to.within("figcaption", "", |to| {
                        to.within("p", "", |to| to.html.text(caption));
                    });
                }
            }),
            BlockKind::Code { text } => {
                // A long line scrolls, so a keyboard must be able to reach it.
                self.html.open("pre", &[("tabindex", "0")]);
                self.within("code", "", |to| to.html.text(text));
                self.html.close("pre");
            }
            BlockKind::Blank { label, note } => self.within("div", "blank", |to| {
                to.within("p", "", |to| {
                    to.within("strong", "", |to| to.runs(label));
                    if !note.is_empty() {
                        to.html.text(". ");
                        to.runs(note);
                    }
                });
                to.blank();
            }),
        }
    }

    fn blank(&mut self) {
        let words = self.print.words.blank.clone();
        self.within("p", "blank-line", |to| to.html.text(&words));
    }

    fn fact(&mut self, fact: &Fact) {
        self.within("div", "", |to| {
            to.within("dt", "", |to| to.html.text(&fact.label));
            to.within("dd", "", |to| match fact.blank {
                true => to.blank(),
                false => to.runs(&fact.runs),
            });
        });
    }

    fn list(&mut self, marks: &Marks, items: &[Item]) {
        match marks {
            Marks::Bullets => self.within("ul", "", |to| {
                items
                    .iter()
                    .for_each(|item| to.within("li", "", |to| to.item_blocks(&item.blocks)));
            }),
            Marks::Counted { style: Count::Number, before, start } if before.is_empty() => {
                match start {
                    1 => self.html.open("ol", &[]),
                    start => self.html.open("ol", &[("start", &start.to_string())]),
                }
                for item in items {
                    self.within("li", "", |to| to.item_blocks(&item.blocks));
                }
                self.html.close("ol");
            }
            // Letters of a source are words of it: they are read and copied like the rest.
            Marks::Counted { .. } | Marks::Own => self.within("ul", "lettered plain", |to| {
                for item in items {
                    to.within("li", "", |to| {
                        let mark = if item.mark.is_empty() { "–" } else { &item.mark };
                        to.within("span", "letter", |to| to.html.text(mark));
                        to.html.raw(" ");
                        to.within("div", "lettered-text", |to| to.item_blocks(&item.blocks));
                    });
                }
            }),
            Marks::Boxes => self.within("ul", "boxes plain", |to| {
                let words = &to.print.words;
                let (open, done) = (words.open.clone(), words.done.clone());
                for item in items {
                    let (class, name) =
                        if item.done { ("box done", &done) } else { ("box", &open) };
                    to.within("li", "", |to| {
                        let attributes = [("class", class), ("role", "img"), ("aria-label", name)];
                        to.html.element("span", &attributes, |_| {});
                        to.html.raw(" ");
                        to.within("div", "", |to| to.item_blocks(&item.blocks));
                    });
                }
            }),
        }
    }

    /// The blocks of an item: one paragraph stands without `<p>`.
    fn item_blocks(&mut self, blocks: &[Block]) {
        match blocks {
            [Block { kind: BlockKind::Paragraph { runs, .. }, .. }, rest @ ..]
                if rest.iter().all(|block| matches!(block.kind, BlockKind::List { .. })) =>
            {
                self.runs(runs);
                self.blocks(rest);
            }
            blocks => self.blocks(blocks),
        }
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let id = format!("print-table-{}", self.tables);
        let region = [("class", "table-scroll"), ("role", "region"), ("tabindex", "0")];
        let name = match table.caption.is_empty() {
            true => ("aria-label", self.print.words.table.as_str()),
            false => ("aria-labelledby", id.as_str()),
        };
        let attributes: Vec<_> = region.into_iter().chain([name]).collect();
        self.html.open("div", &attributes);
        self.html.open("table", &[]);
        if !table.caption.is_empty() {
            self.html.open("caption", &[("id", &id)]);
            self.runs(&table.caption);
            self.html.close("caption");
        }
        self.within("thead", "", |to| to.row(table, &table.header, true));
        if !table.rows.is_empty() {
            self.within("tbody", "", |to| {
                table.rows.iter().for_each(|row| to.row(table, row, false));
            });
        }
        self.html.close("table");
        self.html.close("div");
    }

    fn row(&mut self, table: &Table, row: &[Vec<Run>], heads: bool) {
        self.html.open("tr", &[]);
        for (column, cell) in row.iter().enumerate() {
            let is_header = !cell.is_empty() && (heads || (table.row_headers && column == 0));
            let (name, scope) = match is_header {
                true => ("th", Some(if heads { "col" } else { "row" })),
                false => ("td", None),
            };
            let class = match table.alignments.get(column) {
                Some(Alignment::Centre) => Some("align-center"),
                Some(Alignment::End) => Some("align-end"),
                _ => None,
            };
            let scope = scope.map(|scope| ("scope", scope));
            let class = class.map(|class| ("class", class));
            let attributes: Vec<_> = scope.into_iter().chain(class).collect();
            self.html.open(name, &attributes);
            self.runs(cell);
            self.html.close(name);
        }
        self.html.close("tr");
    }

    fn image(&mut self, image: &super::Image) {
        let address = encoded(&image.address);
        let (width, height) =
            (image.width.map(|n| n.to_string()), image.height.map(|n| n.to_string()));
        let mut attributes = vec![("src", address.as_str()), ("alt", image.alt.as_str())];
        attributes.extend(width.as_deref().map(|width| ("width", width)));
        attributes.extend(height.as_deref().map(|height| ("height", height)));
        self.html.open("img", &attributes);
    }

    fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            self.run(run);
        }
    }

    fn run(&mut self, run: &Run) {
        match run {
            Run::Text { text } => self.html.text(text),
            Run::Code { text } => self.within("code", "", |to| to.html.text(text)),
            Run::Emphasis { runs } => self.within("em", "", |to| to.runs(runs)),
            Run::Strong { runs } => self.within("strong", "", |to| to.runs(runs)),
            Run::Struck { runs } => self.within("del", "", |to| to.runs(runs)),
            Run::Link { inside, address, external, runs } => {
                let own = address.strip_prefix(self.origin).filter(|rest| rest.starts_with('/'));
                let full = encoded(address);
                let (href, note) = match (inside.is_empty(), own) {
                    (false, _) => (format!("#{}", encoded(inside)), None),
                    (true, Some(own)) => (encoded(own), Some(("data-address", full.as_str()))),
                    (true, None) => (full.clone(), external.then_some(("rel", "external"))),
                };
                let attributes: Vec<_> =
                    [("href", href.as_str())].into_iter().chain(note).collect();
                self.html.open("a", &attributes);
                self.runs(runs);
                self.html.close("a");
            }
            Run::Picture { image } => self.image(image),
            Run::Break => self.html.open("br", &[]),
            Run::Note { number, occurrence } => {
                let label = self.print.words.note_mark.replace("{n}", &number.to_string());
                let id = mark_id(*number, *occurrence);
                self.html.open("sup", &[("class", "footnote-ref")]);
                let href = format!("#fn-{number}");
                let attributes = [("href", href.as_str()), ("id", &id), ("aria-label", &label)];
                self.html.element("a", &attributes, |html| html.text(&number.to_string()));
                self.html.close("sup");
            }
            Run::Cite { works } => {
                self.html.open("span", &[("class", "citation")]);
                self.html.text("[");
                for (at, cited) in works.iter().enumerate() {
                    if at > 0 {
                        self.html.text("; ");
                    }
                    let number = cited.number.to_string();
                    let label = self.print.words.reference_mark.replace("{n}", &number);
                    let href = format!("#ref-{number}");
                    let attributes = [("href", href.as_str()), ("aria-label", label.as_str())];
                    self.html.element("a", &attributes, |html| html.text(&number));
                    self.html.text(&cited.locator);
                }
                self.html.text("]");
                self.html.close("span");
            }
        }
    }

    fn notes(&mut self) {
        let print = self.print;
        if print.notes.is_empty() {
            return;
        }
        let attributes = [("class", "footnotes"), ("aria-labelledby", "print-notes")];
        self.html.open("section", &attributes);
        self.html.element("h2", &[("id", "print-notes")], |html| html.text(&print.words.notes));
        self.html.open("ol", &[]);
        for (number, note) in (1..).zip(&print.notes) {
            self.html.open("li", &[("id", &format!("fn-{number}"))]);
            self.item_blocks(&note.blocks);
            self.html.close("li");
        }
        self.html.close("ol");
        self.html.close("section");
    }

    fn works(&mut self, title: &str, id: &str, works: &[Work], numbered: bool) {
        if works.is_empty() {
            return;
        }
        self.html.open("section", &[("class", "references")]);
        self.html.element("h2", &[("id", id)], |html| html.text(title));
        let list = if numbered { "ol" } else { "ul" };
        self.html.open(list, &[]);
        for (number, work) in (1..).zip(works) {
            match numbered {
                true => self.html.open("li", &[("id", &format!("ref-{number}"))]),
                false => self.html.open("li", &[]),
            }
            self.within("p", "", |to| to.runs(&work.runs));
            self.html.close("li");
        }
        self.html.close(list);
        self.html.close("section");
    }
}

fn mark_id(number: usize, occurrence: usize) -> String {
    match occurrence {
        0 | 1 => format!("fnref-{number}"),
        _ => format!("fnref-{number}-{occurrence}"),
    }
}
