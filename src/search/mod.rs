//! What readers find: the words of pages to the files of an index, and queries to ranked pages.
//!
//! Owns what a word is ([`words`](fn@words), [`Stems`]), which words a page has ([`Fragment`]), how they are
//! kept ([`index`]) and how pages are ranked ([`Ranker`]). It sees neither HTML nor the disk, and does
//! not know which pages are published. Enter at [`index`].
//!
//! The reader's browser does the asking, with the scripts `_search-*.js` of the default theme. They
//! do what `words`, `query`, `near` and `rank` do here, step by step; `tests/suite/search.rs` holds
//! the two together on every word and many queries.
//!
//! # How it is made
//!
//! 1. Each page becomes a [`Fragment`] when it is read: its stems with their counts by field and
//!    their places.
//! 2. `terms` turns the fragments of all pages, in the order of their paths, into terms: a stem, its
//!    forms, and the pages that have it with one weight each (`settings::level`).
//! 3. `shards` parts the terms into runs of neighbours in the alphabet.
//! 4. `files` writes them, with titles as `titles` does.
//!
//! # The files
//!
//! Every file is gzip, so that its checksum tells damage and no server has to compress it. All but
//! the entry are called `search/KHASH.bin`: a letter for the kind and the first ten digits of the
//! fingerprint of the bytes inside, so they may be kept for ever. Inside:
//!
//! - *number*: seven bits a byte, lowest first, the highest bit set on all bytes but the last.
//! - *text*: the number of its bytes, then UTF-8. *Text after* another: the number of bytes that it
//!   shares with that one, then the rest as text.
//! - *block*: the number of its bytes, then the bytes.
//! - *pages*: page numbers in order, each as its distance from the one before less one, the first as
//!   itself.
//!
//! `search/index.bin`, the entry, is JSON: `version` 1; `pages`, how many; `language`; `levels`, how
//! many steps weights have; `ranking` ([`settings::Ranking`](settings)); `borders`, the beginnings of the runs of
//! words with spaces between; `words`, `names`, `titles`, `vocabulary`, `facets`, the names of the
//! files of each kind, ten digits each, one after another, of `vocabulary` first that of all words;
//! `letters`, the first letters at which the others begin; `titles_per_file`; `title_words`, words that titles are written
//! with, with spaces between; `types`, what readers
//! call the types; `stop`, words left out of queries; `synonyms`, groups of words.
//!
//! | Kind | Holds |
//! |---|---|
//! | `w` words | `AW1`; a block of numbers: how many terms, then for each how many forms, how many pages, how many bytes its pages take; a block of texts: each stem after the one before, then its forms, each after the stem; a block of pages, term after term; a block of weights, one byte each, from 1 to `levels`; a block of bytes with the number of the form that stands on that page most often, plus 16 if the title has the word; titles |
//! | `p` places | `AP1`; a block of numbers: for each term of the words file with the same place in the entry how many bytes its counts and its places take; the counts, term after term: for each page how many places; the places, term after term: the distances between them. Words that say little have none. Read for phrases only |
//! | `n` names | `AN1`; the names of the files of places, one after another. Read for phrases only |
//! | `t` titles | `AT1`; titles of `titles_per_file` pages |
//! | `v` vocabulary | `AV1`; how many forms; a block of the forms of all words, or of those with some first letters, sorted, each after the one before; for each a byte, the binary logarithm of how many pages have its stem. Read when a word is not found |
//! | `f` facets | `AF1`; a block of JSON ([`Facets`]); for each type and then each term of each taxonomy a block of pages |
//!
//! *Titles*: how many pages; the pages; a block of numbers, their types; a block: for each its title
//! and, as a text, its address after the one before. A title is how many words it has, and for each
//! its place in `title_words`, counted from 1, or 0 and the word as a text. A small site has one file of titles; on a large
//! one each file of words also has the titles of its words' best pages, so that ten results need few
//! requests.
//!
//! # Why an edit makes few files
//!
//! A file's name and key are its bytes. Words of a page whose counts change lie in few runs; the
//! average lengths, which all weights depend on, are rounded; weights have few steps; the borders of
//! runs depend only on the words near them. A page that comes or goes moves the numbers of those
//! behind it and makes all files of words anew.

mod bytes;
mod files;
mod fragment;
mod near;
mod query;
mod rank;
mod read;
mod settings;
mod shards;
mod stop;
mod terms;
mod titles;
mod words;

pub use files::IndexFile;
pub use fragment::{Counts, FIELD_NAMES, Field, Fragment, Occurrence, text_of};
pub use query::{Asked, Query};
pub use rank::{Answer, Hit, Ranker, Reason, Why};
pub use read::Reader;
pub use words::{Stems, Word, fold, words};

use serde::Serialize;

use crate::source::SitePath;

/// The place of the entry file, by which everything else is found.
pub const ENTRY: &str = "search/index.bin";

/// One page for the index.
#[derive(Clone, Debug)]
pub struct PageEntry<'p> {
    /// Its file.
    pub path: &'p SitePath,
    /// Its title.
    pub title: &'p str,
    /// Its root-relative address.
    pub url: &'p str,
    /// Its type, as a place in [`Facets::types`].
    pub kind: usize,
    /// Its terms: places in the lists of [`Facets::types`] and then of all taxonomies, as one.
    pub terms: Vec<usize>,
    /// Its words.
    pub fragment: &'p Fragment,
}

/// What results can be narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// The types by name and by what readers call one.
    pub types: Vec<(String, String)>,
    /// The taxonomies.
    pub taxonomies: Vec<FacetTaxonomy>,
}

/// A taxonomy as results can be narrowed by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetTaxonomy {
    /// Its name, which stands in the address.
    pub name: String,
    /// What readers see.
    pub label: String,
    /// Its terms: what stands in the address and what readers see.
    pub terms: Vec<(String, String)>,
}

/// What an index is made from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// The site's language.
    pub language: &'s str,
    /// The pages in the order of their paths.
    pub pages: &'s [PageEntry<'s>],
    /// What results can be narrowed by.
    pub facets: &'s Facets,
    /// Words and phrases that mean the same.
    pub synonyms: &'s [Vec<String>],
}

/// Makes all files of the index, the entry last.
pub fn index(source: &Source) -> Vec<IndexFile> {
    files::files(source)
}

/// A file of the index as it is published: as gzip, whose checksum tells a damaged file.
pub fn compress(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(
        Vec::with_capacity(bytes.len() / 2 + 64),
        flate2::Compression::new(6),
    );
    // Writing to memory cannot fail; a file that was cut short would be refused when it is read.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
