//! What each kind of output is made from. A recipe is given one of these and nothing else, and the
//! key of the output is the fingerprint of it, so a maker cannot use what the key does not hold.

use serde::Serialize;

use crate::config::{MarkdownSettings, PrintFormat};
use crate::data::Date;
use crate::fingerprint::Fingerprint;
use crate::print::compose::Entry;
use crate::print::{PrintDocument, Run};
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
    /// A print of a page or a section.
    Print(Box<PrintInputs<'s>>),
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
    /// The forms in which it can be printed.
    pub print: Option<PrintsView>,
    /// What this kind of template sees besides.
    pub extra: Vec<(&'static str, Shared)>,
    /// Whether the finished page is minified.
    pub minify: bool,
}

/// The forms in which a page can be printed, as templates see them.
#[derive(Clone, Debug, Serialize)]
pub struct PrintsView {
    /// The print page.
    pub url: Option<String>,
    /// Whether that holds the section's pages.
    pub whole: bool,
    /// The files.
    pub downloads: Vec<DownloadView>,
}

/// A file to take away.
#[derive(Clone, Debug, Serialize)]
pub struct DownloadView {
    /// Its form.
    pub format: PrintFormat,
    /// Its root-relative address.
    pub url: String,
    /// Its media type.
    pub media: &'static str,
    /// Its size in words, such as `84 KB`; none before it was made.
    pub size: Option<String>,
    /// How many sheets it fills, where that is known.
    pub sheets: Option<u32>,
}

/// What a print is made from.
#[derive(Serialize)]
pub struct PrintInputs<'s> {
    /// What it is made into.
    pub format: PrintFormat,
    /// The print before its text: title, words, where it comes from.
    pub head: PrintDocument,
    /// The pages in it.
    pub parts: Vec<PrintPart<'s>>,
    /// Where links that stay inside the print lead: the addresses of its pages.
    pub places: Vec<(String, Place)>,
    /// The works that it cites, in the order of their numbers.
    pub works: Vec<Entry>,
    /// The people to turn to, each as a line.
    pub contacts: Vec<Vec<Run>>,
    /// What full addresses of the site begin with.
    pub origin: String,
    /// The words of its language.
    pub strings: Shared,
    /// The fingerprint of how the theme prints its blocks.
    pub looks: Option<Fingerprint>,
    /// The fingerprint of the layout and the fonts, for PDFs.
    pub layout: Option<Fingerprint>,
    /// The page that it is shown on, for print pages.
    pub shell: Option<PageInputs<'s>>,
    /// What PDFs are set with, made once from the layout and the fonts.
    #[cfg(feature = "pdf")]
    #[serde(skip)]
    pub press: &'s std::sync::OnceLock<crate::print::pdf::Press>,
}

/// Where a page begins in a print of several.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// The id of its title; empty if it is the only one.
    pub heading: String,
    /// What its ids begin with.
    pub prefix: String,
}

/// A page in a print.
#[derive(Serialize)]
pub struct PrintPart<'s> {
    /// The file; its fingerprint stands for it.
    #[serde(skip)]
    pub file: FileId,
    /// Where it is, for findings.
    pub path: SitePath,
    /// The fingerprint of its bytes.
    pub source: Fingerprint,
    /// The name of its type; the fingerprint of its declaration stands for it.
    #[serde(skip)]
    pub kind: &'s str,
    /// The fingerprint of its type's declaration.
    pub content_type: Option<Fingerprint>,
    /// How Markdown is read.
    pub markdown: MarkdownSettings,
    /// Its root-relative address.
    pub url: String,
    /// Where each link as written leads.
    pub links: &'s Links,
    /// The pages that its fields refer to, as written.
    pub references: Vec<(&'s str, ReferenceView)>,
    /// Titles and sentences to say before all else.
    pub notices: Vec<(String, String)>,
    /// The pictures in it.
    pub images: Vec<PrintImage>,
}

/// A picture of a print.
#[derive(Serialize)]
pub struct PrintImage {
    /// Its root-relative address.
    pub url: String,
    /// The file; its fingerprint stands for it.
    #[serde(skip)]
    pub file: FileId,
    /// The fingerprint of its bytes.
    pub source: Fingerprint,
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
    /// Addresses of pages.
    Pages(Vec<crate::render::xml::Address>),
    /// Addresses of sitemaps.
    Index(Vec<String>),
}
