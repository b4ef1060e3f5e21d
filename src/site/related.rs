//! Pages to read as well, where the page names too few itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::PageId;
use crate::document::PageSummary;

/// How many related pages a page has at most beside those that it names.
const AT_MOST: usize = 5;

/// How many neighbours in a term's list are looked at on each side. A bound, since looking at all
/// of them would take a time that grows with the square of the pages.
const REACH: usize = 32;

/// For every page, the pages that share the most terms with it, most first, then nearest in path.
/// The same pages give the same answer in any run.
pub(super) fn by_terms(summaries: &[Arc<PageSummary>]) -> Vec<Vec<PageId>> {
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
        .par_iter()
        .enumerate()
        .map_init(
            || (vec![0_u32; summaries.len()], Vec::new()),
            |(counts, met), (own, lists)| {
                let own = own as u32;
                for (pages, position) in lists {
                    let from = position.saturating_sub(REACH);
                    let window = pages.iter().skip(from).take(position - from + REACH + 1);
                    for page in window.filter(|page| **page != own) {
                        let Some(count) = counts.get_mut(*page as usize) else { continue };
                        if *count == 0 {
                            met.push(*page);
                        }
                        *count += 1;
                    }
                }
                // The few best are kept in order as the pages pass by: the most terms shared
                // first, then the nearest in path.
                let mut best: Vec<(Reverse<u32>, u32, u32)> = Vec::with_capacity(AT_MOST + 1);
                for page in met.drain(..) {
                    let Some(count) = counts.get_mut(page as usize) else { continue };
                    let rank = (Reverse(std::mem::take(count)), page.abs_diff(own), page);
                    if best.len() < AT_MOST || best.last().is_some_and(|last| rank < *last) {
                        best.insert(best.partition_point(|other| *other < rank), rank);
                        best.truncate(AT_MOST);
                    }
                }
                best.into_iter().map(|(.., page)| PageId(page)).collect()
            },
        )
        .collect()
}
