//! Acronyms: what is one, and whether the words stand beside it.

use std::collections::BTreeSet;

use super::page::Page;
use super::prose::{Before, Run, Token, TokenKind};

/// An acronym without its plural `s`.
pub(super) struct Acronym {
    /// Its capitals and digits.
    pub(super) letters: String,
}

/// The letters of a token that is written as an acronym.
pub(super) fn letters_of(run: &Run, token: &Token) -> Option<Acronym> {
    if !token.is_acronym() || token.kind != TokenKind::Word {
        return None;
    }
    let word = run.word(token);
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let word = word.trim_end_matches(['\'', '’', '.']);
    let letters = word.strip_suffix('s').unwrap_or(word).replace('.', "");
    Some(Acronym { letters })
}

/// The token at `at` as an acronym that readers must have explained to them.
pub(super) fn acronym_at(run: &Run, tokens: &[Token], at: usize, page: &Page) -> Option<Acronym> {
    let token = tokens.get(at)?;
    let known = letters_of(run, token)?;
    let letters = known.letters.as_str();
    if token.is_quotation() || run.is_quote {
        return None;
    }
    let is = |name| page.lists.class(name).is_some_and(|class| token.is_in(class));
    // Long words in capitals are levels and the like: INFORMED, SKILLED.
    let alphabetic = letters.chars().filter(|c| c.is_alphabetic()).count();
    let digits = letters.chars().filter(|c| c.is_ascii_digit()).count();
    if alphabetic > 5
        || digits > 1
        || letters.contains('_')
        || is("no-acronym")
        || is_roman(letters)
    {
        return None;
    }
    // Where all words are capitals, capitals tell nothing. WCAG has levels A to AAA.
    let shouting = tokens.len() > 2
        && !tokens.iter().any(|token| run.word(token).chars().any(char::is_lowercase));
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    if shouting || before.is_some_and(|token| run.word(token).eq_ignore_ascii_case("level")) {
        return None;
    }
    // The first half of a postcode, and a unit behind its number: EX2 5AF, 20 KB.
    let next = tokens.get(at + 1);
    let is_number = |token: Option<&Token>| token.is_some_and(|t| t.kind == TokenKind::Number);
    let postcode = digits > 0 && is_number(next) && next.is_some_and(|n| n.end - n.start == 3);
    let unit = matches!(letters, "KB" | "MB" | "GB" | "KG" | "BPM") && is_number(before);
    // The initials of an author: Jones CCG et al, Hetrick, SE.
    let behind_name = before.is_some_and(|token| token.is_capital() && !token.is_acronym());
    let et_al = next.is_some_and(|next| run.word(next) == "et");
    let between_commas =
        token.is_cut_off() && next.is_some_and(|next| next.before == Before::Comma);
    if behind_name && letters.len() <= 3 && (et_al || (letters.len() == 2 && between_commas)) {
        return None;
    }
    // Letters on both sides of a digit: G9WA.
    let code_like = letters.len() > 3
        && letters
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .contains(|c: char| c.is_ascii_digit());
    let label = matches!(letters, "ISBN" | "ISSN" | "DOI");
    if postcode || unit || label || code_like {
        return None;
    }
    // A code: letters glued to a number of two or more digits, or to a path.
    let glued = |token: &Token| matches!(token.before, Before::Hyphen | Before::Slash);
    let code = next.is_some_and(|next| {
        next.kind == TokenKind::Number && glued(next) && next.end - next.start > 1
    });
    if code {
        return None;
    }
    // Beside a word that is none in capitals, this is no acronym either: "DO NOT LEAVE".
    let beside = |place: Option<usize>| {
        place.and_then(|place| tokens.get(place)).is_some_and(|other| {
            let class = |name| page.lists.class(name).is_some_and(|class| other.is_in(class));
            other.is_acronym() && (class("no-acronym") || class("small-word") || class("common"))
        })
    };
    if beside(at.checked_sub(1)) || beside(Some(at + 1)) {
        return None;
    }
    // A run of words in capitals is shouting, not a row of acronyms.
    let shouted = |place: Option<usize>| {
        place.and_then(|place| tokens.get(place)).is_some_and(|other| {
            other.is_acronym() && run.word(other).chars().count() > 5 && !other.is_cut_off()
        })
    };
    if shouted(at.checked_sub(1)) || shouted(Some(at + 1)) {
        return None;
    }
    Some(known)
}

fn is_roman(letters: &str) -> bool {
    letters.len() <= 4 && letters.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Whether the acronym at `at` stands beside the words that it is short for.
pub(super) fn is_defined_here(run: &Run, tokens: &[Token], at: usize, letters: &str) -> bool {
    words_before(run, tokens, at, letters)
        || words_in_brackets(run, tokens, at, letters).is_some()
        || words_behind(run, tokens, at, letters)
}

/// All acronyms that are defined anywhere on the page.
pub(super) fn defined_on(page: &Page) -> BTreeSet<String> {
    let mut defined = BTreeSet::new();
    for (_, run, tokens) in page.sentences() {
        for (at, token) in tokens.iter().enumerate() {
            if let Some(Acronym { letters }) = letters_of(run, token)
                && is_defined_here(run, tokens, at, &letters)
            {
                defined.insert(letters);
            }
        }
    }
    defined
}

/// The acronym in brackets behind its words: "mother and baby unit (MBU)".
fn words_before(run: &Run, tokens: &[Token], at: usize, letters: &str) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let text = run.text.as_str();
    let before = text.get(..token.start as usize).unwrap_or("");
    let opened = before.trim_end_matches(['“', '"', '‘', ' ']).ends_with('(')
        || before.trim_end().ends_with(", or")
        || before.trim_end().ends_with("known as")
        || before.trim_end().ends_with("called");
    if !opened {
        return false;
    }
    let from = at.saturating_sub(letters.len() * 2 + 3);
    let mut words: Vec<&str> =
        tokens.get(from..at).unwrap_or(&[]).iter().map(|token| run.word(token)).collect();
    while words.pop_if(|word| matches!(*word, "or" | "known" | "as" | "called" | "the")).is_some() {
    }
    (0..words.len()).any(|start| spells(words.get(start..).unwrap_or(&[]), letters))
}

/// The words in brackets behind the acronym; gives the token that is the last of them.
pub(super) fn words_in_brackets(
    run: &Run,
    tokens: &[Token],
    at: usize,
    letters: &str,
) -> Option<usize> {
    let token = tokens.get(at)?;
    let behind = run.text.get(token.end as usize..)?;
    let inside = behind.trim_start().strip_prefix('(')?;
    let close = inside.find(')')?;
    let start = token.end as usize + (behind.len() - inside.len());
    let last = tokens.iter().rposition(|token| (token.end as usize) <= start + close)?;
    let words: Vec<&str> = tokens
        .get(at + 1..=last)?
        .iter()
        .map(|token| run.word(token))
        .skip_while(|word| matches!(*word, "a" | "an" | "the"))
        .collect();
    (words.len() > 1 && spells(&words, letters)).then_some(last)
}

/// "MBU stands for mother and baby unit", "MBU means …", "MBU: mother and baby unit".
fn words_behind(run: &Run, tokens: &[Token], at: usize, letters: &str) -> bool {
    let word = |place: usize| tokens.get(place).map_or("", |token| run.word(token));
    let from = match (word(at + 1), word(at + 2)) {
        ("stands", "for") | ("is", "short") => at + 3,
        ("means", _) => at + 2,
        _ if tokens.get(at + 1).is_some_and(Token::is_severed) => at + 1,
        _ => return false,
    };
    let to = (from + letters.len() * 2 + 3).min(tokens.len());
    let words: Vec<&str> =
        tokens.get(from..to).unwrap_or(&[]).iter().map(|token| run.word(token)).collect();
    (0..words.len())
        .any(|end| (0..3).any(|start| spells(words.get(start..=end).unwrap_or(&[]), letters)))
}

/// Whether words, begun at the first, spell an acronym: their first letters in order, where small
/// words may be left out and a word may give more letters than its first.
fn spells(words: &[&str], letters: &str) -> bool {
    let letters: Vec<char> =
        letters.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase()).collect();
    let starts = words.first().and_then(|word| word.chars().next()).map(|c| c.to_ascii_lowercase());
    starts.is_some() && starts == letters.first().copied() && spell(words, &letters, 0)
}

fn spell(words: &[&str], letters: &[char], depth: usize) -> bool {
    let (Some(word), Some(first)) = (words.first(), letters.first()) else {
        return words.is_empty() && letters.is_empty();
    };
    if depth > 24 {
        return false;
    }
    let small: Vec<char> = word.chars().map(|c| c.to_ascii_lowercase()).collect();
    let rest = words.get(1..).unwrap_or(&[]);
    if small.first() == Some(first) {
        // As many more letters of the word as fit, fewest first.
        let mut taken = 1;
        let mut from = 1;
        loop {
            if spell(rest, letters.get(taken..).unwrap_or(&[]), depth + 1) {
                return true;
            }
            let Some(next) = letters.get(taken) else { break };
            match small.get(from..).and_then(|rest| rest.iter().position(|c| c == next)) {
                Some(at) if taken < 3 => {
                    from += at + 1;
                    taken += 1;
                }
                _ => break,
            }
        }
    }
    let is_small =
        matches!(*word, "a" | "an" | "and" | "of" | "the" | "for" | "in" | "to" | "on" | "with");
    is_small && depth > 0 && spell(rest, letters, depth + 1)
}

#[cfg(test)]
mod tests {
    use super::spells;

    fn spelt(words: &str, letters: &str) -> bool {
        spells(&words.split(' ').collect::<Vec<_>>(), letters)
    }

    #[test]
    fn words_spell_their_acronym() {
        assert!(spelt("mother and baby unit", "MBU"));
        assert!(spelt("Scottish Credit and Qualifications Framework", "SCQF"));
        assert!(spelt("child and adolescent mental health services", "CAMHS"));
        assert!(spelt("healthcare professionals", "HCP"));
        assert!(spelt("post traumatic stress disorder", "PTSD"));
        assert!(!spelt("in England", "NHS"));
        assert!(!spelt("see page four", "HR"));
        assert!(!spelt("or a nurse", "GP"));
    }
}
