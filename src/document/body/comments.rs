//! HTML that an author wrote: comments apart, the rest to be judged.

use std::ops::Range;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// A piece of HTML, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Html {
    /// What is left without comments.
    pub(super) rest: String,
    /// The comments: their words, and their ranges in the piece.
    pub(super) comments: Vec<(String, Range<usize>)>,
}

/// Takes comments out of a piece of HTML. A comment that is never closed goes on to the end, as
/// CommonMark has it.
pub(super) fn take_comments(html: &str) -> Html {
    let mut taken = Html::default();
    let mut at = 0;
    while let Some(rest) = html.get(at..) {
        let Some(found) = rest.find(OPEN) else {
            taken.rest.push_str(rest);
            break;
        };
        let start = at + found;
        taken.rest.push_str(html.get(at..start).unwrap_or(""));
        let inside = start + OPEN.len();
        let words = html.get(inside..).unwrap_or("");
        let length = words.find(CLOSE).unwrap_or(words.len());
        let end = (inside + length + CLOSE.len()).min(html.len());
        let text = words.get(..length).unwrap_or("").trim_matches('-').trim().to_string();
        taken.comments.push((text, start..end));
        at = end;
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_out() {
        let html = "<b><!-- one --></b><!---->x<!-- open";
        let taken = take_comments(html);
        assert_eq!(taken.rest, "<b></b>x");
        let comments: Vec<_> = taken
            .comments
            .iter()
            .map(|(text, range)| (text.as_str(), &html[range.clone()]))
            .collect();
        assert_eq!(comments, [("one", "<!-- one -->"), ("", "<!---->"), ("open", "<!-- open")]);
    }
}
