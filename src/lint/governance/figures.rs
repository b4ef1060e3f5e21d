//! Figures in claims that no citation stands behind.
//!
//! A figure is a percentage or a sum of money. It needs a citation once on a page: in its paragraph,
//! list, table or record, or wherever the page says the same figure with one. A footnote or a link
//! to another site counts as well, since that is where some houses put their sources.

use std::collections::BTreeSet;

use crate::config::ContentTypes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::body::{
    Block, BlockKind, Body, Descend, Inline, InlineKind, Visit, plain_text, visit_blocks,
};
use crate::document::{Document, FieldValue};
use crate::source::{SitePath, Span};

/// Reports the figures of one page, whose file holds `text`, if its type wants figures cited.
pub fn uncited_figures(
    path: &SitePath,
    text: &str,
    document: &Document,
    types: &ContentTypes,
) -> Diagnostics {
    if !types.get(&document.front.kind).is_some_and(|kind| kind.cite_figures) {
        return Diagnostics::new();
    }
    let mut claims = Vec::new();
    for (_, value) in &document.fields {
        match value {
            // What stands together in a record is one claim.
            FieldValue::Records(records) => claims.extend(records.iter().map(|record| {
                let mut claim = Claim::default();
                record.iter().for_each(|(_, value)| value.visit(&mut |value| claim.read(value)));
                claim
            })),
            FieldValue::List(items) => claims.extend(items.iter().map(Claim::of)),
            value => claims.push(Claim::of(value)),
        }
    }
    claims.extend(document.body.blocks.iter().map(|block| {
        let mut claim = Claim::default();
        claim.blocks(std::slice::from_ref(block));
        claim
    }));
    let cited: BTreeSet<&str> = claims
        .iter()
        .filter(|claim| claim.is_cited)
        .flat_map(|claim| &claim.figures)
        .map(|(figure, _)| figure.name.as_str())
        .collect();
    let mut reported = BTreeSet::new();
    let mut found = Diagnostics::new();
    for (figure, span) in claims.iter().filter(|claim| !claim.is_cited).flat_map(|c| &c.figures) {
        let Some(span) = span else { continue };
        if cited.contains(figure.name.as_str()) || !reported.insert(&figure.name) {
            continue;
        }
        let span = place_of(text, *span, &figure.written);
        found.push(
            Diagnostic::new(Code::UncitedFigure, format!("`{}` has no citation", figure.name))
                .at(path, span)
                .help("say where the figure comes from: [@key], once on the page"),
        );
    }
    found
}

/// A percentage or a sum of money.
#[derive(Debug, PartialEq, Eq)]
struct Figure {
    /// As figures are compared: `14%`, `£260,000`.
    name: String,
    /// As it is written: `14 per cent`.
    written: String,
}

/// Where a figure stands in the words at `span`; these themselves if marks stand inside it.
fn place_of(text: &str, span: Span, written: &str) -> Span {
    let words = text.get(span.start as usize..span.end as usize).unwrap_or("");
    words.find(written).map_or(span, |at| {
        let start = span.start as usize + at;
        Span::new(start..start + written.len())
    })
}

/// Words that stand together, the figures in them with their places where these are known, and
/// whether anything says where they come from.
#[derive(Default)]
struct Claim {
    figures: Vec<(Figure, Option<Span>)>,
    is_cited: bool,
}

impl Claim {
    fn of(value: &FieldValue) -> Claim {
        let mut claim = Claim::default();
        value.visit(&mut |value| claim.read(value));
        claim
    }

    fn read(&mut self, value: &FieldValue) {
        match value {
            FieldValue::Text(text, _) => {
                self.figures.extend(figures(text).into_iter().map(|figure| (figure, None)));
            }
            FieldValue::Markdown(body) => self.body(body),
            _ => {}
        }
    }

    fn body(&mut self, body: &Body) {
        self.blocks(&body.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        visit_blocks(blocks, self);
    }

    fn run(&mut self, inlines: &[Inline], span: Span) {
        let found = figures(&plain_text(inlines));
        self.figures.extend(found.into_iter().map(|figure| (figure, Some(span))));
    }
}

impl<'t> Visit<'t> for Claim {
    fn enter_block(&mut self, block: &'t Block) -> Descend {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.run(inlines, block.span),
            BlockKind::DefinitionList(list) => {
                list.entries.iter().for_each(|entry| self.run(&entry.term, block.span));
            }
            BlockKind::Table(table) => {
                for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                    self.run(&cell.inlines, cell.span);
                }
            }
            // Somebody else's words, and words that are no claim.
            BlockKind::Code(_) => return Descend::Past,
            _ => {}
        }
        Descend::Into
    }

    fn enter_inline(&mut self, inline: &'t Inline) -> Descend {
        self.is_cited |= match &inline.kind {
            InlineKind::Citation(_) | InlineKind::FootnoteReference { .. } => true,
            InlineKind::Link(link) => {
                link.destination.starts_with("https://") || link.destination.starts_with("http://")
            }
            _ => false,
        };
        Descend::Into
    }
}

/// The percentages and sums of money in a text.
fn figures(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
    {
        let start = at + start;
        let rest = text.get(start..).unwrap_or("");
        let length = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let number = rest.get(..length).unwrap_or("").trim_end_matches([',', '.']);
        let after = rest.get(number.len()..).unwrap_or("");
        let unit = after.trim_start_matches([' ', '\u{a0}']);
        let unit_length = ["per cent", "percent"]
            .into_iter()
            .find(|word| starts_with_word(unit, word))
            .map_or(usize::from(unit.starts_with('%')), str::len);
        if text.get(..start).is_some_and(|before| before.ends_with('£')) {
            let written = format!("£{number}");
            figures.push(Figure { name: written.clone(), written });
        } else if unit_length > 0 {
            let end = number.len() + (after.len() - unit.len()) + unit_length;
            let written = rest.get(..end).unwrap_or(number).to_string();
            figures.push(Figure { name: format!("{number}%"), written });
        }
        at = start + length;
    }
    figures
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_percentages_and_sums_of_money() {
        let found = figures("Stays fell by 14%, by 9.5 per cent, or 3 percent; £260,000, then £5.");
        let names: Vec<&str> = found.iter().map(|figure| figure.name.as_str()).collect();
        assert_eq!(names, ["14%", "9.5%", "3%", "£260,000", "£5"]);
        let written: Vec<&str> = found.iter().map(|figure| figure.written.as_str()).collect();
        assert_eq!(written, ["14%", "9.5 per cent", "3 percent", "£260,000", "£5"]);
        let none = ["In 2013 there were 53 posts.", "Band 4", "3:1", "14 percentages", "%", "£"];
        assert!(none.iter().all(|text| figures(text).is_empty()));
    }
}
