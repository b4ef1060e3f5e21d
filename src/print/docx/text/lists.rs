//! Lists, and what readers fill in or tick.

use super::super::super::document::{Block, BlockKind, Fact, Item, Marks};
use super::super::numbering::INDENT;
use super::Writer;
use super::paragraph::{Layout, Place};
use super::runs::Look;

impl Writer<'_> {
    pub(super) fn fact(&mut self, fact: &Fact, place: Place) {
        self.paragraph(&Layout { style: "Fact", ..Layout::default() }, place, |to| {
            to.words(&format!("{}: ", fact.label), Look { strong: true, ..Look::default() });
            match fact.blank {
                true => to.blank(&fact.label),
                false => to.runs(&fact.runs, Look::default()),
            }
        });
    }

    /// A place to type in, which says what it is for.
    pub(super) fn blank(&mut self, name: &str) {
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

    pub(super) fn list(&mut self, marks: &Marks, items: &[Item], place: Place) {
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
    pub(super) fn tick_box(&mut self, done: bool) {
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
}
