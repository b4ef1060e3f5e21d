//! Tables, in a region that scrolls and that a keyboard can reach.

use super::Writer;
use crate::document::body::{Alignment, Cell, Table, plain_text};

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.tables += 1;
        let id = format!("{}table-{}", self.inputs.id_prefix, self.tables);
        self.push("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\"");
        if table.caption.is_some() {
            self.push_attribute("aria-labelledby", &id);
        } else {
            let label = &self.inputs.labels.table_region;
            self.push_attribute("aria-label", &label.replace("{n}", &self.tables.to_string()));
        }
        self.push("><table>");
        if let Some(caption) = &table.caption {
            self.push("<caption");
            self.push_attribute("id", &id);
            self.push(">");
            self.inlines(caption);
            self.push("</caption>");
        }
        // Markdown cannot say which cells head a row. An empty corner says it: the first column
        // then has no heading because it holds headings. A filled corner says nothing, since a
        // first column of dates or numbers has one too.
        let heads_rows = table.header.first().is_some_and(is_empty) && table.header.len() > 1;
        self.push("<thead><tr>");
        for (column, cell) in table.header.iter().enumerate() {
            // An empty heading would be announced for every cell below it.
            let tag = if is_empty(cell) { "td" } else { "th scope=\"col\"" };
            self.cell(tag, table.alignments.get(column), cell);
        }
        self.push("</tr></thead>");
        if !table.rows.is_empty() {
            self.push("<tbody>");
            for row in &table.rows {
                self.push("<tr>");
                for (column, cell) in row.iter().enumerate() {
                    let heads = heads_rows && column == 0 && !is_empty(cell);
                    let tag = if heads { "th scope=\"row\"" } else { "td" };
                    self.cell(tag, table.alignments.get(column), cell);
                }
                self.push("</tr>");
            }
            self.push("</tbody>");
        }
        self.push("</table></div>");
    }

    fn cell(&mut self, tag: &str, alignment: Option<&Alignment>, cell: &Cell) {
        self.push("<");
        self.push(tag);
        // Text begins at the start by itself; the two other ways need a style sheet.
        match alignment {
            Some(Alignment::Centre) => self.push(" class=\"align-center\""),
            Some(Alignment::End) => self.push(" class=\"align-end\""),
            Some(Alignment::Natural | Alignment::Start) | None => {}
        }
        self.push(">");
        self.inlines(&cell.inlines);
        self.push(if tag.starts_with("th") { "</th>" } else { "</td>" });
    }
}

fn is_empty(cell: &Cell) -> bool {
    cell.inlines.is_empty() || plain_text(&cell.inlines).trim().is_empty()
}
