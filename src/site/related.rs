//! Pages to read as well, where the page names too few itself.

use std::collections::BTreeMap;

use super::PageId;
use crate::document::PageSummary;

/// How many related pages a page has at most beside those that it names.
const AT_MOST: usize = 5;

/// How many neighbours in a term's list are looked at on each side. A bound, since looking at all
/// of them would take a time that grows with the square of the pages.
const REACH: usize = 32;

/// For every page, the pages that share the most terms with it, most first, then nearest in path.
/// The same pages give the same answer in any run.
pub(super) fn by_terms(summaries: &[PageSummary]) -> Vec<Vec<PageId>> {
    let mut members: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for (at, summary) in summaries.iter().enumerate() {
        if summary.path.name() == "_index.md" {
            continue;
        }
        for (taxonomy, terms) in &summary.front.terms {
            for term in terms {
                members.entry((taxonomy, term)).or_default().push(at as u32);
            }
        }
    }
    let mut positions: Vec<Vec<(&Vec<u32>, usize)>> = vec![Vec::new(); summaries.len()];
    for pages in members.values() {
        for (position, page) in pages.iter().enumerate() {
            if let Some(list) = positions.get_mut(*page as usize) {
                list.push((pages, position));
            }
        }
    }
    positions
        .iter()
        .enumerate()
        .map(|(own, lists)| {
            let own = own as u32;
            let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
            for (pages, position) in lists {
                let from = position.saturating_sub(REACH);
                let window = pages.iter().skip(from).take(position - from + REACH + 1);
                for page in window.filter(|page| **page != own) {
                    *shared.entry(*page).or_default() += 1;
                }
            }
            let mut ranked: Vec<(u32, u32)> = shared.into_iter().collect();
            ranked.sort_by_key(|(page, count)| {
                (std::cmp::Reverse(*count), page.abs_diff(own), *page)
            });
            ranked.into_iter().take(AT_MOST).map(|(page, _)| PageId(page)).collect()
        })
        .collect()
}
