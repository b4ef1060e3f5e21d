//! Search.
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
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(7));
    // Writing to memory cannot fail; a file that was cut short would be refused when it is read.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
