//! What the pages that the program makes itself are made from, and the files that are not for people.

use super::super::inputs::{
    FeedEntry, FeedInputs, Inputs, PageInputs, RedirectInputs, Shared, SitemapInputs,
};
use super::super::load::Project;
use super::Plan;
use crate::config::Minify;
use crate::render::xml::Address;
use crate::search::ENTRY;
use crate::site::views::LinkView;
use crate::site::{Listing, PageId};
use crate::theme::SEARCH_TEMPLATE;

/// A sitemap may hold no more addresses. Source: sitemaps.org, protocol 0.9.
pub(super) const SITEMAP_LIMIT: usize = 50_000;

/// How many changes the page of changes shows.
const CHANGES_SHOWN: usize = 200;

impl<'p> Plan<'p> {
    /// The title and description of a page that the program makes, from the theme's strings.
    pub(super) fn words(&self, page: &str) -> (String, Option<String>) {
        let strings = self.theme.strings(&self.project.config.site.language);
        let text = |key: &str| strings.text(&format!("pages.{page}.{key}"));
        (text("title"), Some(text("description")))
    }

    /// A page that the program makes itself.
    pub(super) fn made(
        &self,
        template: &'static str,
        kind: &str,
        words: (String, Option<String>),
        path: &str,
        noindex: bool,
        extra: Vec<(&'static str, Shared)>,
    ) -> Inputs<'p> {
        let Project { site, config, .. } = self.project;
        let strings = self.theme.strings(&config.site.language);
        let breadcrumbs: Vec<LinkView> = site.home().map(|id| site.link(id)).into_iter().collect();
        Inputs::Page(Box::new(PageInputs {
            template,
            template_closure: self.theme.template_fingerprint(template),
            document: None,
            page: site.made_page_view(config, kind, words, path, noindex),
            breadcrumbs,
            previous: None,
            next: None,
            section: None,
            site: self.site.clone(),
            strings: Shared::known(strings.fingerprint, strings.value.clone()),
            assets: self.assets.clone(),
            print: None,
            extra,
            minify: config.output.minify == Minify::Pages,
        }))
    }

    pub(super) fn taxonomy(&self, taxonomy: usize) -> Inputs<'p> {
        let Project { site, config, .. } = self.project;
        let Some((view, terms)) = site.taxonomy_view(config, taxonomy) else {
            return Inputs::Text(String::new());
        };
        let strings = self.theme.strings(&config.site.language);
        let description = strings.text("pages.taxonomy.description");
        let words = (view.label.clone(), Some(description));
        let path = format!("{}/", view.name);
        let extra = vec![
            ("taxonomy", Shared::of("taxonomy", &view)),
            ("terms", Shared::of("terms", &terms)),
        ];
        self.made("taxonomy.html", "list", words, &path, false, extra)
    }

    pub(super) fn term(&self, taxonomy: usize, at: usize, number: usize) -> Inputs<'p> {
        let Project { site, config, .. } = self.project;
        let found = site.taxonomy_view(config, taxonomy).and_then(|(view, terms)| {
            let used = site.taxonomies.iter().find(|(other, _)| *other == taxonomy)?.1.get(at)?;
            Some((view, terms.get(at)?.clone(), used))
        });
        let Some((view, term, used)) = found else { return Inputs::Text(String::new()) };
        let path = format!("{}/{}/", view.name, term.slug);
        let listings = Listing::split(&used.pages, config.output.per_page);
        let mut extra: Vec<(&'static str, Shared)> =
            self.listing(&listings, number, &path).into_iter().collect();
        extra.push(("taxonomy", Shared::of("taxonomy", &view)));
        extra.push(("term", Shared::of("term", &term)));
        let words = (term.label.clone(), term.description.clone());
        let path = Listing::path(&path, number);
        self.made("term.html", "list", words, &path, false, extra)
    }

    pub(super) fn a_to_z(&self) -> Inputs<'p> {
        let Project { site, types, .. } = self.project;
        let letters: Vec<LetterView> = site
            .letters
            .iter()
            .map(|letter| LetterView {
                letter: &letter.letter,
                id: &letter.id,
                pages: letter.pages.iter().map(|id| site.reference(*id, types)).collect(),
            })
            .collect();
        let extra = vec![("letters", Shared::of("letters", &letters))];
        self.made("a-z.html", "list", self.words("a_z"), "a-z/", false, extra)
    }

    pub(super) fn changes(&self) -> Inputs<'p> {
        let site = &self.project.site;
        let changes: Vec<ChangeView> = site
            .changes
            .iter()
            .take(CHANGES_SHOWN)
            .map(|change| {
                let LinkView { title, url } = site.link(change.page);
                ChangeView { date: change.date, note: &change.note, title, url }
            })
            .collect();
        let extra = vec![("changes", Shared::of("changes", &changes))];
        self.made("changes.html", "list", self.words("changes"), "changes/", false, extra)
    }

    pub(super) fn search_page(&self) -> Inputs<'p> {
        let base = &self.project.site.base_url;
        let view = SearchView { index: base.address(ENTRY) };
        let extra = vec![("search", Shared::of("search", &view))];
        self.made(SEARCH_TEMPLATE, "list", self.words("search"), "search/", false, extra)
    }

    pub(super) fn redirect(&self, at: usize) -> Inputs<'p> {
        let Project { site, config, .. } = self.project;
        let Some((_, id)) = site.redirects.get(at) else { return Inputs::Text(String::new()) };
        let page = site.page(*id);
        let language = page.summary.front.language.as_ref().unwrap_or(&config.site.language);
        let strings = self.theme.strings(language);
        Inputs::Redirect(RedirectInputs {
            heading: strings.text("redirect.title"),
            text: strings.text("redirect.text"),
            title: page.summary.front.title.clone(),
            url: page.url.clone(),
            permalink: site.base_url.permalink(&page.url),
            language: language.tag().to_string(),
        })
    }

    pub(super) fn feed(&self) -> Inputs<'p> {
        let Project { site, config, .. } = self.project;
        let entries = site
            .changes
            .iter()
            .take(config.output.feed_limit)
            .map(|change| {
                let LinkView { title, url } = site.link(change.page);
                FeedEntry {
                    title,
                    url: site.base_url.permalink(&url),
                    date: change.date,
                    note: change.note.clone(),
                }
            })
            .collect();
        Inputs::Feed(FeedInputs {
            title: self
                .theme
                .strings(&config.site.language)
                .text("head.feed")
                .replace("{site}", &config.site.title),
            subtitle: config.site.description.clone(),
            site: site.base_url.full(),
            own: site.base_url.permalink(&site.base_url.address("feed.xml")),
            author: config.site.publisher.name.clone(),
            language: config.site.language.tag().to_string(),
            entries,
        })
    }

    /// The pages that search engines may list.
    pub(super) fn indexed_pages(&self) -> Vec<PageId> {
        self.project.site.pages().filter(|(_, page)| !page.noindex()).map(|(id, _)| id).collect()
    }

    pub(super) fn sitemap(&self, number: Option<usize>) -> SitemapInputs {
        let site = &self.project.site;
        let pages = self.indexed_pages();
        let sitemaps = pages.len().div_ceil(SITEMAP_LIMIT);
        let full = |path: &str| site.base_url.permalink(&site.base_url.address(path));
        if number.is_none() && sitemaps > 1 {
            return SitemapInputs::Index(
                (1..=sitemaps).map(|number| full(&format!("sitemap-{number}.xml"))).collect(),
            );
        }
        let from = number.unwrap_or(1).saturating_sub(1) * SITEMAP_LIMIT;
        SitemapInputs::Pages(
            pages
                .into_iter()
                .skip(from)
                .take(SITEMAP_LIMIT)
                .map(|id| {
                    let page = site.page(id);
                    Address {
                        url: site.base_url.permalink(&page.url),
                        modified: page.last_modified(),
                        alternates: self.alternates(id),
                    }
                })
                .collect(),
        )
    }
}

#[derive(serde::Serialize)]
struct SearchView {
    index: String,
}

#[derive(serde::Serialize)]
struct LetterView<'v> {
    letter: &'v str,
    id: &'v str,
    pages: Vec<crate::site::views::ReferenceView>,
}

#[derive(serde::Serialize)]
struct ChangeView<'v> {
    date: crate::data::Date,
    note: &'v str,
    title: String,
    url: String,
}
