//! The files of the index read back, as the client does it: `_search-files.js`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ENTRY;
use super::bytes::Cursor;
use super::files::{IndexFile, NAME};
use super::settings::Ranking;
use super::titles;

/// What the entry file says, as far as ranking needs it.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    pub(super) pages: u32,
    pub(super) language: String,
    pub(super) levels: u32,
    pub(super) ranking: Ranking,
    borders: String,
    words: String,
    names: String,
    titles: String,
    title_words: String,
    vocabulary: String,
    letters: String,
    pub(super) stop: String,
    pub(super) synonyms: Vec<Vec<String>>,
}

/// A word with the pages that have it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) stem: String,
    pub(super) forms: Vec<String>,
    pub(super) pages: Vec<u32>,
    pub(super) levels: Vec<u8>,
    pub(super) form_numbers: Vec<u8>,
    shard: usize,
    place: usize,
}

/// An index that can be asked.
pub struct Reader<'i> {
    files: BTreeMap<&'i str, &'i [u8]>,
    pub(super) entry: Entry,
    borders: Vec<String>,
    letters: Vec<String>,
}

impl<'i> Reader<'i> {
    /// Over the files of an index. `None` if they are none.
    pub fn new(files: impl IntoIterator<Item = &'i IndexFile>) -> Option<Reader<'i>> {
        let files: BTreeMap<&str, &[u8]> =
            files.into_iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
        let entry: Entry = serde_json::from_slice(files.get(ENTRY)?).ok()?;
        let parts = |text: &str| text.split(' ').map(str::to_string).collect();
        let (borders, letters) = (parts(&entry.borders), parts(&entry.letters));
        Some(Reader { files, entry, borders, letters })
    }

    fn file(&self, kind: char, names: &str, at: usize) -> Option<Cursor<'i>> {
        let name = names.get(at * NAME..(at + 1) * NAME)?;
        let bytes = self.files.get(format!("search/{kind}{name}.bin").as_str())?;
        let mut cursor = Cursor::new(bytes);
        cursor.take(3)?;
        Some(cursor)
    }

    /// Which file of words would hold a word.
    pub(super) fn shard(&self, word: &str) -> usize {
        place(&self.borders, word)
    }

    /// The terms of a file of words.
    pub(super) fn words(&self, at: usize) -> Vec<Found> {
        self.read_words(at).unwrap_or_default()
    }

    fn read_words(&self, at: usize) -> Option<Vec<Found>> {
        let mut cursor = self.file('w', &self.entry.words, at)?;
        let mut counts = Cursor::new(cursor.block()?);
        let mut texts = Cursor::new(cursor.block()?);
        let mut gaps = Cursor::new(cursor.block()?);
        let mut levels = Cursor::new(cursor.block()?);
        let mut numbers = Cursor::new(cursor.block()?);
        let mut found: Vec<Found> = Vec::new();
        let mut stem = String::new();
        for place in 0..counts.number()? as usize {
            stem = texts.text_after(&stem)?;
            let forms = (0..counts.number()?)
                .map(|_| texts.text_after(&stem))
                .collect::<Option<Vec<String>>>()?;
            let count = counts.number()? as usize;
            let pages = pages(gaps.take(counts.number()? as usize)?, count)?;
            let levels = levels.take(count)?.to_vec();
            let form_numbers = numbers.take(count)?.to_vec();
            let stem = stem.clone();
            found.push(Found { stem, forms, pages, levels, form_numbers, shard: at, place });
        }
        Some(found)
    }

    /// The term of a stem.
    pub(super) fn exact(&self, stem: &str) -> Option<Found> {
        self.words(self.shard(stem)).into_iter().find(|term| term.stem == stem)
    }

    /// Where a term stands on each of its pages.
    pub(super) fn places(&self, term: &Found) -> BTreeMap<u32, Vec<u32>> {
        self.read_places(term).unwrap_or_default()
    }

    fn read_places(&self, term: &Found) -> Option<BTreeMap<u32, Vec<u32>>> {
        let names = str::from_utf8(self.file('n', &self.entry.names, 0)?.rest()).ok()?;
        let mut cursor = self.file('p', names, term.shard)?;
        let mut sizes = Cursor::new(cursor.block()?);
        let (mut counts, mut places) = ((0, 0), (0, 0));
        let mut all_counts = 0;
        for place in 0.. {
            if sizes.is_at_end() {
                break;
            }
            let (own_counts, own_places) = (sizes.number()? as usize, sizes.number()? as usize);
            if place < term.place {
                counts.0 += own_counts;
                places.0 += own_places;
            } else if place == term.place {
                (counts.1, places.1) = (own_counts, own_places);
            }
            all_counts += own_counts;
        }
        let mut all = Cursor::new(cursor.take(all_counts)?);
        all.take(counts.0)?;
        let mut counts = Cursor::new(all.take(counts.1)?);
        cursor.take(places.0)?;
        let mut gaps = Cursor::new(cursor.take(places.1)?);
        let mut found = BTreeMap::new();
        for page in &term.pages {
            let mut places = Vec::new();
            let mut place = 0;
            for _ in 0..counts.number()? {
                place += gaps.number()?;
                places.push(place);
            }
            found.insert(*page, places);
        }
        Some(found)
    }

    /// The forms of all words, each with how often it is found.
    pub(super) fn vocabulary(&self) -> Vec<(String, u8)> {
        self.read_vocabulary(0).unwrap_or_default()
    }

    /// Those that begin as a word does.
    pub(super) fn vocabulary_of(&self, word: &str) -> Vec<(String, u8)> {
        self.read_vocabulary(1 + place(&self.letters, word)).unwrap_or_default()
    }

    fn read_vocabulary(&self, at: usize) -> Option<Vec<(String, u8)>> {
        let mut cursor = self.file('v', &self.entry.vocabulary, at)?;
        let count = cursor.number()? as usize;
        let mut texts = Cursor::new(cursor.block()?);
        let often = cursor.take(count)?;
        let mut form = String::new();
        let mut found = Vec::with_capacity(count);
        for often in often {
            form = texts.text_after(&form)?;
            found.push((form.clone(), *often));
        }
        Some(found)
    }

    /// The titles and addresses of all pages, by number.
    pub fn titles(&self) -> Vec<(String, String)> {
        let words: Vec<String> = self.entry.title_words.split(' ').map(str::to_string).collect();
        let mut found = Vec::new();
        for at in 0..self.entry.titles.len() / NAME {
            let read = |found: &mut Vec<(String, String)>| {
                let mut cursor = self.file('t', &self.entry.titles, at)?;
                for _ in 0..cursor.number()? {
                    cursor.number()?;
                }
                cursor.block()?;
                let mut texts = Cursor::new(cursor.block()?);
                let mut url = String::new();
                while !texts.is_at_end() {
                    let title = titles::read(&mut texts, &words)?;
                    url = texts.text_after(&url)?;
                    found.push((title, url.clone()));
                }
                Some(())
            };
            if read(&mut found).is_none() {
                break;
            }
        }
        found
    }
}

/// Which of some runs would hold a word, by where they begin.
fn place(borders: &[String], word: &str) -> usize {
    borders.partition_point(|border| border.as_str() <= word).saturating_sub(1)
}

fn pages(gaps: &[u8], count: usize) -> Option<Vec<u32>> {
    let mut cursor = Cursor::new(gaps);
    let mut next = 0u32;
    (0..count)
        .map(|_| {
            let page = next.checked_add(cursor.number()?)?;
            next = page.checked_add(1)?;
            Some(page)
        })
        .collect()
}
