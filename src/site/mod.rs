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
use std::sync::Arc;

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
    /// Pages and folders that exist and could not be read, which was reported: nothing is said of
    /// links to them.
    pub unread: &'w BTreeSet<SitePath>,
}

/// Whether a page is one of those that could not be read, or lies in such a folder.
fn is_unread(unread: &BTreeSet<SitePath>, path: &SitePath) -> bool {
    unread.contains(path) || unread.iter().any(|folder| path.within(folder.as_str()).is_some())
}

/// The pages of a site and how they belong together. Cheap to clone: its parts are shared.
#[derive(Clone, Debug)]
pub struct Site {
    pages: Vec<Arc<Page>>,
    by_path: Arc<BTreeMap<SitePath, PageId>>,
    home: Option<PageId>,
    /// The pages that terms are explained and works are listed on.
    pub glossary: Option<PageId>,
    /// See [`Site::glossary`].
    pub bibliography: Option<PageId>,
    /// Files beside pages, by path below the site's root.
    pub files: Arc<BTreeMap<SitePath, SiteFile>>,
    /// Former addresses: the path that is published and the page that it leads to.
    pub redirects: Arc<Vec<(String, PageId)>>,
    /// The pages of each taxonomy's terms; only terms that are used.
    pub taxonomies: Arc<Vec<(usize, Vec<TermPages>)>>,
    /// Pages by their first letter.
    pub letters: Arc<Vec<Letter>>,
    /// What changed, newest first.
    pub changes: Arc<Vec<SiteChange>>,
    /// For each key of the references, the pages that cite it.
    pub cited_by: Arc<BTreeMap<String, Vec<PageId>>>,
    /// Links of the data files by file and address as written.
    pub data_links: Arc<BTreeMap<SitePath, Links>>,
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
#[derive(Clone, Debug)]
pub struct Page {
    /// What the page says of itself.
    pub summary: Arc<PageSummary>,
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
    /// A site without pages.
    pub fn empty(base_url: &BaseUrl) -> Site {
        Site {
            pages: Vec::new(),
            by_path: Arc::default(),
            home: None,
            glossary: None,
            bibliography: None,
            files: Arc::default(),
            redirects: Arc::default(),
            taxonomies: Arc::default(),
            letters: Arc::default(),
            changes: Arc::default(),
            cited_by: Arc::default(),
            data_links: Arc::default(),
            base_url: base_url.clone(),
        }
    }

    /// All pages with their numbers, in the order of their paths.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages.iter().enumerate().map(|(at, page)| (PageId(at as u32), &**page))
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

    /// The same site with another text of one page, of which nothing else that the site knows has
    /// changed: see [`PageSummary::stands_as`].
    #[must_use]
    pub fn with_text(&self, id: PageId, summary: Arc<PageSummary>) -> Site {
        let mut site = self.clone();
        if let Some(page) = site.pages.get_mut(id.0 as usize) {
            Arc::make_mut(page).summary = summary;
        }
        site
    }

    /// Whether the two are one site but for texts that [`Site::with_text`] replaced.
    pub fn differs_only_in_texts(&self, other: &Site) -> bool {
        Arc::ptr_eq(&self.by_path, &other.by_path)
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
