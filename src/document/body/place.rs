//! From words of the tree back to the source.

/// Where the byte `offset` of a text inline stands in `source`, the part of the file that the
/// inline's span covers.
///
/// The two differ by escapes, entities, typographic punctuation and the marks of quotes and lists
/// at line ends; the answer steps over these and is exact for ordinary prose. It is always a
/// character boundary of `source`. Ask before [`mark_terms`](super::mark_terms), which cuts texts
/// up but leaves each part the span of the whole.
pub fn place_in_source(source: &str, text: &str, offset: usize) -> usize {
    if source.get(..offset).is_some_and(|before| text.get(..offset) == Some(before)) {
        return offset;
    }
    let mut at = 0;
    for (start, character) in text.char_indices() {
        let rest = source.get(at..).unwrap_or("");
        at += before(rest, character);
        if start >= offset {
            return at;
        }
        let rest = source.get(at..).unwrap_or("");
        at += length(rest, character);
    }
    at.min(source.len())
}

/// How many bytes of `rest` stand before what became `character`.
fn before(rest: &str, character: char) -> usize {
    if rest.starts_with(character) {
        return 0;
    }
    if let Some(escaped) = rest.strip_prefix('\\') {
        return usize::from(escaped.starts_with(|c: char| c.is_ascii_punctuation()));
    }
    if rest.starts_with(is_margin) {
        // Spaces at the end of a line, or the marks of quotes and indentation at its beginning.
        let margin = rest.find(|c| !is_margin(c)).unwrap_or(rest.len());
        return margin;
    }
    0
}

/// How many bytes at the beginning of `rest` became `character`.
fn length(rest: &str, character: char) -> usize {
    let written = match character {
        '\n' if rest.starts_with("\r\n") => 2,
        '…' if rest.starts_with("...") => 3,
        '—' if rest.starts_with("---") => 3,
        '–' if rest.starts_with("--") => 2,
        _ => 0,
    };
    if written > 0 {
        return written;
    }
    let first = rest.chars().next();
    if first == Some('&') && character != '&' || rest.starts_with("&amp;") {
        let entity = rest.find(';').filter(|end| *end < 40).map(|end| end + 1);
        return entity.unwrap_or(1);
    }
    first.map_or(0, char::len_utf8)
}

fn is_margin(c: char) -> bool {
    matches!(c, ' ' | '\t' | '>')
}

#[cfg(test)]
mod tests {
    use super::place_in_source;

    fn found<'s>(source: &'s str, text: &str, word: &str) -> &'s str {
        let at = place_in_source(source, text, text.find(word).unwrap_or(0));
        &source[at..(at + word.len()).min(source.len())]
    }

    #[test]
    fn words_are_found_behind_what_was_changed() {
        assert_eq!(found("plain word", "plain word", "word"), "word");
        assert_eq!(found(r"a \* word", "a * word", "word"), "word");
        assert_eq!(found("it's a \"word\"", "it’s a “word”", "word"), "word");
        assert_eq!(found("a -- b... word", "a – b… word", "word"), "word");
        assert_eq!(found("R&amp;D &eacute; word", "R&D é word", "word"), "word");
        assert_eq!(found("one\r\n> two word", "one\ntwo word", "word"), "word");
    }
}
