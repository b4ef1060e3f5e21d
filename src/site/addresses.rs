//! From a file's path to the page's address.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::address_part;
use crate::document::PageSummary;
use crate::source::SitePath;

/// The folder that holds the pages.
pub(super) const CONTENT: &str = "content";

/// Where pages and the files beside them are published.
pub(super) struct Addresses<'s> {
    /// A section may have a slug of its own, which the addresses of all in it share; by folder.
    section_slugs: BTreeMap<&'s str, &'s str>,
}

impl<'s> Addresses<'s> {
    pub(super) fn of(summaries: &'s [Arc<PageSummary>]) -> Addresses<'s> {
        let section_slugs = summaries
            .iter()
            .filter(|summary| summary.path.name() == "_index.md")
            .filter_map(|summary| {
                let (slug, _) = summary.front.slug.as_ref()?;
                Some((summary.path.folder(), slug.as_str()))
            })
            .collect();
        Addresses { section_slugs }
    }

    /// The published path of a page: `roles/perinatal/`, empty for home.
    pub(super) fn page(&self, summary: &PageSummary) -> String {
        let folder = self.folder(summary.path.folder());
        let own_slug = summary.front.slug.as_ref().map(|(slug, _)| slug.as_str());
        match (summary.path.name(), own_slug) {
            // The slug of a section is part of its folder's path already.
            ("_index.md", _) | ("index.md", None) => folder,
            ("index.md", Some(slug)) => {
                let folder = folder.trim_end_matches('/');
                join(folder.rsplit_once('/').map_or("", |(above, _)| above), slug)
            }
            (_, Some(slug)) => join(folder.trim_end_matches('/'), slug),
            (_, None) => join(folder.trim_end_matches('/'), &address_part(summary.path.stem())),
        }
    }

    /// The published path of a file beside a page: its folder as the pages' addresses have it.
    pub(super) fn file(&self, path: &SitePath) -> String {
        // A name that others have agreed on is no address to be made of words.
        if let Some(rest) = path.within("content/.well-known") {
            return format!(".well-known/{rest}");
        }
        format!("{}{}", self.folder(path.folder()), path.name())
    }

    fn folder(&self, folder: &str) -> String {
        let mut path = String::new();
        let mut at = CONTENT.len();
        let mut names = folder.split('/');
        names.next();
        for name in names {
            at += 1 + name.len();
            let own = folder.get(..at).and_then(|folder| self.section_slugs.get(folder));
            path.push_str(&own.map_or_else(|| address_part(name), |slug| (*slug).to_string()));
            path.push('/');
        }
        path
    }
}

fn join(above: &str, part: &str) -> String {
    if above.is_empty() { format!("{part}/") } else { format!("{above}/{part}/") }
}
