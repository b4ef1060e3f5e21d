//! What each kind of output is made from. A recipe is given one of these and nothing else, and the
//! key of the output is the fingerprint of it, so a maker cannot use what the key does not hold.

use serde::Serialize;

use crate::config::MarkdownSettings;
use crate::data::Date;
use crate::fingerprint::Fingerprint;
use crate::site::Links;
use crate::site::views::{LinkView, PageView, ReferenceView};
use crate::source::{FileId, SitePath};

/// A value for templates that many outputs share: converted once, and in keys only its fingerprint.
#[derive(Clone, Debug)]
pub struct Shared {
    /// What templates see.
    pub value: tera::Value,
    fingerprint: Fingerprint,
}

impl Shared {
    /// Converts a value and takes its fingerprint under the name `kind`.
    pub fn of<T: Serialize + ?Sized>(kind: &str, value: &T) -> Shared {
        Shared {
            fingerprint: Fingerprint::of(kind, value),
            value: tera::Value::from_serializable(value),
        }
    }

    /// A value that has its fingerprint already.
    pub fn known(fingerprint: Fingerprint, value: tera::Value) -> Shared {
        Shared { value, fingerprint }
    }
}

impl Serialize for Shared {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.fingerprint.serialize(serializer)
    }
}

/// The inputs of one output.
#[derive(Serialize)]
pub enum Inputs<'s> {
    /// A page, from a document or made by the program.
    Page(Box<PageInputs<'s>>),
    /// The stub at a former address.
    Redirect(RedirectInputs),
    /// The Atom feed of changes.
    Feed(FeedInputs),
    /// A sitemap, or the index of several.
    Sitemap(SitemapInputs),
    /// `robots.txt`.
    Robots {
        /// The full address of the sitemap.
        sitemap: String,
    },
    /// A file of the theme or the site as it is.
    File {
        /// The file; its fingerprint stands for it.
        #[serde(skip)]
        file: FileId,
        /// The fingerprint of its bytes.
        source: Fingerprint,
    },
    /// A stylesheet or script in which names of other assets were replaced.
    Text(String),
    /// A file of the search index, to be compressed.
    Search {
        /// Its bytes; their fingerprint stands for them.
        #[serde(skip)]
        bytes: &'s [u8],
        /// The fingerprint of its bytes.
        content: Fingerprint,
    },
}

/// What a page is made from.
#[derive(Serialize)]
pub struct PageInputs<'s> {
    /// The template.
    pub template: &'s str,
    /// The fingerprint of the template and all that it may use.
    pub template_closure: Option<Fingerprint>,
    /// The document, unless the program makes the page itself.
    pub document: Option<DocumentInputs<'s>>,
    /// The page without its text.
    pub page: PageView,
    /// The way from the home page.
    pub breadcrumbs: Vec<LinkView>,
    /// The neighbours in the section.
    pub previous: Option<LinkView>,
    /// See `previous`.
    pub next: Option<LinkView>,
    /// The section, with its pages.
    pub section: Option<Shared>,
    /// The site.
    pub site: Shared,
    /// The words of the page's language.
    pub strings: Shared,
    /// The addresses of assets.
    pub assets: Shared,
    /// What this kind of template sees besides.
    pub extra: Vec<(&'static str, Shared)>,
    /// Whether the finished page is minified.
    pub minify: bool,
}

/// What the text and the fields of a page are made from.
#[derive(Serialize)]
pub struct DocumentInputs<'s> {
    /// The file; its fingerprint stands for it.
    #[serde(skip)]
    pub file: FileId,
    /// Where it is, for findings.
    pub path: SitePath,
    /// The fingerprint of its bytes.
    pub source: Fingerprint,
    /// The fingerprint of its type's declaration.
    pub content_type: Option<Fingerprint>,
    /// How Markdown is read.
    pub markdown: MarkdownSettings,
    /// The fingerprints of the components behind its directives, and all that they may use.
    pub components: Vec<Option<Fingerprint>>,
    /// Where each link as written leads.
    pub links: &'s Links,
    /// The pages that its fields refer to, as written.
    pub references: Vec<(&'s str, ReferenceView)>,
    /// The works that it cites, in the order of their numbers, from 1.
    pub works: Vec<WorkInput>,
    /// The works that it names as its sources.
    pub sources: Vec<WorkInput>,
    /// The glossary terms in it.
    pub terms: Vec<TermInput>,
}

/// A work as pages show it.
#[derive(Clone, Debug, Serialize)]
pub struct WorkInput {
    /// Its key.
    pub key: String,
    /// The entry as HTML.
    pub text: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A glossary term as pages link it.
#[derive(Clone, Debug, Serialize)]
pub struct TermInput {
    /// Its place in the glossary; another entry before it changes nothing here.
    #[serde(skip)]
    pub index: usize,
    /// Where it is explained; none without a glossary page.
    pub url: Option<String>,
    /// The ways to write it, which decide where it is found.
    pub words: Vec<String>,
}

/// What a redirect is made from.
#[derive(Serialize)]
pub struct RedirectInputs {
    /// That the page has moved.
    pub heading: String,
    /// What to do.
    pub text: String,
    /// The page's title.
    pub title: String,
    /// Its root-relative address.
    pub url: String,
    /// Its full address.
    pub permalink: String,
    /// Its language.
    pub language: String,
}

/// What the feed is made from.
#[derive(Serialize)]
pub struct FeedInputs {
    /// The feed's title.
    pub title: String,
    /// What it is about.
    pub subtitle: String,
    /// The full address of the site.
    pub site: String,
    /// The full address of the feed.
    pub own: String,
    /// Who publishes it.
    pub author: String,
    /// The language.
    pub language: String,
    /// The entries, newest first.
    pub entries: Vec<FeedEntry>,
}

/// One change in the feed.
#[derive(Serialize)]
pub struct FeedEntry {
    /// The page's title.
    pub title: String,
    /// Its full address.
    pub url: String,
    /// When it changed.
    pub date: Date,
    /// What changed.
    pub note: String,
}

/// What a sitemap is made from.
#[derive(Serialize)]
pub enum SitemapInputs {
    /// Addresses of pages with the day on which each last changed.
    Pages(Vec<(String, Option<Date>)>),
    /// Addresses of sitemaps.
    Index(Vec<String>),
}
