//! Fragments to terms: for every stem its forms and the pages that have it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bytes::{Cursor, put};
use super::fragment::Fragment;
use super::settings::{averages, level, titles_per_word};

/// How many pages are gathered at a time: fewer where there are few, so that all cores have some.
fn chunk(pages: usize) -> usize {
    pages.div_ceil(8).clamp(64, 2048)
}
/// A page's form of a word is kept by number; rarer forms share the last one.
const FORMS: usize = 12;
/// Added to the number of the form on a page whose title has the word.
pub(super) const IN_TITLE: u8 = 16;

/// A stem with all that the index says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) stem: String,
    /// The forms in which it stands on pages, the most frequent first.
    pub(super) forms: Vec<String>,
    /// How many pages have it.
    pub(super) pages: u32,
    /// The pages, each as the distance from the one before, the first from -1, less one.
    pub(super) gaps: Vec<u8>,
    /// The weight on each page.
    pub(super) levels: Vec<u8>,
    /// The number of the form on each page, and [`IN_TITLE`] if the title has the word.
    pub(super) form_numbers: Vec<u8>,
    /// How many places each page has. Nothing for a word that says little.
    pub(super) place_counts: Vec<u8>,
    /// The places on each page, as gaps.
    pub(super) places: Vec<u8>,
    /// The pages on which it weighs most.
    pub(super) best: Vec<u32>,
}

/// What one page says of a stem.
struct Posting<'b> {
    page: u32,
    level: u8,
    /// Its place in the forms of the part.
    form: u32,
    in_title: bool,
    places: &'b [u8],
}

/// What some pages say of a stem: packed, since there is a posting for every word of every page.
struct Part<'f> {
    forms: Vec<(&'f str, u32)>,
    /// How many pages there are.
    pages: u32,
    /// The page from which the next posting is counted, and that of the first.
    next: u32,
    first: u32,
    bytes: Vec<u8>,
}

impl<'f> Part<'f> {
    /// For pages from this one on.
    fn from(first: u32) -> Part<'f> {
        Part { forms: Vec::new(), pages: 0, next: first, first, bytes: Vec::new() }
    }

    fn push(&mut self, posting: &Posting) {
        let Posting { page, level, form, in_title, places } = posting;
        put(&mut self.bytes, page - self.next);
        self.bytes.push(*level);
        put(&mut self.bytes, form << 1 | u32::from(*in_title));
        put(&mut self.bytes, places.len() as u32);
        self.bytes.extend_from_slice(places);
        self.next = page + 1;
        self.pages += 1;
    }

    fn postings(&self) -> impl Iterator<Item = Posting<'_>> {
        let mut cursor = Cursor::new(&self.bytes);
        let mut next = self.first;
        std::iter::from_fn(move || {
            let page = next + cursor.number()?;
            next = page + 1;
            let level = cursor.take(1)?.first().copied()?;
            let form = cursor.number()?;
            let places = cursor.block()?;
            Some(Posting { page, level, form: form >> 1, in_title: form & 1 == 1, places })
        })
    }
}

/// All terms in the order of their stems.
pub(super) fn terms(fragments: &[&Fragment], stop: &BTreeSet<&str>) -> Vec<Term> {
    let averages = averages(fragments.iter().map(|fragment| &fragment.lengths));
    let size = chunk(fragments.len());
    let parts: Vec<FxHashMap<&str, Part>> = fragments
        .par_chunks(size)
        .enumerate()
        .map(|(chunk, fragments)| gather(chunk * size, fragments, &averages, stop))
        .collect();
    let mut merged: FxHashMap<&str, Vec<Part>> = FxHashMap::default();
    for (stem, part) in parts.into_iter().flatten() {
        merged.entry(stem).or_default().push(part);
    }
    let mut merged: Vec<(&str, Vec<Part>)> = merged.into_iter().collect();
    merged.sort_unstable_by_key(|(stem, _)| *stem);
    let pages = fragments.len();
    merged.into_par_iter().map(|(stem, parts)| term(stem, parts, pages, stop)).collect()
}

fn gather<'f>(
    first: usize,
    fragments: &[&'f Fragment],
    averages: &[f64; 5],
    stop: &BTreeSet<&str>,
) -> FxHashMap<&'f str, Part<'f>> {
    let mut found: FxHashMap<&str, Part> = FxHashMap::default();
    for (page, fragment) in (first as u32..).zip(fragments) {
        for occurrence in fragment.occurrences() {
            let level = level(&occurrence.counts, &fragment.lengths, averages);
            let part = found.entry(occurrence.stem).or_insert_with(|| Part::from(first as u32));
            let form = match part.forms.iter_mut().position(|(form, _)| *form == occurrence.form) {
                Some(at) => at,
                None => {
                    part.forms.push((occurrence.form, 0));
                    part.forms.len() - 1
                }
            };
            if let Some((_, count)) = part.forms.get_mut(form) {
                *count += 1;
            }
            // In a phrase any word may stand for one that says little, so nobody asks where those
            // stand.
            let places = if stop.contains(occurrence.stem) { &[] } else { occurrence.places };
            let [title, ..] = occurrence.counts;
            part.push(&Posting { page, level, form: form as u32, in_title: title > 0, places });
        }
    }
    found
}

fn term(stem: &str, parts: Vec<Part>, pages: usize, stop: &BTreeSet<&str>) -> Term {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (form, count) in parts.iter().flat_map(|part| &part.forms) {
        *counts.entry(form).or_default() += count;
    }
    let mut forms: Vec<(&str, u32)> = counts.into_iter().collect();
    forms.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    let placed = !stop.contains(stem);
    let having = parts.iter().map(|part| part.pages as usize).sum();
    let mut made = Term {
        stem: stem.to_string(),
        gaps: Vec::with_capacity(having * 2),
        levels: Vec::with_capacity(having),
        form_numbers: Vec::with_capacity(having),
        ..Term::default()
    };
    let mut next = 0;
    for part in &parts {
        let numbers: Vec<u8> = part
            .forms
            .iter()
            .map(|(form, _)| {
                let at = forms.iter().position(|(other, _)| other == form).unwrap_or(FORMS);
                at.min(FORMS) as u8
            })
            .collect();
        for posting in part.postings() {
            made.pages += 1;
            put(&mut made.gaps, posting.page - next);
            next = posting.page + 1;
            made.levels.push(posting.level);
            let number = numbers.get(posting.form as usize).copied().unwrap_or(0);
            made.form_numbers.push(number + if posting.in_title { IN_TITLE } else { 0 });
            if placed {
                // A number ends with the byte whose highest bit is not set.
                let count = posting.places.iter().filter(|byte| **byte < 0x80).count();
                put(&mut made.place_counts, count as u32);
                made.places.extend_from_slice(posting.places);
            }
        }
    }
    made.best = best(&made.gaps, &made.levels, titles_per_word(having, pages));
    made.forms = forms.into_iter().take(FORMS).map(|(form, _)| form.to_string()).collect();
    made
}

/// The pages with the greatest weights, of equal ones the first.
fn best(gaps: &[u8], levels: &[u8], count: usize) -> Vec<u32> {
    let mut with = [0usize; 256];
    for level in levels {
        if let Some(with) = with.get_mut(usize::from(*level)) {
            *with += 1;
        }
    }
    // The level at which not all pages fit any more, and how many of it do.
    let (mut least, mut room) = (0, count);
    for (level, with) in with.iter().enumerate().rev() {
        least = level;
        match room.checked_sub(*with) {
            Some(left) => room = left,
            None => break,
        }
    }
    let mut found = Vec::with_capacity(count.min(levels.len()));
    let (mut gaps, mut next) = (Cursor::new(gaps), 0);
    for level in levels {
        let Some(gap) = gaps.number() else { break };
        let (page, level) = (next + gap, usize::from(*level));
        next = page + 1;
        if level > least || (level == least && room > 0) {
            room -= usize::from(level == least);
            found.push(page);
        }
    }
    found
}
