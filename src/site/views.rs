//! What templates see of the site and its pages: plain values, made on demand, never bodies.
//!
//! Each view is at the same time a part of the key of the outputs that are given it, so a view
//! holds what templates need and no more.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Page, PageId, Site};
use crate::config::{
    Config, ContentType, ContentTypes, Font, HelpContacts, NavigationEntry, Owner, Phase, Publisher,
};
use crate::data::{Date, Node};
use crate::document::body::OutlineEntry;
use crate::document::{Change, Status};

/// A link with its words.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// The words.
    pub title: String,
    /// The address.
    pub url: String,
}

/// A page that a field refers to.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// The page's title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What readers call its type.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A page in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// The page's title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its description.
    pub description: Option<String>,
    /// What readers call its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name of its type.
    pub type_name: String,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
    /// Its place in the section.
    pub order: Option<i64>,
}

/// The site as every template sees it.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    title: String,
    description: String,
    language: String,
    direction: &'static str,
    url: String,
    base: String,
    publisher: Publisher,
    owners: Vec<Owner>,
    help: HelpView,
    appearance: AppearanceView,
    navigation: Vec<NavigationView>,
    footer: Vec<NavigationView>,
    taxonomies: Vec<TaxonomyView>,
    urls: UrlsView,
    extra: Node,
}

#[derive(Clone, Debug, Serialize)]
struct HelpView {
    #[serde(flatten)]
    contacts: HelpContacts,
    url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct AppearanceView {
    font: Font,
    logo: Option<String>,
    phase: Option<Phase>,
}

#[derive(Clone, Debug, Serialize)]
struct NavigationView {
    label: String,
    url: String,
    section: bool,
}

/// A taxonomy with its address.
#[derive(Clone, Debug, Serialize)]
pub struct TaxonomyView {
    /// Its name.
    pub name: String,
    /// What readers see.
    pub label: String,
    /// The page of its terms.
    pub url: String,
}

#[derive(Clone, Debug, Serialize)]
struct UrlsView {
    home: String,
    a_z: String,
    changes: String,
    feed: String,
    sitemap: String,
    glossary: Option<String>,
    references: Option<String>,
    search: Option<String>,
}

/// A term with its address.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// Its slug.
    pub slug: String,
    /// What readers see.
    pub label: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// The page of its pages.
    pub url: String,
    /// How many pages have it.
    pub count: usize,
}

/// The terms of one taxonomy on one page.
#[derive(Clone, Debug, Serialize)]
pub struct PageTermsView {
    name: String,
    label: String,
    terms: Vec<TermView>,
}

/// The section of a page.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    title: String,
    url: String,
    description: Option<String>,
    pages: Vec<LinkView>,
}

/// A section in the list of the section above it.
#[derive(Clone, Debug, Serialize)]
pub struct SubsectionView {
    title: String,
    url: String,
    description: Option<String>,
    count: usize,
}

/// The type of a page.
#[derive(Clone, Debug, Serialize)]
pub struct TypeView {
    /// Its name.
    pub name: String,
    /// What readers call one.
    pub label: String,
    /// What readers call many.
    pub plural: String,
}

/// A heading in the contents list, with those below it.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    level: u8,
    id: String,
    title: String,
    children: Vec<HeadingView>,
}

/// A page as its own template sees it, without its text and fields.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    #[serde(rename = "type")]
    pub(crate) kind: TypeView,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) url: String,
    pub(crate) permalink: String,
    pub(crate) language: String,
    pub(crate) direction: &'static str,
    slug: String,
    order: Option<i64>,
    draft: bool,
    owner: Option<Owner>,
    reviewed: Option<Date>,
    review_due: Option<Date>,
    review_overdue: bool,
    published: Option<Date>,
    updated: Option<Date>,
    changes: Vec<Change>,
    status: &'static str,
    status_reason: Option<String>,
    successor: Option<LinkView>,
    pub(crate) noindex: bool,
    taxonomies: Vec<PageTermsView>,
    toc: Vec<HeadingView>,
    words: u32,
    related: Vec<CardView>,
    backlinks: Vec<LinkView>,
}

/// Lists of neighbours in a section longer than this help nobody, and would tie every page to
/// every other.
pub const LONGEST_SECTION_LIST: usize = 60;

impl Site {
    /// The link to a page.
    pub fn link(&self, id: PageId) -> LinkView {
        let page = self.page(id);
        LinkView { title: page.summary.front.title.clone(), url: page.url.clone() }
    }

    /// A page as fields refer to it.
    pub fn reference(&self, id: PageId, types: &ContentTypes) -> ReferenceView {
        let CardView { title, url, kind, .. } = self.card(id, types);
        ReferenceView { title, url, kind }
    }

    /// A page as it stands in lists.
    pub fn card(&self, id: PageId, types: &ContentTypes) -> CardView {
        let page = self.page(id);
        let front = &page.summary.front;
        CardView {
            title: front.title.clone(),
            url: page.url.clone(),
            description: front.description.clone(),
            kind: types
                .get(&front.kind)
                .map_or_else(|| front.kind.clone(), |kind| kind.label.clone()),
            type_name: front.kind.clone(),
            reviewed: front.reviewed,
            order: front.order,
        }
    }

    /// The site as every template sees it; `search` says whether it has a search page.
    pub fn view(&self, config: &Config, search: bool) -> SiteView {
        let site = &config.site;
        let address = |path: &str| self.base_url.address(path);
        let links = |entries: &[NavigationEntry]| {
            let link = |entry: &NavigationEntry| {
                let page = self.page(self.find_configured(&entry.page.value)?);
                Some(NavigationView {
                    label: entry.label.clone(),
                    url: page.url.clone(),
                    section: page.is_index(),
                })
            };
            entries.iter().filter_map(link).collect()
        };
        let help_page =
            config.help_page.as_ref().and_then(|page| self.find_configured(&page.value));
        SiteView {
            title: site.title.clone(),
            description: site.description.clone(),
            language: site.language.tag().to_string(),
            direction: site.language.direction(),
            url: self.base_url.full(),
            base: self.base_url.base().to_string(),
            publisher: site.publisher.clone(),
            owners: site.owners.clone(),
            help: HelpView {
                contacts: config.help.clone(),
                url: help_page.map(|id| self.page(id).url.clone()),
            },
            appearance: AppearanceView {
                font: config.appearance.font,
                logo: config.appearance.logo.as_ref().map(|logo| logo.value.clone()),
                phase: config.appearance.phase.clone(),
            },
            navigation: links(&config.navigation),
            footer: links(&config.footer),
            taxonomies: self
                .taxonomies
                .iter()
                .filter_map(|(at, _)| Some(self.taxonomy_view(config, *at)?.0))
                .collect(),
            urls: UrlsView {
                home: address(""),
                a_z: address("a-z/"),
                changes: address("changes/"),
                feed: address("feed.xml"),
                sitemap: address("sitemap.xml"),
                glossary: self.glossary.map(|id| self.page(id).url.clone()),
                references: self.bibliography.map(|id| self.page(id).url.clone()),
                search: search.then(|| address("search/")),
            },
            extra: site.extra.clone(),
        }
    }

    /// A taxonomy and its used terms. `None` when no page uses it.
    pub fn taxonomy_view(
        &self,
        config: &Config,
        taxonomy: usize,
    ) -> Option<(TaxonomyView, Vec<TermView>)> {
        let entry = config.taxonomies.get(taxonomy)?;
        let (_, terms) = self.taxonomies.iter().find(|(at, _)| *at == taxonomy)?;
        let path = format!("{}/", entry.name);
        let terms = terms
            .iter()
            .filter_map(|used| {
                let term = entry.terms.get(used.term)?;
                Some(TermView {
                    slug: term.slug.clone(),
                    label: term.label.clone(),
                    description: term.description.clone(),
                    url: self.base_url.address(&format!("{path}{}/", term.slug)),
                    count: used.pages.len(),
                })
            })
            .collect();
        let view = TaxonomyView {
            name: entry.name.clone(),
            label: entry.label.clone(),
            url: self.base_url.address(&path),
        };
        Some((view, terms))
    }

    /// The section that a page's template shows beside it: its own if it is an index page, else
    /// that of its parent.
    pub fn section_of(&self, id: PageId) -> Option<PageId> {
        if self.page(id).is_index() { Some(id) } else { self.page(id).parent }
    }

    /// A section with its pages, unless they are too many to be of use.
    pub fn section_view(&self, id: PageId) -> SectionView {
        let page = self.page(id);
        let short = page.children.len() <= LONGEST_SECTION_LIST;
        let children = page.children.iter().filter(|_| short);
        SectionView {
            title: page.summary.front.title.clone(),
            url: page.url.clone(),
            description: page.summary.front.description.clone(),
            pages: children.map(|child| self.link(*child)).collect(),
        }
    }

    /// The sections inside a section.
    pub fn subsection_views(&self, id: PageId) -> Vec<SubsectionView> {
        self.page(id)
            .subsections
            .iter()
            .map(|section| {
                let page = self.page(*section);
                SubsectionView {
                    title: page.summary.front.title.clone(),
                    url: page.url.clone(),
                    description: page.summary.front.description.clone(),
                    count: page.children.len(),
                }
            })
            .collect()
    }

    /// The way from the home page to the parent of a page.
    pub fn breadcrumbs(&self, id: PageId) -> Vec<LinkView> {
        self.ancestors(id).into_iter().map(|page| self.link(page)).collect()
    }

    /// A page as its own template sees it.
    pub fn page_view(&self, id: PageId, config: &Config, types: &ContentTypes) -> PageView {
        let page = self.page(id);
        let front = &page.summary.front;
        let language = front.language.as_ref().unwrap_or(&config.site.language);
        let (status, reason) = match &front.status {
            Status::Current => ("current", None),
            Status::Withdrawn { reason } => ("withdrawn", Some(reason.clone())),
            Status::Superseded { reason, .. } => ("superseded", reason.clone()),
        };
        PageView {
            kind: types.get(&front.kind).map_or_else(|| bare_type(&front.kind), type_view),
            title: front.title.clone(),
            description: front.description.clone(),
            url: page.url.clone(),
            permalink: self.base_url.permalink(&page.url),
            language: language.tag().to_string(),
            direction: language.direction(),
            slug: page.path.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_string(),
            order: front.order,
            draft: front.draft,
            owner: front
                .owner
                .as_ref()
                .and_then(|id| config.site.owners.iter().find(|owner| owner.id == *id).cloned()),
            reviewed: front.reviewed,
            review_due: page.review_due,
            review_overdue: page.review_overdue,
            published: front.publish,
            updated: page.updated(),
            changes: front.changes.clone(),
            status,
            status_reason: reason,
            successor: page.successor.map(|id| self.link(id)),
            noindex: page.noindex(),
            taxonomies: self.page_terms(page, config),
            toc: nested(&page.summary.outline),
            words: page.summary.words,
            related: page.related.iter().map(|id| self.card(*id, types)).collect(),
            backlinks: page.backlinks.iter().map(|id| self.link(*id)).collect(),
        }
    }

    fn page_terms(&self, page: &Page, config: &Config) -> Vec<PageTermsView> {
        let used: &BTreeMap<String, Vec<String>> = &page.summary.front.terms;
        config
            .taxonomies
            .iter()
            .filter_map(|taxonomy| {
                let slugs = used.get(&taxonomy.name)?;
                let terms = taxonomy
                    .terms
                    .iter()
                    .filter(|term| slugs.contains(&term.slug))
                    .map(|term| TermView {
                        slug: term.slug.clone(),
                        label: term.label.clone(),
                        description: term.description.clone(),
                        url: self.base_url.address(&format!("{}/{}/", taxonomy.name, term.slug)),
                        // How many others there are would tie the page to all of them.
                        count: 0,
                    })
                    .collect();
                Some(PageTermsView {
                    name: taxonomy.name.clone(),
                    label: taxonomy.label.clone(),
                    terms,
                })
            })
            .collect()
    }

    /// A page that the program makes itself, as templates see it.
    pub fn made_page_view(
        &self,
        config: &Config,
        kind: &str,
        (title, description): (String, Option<String>),
        path: &str,
        noindex: bool,
    ) -> PageView {
        let url = self.base_url.address(path);
        PageView {
            kind: bare_type(kind),
            title,
            description,
            permalink: self.base_url.permalink(&url),
            url,
            language: config.site.language.tag().to_string(),
            direction: config.site.language.direction(),
            slug: path.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_string(),
            order: None,
            draft: false,
            owner: None,
            reviewed: None,
            review_due: None,
            review_overdue: false,
            published: None,
            updated: None,
            changes: Vec::new(),
            status: "current",
            status_reason: None,
            successor: None,
            noindex,
            taxonomies: Vec::new(),
            toc: Vec::new(),
            words: 0,
            related: Vec::new(),
            backlinks: Vec::new(),
        }
    }
}

fn type_view(kind: &ContentType) -> TypeView {
    TypeView { name: kind.name.clone(), label: kind.label.clone(), plural: kind.plural.clone() }
}

fn bare_type(name: &str) -> TypeView {
    TypeView { name: name.to_string(), label: String::new(), plural: String::new() }
}

/// Headings in order, each with the deeper ones that follow it.
fn nested(outline: &[OutlineEntry]) -> Vec<HeadingView> {
    let mut top: Vec<HeadingView> = Vec::new();
    for entry in outline {
        let view = HeadingView {
            level: entry.level,
            id: entry.id.clone(),
            title: entry.text.clone(),
            children: Vec::new(),
        };
        place(&mut top, view);
    }
    top
}

fn place(list: &mut Vec<HeadingView>, view: HeadingView) {
    match list.last_mut() {
        Some(last) if last.level < view.level => place(&mut last.children, view),
        _ => list.push(view),
    }
}
