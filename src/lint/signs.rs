//! Signs that nobody sees, or that a program left in the text. It must never look at what the words
//! mean.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SitePath, Span};

/// Reports each kind of such signs once, at the first of them.
pub fn signs(path: &SitePath, text: &str) -> Diagnostics {
    // The place of the first of each kind, and how many there are.
    let mut kinds: Vec<(Kind, Span, usize)> = Vec::new();
    let mut before = '\0';
    for (at, c) in text.char_indices() {
        let found = Kind::of(before, c).filter(|_| at > 0);
        if let Some(kind) = found {
            match kinds.iter_mut().find(|(other, _, _)| *other == kind) {
                Some((_, _, count)) => *count += 1,
                None => {
                    let start = if kind == Kind::Garbled { at - before.len_utf8() } else { at };
                    kinds.push((kind, Span::new(start..at + c.len_utf8()), 1));
                }
            }
        }
        before = c;
    }
    let finding = |(kind, span, count): (Kind, Span, usize)| {
        let (what, help) = kind.words();
        let others = match count - 1 {
            0 => String::new(),
            1 => ", and in 1 other place".to_string(),
            others => format!(", and in {others} other places"),
        };
        let message = format!("{what} stands in the text{others}");
        Diagnostic::new(Code::StraySign, message).at(path, span).help(help)
    };
    kinds.into_iter().map(finding).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Control,
    ZeroWidth,
    SoftHyphen,
    LineBreak,
    Direction,
    Replacement,
    Private,
    Garbled,
}

impl Kind {
    fn of(before: char, c: char) -> Option<Kind> {
        Some(match c {
            '\t' | '\n' | '\r' | ' '..='~' => return None,
            '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::LineBreak,
            c if c.is_control() && before != 'Ã' => Kind::Control,
            '\u{200b}' | '\u{2060}' | '\u{feff}' => Kind::ZeroWidth,
            '\u{ad}' if before != 'Ã' && before != 'Â' => Kind::SoftHyphen,
            '\u{202d}' | '\u{202e}' => Kind::Direction,
            '\u{fffd}' => Kind::Replacement,
            '\u{e000}'..='\u{f8ff}' => Kind::Private,
            // UTF-8 read as Windows-1252: `â€™` for an apostrophe, `Ã©` for é, `Â£` for a pound.
            '€' if before == 'â' => Kind::Garbled,
            '\u{80}'..='\u{bf}' if matches!(before, 'Ã' | 'Â') => Kind::Garbled,
            _ => return None,
        })
    }

    fn words(self) -> (&'static str, &'static str) {
        const RETYPE: &str = "delete it with the letters beside it and type them again";
        match self {
            Kind::Control => ("a control character", RETYPE),
            Kind::ZeroWidth => ("an invisible sign without width", RETYPE),
            Kind::SoftHyphen => (
                "an invisible hyphen",
                "delete it: search and screen readers take the word for two",
            ),
            Kind::LineBreak => {
                ("a line break that only some programs know", "delete it and press Enter instead")
            }
            Kind::Direction => ("an invisible sign that turns text round", RETYPE),
            Kind::Replacement => (
                "a sign for a lost letter",
                "look into the text it was copied from, and type what stands there",
            ),
            Kind::Private => (
                "a sign that only one font knows",
                "it often was a bullet or a symbol in a word processor: write what it meant",
            ),
            Kind::Garbled => (
                "a sign that was lost when a file was saved",
                "type the quotation mark or letter that stood here, and save the file as UTF-8",
            ),
        }
    }
}
