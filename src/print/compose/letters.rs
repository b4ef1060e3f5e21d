//! The letters of a source: whether they count up, so that they can be a list that counts itself.

use crate::print::document::{Count, Marks};

/// How items with these letters are marked.
pub(super) fn marks(letters: &[String]) -> Marks {
    if letters.iter().all(String::is_empty) {
        return Marks::Bullets;
    }
    counted(letters).unwrap_or(Marks::Own)
}

/// `a, b, c` and `C a, C b` count up; `a, c` and `a, ` do not.
fn counted(letters: &[String]) -> Option<Marks> {
    let (before, first) = split(letters.first()?);
    let (style, start) = place(first)?;
    for (letter, at) in letters.iter().zip(start..) {
        let (own, mark) = split(letter);
        if own != before || place(mark)? != (style, at) {
            return None;
        }
    }
    Some(Marks::Counted { style, before: before.to_string(), start })
}

/// What stands before the last word, with the space, and the last word.
fn split(letter: &str) -> (&str, &str) {
    let at = letter.rfind(' ').map_or(0, |at| at + 1);
    letter.split_at_checked(at).unwrap_or(("", letter))
}

/// A mark as a number and the way in which it counts.
fn place(mark: &str) -> Option<(Count, u64)> {
    if mark.starts_with(|c: char| c.is_ascii_digit()) {
        // Two places of one length would not count up: `01`.
        let number: u64 = mark.parse().ok()?;
        return (number.to_string() == mark).then_some((Count::Number, number));
    }
    let mut chars = mark.chars();
    let (letter, None) = (chars.next()?, chars.next()) else { return None };
    match letter {
        'a'..='z' => Some((Count::Small, u64::from(letter as u32 - 'a' as u32) + 1)),
        'A'..='Z' => Some((Count::Capital, u64::from(letter as u32 - 'A' as u32) + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(letters: &[&str]) -> Marks {
        marks(&letters.iter().map(|letter| letter.to_string()).collect::<Vec<_>>())
    }

    #[test]
    fn letters_that_count_up_are_a_list_that_counts() {
        let counted = |style, before: &str, start| Marks::Counted {
            style,
            before: before.to_string(),
            start,
        };
        assert_eq!(of(&["a", "b", "c"]), counted(Count::Small, "", 1));
        assert_eq!(of(&["C a", "C b"]), counted(Count::Small, "C ", 1));
        assert_eq!(of(&["B", "C"]), counted(Count::Capital, "", 2));
        assert_eq!(of(&["9", "10"]), counted(Count::Number, "", 9));
        assert_eq!(of(&["", ""]), Marks::Bullets);
        for own in [&["a", "c"][..], &["a", ""], &["a", "B"], &["1.1", "1.2"], &["z", "aa"]] {
            assert_eq!(of(own), Marks::Own, "{own:?}");
        }
    }
}
