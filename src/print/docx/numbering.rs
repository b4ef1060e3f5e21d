//! The lists of a Word file: one definition for each way of counting, one instance for each list,
//! so that every list begins anew.

use super::super::document::{Count, Marks};
use super::super::markup::Markup;
use super::parts::WORD;

/// How far each level of a list stands in, in twentieths of a point.
pub(super) const INDENT: usize = 425;

/// Word knows nine levels.
const LEVELS: usize = 9;

/// The lists of a document so far.
#[derive(Default)]
pub(super) struct Numbering {
    /// Ways of counting: the form, and what stands before each number.
    ways: Vec<(Option<Count>, String)>,
    /// Lists: the way of each, its level and its first number.
    lists: Vec<(usize, usize, u64)>,
}

impl Numbering {
    /// The number of a new list at this level; none if its items bring their own marks.
    pub(super) fn list(&mut self, marks: &Marks, level: usize) -> Option<usize> {
        let (way, start) = match marks {
            Marks::Bullets => ((None, String::new()), 1),
            Marks::Counted { style, before, start } => ((Some(*style), before.clone()), *start),
            Marks::Own | Marks::Boxes => return None,
        };
        let at = match self.ways.iter().position(|other| *other == way) {
            Some(at) => at,
            None => {
                self.ways.push(way);
                self.ways.len() - 1
            }
        };
        self.lists.push((at, level.min(LEVELS - 1), start));
        Some(self.lists.len())
    }

    /// The part that declares the lists.
    pub(super) fn write(&self) -> String {
        let mut xml = super::parts::xml();
        xml.open("w:numbering", &[("xmlns:w", WORD)]);
        for (at, (count, before)) in self.ways.iter().enumerate() {
            xml.open("w:abstractNum", &[("w:abstractNumId", &at.to_string())]);
            xml.empty("w:multiLevelType", &[("w:val", "hybridMultilevel")]);
            for level in 0..LEVELS {
                write_level(&mut xml, level, *count, before);
            }
            xml.close("w:abstractNum");
        }
        for (at, (way, level, start)) in self.lists.iter().enumerate() {
            xml.open("w:num", &[("w:numId", &(at + 1).to_string())]);
            xml.empty("w:abstractNumId", &[("w:val", &way.to_string())]);
            xml.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
            xml.empty("w:startOverride", &[("w:val", &start.to_string())]);
            xml.close("w:lvlOverride");
            xml.close("w:num");
        }
        xml.close("w:numbering");
        xml.finish()
    }
}

fn write_level(xml: &mut Markup, level: usize, count: Option<Count>, before: &str) {
    let (format, text) = match count {
        None => ("bullet", if level.is_multiple_of(2) { "•".to_string() } else { "–".to_string() }),
        Some(Count::Number) => ("decimal", format!("{before}%{}.", level + 1)),
        Some(Count::Small) => ("lowerLetter", format!("{before}%{}", level + 1)),
        Some(Count::Capital) => ("upperLetter", format!("{before}%{}", level + 1)),
    };
    xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
    xml.empty("w:start", &[("w:val", "1")]);
    xml.empty("w:numFmt", &[("w:val", format)]);
    xml.empty("w:lvlText", &[("w:val", &text)]);
    xml.empty("w:lvlJc", &[("w:val", "left")]);
    let hanging = if before.is_empty() { INDENT } else { INDENT + 200 };
    xml.open("w:pPr", &[]);
    let left = (level * INDENT + hanging).to_string();
    xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging.to_string())]);
    xml.close("w:pPr");
    xml.close("w:lvl");
}
