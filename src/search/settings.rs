//! The numbers behind the ranking, in one place. The client is given those that it needs with the
//! entry file, so that both rank alike. Chosen on the collection CISI; `benches/search` measures.

use serde::{Deserialize, Serialize};

use super::fragment::Counts;

/// How much a word counts in each field: title, headings, description, keywords, text.
pub const FIELD_WEIGHTS: [f64; 5] = [1.5, 1.2, 1.0, 1.5, 1.0];
/// How much the length of each field lessens a word in it.
pub const FIELD_LENGTHS: [f64; 5] = [0.15, 0.3, 0.3, 0.0, 0.6];
/// How soon another use of a word counts for little.
pub const K1: f64 = 2.2;
/// In how many steps the weight of a word on a page is kept.
pub const LEVELS: u32 = 24;

/// For up to so many pages one file holds all titles; above it each file of words holds those of
/// its best pages.
pub const FEW_PAGES: usize = 300;
/// How many of a word's best pages have their titles beside the word: for a rare word about all it
/// has, and more for frequent words and on larger sites, where the best pages of two words together
/// are seldom the best of either.
pub fn titles_per_word(having: usize, pages: usize) -> usize {
    let root = (having as f64).sqrt() as usize;
    8 + if pages < 5_000 { root } else { 2 * root }
}
/// How many pages one file of titles holds on larger sites.
pub const TITLES_PER_FILE: usize = 64;
/// How large a file of words should become, roughly, compressed.
pub const WORDS_FILE_BYTES: usize = 9_000;
/// How many letters the words in a file of the vocabulary should have at least. The words of a first
/// letter are never parted: a slip further on leaves a word in its file.
pub const VOCABULARY_FILE_BYTES: usize = 8_000;

/// What the client ranks by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// A page that has another form of the word than the one asked for.
    pub form: f64,
    /// A word that begins with the last word asked for.
    pub prefix: f64,
    /// The same where no page has the last word as it stands.
    pub beginning: f64,
    /// A word that begins with the first three quarters of the one asked for.
    pub related: f64,
    /// A word that may have been meant, beside the likeliest, which counts as the word itself.
    pub corrected: f64,
    /// A word that means the same.
    pub synonym: f64,
    /// A hyphenated word written as one, beside its parts.
    pub joined: f64,
    /// How much a page gains whose title has all words.
    pub title: f64,
    /// How much of its score a page loses that has none of the other words.
    pub coverage: f64,
}

/// What the client ranks by.
pub const RANKING: Ranking = Ranking {
    form: 0.95,
    prefix: 0.25,
    beginning: 0.4,
    related: 0.3,
    corrected: 0.95,
    synonym: 0.7,
    joined: 0.5,
    title: 0.1,
    coverage: 0.05,
};

/// The weight of a word on a page, in steps from 1 to [`LEVELS`].
pub fn level(counts: &Counts, lengths: &Counts, averages: &[f64; 5]) -> u8 {
    let mut weight = 0.0;
    for (((count, length), average), (field_weight, share)) in
        counts.iter().zip(lengths).zip(averages).zip(FIELD_WEIGHTS.iter().zip(&FIELD_LENGTHS))
    {
        if *count > 0 {
            let relative = f64::from(*length) / average;
            weight += field_weight * f64::from(*count) / (1.0 - share + share * relative);
        }
    }
    let saturated = weight / (weight + K1);
    (saturated * f64::from(LEVELS)).round().clamp(1.0, f64::from(LEVELS)) as u8
}

/// The average length of each field, rounded so that the edit of one page seldom changes it.
pub fn averages<'f>(lengths: impl Iterator<Item = &'f Counts>) -> [f64; 5] {
    let mut sums = [0u64; 5];
    let mut pages = 0u64;
    for counts in lengths {
        pages += 1;
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += u64::from(*count);
        }
    }
    sums.map(|sum| {
        let average = (sum as f64 / pages.max(1) as f64).max(1.0);
        ((average.log2() * 8.0).round() / 8.0).exp2()
    })
}
