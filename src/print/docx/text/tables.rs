//! Tables: a row of heads that repeats on each sheet, and words for those who do not see them.

use super::super::super::document::{Alignment, Run, Table, plain};
use super::super::Sheet;
use super::Writer;
use super::paragraph::{Layout, Place};
use super::runs::Look;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table, place: Place) {
        let caption = plain(&table.caption);
        if !table.caption.is_empty() {
            self.line("Caption", &table.caption, place);
        }
        let columns = table.header.len().max(1);
        let width =
            (Sheet::of(self.print).text_width().saturating_sub(place.indent) / columns).to_string();
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
        let heads: Vec<String> = table.header.iter().map(|cell| plain(cell)).collect();
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

    pub(super) fn row(&mut self, table: &Table, cells: &[Vec<Run>], heads: bool, width: &str) {
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
}
