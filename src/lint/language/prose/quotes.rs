//! Where quotations begin and end.

use std::ops::Range;

/// The stretches of a text in quotation marks, marks left out, in order. Straight and curly marks,
/// single and double. An apostrophe is none.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut before = ' ';
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map_or(' ', |(_, c)| *c);
        let opens = !before.is_alphanumeric() && !after.is_whitespace();
        match (open, c) {
            (None, '“' | '‘' | '«' | '„') => open = Some((c, at + c.len_utf8())),
            (None, '"') => open = Some((c, at + 1)),
            (None, '\'') if opens => open = Some((c, at + 1)),
            (Some(('“' | '„', start)), '”' | '“') | (Some(('"', start)), '"') => {
                found.push(start..at);
                open = None;
            }
            (Some(('«', start)), '»') => {
                found.push(start..at);
                open = None;
            }
            (Some(('‘', start)), '’') | (Some(('\'', start)), '\'') if !after.is_alphanumeric() =>
            {
                found.push(start..at);
                open = None;
            }
            _ => {}
        }
        before = c;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::quotations;

    fn found(text: &str) -> Vec<&str> {
        quotations(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn marks_are_told_from_apostrophes() {
        assert_eq!(found("a “b c” d"), ["b c"]);
        assert_eq!(found("don’t say ‘it’s mad’ here"), ["it’s mad"]);
        assert_eq!(found("she didn't say \"so\" to the mums' group"), ["so"]);
        assert_eq!(found("say 'so', then go"), ["so"]);
        assert_eq!(found("the nurses’ room and the parents’ room"), Vec::<&str>::new());
    }
}
