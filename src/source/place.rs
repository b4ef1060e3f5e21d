//! Where something stands: bytes inside, lines and columns outside.

use serde::{Deserialize, Serialize};

use super::SitePath;

/// A run of bytes in one file, from `start` up to but not including `end`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of a range of byte offsets. Offsets past 4 GiB are held at that bound.
    pub fn new(range: std::ops::Range<usize>) -> Span {
        let bound = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: bound(range.start), end: bound(range.end.max(range.start)) }
    }

    /// The span moved `by` bytes to the right.
    pub fn shifted(self, by: u32) -> Span {
        Span { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }
}

/// A span in a named file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the site's root.
    pub path: SitePath,
    /// The bytes meant.
    pub span: Span,
}

/// A line and a column, both counted from 1. Columns count characters, not bytes, since that is
/// what an editor program shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

/// Finds the line and column of byte offsets in one text.
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// Reads the line ends of `text`: `\n`, `\r\n` and a lone `\r`.
    pub fn new(text: &'t str) -> LineIndex<'t> {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at + 1);
            }
        }
        LineIndex { text, starts }
    }

    /// The position of a byte offset. An offset past the end is the end; one inside a character is
    /// that character. A byte order mark does not count as a character.
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        let characters = before.strip_prefix('\u{feff}').unwrap_or(before).chars().count();
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(characters + 1).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: u32) -> (u32, u32) {
        let position = LineIndex::new(text).position(offset);
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters_and_lines_end_in_three_ways() {
        assert_eq!(at("abc", 0), (1, 1));
        assert_eq!(at("é=x", 2), (1, 2));
        assert_eq!(at("a\nb", 2), (2, 1));
        assert_eq!(at("a\r\nb", 3), (2, 1));
        assert_eq!(at("a\rb", 2), (2, 1));
        assert_eq!(at("a\n", 2), (2, 1));
        assert_eq!(at("\u{feff}abc", 4), (1, 2));
        assert_eq!(at("é", 1), (1, 1));
        assert_eq!(at("abc", 99), (1, 4));
    }
}
