//! Titles as they are written in files. The index says most titles many times, so words that many
//! titles have stand once, in the entry, and titles name them by number: that halves what they take
//! up, before and after they are compressed.

use rustc_hash::FxHashMap;

use super::PageEntry;
use super::bytes::{Cursor, put, put_text};

/// At most so many words stand in the entry: each adds to what every first query fetches.
const MOST: usize = 1300;

/// The words that the titles of a site are written with, those of more titles first. How many have
/// a word counts in powers of two only, so that an edit seldom changes the list.
pub(super) fn words<'p>(pages: &[PageEntry<'p>]) -> Vec<&'p str> {
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for word in pages.iter().flat_map(|page| page.title.split(' ')) {
        *counts.entry(word).or_default() += 1;
    }
    let mut ranked: Vec<(u32, &str)> = counts
        .into_iter()
        .filter(|(word, count)| word.len() > 1 && *count > 3)
        .map(|(word, count)| (count.ilog2(), word))
        .collect();
    ranked.sort_unstable_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    // Whole steps only: which of equal words go in would depend on all others.
    while ranked.len() > MOST {
        let last = ranked.last().map_or(0, |(step, _)| *step);
        ranked.retain(|(step, _)| *step > last);
    }
    ranked.into_iter().map(|(_, word)| word).collect()
}

/// The bytes of each page's title: how many words, then for each its place in `words` and one, or
/// nothing and the word itself.
pub(super) fn coded(pages: &[PageEntry], words: &[&str]) -> Vec<Vec<u8>> {
    let places: FxHashMap<&str, u32> = words.iter().copied().zip(1..).collect();
    let title = |page: &PageEntry| {
        let mut bytes = Vec::new();
        put(&mut bytes, page.title.split(' ').count() as u32);
        for word in page.title.split(' ') {
            let place = places.get(word).copied().unwrap_or(0);
            put(&mut bytes, place);
            if place == 0 {
                put_text(&mut bytes, word);
            }
        }
        bytes
    };
    pages.iter().map(title).collect()
}

/// Reads a title.
pub(super) fn read(cursor: &mut Cursor, words: &[String]) -> Option<String> {
    let count = cursor.number()? as usize;
    let mut title = Vec::new();
    for _ in 0..count {
        title.push(match cursor.number()?.checked_sub(1) {
            Some(place) => words.get(place as usize)?,
            None => cursor.text()?,
        });
    }
    Some(title.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Fragment;
    use crate::source::SitePath;

    #[test]
    fn titles_are_read_as_they_were_written() {
        let (path, fragment) = (SitePath::new("content/a.md"), Fragment::default());
        let titles = ["The pay band", "The pay", "The pay  and more ", "The pay é", "", " "];
        let pages = titles.map(|title| PageEntry {
            path: &path,
            title,
            url: "/",
            kind: 0,
            terms: Vec::new(),
            fragment: &fragment,
        });
        let words = words(&pages);
        assert_eq!(words, ["The", "pay"]);
        let known: Vec<String> = words.iter().map(|word| (*word).to_string()).collect();
        for (bytes, title) in coded(&pages, &words).iter().zip(titles) {
            assert_eq!(read(&mut Cursor::new(bytes), &known).as_deref(), Some(title));
        }
    }
}
