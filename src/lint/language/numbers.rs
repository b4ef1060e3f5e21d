//! Numbers as they stand in sentences.

use super::prose::{Run, Token};

/// What stands directly before and behind a token.
pub(super) struct Around<'r> {
    /// The characters between it and the token before.
    pub(super) before: &'r str,
    /// The characters between it and the token behind.
    pub(super) after: &'r str,
}

impl<'r> Around<'r> {
    pub(super) fn of(run: &'r Run, tokens: &[Token], place: usize) -> Around<'r> {
        let Some(token) = tokens.get(place) else { return Around { before: "", after: "" } };
        let end = place.checked_sub(1).and_then(|place| tokens.get(place)).map_or(0, |t| t.end);
        let start = tokens.get(place + 1).map_or(run.text.len(), |next| next.start as usize);
        let text = |range: std::ops::Range<usize>| run.text.get(range).unwrap_or("");
        Around {
            before: text(end as usize..token.start as usize),
            after: text(token.end as usize..start),
        }
    }
}

/// The text of a token; empty where there is none.
pub(super) fn at<'r>(run: &'r Run, tokens: &[Token], place: usize) -> &'r str {
    tokens.get(place).map_or("", |token| run.word(token))
}

/// Whether a number is a year of our time.
pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u32| (1800..2100).contains(&year))
}

/// What a word for a number is worth; hundred, thousand and million are no numbers by themselves.
pub(super) fn number_word(word: &str) -> Option<u32> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let first = word.bytes().next()?.to_ascii_lowercase();
    if !b"efnostz".contains(&first) || !(3..=9).contains(&word.len()) {
        return None;
    }
    let small = word.to_ascii_lowercase();
    let unit = UNITS.iter().zip(0..).find(|(name, _)| **name == small).map(|(_, value)| value);
    unit.or_else(|| {
        let tens = TENS.iter().zip(2..).find(|(name, _)| **name == small);
        tens.map(|(_, value): (_, u32)| value * 10)
    })
}
