//! What changed on the site, from the changes that pages list.

use super::{PageId, Site};
use crate::data::Date;

/// A change of one page that matters to readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteChange {
    /// When.
    pub date: Date,
    /// What, in a sentence.
    pub note: String,
    /// On which page.
    pub page: PageId,
}

/// All changes that are not minor, newest first; those of one day by path.
pub(super) fn gather(site: &Site) -> Vec<SiteChange> {
    let mut changes: Vec<SiteChange> = site
        .pages()
        .flat_map(|(id, page)| {
            page.summary.front.changes.iter().filter(|change| !change.minor).map(move |change| {
                SiteChange { date: change.date, note: change.note.clone(), page: id }
            })
        })
        .collect();
    changes.sort_by_key(|change| (std::cmp::Reverse(change.date), change.page));
    changes
}
