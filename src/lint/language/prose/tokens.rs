//! A run cut up into sentences and words.

use super::{
    ACRONYM, Before, CAPITAL, LONG_QUOTE, NAME, QUOTED, Run, Sentence, Token, TokenKind, WORK,
    quotes,
};
use crate::lint::language::pattern::Lexicon;

/// Short forms whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 22] = [
    "dr", "mr", "mrs", "ms", "prof", "st", "no", "nos", "vs", "e.g", "i.e", "eg", "ie", "cf",
    "viz", "p", "pp", "fig", "vol", "ed", "eds", "approx",
];

/// Cuts up one run: its words and sentences are added to those of the page.
pub(super) fn cut(
    run: &Run,
    number: usize,
    lexicon: &Lexicon,
    tokens: &mut Vec<Token>,
    sentences: &mut Vec<Sentence>,
    scratch: &mut String,
) {
    let text = run.text.as_str();
    let quotations = match text.contains(['"', '“', '‘', '\'', '«', '„']) {
        true => quotes::quotations(text),
        false => Vec::new(),
    };
    let first = tokens.len();
    // English words are about five letters long.
    tokens.reserve(text.len() / 5);
    let mut from = first;
    let mut cutter = Cutter { text, at: 0 };
    let mut before = Before::Nothing;
    while let Some(step) = cutter.next() {
        match step {
            Step::Between(kind) => before = stronger(before, kind),
            Step::SentenceEnd => {
                if tokens.len() > from {
                    sentences.push(Sentence { run: number, tokens: from..tokens.len() });
                    from = tokens.len();
                    before = Before::Nothing;
                }
            }
            Step::Token(start, end, kind) => {
                let word = text.get(start..end).unwrap_or("");
                let (id, flags) = match kind {
                    TokenKind::Word => look_up(word, lexicon, scratch),
                    _ => (0, 0),
                };
                let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                tokens.push(Token {
                    start: bound(start),
                    end: bound(end),
                    word: id,
                    classes: lexicon.classes(id),
                    kind,
                    before,
                    flags,
                });
                before = Before::Space;
            }
        }
    }
    if tokens.len() > from {
        sentences.push(Sentence { run: number, tokens: from..tokens.len() });
    }
    mark_stretches(run, &quotations, tokens.get_mut(first..).unwrap_or_default());
    for sentence in sentences.iter().rev().take_while(|sentence| sentence.run == number) {
        mark_names(tokens.get_mut(sentence.tokens.clone()).unwrap_or_default());
    }
}

fn stronger(one: Before, other: Before) -> Before {
    let weight = |before| match before {
        Before::Nothing => 5,
        Before::Break => 4,
        Before::Comma => 3,
        Before::Slash => 2,
        Before::Hyphen => 1,
        Before::Space => 0,
    };
    if weight(other) > weight(one) { other } else { one }
}

/// The number of a word and how it is written.
fn look_up(word: &str, lexicon: &Lexicon, scratch: &mut String) -> (u32, u16) {
    scratch.clear();
    let (mut capitals, mut smalls) = (0, 0);
    for c in word.chars() {
        match c {
            'a'..='z' => {
                smalls += 1;
                scratch.push(c);
            }
            'A'..='Z' => {
                capitals += 1;
                scratch.push(c.to_ascii_lowercase());
            }
            '’' => scratch.push('\''),
            c if c.is_ascii() => scratch.push(c),
            c => {
                capitals += usize::from(c.is_uppercase());
                smalls += usize::from(c.is_lowercase());
                scratch.extend(c.to_lowercase());
            }
        }
    }
    let mut flags = 0;
    if word.starts_with(char::is_uppercase) {
        flags |= CAPITAL;
    }
    let plural = smalls == 1 && (word.ends_with('s') || word.ends_with("'S"));
    // ImROC and HoNOS are acronyms, YouTube and PhD are words to their readers.
    let mixed = capitals >= 3 && capitals > smalls && word.ends_with(char::is_uppercase);
    if mixed || (capitals >= 2 && (smalls == 0 || plural)) {
        flags |= ACRONYM;
    }
    let id = match lexicon.id(scratch) {
        0 => {
            let base = scratch.strip_suffix("'s").or_else(|| scratch.strip_suffix('\''));
            let base = match base {
                Some(base) => Some(base),
                None if flags & ACRONYM != 0 => scratch.strip_suffix('s'),
                None => None,
            };
            base.map_or(0, |base| lexicon.id(base))
        }
        id => id,
    };
    (id, flags)
}

fn mark_stretches(run: &Run, quotations: &[std::ops::Range<usize>], tokens: &mut [Token]) {
    let mut mark = |start: u32, end: u32, short: u16, long: u16, least: usize| {
        let inside = |token: &&mut Token| token.start >= start && token.end <= end;
        let count = tokens.iter_mut().filter(inside).count();
        for token in tokens.iter_mut().filter(inside) {
            token.flags |= if count >= least { short | long } else { short };
        }
    };
    for range in quotations {
        mark(range.start as u32, range.end as u32, QUOTED, LONG_QUOTE, 3);
    }
    for range in &run.emphasis {
        let begins = run.text.get(range.start as usize..).and_then(|rest| rest.chars().next());
        if begins.is_some_and(|c| c.is_uppercase() || c == '“' || c == '‘' || c == '"') {
            mark(range.start, range.end, 0, WORK, 2);
        }
    }
}

/// Marks names: capitals where no sentence begins. At the beginning of a sentence a capital counts
/// if the next word has one too, as in "Alcoholics Anonymous".
fn mark_names(tokens: &mut [Token]) {
    let capitals = tokens.iter().filter(|token| token.is_capital()).count();
    // Where every word has a capital, capitals tell nothing.
    if capitals == tokens.len() && tokens.len() > 4 {
        return;
    }
    for at in 0..tokens.len() {
        let next = tokens.get(at + 1).is_some_and(|next| {
            next.is_capital()
                && !next.is_acronym()
                && next.end - next.start > 1
                && !next.is_cut_off()
        });
        if let Some(token) = tokens.get_mut(at)
            && token.is_capital()
            && !token.is_acronym()
        {
            let opens = at == 0 || token.before == Before::Break;
            if !opens || next {
                token.flags |= NAME;
            }
        }
    }
}

enum Step {
    Token(usize, usize, TokenKind),
    Between(Before),
    SentenceEnd,
}

struct Cutter<'t> {
    text: &'t str,
    at: usize,
}

impl Cutter<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn next(&mut self) -> Option<Step> {
        let c = self.rest().chars().next()?;
        let start = self.at;
        if c == '\u{fffc}' {
            self.at += c.len_utf8();
            return Some(Step::Token(start, self.at, TokenKind::Code));
        }
        if c.is_alphanumeric() {
            return Some(self.word(start, c));
        }
        self.at += c.len_utf8();
        let next = self.rest().chars().next().unwrap_or(' ');
        Some(match c {
            '.' | '!' | '?' | '…' => {
                if self.ends_sentence(start, c) {
                    Step::SentenceEnd
                } else {
                    Step::Between(Before::Space)
                }
            }
            '\u{2028}' => Step::SentenceEnd,
            '-' | '\u{2010}' | '\u{2011}' if next.is_alphanumeric() => {
                Step::Between(Before::Hyphen)
            }
            '-' if next == ' ' => Step::Between(Before::Break),
            '/' => Step::Between(Before::Slash),
            // "(S)he".
            ')' if next.is_alphanumeric() => Step::Between(Before::Slash),
            ',' | '(' | ')' | '[' | ']' => Step::Between(Before::Comma),
            ';' | ':' | '–' | '—' | '|' => Step::Between(Before::Break),
            _ => Step::Between(Before::Space),
        })
    }

    fn word(&mut self, start: usize, first: char) -> Step {
        let rest = self.rest();
        let bytes = rest.len();
        let lower = |prefix: &str| {
            rest.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        };
        if lower("http://") || lower("https://") || lower("www.") {
            let end = rest.find(char::is_whitespace).unwrap_or(bytes);
            let address = rest.get(..end).unwrap_or("");
            let length =
                address.trim_end_matches(['.', ',', ')', ';', ':', '!', '?', '”', '"']).len();
            self.at += length;
            return Step::Token(start, self.at, TokenKind::Address);
        }
        let mut end = 0;
        let mut dotted_address = false;
        let mut marks = rest.char_indices().peekable();
        while let Some((at, c)) = marks.next() {
            let next = marks.peek().map_or(' ', |(_, next)| *next);
            let inside = match c {
                c if c.is_alphanumeric() || c == '_' => true,
                '\'' | '’' => next.is_alphanumeric() || ends_possessive(rest, at, next),
                // 1,000 and 3.5; e.g. and U.K.; form.docx and example.org.
                ',' => last_is_digit(rest, at) && next.is_ascii_digit(),
                '.' if next.is_ascii_digit() && last_is_digit(rest, at) => true,
                '.' if next.is_alphabetic() => {
                    let short =
                        rest.get(end_of_part(rest, at)..at).unwrap_or("").chars().count() == 1;
                    let follows = rest.get(at + 1..).unwrap_or("");
                    let length =
                        follows.find(|c: char| !c.is_alphanumeric()).unwrap_or(follows.len());
                    let capitals = next.is_uppercase()
                        && rest
                            .get(..at + 1 + length)
                            .is_some_and(|name| !name.contains(char::is_lowercase));
                    // form.docx, FORM.PDF, GOV.UK.
                    let looks_like_file =
                        (next.is_lowercase() || capitals) && (2..=5).contains(&length);
                    dotted_address |= looks_like_file && !short;
                    (short && length == 1) || looks_like_file
                }
                '@' if next.is_alphanumeric() => {
                    dotted_address = true;
                    true
                }
                '&' => next.is_uppercase() && at == 1 && first.is_uppercase(),
                _ => false,
            };
            if !inside {
                break;
            }
            end = at + c.len_utf8();
        }
        self.at = start + end.max(first.len_utf8());
        let kind = if dotted_address {
            TokenKind::Address
        } else if first.is_ascii_digit() {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        Step::Token(start, self.at, kind)
    }

    /// Whether the mark at `start` ends a sentence: white space and no small letter follow, and no
    /// short form stands before it.
    fn ends_sentence(&self, start: usize, mark: char) -> bool {
        let behind = self.rest().trim_start_matches(['"', '”', '’', '\'', ')', ']', '.', '!', '?']);
        if behind.is_empty() {
            return true;
        }
        if !behind.starts_with(char::is_whitespace) {
            return false;
        }
        let next = behind.trim_start().trim_start_matches(['"', '“', '‘', '\'', '(', '[']);
        let Some(next) = next.chars().next() else { return true };
        if next.is_lowercase() {
            return mark != '.' && mark != '…' && self.rest().starts_with(char::is_whitespace);
        }
        if mark != '.' {
            return true;
        }
        let before = self.text.get(..start).unwrap_or("");
        let from = before.rfind(|c: char| !(c.is_alphanumeric() || c == '.')).map_or(0, |at| {
            at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let word = before.get(from..).unwrap_or("");
        let initial =
            word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
        let small = word.to_lowercase();
        !(initial || ABBREVIATIONS.contains(&small.as_str()))
    }
}

fn last_is_digit(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// Where the part of a dotted word begins that ends at `at`.
fn end_of_part(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('.')).map_or(0, |dot| dot + 1)
}

/// Whether the mark at `at` is the apostrophe of a plural, as in "mums' group", and not the end of
/// a quotation: an `s` stands before it and a word follows.
fn ends_possessive(text: &str, at: usize, next: char) -> bool {
    let before = text.get(..at).unwrap_or("");
    let after = text.get(at..).and_then(|rest| rest.chars().nth(2));
    before.ends_with('s') && next == ' ' && after.is_some_and(char::is_alphabetic)
}
