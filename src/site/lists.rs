//! Lists across the site: taxonomies and the A to Z.

use std::collections::BTreeMap;

use super::{PageId, Site};
use crate::config::Taxonomy;

/// The pages of one term.
#[derive(Clone, Debug)]
pub struct TermPages {
    /// The place of the term in its taxonomy.
    pub term: usize,
    /// The pages, by title.
    pub pages: Vec<PageId>,
}

/// The pages under one letter of the A to Z.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The letter in capitals, or `0–9` for what begins with none.
    pub letter: String,
    /// Its anchor.
    pub id: String,
    /// The pages, by title.
    pub pages: Vec<PageId>,
}

/// One page of a list that may need several.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Which page of the list this is, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// What stands on it.
    pub pages: Vec<PageId>,
}

impl Listing {
    /// Splits a list into pages of `per_page`. An empty list has one empty page.
    pub fn split(pages: &[PageId], per_page: usize) -> Vec<Listing> {
        let per_page = per_page.max(1);
        let of = pages.len().div_ceil(per_page).max(1);
        (0..of)
            .map(|at| Listing {
                number: at + 1,
                of,
                pages: pages.iter().skip(at * per_page).take(per_page).copied().collect(),
            })
            .collect()
    }

    /// The path of page `number` of the list that begins at `path`.
    pub fn path(path: &str, number: usize) -> String {
        if number <= 1 { path.to_string() } else { format!("{path}page/{number}/") }
    }
}

/// The place of every page among all, by title.
pub(super) struct ByTitle(Vec<u32>);

impl ByTitle {
    pub(super) fn of(site: &Site) -> ByTitle {
        let mut pages: Vec<(String, PageId)> =
            site.pages().map(|(id, page)| (page.summary.front.title.to_lowercase(), id)).collect();
        pages.sort_unstable();
        let mut places = vec![0; pages.len()];
        for (place, (_, id)) in (0..).zip(&pages) {
            if let Some(slot) = places.get_mut(id.0 as usize) {
                *slot = place;
            }
        }
        ByTitle(places)
    }

    fn sort(&self, pages: &mut [PageId]) {
        pages.sort_unstable_by_key(|id| self.0.get(id.0 as usize));
    }
}

pub(super) fn taxonomies(
    site: &Site,
    taxonomies: &[Taxonomy],
    by_title: &ByTitle,
) -> Vec<(usize, Vec<TermPages>)> {
    let mut by_term: BTreeMap<(&str, &str), Vec<PageId>> = BTreeMap::new();
    for (id, page) in site.pages().filter(|(_, page)| !page.noindex()) {
        for (taxonomy, terms) in &page.summary.front.terms {
            for term in terms {
                by_term.entry((taxonomy, term)).or_default().push(id);
            }
        }
    }
    let mut used = Vec::new();
    for (at, taxonomy) in taxonomies.iter().enumerate() {
        let terms: Vec<TermPages> = taxonomy
            .terms
            .iter()
            .enumerate()
            .filter_map(|(term, entry)| {
                let mut pages = by_term.remove(&(taxonomy.name.as_str(), entry.slug.as_str()))?;
                by_title.sort(&mut pages);
                Some(TermPages { term, pages })
            })
            .collect();
        if !terms.is_empty() {
            used.push((at, terms));
        }
    }
    used
}

pub(super) fn letters(site: &Site, by_title: &ByTitle) -> Vec<Letter> {
    let mut by_letter: BTreeMap<Option<char>, Vec<PageId>> = BTreeMap::new();
    for (id, page) in site.pages().filter(|(_, page)| !page.noindex() && !page.path.is_empty()) {
        let first = page.summary.front.title.chars().find(|c| c.is_alphanumeric());
        let letter = first
            .filter(|c| c.is_alphabetic())
            .and_then(|c| c.to_uppercase().next())
            .map(without_accent);
        by_letter.entry(letter).or_default().push(id);
    }
    by_letter
        .into_iter()
        .map(|(letter, mut pages)| {
            by_title.sort(&mut pages);
            Letter {
                letter: letter.map_or("0–9".to_string(), String::from),
                id: letter.map_or("digits".to_string(), |c| c.to_lowercase().collect()),
                pages,
            }
        })
        .collect()
}

/// The letter under which readers look for one with an accent, for the languages of these islands.
fn without_accent(letter: char) -> char {
    match letter {
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => 'A',
        'È' | 'É' | 'Ê' | 'Ë' => 'E',
        'Ì' | 'Í' | 'Î' | 'Ï' => 'I',
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' => 'O',
        'Ù' | 'Ú' | 'Û' | 'Ü' => 'U',
        'Ŵ' => 'W',
        'Ŷ' | 'Ý' => 'Y',
        other => other,
    }
}
