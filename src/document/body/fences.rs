//! The lines that open and close directives.
//!
//! Markdown knows nothing of `:::`. So that one parse of the whole text keeps its link definitions,
//! footnotes and byte offsets, each such line is masked by bytes of the same number that Markdown
//! takes as a block of its own which ends every paragraph, list and quote before it: `<?>`, an HTML
//! block of type 3. Where the parser then reports an HTML block at the place of a mask, a directive
//! begins or ends; where it reports code, the line was an example and is put back.

use std::borrow::Cow;
use std::ops::Range;

/// What stands in for the three colons of a line.
const MASK: &str = "<?>";

/// One line that begins with `:::`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// The line from its first colon to its last byte, without the line end.
    pub(super) range: Range<usize>,
    /// Whether the parse has come across it.
    pub(super) seen: bool,
}

/// Finds all lines that begin, after at most three spaces, with three colons, and masks them.
pub(super) fn mask(text: &str) -> (Cow<'_, str>, Vec<Fence>) {
    let mut fences = Vec::new();
    if !text.contains(":::") {
        return (Cow::Borrowed(text), fences);
    }
    let mut masked = String::with_capacity(text.len());
    for line in lines(text) {
        let start = masked.len();
        let content = line.trim_end_matches(['\n', '\r']);
        let rest = content.trim_start_matches(' ');
        let indent = content.len() - rest.len();
        if indent <= 3 && rest.starts_with(":::") {
            masked.extend(std::iter::repeat_n(' ', indent));
            masked.push_str(MASK);
            masked.extend(std::iter::repeat_n(' ', rest.len() - MASK.len()));
            masked.push_str(line.get(content.len()..).unwrap_or(""));
            fences.push(Fence { range: start + indent..start + content.len(), seen: false });
        } else {
            masked.push_str(line);
        }
    }
    (Cow::Owned(masked), fences)
}

/// The lines of a text with their ends: `\n`, `\r\n` or a lone `\r`.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n').flat_map(|line| {
        // A carriage return that is not half of `\r\n` ends a line too.
        let body = line.strip_suffix("\r\n").unwrap_or(line);
        let (head, tail) = match body.rfind('\r') {
            Some(at) => line.split_at(at + 1),
            None => ("", line),
        };
        head.split_inclusive('\r').chain(std::iter::once(tail))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fences_of(text: &str) -> Vec<&str> {
        let (masked, fences) = mask(text);
        assert_eq!(masked.len(), text.len());
        fences.into_iter().map(|fence| &text[fence.range]).collect()
    }

    #[test]
    fn fence_lines_are_found_whatever_ends_a_line() {
        assert_eq!(
            fences_of("a\n::: note\r\nb\r:::\r\n   ::::\n    :::\n::"),
            ["::: note", ":::", "::::"]
        );
        assert_eq!(fences_of("\r:::\r\r:::é"), [":::", ":::é"]);
        assert!(fences_of("x ::: y\n> :::\n").is_empty());
    }

    #[test]
    fn masks_have_the_length_of_what_they_hide() {
        let (masked, _) = mask("  ::: né {}\r\nx");
        assert_eq!(masked, "  <?>       \r\nx");
        assert!(matches!(mask("no fence"), (Cow::Borrowed(_), _)));
    }
}
