//! Terms and pages to the files of the index. The format is described in [`super`].

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use super::bytes::{put, put_after};
use super::settings::{
    FEW_PAGES, RANKING, Ranking, TITLES_PER_FILE, VOCABULARY_FILE_BYTES, WORDS_FILE_BYTES,
};
use super::shards;
use super::terms::{Term, terms};
use super::titles;
use super::{Facets, PageEntry, Source};
use crate::fingerprint::Fingerprint;

/// How many digits of its content's fingerprint a file's name carries.
pub(super) const NAME: usize = 10;
/// The first bytes of every file but the entry.
const WORDS: &[u8] = b"AW1";
const PLACES: &[u8] = b"AP1";
const NAMES: &[u8] = b"AN1";
const TITLES: &[u8] = b"AT1";
const VOCABULARY: &[u8] = b"AV1";
const FACETS: &[u8] = b"AF1";

/// A file of the index, before it is compressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFile {
    /// Its place below the site's address.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

#[derive(Serialize)]
struct Entry<'e> {
    version: u32,
    pages: usize,
    language: &'e str,
    levels: u32,
    ranking: Ranking,
    /// The first letters of each file of words, with a space between; their names; the file with
    /// the names of the files of places.
    borders: String,
    words: String,
    names: String,
    titles_per_file: usize,
    titles: String,
    /// The words that titles are written with, with a space between.
    title_words: String,
    /// The names of the file of all forms and of those by first letters; the letters at which the
    /// latter begin, with a space between.
    vocabulary: String,
    letters: String,
    facets: String,
    types: Vec<&'e str>,
    stop: &'e str,
    synonyms: &'e [Vec<String>],
}

/// All files of the index, the entry last.
pub(super) fn files(source: &Source) -> Vec<IndexFile> {
    let fragments: Vec<_> = source.pages.iter().map(|page| page.fragment).collect();
    let stop = super::stop::words(source.language);
    let terms = terms(&fragments, &stop.split_whitespace().collect());
    let few = source.pages.len() <= FEW_PAGES;
    let words_of_titles = if few { Vec::new() } else { titles::words(source.pages) };
    let coded = titles::coded(source.pages, &words_of_titles);
    let shown = Shown { pages: source.pages, coded: &coded };
    let mut files = Vec::new();
    let mut known = BTreeSet::new();
    let mut named = |kind: char, bytes: Vec<u8>| {
        let name = Fingerprint::of_bytes(&bytes).short(NAME);
        // Words that stand on the same places may give two files the same bytes: they are one.
        if known.insert(format!("{kind}{name}")) {
            files.push(IndexFile { path: format!("search/{kind}{name}.bin"), bytes });
        }
        name
    };
    let weight = |term: &Term| {
        let titles = if few { 0 } else { term.best.len() * 24 };
        8 + (term.gaps.len() + term.levels.len() + term.form_numbers.len() / 3) * 6 / 10 + titles
    };
    let runs = shards::split(&terms, &|term| &term.stem, &weight, WORDS_FILE_BYTES);
    let forms: Vec<(String, u8)> = forms(&terms);
    // Each run is dropped when its files are made, so that all of the index is not there twice.
    let made: Vec<Made> = parted(terms, &runs)
        .into_par_iter()
        .map(|terms| {
            let mut best: Vec<u32> = if few {
                Vec::new()
            } else {
                terms.iter().flat_map(|term| term.best.iter().copied()).collect()
            };
            best.sort_unstable();
            best.dedup();
            Made {
                words: words_file(&terms, &best, &shown),
                places: places_file(&terms),
                first: terms.first().map(|term| term.stem.clone()).unwrap_or_default(),
                last: terms.last().map(|term| term.stem.clone()).unwrap_or_default(),
            }
        })
        .collect();
    let (mut borders, mut words, mut places) = (Vec::new(), String::new(), String::new());
    let mut before = String::new();
    for run in made {
        borders.push(shards::border(&before, &run.first).to_string());
        before = run.last;
        words.push_str(&named('w', run.words));
        places.push_str(&named('p', run.places));
    }
    let titles_per_file = if few { FEW_PAGES } else { TITLES_PER_FILE };
    let numbers: Vec<u32> = (0..source.pages.len() as u32).collect();
    let mut title_files = String::new();
    for chunk in numbers.chunks(titles_per_file) {
        let mut bytes = TITLES.to_vec();
        shown.put(&mut bytes, chunk);
        title_files.push_str(&named('t', bytes));
    }
    let names = named('n', [NAMES, places.as_bytes()].concat());
    let mut vocabulary = named('v', vocabulary_file(&forms));
    let mut letters = Vec::new();
    for run in by_letter(&forms) {
        letters.extend(run.first().map(|(form, _)| letter(form)));
        vocabulary.push_str(&named('v', vocabulary_file(run)));
    }
    let letters = letters.join(" ");
    let facets = named('f', facets_file(source.facets, source.pages));
    let entry = Entry {
        version: 1,
        pages: source.pages.len(),
        language: source.language,
        levels: super::settings::LEVELS,
        ranking: RANKING,
        borders: borders.join(" "),
        words,
        names,
        titles_per_file,
        titles: title_files,
        title_words: words_of_titles.join(" "),
        vocabulary,
        letters,
        facets,
        types: source.facets.types.iter().map(|(_, label)| label.as_str()).collect(),
        stop,
        synonyms: source.synonyms,
    };
    // Of our own types, so it cannot fail; an empty entry would be noticed at once.
    let bytes = serde_json::to_vec(&entry).unwrap_or_default();
    files.push(IndexFile { path: super::ENTRY.to_string(), bytes });
    files
}

/// The files of a run of words, with its first and its last.
struct Made {
    words: Vec<u8>,
    places: Vec<u8>,
    first: String,
    last: String,
}

/// The terms run by run.
fn parted(terms: Vec<Term>, runs: &[Range<usize>]) -> Vec<Vec<Term>> {
    let mut terms = terms.into_iter();
    runs.iter().map(|run| terms.by_ref().take(run.len()).collect()).collect()
}

fn words_file(terms: &[Term], best: &[u32], shown: &Shown) -> Vec<u8> {
    let mut texts = Vec::new();
    let mut numbers = Vec::new();
    put(&mut numbers, terms.len() as u32);
    let mut before = "";
    for term in terms {
        put_after(&mut texts, before, &term.stem);
        before = &term.stem;
        for form in &term.forms {
            put_after(&mut texts, &term.stem, form);
        }
        put(&mut numbers, term.forms.len() as u32);
        put(&mut numbers, term.pages);
        put(&mut numbers, term.gaps.len() as u32);
    }
    let mut bytes = WORDS.to_vec();
    put_block(&mut bytes, &numbers);
    put_block(&mut bytes, &texts);
    let column = |column: fn(&Term) -> &[u8]| -> Vec<u8> {
        terms.iter().flat_map(|term| column(term).iter().copied()).collect()
    };
    put_block(&mut bytes, &column(|term| &term.gaps));
    put_block(&mut bytes, &column(|term| &term.levels));
    put_block(&mut bytes, &column(|term| &term.form_numbers));
    shown.put(&mut bytes, best);
    bytes
}

fn places_file(terms: &[Term]) -> Vec<u8> {
    let mut sizes = Vec::new();
    for term in terms {
        put(&mut sizes, term.place_counts.len() as u32);
        put(&mut sizes, term.places.len() as u32);
    }
    let mut bytes = PLACES.to_vec();
    put_block(&mut bytes, &sizes);
    for term in terms {
        bytes.extend_from_slice(&term.place_counts);
    }
    for term in terms {
        bytes.extend_from_slice(&term.places);
    }
    bytes
}

/// Every form of every word in order, with the binary logarithm of how many pages have its stem.
fn forms(terms: &[Term]) -> Vec<(String, u8)> {
    let mut forms: Vec<(String, u8)> = terms
        .iter()
        .flat_map(|term| {
            let often = term.pages.max(1).ilog2() as u8;
            term.forms.iter().map(move |form| (form.clone(), often))
        })
        .collect();
    forms.sort_unstable();
    forms
}

/// The forms in runs of whole first letters, each large enough to be worth a file.
fn by_letter(forms: &[(String, u8)]) -> Vec<&[(String, u8)]> {
    let mut runs = Vec::new();
    let mut rest = forms;
    while !rest.is_empty() || runs.is_empty() {
        let mut bytes = 0;
        let mut at = 0;
        for same in rest.chunk_by(|(a, _), (b, _)| letter(a) == letter(b)) {
            if bytes >= VOCABULARY_FILE_BYTES {
                break;
            }
            bytes += same.iter().map(|(form, _)| form.len()).sum::<usize>();
            at += same.len();
        }
        let (run, others) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        runs.push(run);
        rest = others;
    }
    runs
}

/// The first letter of a word.
fn letter(word: &str) -> &str {
    word.chars().next().and_then(|letter| word.get(..letter.len_utf8())).unwrap_or("")
}

fn vocabulary_file(forms: &[(String, u8)]) -> Vec<u8> {
    let mut texts = Vec::new();
    let mut before = "";
    for (form, _) in forms {
        put_after(&mut texts, before, form);
        before = form;
    }
    let mut bytes = VOCABULARY.to_vec();
    put(&mut bytes, forms.len() as u32);
    put_block(&mut bytes, &texts);
    bytes.extend(forms.iter().map(|(_, often)| *often));
    bytes
}

/// What is shown of pages: their titles, as they are written in files, with the rest.
struct Shown<'s> {
    pages: &'s [PageEntry<'s>],
    coded: &'s [Vec<u8>],
}

impl Shown<'_> {
    /// Pages by number with their types, titles and addresses.
    fn put(&self, bytes: &mut Vec<u8>, numbers: &[u32]) {
        put(bytes, numbers.len() as u32);
        let mut types = Vec::with_capacity(numbers.len());
        let mut texts = Vec::with_capacity(numbers.len() * 40);
        let (mut next, mut before) = (0, "");
        for number in numbers {
            let at = *number as usize;
            let (Some(page), Some(title)) = (self.pages.get(at), self.coded.get(at)) else {
                continue;
            };
            put(bytes, number - next);
            next = number + 1;
            put(&mut types, page.kind as u32);
            texts.extend_from_slice(title);
            put_after(&mut texts, before, page.url);
            before = page.url;
        }
        put_block(bytes, &types);
        put_block(bytes, &texts);
    }
}

fn facets_file(facets: &Facets, pages: &[PageEntry]) -> Vec<u8> {
    let mut bytes = FACETS.to_vec();
    // As JSON what people read, as numbers what is counted.
    put_block(&mut bytes, &serde_json::to_vec(facets).unwrap_or_default());
    let mut values = vec![Vec::new(); facets.types.len()];
    values.extend(
        facets.taxonomies.iter().flat_map(|taxonomy| taxonomy.terms.iter().map(|_| Vec::new())),
    );
    let mut next = vec![0u32; values.len()];
    for (number, page) in (0u32..).zip(pages) {
        for value in std::iter::once(&page.kind).chain(&page.terms) {
            if let (Some(list), Some(next)) = (values.get_mut(*value), next.get_mut(*value)) {
                put(list, number - *next);
                *next = number + 1;
            }
        }
    }
    for list in &values {
        put_block(&mut bytes, list);
    }
    bytes
}

fn put_block(bytes: &mut Vec<u8>, block: &[u8]) {
    put(bytes, block.len() as u32);
    bytes.extend_from_slice(block);
}
