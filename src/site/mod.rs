//! All summaries to one site: sections, order, addresses, navigation, links, lists.
//!
//! Owns what depends on more than one page. It must never touch a page's text nor the disk, and
//! what it gives is never changed after assembly. Enter at [`Site::assemble`].

mod addresses;
mod assemble;
mod changes;
mod links;
mod lists;
mod related;
mod tree;
pub mod views;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{BaseUrl, Config};
use crate::data::Date;
use crate::document::PageSummary;
use crate::source::SitePath;

pub use assemble::{DataLinks, unknown_citations};
pub use changes::SiteChange;
pub use links::{Links, ResolvedTarget};
pub use lists::{Letter, Listing, TermPages};

/// The number of a page in its [`Site`]. Pages are numbered in the order of their paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// What a site is assembled for.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    /// The configuration.
    pub config: &'w Config,
    /// The day for which the site is built: decides what is published and what is overdue.
    pub date: Date,
    /// Whether drafts, future and expired pages are published too.
    pub drafts: bool,
    /// Pages that exist and could not be read, which was reported: nothing is said of links to them.
    pub unread: &'w BTreeSet<SitePath>,
}

/// The pages of a site and how they belong together.
#[derive(Debug)]
pub struct Site {
    pages: Vec<Page>,
    by_path: BTreeMap<SitePath, PageId>,
    home: Option<PageId>,
    /// The pages that terms are explained and works are listed on.
    pub glossary: Option<PageId>,
    /// See [`Site::glossary`].
    pub bibliography: Option<PageId>,
    /// Files beside pages, by path below the site's root.
    pub files: BTreeMap<SitePath, SiteFile>,
    /// Former addresses: the path that is published and the page that it leads to.
    pub redirects: Vec<(String, PageId)>,
    /// The pages of each taxonomy's terms; only terms that are used.
    pub taxonomies: Vec<(usize, Vec<TermPages>)>,
    /// Pages by their first letter.
    pub letters: Vec<Letter>,
    /// What changed, newest first.
    pub changes: Vec<SiteChange>,
    /// For each key of the references, the pages that cite it.
    pub cited_by: BTreeMap<String, Vec<PageId>>,
    /// Links of the data files by file and address as written.
    pub data_links: BTreeMap<SitePath, Links>,
    /// Where the site is published.
    pub base_url: BaseUrl,
}

/// A file beside a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// The path at which it is published.
    pub published: String,
    /// The width and height in pixels, if it is an image.
    pub size: Option<(u32, u32)>,
}

/// One published page in its site.
#[derive(Debug)]
pub struct Page {
    /// What the page says of itself.
    pub summary: PageSummary,
    /// Its path below the site's address, such as `roles/perinatal/`; empty for the home page.
    pub path: String,
    /// Its root-relative address.
    pub url: String,
    /// The index page of the section that it is in.
    pub parent: Option<PageId>,
    /// The pages of the section, if this is an index page, in order.
    pub children: Vec<PageId>,
    /// The index pages of the sections in this one, in order.
    pub subsections: Vec<PageId>,
    /// The neighbours in the section.
    pub previous: Option<PageId>,
    /// See [`Page::previous`].
    pub next: Option<PageId>,
    /// Pages to read as well: those declared, then those that share terms.
    pub related: Vec<PageId>,
    /// The pages whose text links here.
    pub backlinks: Vec<PageId>,
    /// Where each link as written leads.
    pub links: Links,
    /// Where each reference of a field, as written, leads.
    pub references: BTreeMap<String, PageId>,
    /// The page that took this one's place.
    pub successor: Option<PageId>,
    /// When the review falls due.
    pub review_due: Option<Date>,
    /// Whether it was due before the day of the build.
    pub review_overdue: bool,
}

impl Page {
    /// Whether this is the index page of a section.
    pub fn is_index(&self) -> bool {
        self.summary.path.name() == "_index.md"
    }

    /// Whether search engines and lists should leave the page out.
    pub fn noindex(&self) -> bool {
        self.summary.front.status != crate::document::Status::Current || self.summary.front.draft
    }

    /// The newest change that matters to readers, or else the day of publication.
    pub fn updated(&self) -> Option<Date> {
        let front = &self.summary.front;
        front
            .changes
            .iter()
            .find(|change| !change.minor)
            .map(|change| change.date)
            .or(front.publish)
    }

    /// The newest day on which anything about the page is known to have happened, for the sitemap.
    pub fn last_modified(&self) -> Option<Date> {
        let front = &self.summary.front;
        let newest_change = front.changes.first().map(|change| change.date);
        [newest_change, front.reviewed, front.publish].into_iter().flatten().max()
    }
}

impl Site {
    /// All pages with their numbers, in the order of their paths.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages.iter().enumerate().map(|(at, page)| (PageId(at as u32), page))
    }

    /// A page of this site.
    #[expect(clippy::indexing_slicing, reason = "a number is only ever given out by its own site")]
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    /// How many pages there are.
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Whether there is no page at all.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The home page.
    pub fn home(&self) -> Option<PageId> {
        self.home
    }

    /// The page of a file, if it is published.
    pub fn find(&self, path: &SitePath) -> Option<PageId> {
        self.by_path.get(path).copied()
    }

    /// The page that the configuration names by its path below the content folder.
    pub fn find_configured(&self, path: &str) -> Option<PageId> {
        self.find(&SitePath::new(&format!("content/{}", path.trim_start_matches('/'))))
    }

    /// The index pages from the home page down to the parent of `id`.
    pub fn ancestors(&self, id: PageId) -> Vec<PageId> {
        let mut chain = Vec::new();
        let mut at = self.page(id).parent;
        while let Some(parent) = at {
            chain.push(parent);
            at = self.page(parent).parent;
        }
        chain.reverse();
        chain
    }
}
