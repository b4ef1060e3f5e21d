//! Near misses: what the writer may have meant.

/// The candidate that is spelt most like `word`, if one is near enough to be worth saying.
///
/// Near enough is a third of the word's letters, counted as Damerau-Levenshtein edits; a word that
/// differs only in case, or in `-` against `_`, is always near. The first of equals wins.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let folded = fold(word);
    let limit = (folded.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn fold(word: &str) -> String {
    // A very long word is never a slip of the pen, and comparing it would take long.
    word.chars()
        .take(80)
        .flat_map(char::to_lowercase)
        .map(|c| if c == '_' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_leaves_strangers() {
        let keys = ["title", "reviewed", "review_in"];
        assert_eq!(nearest("reviewd", keys), Some("reviewed"));
        assert_eq!(nearest("Title", keys), Some("title"));
        assert_eq!(nearest("review-in", keys), Some("review_in"));
        assert_eq!(nearest("colour", keys), None);
    }
}
