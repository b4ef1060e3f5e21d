//! From the text of a run back to the file.

use super::{Piece, Run};
use crate::document::body::place_in_source;
use crate::source::Span;

impl Run {
    /// Where a stretch of this run stands in the file, whose text is `source`.
    pub fn place(&self, range: std::ops::Range<u32>, source: &str) -> Span {
        let start = self.place_of(range.start, range.end, source);
        let last = range.end.saturating_sub(1).max(range.start);
        // The last character may take more than a byte.
        let last = (0..4)
            .map(|step| last.saturating_sub(step))
            .find(|at| self.text.is_char_boundary(*at as usize))
            .unwrap_or(range.start);
        let end = self.place_of(last, range.end, source);
        Span { start: start.start, end: end.end.max(start.end) }
    }

    /// Where the character at `at` stands; `end` is where the stretch ends that it belongs to.
    fn place_of(&self, at: u32, end: u32, source: &str) -> Span {
        let number = self.pieces.partition_point(|piece| piece.start <= at).saturating_sub(1);
        let Some(piece) = self.pieces.get(number) else { return self.span };
        let text_end =
            self.pieces.get(number + 1).map_or(self.text.len(), |next| next.start as usize);
        let text = self.text.get(piece.start as usize..text_end).unwrap_or("");
        let written = source.get(piece.span.start as usize..piece.span.end as usize).unwrap_or("");
        if piece.in_field {
            return self.place_in_field(piece, written, at, end);
        }
        let offset = (at - piece.start) as usize;
        let start = place_in_source(written, text, offset);
        let length = text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, |c| {
            let next = place_in_source(written, text, offset + c.len_utf8());
            next.saturating_sub(start)
        });
        let start = start as u32;
        Span { start: start + piece.span.start, end: start + piece.span.start + length as u32 }
    }

    /// A field is looked through for the words: its value may have been written with escapes.
    fn place_in_field(&self, piece: &Piece, written: &str, at: u32, end: u32) -> Span {
        let before = self.text.get(..at as usize).unwrap_or("");
        let Some(words) = self.text.get(at as usize..end as usize).filter(|w| !w.is_empty()) else {
            return piece.span;
        };
        let nth = before.matches(words).count();
        match written.match_indices(words).nth(nth) {
            Some((start, _)) => {
                let start = piece.span.start + start as u32;
                Span { start, end: start + words.len() as u32 }
            }
            None => piece.span,
        }
    }
}
