//! Addresses that readers had and that lead nowhere now, after a page was renamed or deleted.

use std::collections::BTreeMap;

use super::snapshot::Good;
use crate::fingerprint::Fingerprint;
use crate::source::SitePath;

/// More than these are another site, not a page that was renamed.
const MOST: usize = 50;

/// The pages that were there when the preview began, by their paths below the site's address.
pub(super) struct Published {
    pages: BTreeMap<String, Known>,
}

struct Known {
    title: String,
    file: SitePath,
    source: Fingerprint,
}

/// An address that leads nowhere, and what would mend that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lost {
    /// The root-relative address.
    pub(super) url: String,
    /// The title that its page had.
    pub(super) title: String,
    /// The page that took its place, as far as can be told, with its title.
    pub(super) successor: Option<(SitePath, String)>,
    /// What to write into the front matter of the page that took its place.
    pub(super) alias: String,
}

impl Published {
    /// The pages that readers have: drafts and pages of another day are not among them.
    pub(super) fn of(good: &Good, today: crate::data::Date) -> Published {
        let is_out = |front: &crate::document::FrontMatter| {
            !front.draft
                && front.publish.is_none_or(|date| date <= today)
                && front.expires.is_none_or(|date| date > today)
        };
        let pages = good.project.site.pages().filter(|(_, page)| is_out(&page.summary.front));
        let pages = pages.map(|(_, page)| {
            let known = Known {
                title: page.summary.front.title.clone(),
                file: page.summary.path.clone(),
                source: page.summary.source,
            };
            (page.path.clone(), known)
        });
        Published { pages: pages.collect() }
    }

    /// Which of their addresses lead nowhere now.
    pub(super) fn lost(&self, good: &Good) -> Vec<Lost> {
        let site = &good.project.site;
        let gone = self
            .pages
            .iter()
            .filter(|(path, _)| !good.leads_somewhere(&format!("{path}index.html")))
            .take(MOST);
        gone.map(|(path, known)| {
            let url = site.base_url.address(path);
            let is_new = |file: &SitePath| !self.pages.values().any(|known| known.file == *file);
            let mut new = site.pages().filter(|(_, page)| {
                let moved = page.summary.path == known.file;
                let same =
                    page.summary.source == known.source || page.summary.front.title == known.title;
                moved || (same && is_new(&page.summary.path))
            });
            let successor = new
                .next()
                .map(|(_, page)| (page.summary.path.clone(), page.summary.front.title.clone()));
            let alias = format!("aliases = [\"/{path}\"]");
            Lost { url, title: known.title.clone(), successor, alias }
        })
        .collect()
    }
}
