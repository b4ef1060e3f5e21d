//! The list of everything that a site consists of. Read [`Plan::of`] and you know the product.

use rayon::prelude::*;

use super::inputs::{
    DocumentInputs, FeedEntry, FeedInputs, Inputs, PageInputs, RedirectInputs, Shared,
    SitemapInputs, TermInput, WorkInput,
};
use super::load::Project;
use crate::config::Minify;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::output::{OutputPath, Phase};
use crate::render::{html, works};
use crate::search::{ENTRY, IndexFile};
use crate::site::views::{CardView, LinkView};
use crate::site::{Listing, PageId};
use crate::source::{FileId, SitePath, Span};
use crate::theme::Theme;

/// One output: where it goes, what it is made by, and the fingerprint of all that goes into it.
#[derive(Debug)]
pub struct Output {
    /// Where it goes.
    pub path: OutputPath,
    /// When it is moved into place.
    pub phase: Phase,
    /// The fingerprint of the engine and the recipe's inputs.
    pub key: Fingerprint,
    /// How it is made.
    pub recipe: Recipe,
}

/// How an output is made. Small: the inputs are gathered anew when it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipe {
    /// A page of the content; index pages may need several for their lists.
    Page(PageId, usize),
    /// The terms of a taxonomy.
    Taxonomy(usize),
    /// A page of the list of a term: taxonomy, place among its used terms, page of the list.
    Term(usize, usize, usize),
    /// All pages by letter.
    AToZ,
    /// What changed.
    Changes,
    /// The page for addresses that do not exist.
    NotFound,
    /// The stub at a former address, by its place in the site's list.
    Redirect(usize),
    /// The Atom feed of changes.
    Feed,
    /// A sitemap, by number; the index of them when there are several.
    Sitemap(Option<usize>),
    /// `robots.txt`.
    Robots,
    /// An asset of the theme or the site, by name.
    Asset(String),
    /// A file beside a page.
    File(FileId),
    /// The page for searching.
    SearchPage,
    /// A file of the search index, by its place in the list.
    SearchFile(usize),
}

/// A sitemap may hold no more addresses. Source: sitemaps.org, protocol 0.9.
const SITEMAP_LIMIT: usize = 50_000;

/// How many changes the page of changes shows.
const CHANGES_SHOWN: usize = 200;

/// Everything that is needed to gather the inputs of any output of one build.
pub struct Plan<'p> {
    project: &'p Project,
    theme: &'p Theme,
    engine: Fingerprint,
    site: Shared,
    assets: Shared,
    sections: Vec<Option<Shared>>,
    terms: Vec<TermInput>,
    works: Vec<(String, WorkInput, bool)>,
    meanings: Vec<String>,
    search: Vec<(IndexFile, Fingerprint)>,
}

impl<'p> Plan<'p> {
    /// Prepares what outputs share.
    pub fn new(project: &'p Project, theme: &'p Theme, engine: Fingerprint) -> Plan<'p> {
        let site = &project.site;
        let view = site.view(&project.config);
        let sections = site
            .pages()
            .map(|(id, page)| {
                page.is_index().then(|| Shared::of("section", &site.section_view(id)))
            })
            .collect();
        let mut plan = Plan {
            project,
            theme,
            engine,
            site: Shared::of("site", &view),
            assets: Shared::of("assets", theme.assets.addresses()),
            sections,
            terms: Vec::new(),
            works: Vec::new(),
            meanings: Vec::new(),
            search: super::search::index(project),
        };
        plan.terms = plan.term_inputs();
        plan.works = plan.work_inputs();
        plan.meanings = plan.meanings_html();
        plan
    }

    /// Every output of the site, in the order of their paths, and what is wrong with the list
    /// itself: two outputs at one place, a path that cannot be.
    pub fn outputs(&self) -> (Vec<Output>, Diagnostics) {
        let recipes = self.recipes();
        let mut found = Diagnostics::new();
        let planned: Vec<Result<Output, Box<Diagnostic>>> = recipes
            .into_par_iter()
            .map(|(path, phase, recipe)| {
                let path = OutputPath::new(&path).map_err(|problem| {
                    let message = format!("the address `/{path}` cannot be published: {problem}");
                    let finding = Diagnostic::new(Code::FileName, message)
                        .help("rename the file, or give the page another `slug`");
                    Box::new(match self.blamed(&recipe) {
                        Some(file) => finding.at(&file, Span::default()),
                        None => finding,
                    })
                })?;
                let key = Fingerprint::of("output", &(self.engine, self.inputs(&recipe)));
                Ok(Output { path, phase, key, recipe })
            })
            .collect();
        let mut outputs: Vec<Output> = Vec::with_capacity(planned.len());
        for output in planned {
            match output {
                Ok(output) => outputs.push(output),
                Err(finding) => found.push(*finding),
            }
        }
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        found.extend(self.collisions(&outputs));
        outputs.dedup_by(|b, a| a.path == b.path);
        (outputs, found)
    }

    /// The recipes of all outputs with their places.
    fn recipes(&self) -> Vec<(String, Phase, Recipe)> {
        let site = &self.project.site;
        let config = &self.project.config;
        let per_page = config.output.per_page;
        let mut recipes = Vec::new();
        for (name, asset) in self.theme.assets.iter() {
            recipes.push((asset.path.clone(), Phase::Asset, Recipe::Asset(name.to_string())));
        }
        for (path, file) in &site.files {
            if let Some(id) = self.project.tree.find(path.as_str()) {
                recipes.push((file.published.clone(), Phase::Asset, Recipe::File(id)));
            }
        }
        for (id, page) in site.pages() {
            for number in 1..=self.list_pages(id) {
                let path = Listing::path(&page.path, number);
                recipes.push((index(&path), Phase::Page, Recipe::Page(id, number)));
            }
        }
        for (taxonomy, terms) in &site.taxonomies {
            let Some(entry) = config.taxonomies.get(*taxonomy) else { continue };
            recipes.push((
                index(&format!("{}/", entry.name)),
                Phase::Page,
                Recipe::Taxonomy(*taxonomy),
            ));
            for (at, used) in terms.iter().enumerate() {
                let Some(term) = entry.terms.get(used.term) else { continue };
                let path = format!("{}/{}/", entry.name, term.slug);
                for number in 1..=Listing::split(&used.pages, per_page).len() {
                    let path = index(&Listing::path(&path, number));
                    recipes.push((path, Phase::Page, Recipe::Term(*taxonomy, at, number)));
                }
            }
        }
        for (at, (path, _)) in site.redirects.iter().enumerate() {
            let path = if path.ends_with('/') { index(path) } else { path.clone() };
            recipes.push((path, Phase::Page, Recipe::Redirect(at)));
        }
        recipes.push(("a-z/index.html".into(), Phase::Page, Recipe::AToZ));
        recipes.push(("changes/index.html".into(), Phase::Page, Recipe::Changes));
        recipes.push(("404.html".into(), Phase::Page, Recipe::NotFound));
        recipes.push(("search/index.html".into(), Phase::Page, Recipe::SearchPage));
        for (at, (file, _)) in self.search.iter().enumerate() {
            // The entry comes last: whatever it names is in place by then.
            let phase = if file.path == ENTRY { Phase::Index } else { Phase::Asset };
            recipes.push((file.path.clone(), phase, Recipe::SearchFile(at)));
        }
        recipes.push(("feed.xml".into(), Phase::Index, Recipe::Feed));
        recipes.push(("robots.txt".into(), Phase::Index, Recipe::Robots));
        let sitemaps = self.indexed_pages().len().div_ceil(SITEMAP_LIMIT);
        recipes.push(("sitemap.xml".into(), Phase::Index, Recipe::Sitemap(None)));
        for number in (1..=sitemaps).filter(|_| sitemaps > 1) {
            let path = format!("sitemap-{number}.xml");
            recipes.push((path, Phase::Index, Recipe::Sitemap(Some(number))));
        }
        recipes
    }

    fn list_pages(&self, id: PageId) -> usize {
        let page = self.project.site.page(id);
        if page.is_index() {
            Listing::split(&page.children, self.project.config.output.per_page).len()
        } else {
            1
        }
    }

    /// The source file behind an output, for messages.
    fn blamed(&self, recipe: &Recipe) -> Option<SitePath> {
        match recipe {
            Recipe::Page(id, _) => Some(self.project.site.page(*id).summary.path.clone()),
            Recipe::File(id) => Some(self.project.tree.file(*id).path.clone()),
            Recipe::Asset(name) => {
                let asset = self.theme.assets.get(name)?;
                Some(self.project.tree.file(asset.file).path.clone())
            }
            Recipe::Redirect(at) => {
                let (_, page) = self.project.site.redirects.get(*at)?;
                Some(self.project.site.page(*page).summary.path.clone())
            }
            _ => None,
        }
    }

    /// Outputs at one place, at places that differ only in capitals, or of which one would have to
    /// be a folder and a file at once.
    fn collisions(&self, outputs: &[Output]) -> Diagnostics {
        let mut found = Diagnostics::new();
        let mut folded: Vec<(String, &Output)> =
            outputs.iter().map(|output| (output.path.as_str().to_lowercase(), output)).collect();
        folded.sort_by(|a, b| (&a.0, a.1.path.as_str()).cmp(&(&b.0, b.1.path.as_str())));
        for pair in folded.windows(2) {
            let [(first_path, first), (second_path, second)] = pair else { continue };
            let nested = second_path
                .strip_prefix(first_path.as_str())
                .is_some_and(|rest| rest.starts_with('/'));
            if first_path != second_path && !nested {
                continue;
            }
            // Two pages at one address were reported where their slugs stand.
            if matches!((&first.recipe, &second.recipe), (Recipe::Page(..), Recipe::Page(..)))
                && first.path == second.path
            {
                continue;
            }
            let message = format!(
                "`/{}` and `/{}` cannot both be published",
                first.path.as_str(),
                second.path.as_str()
            );
            let mut finding = Diagnostic::new(Code::DuplicateUrl, message)
                .help("rename one of the two files, or give a page another `slug`");
            let mut places =
                [self.blamed(&second.recipe), self.blamed(&first.recipe)].into_iter().flatten();
            if let Some(place) = places.next() {
                finding = finding.at(&place, Span::default());
            }
            if let Some(place) = places.next() {
                finding = finding.related(&place, Span::default(), "the other one is here");
            }
            found.push(finding);
        }
        found
    }

    /// What is wrong with what search finds.
    pub fn search_findings(&self) -> Diagnostics {
        super::search::findings(self.project, self.search.iter().map(|(file, _)| file))
    }

    /// The files of the search index.
    pub fn search_files(&self) -> impl Iterator<Item = &IndexFile> {
        self.search.iter().map(|(file, _)| file)
    }

    /// What an output is made from.
    pub fn inputs<'s>(&'s self, recipe: &Recipe) -> Inputs<'s> {
        let site = &self.project.site;
        match recipe {
            Recipe::Page(id, number) => Inputs::Page(Box::new(self.page(*id, *number))),
            Recipe::Taxonomy(taxonomy) => self.taxonomy(*taxonomy),
            Recipe::Term(taxonomy, term, number) => self.term(*taxonomy, *term, *number),
            Recipe::AToZ => self.a_to_z(),
            Recipe::Changes => self.changes(),
            Recipe::NotFound => self.made(
                "404.html",
                "not-found",
                self.words("not_found"),
                "404.html",
                true,
                Vec::new(),
            ),
            Recipe::Redirect(at) => self.redirect(*at),
            Recipe::Feed => self.feed(),
            Recipe::Sitemap(number) => Inputs::Sitemap(self.sitemap(*number)),
            Recipe::Robots => Inputs::Robots {
                sitemap: site.base_url.permalink(&site.base_url.address("sitemap.xml")),
            },
            Recipe::Asset(name) => match self.theme.assets.get(name) {
                Some(asset) => match &asset.rewritten {
                    Some(text) => Inputs::Text(text.clone()),
                    None => self.file(asset.file),
                },
                None => Inputs::Text(String::new()),
            },
            Recipe::File(id) => self.file(*id),
            Recipe::SearchPage => self.search_page(),
            Recipe::SearchFile(at) => match self.search.get(*at) {
                Some((file, content)) => Inputs::Search { bytes: &file.bytes, content: *content },
                None => Inputs::Text(String::new()),
            },
        }
    }

    fn file(&self, file: FileId) -> Inputs<'p> {
        Inputs::File { file, source: self.project.tree.file(file).fingerprint }
    }

    fn page(&self, id: PageId, number: usize) -> PageInputs<'p> {
        let Project { site, config, types, .. } = self.project;
        let page = site.page(id);
        let kind = types.get(&page.summary.front.kind);
        let template = if site.home() == Some(id) {
            "home.html"
        } else {
            kind.map_or("page.html", |kind| kind.template.as_str())
        };
        let language = page.summary.front.language.as_ref().unwrap_or(&config.site.language);
        let strings = self.theme.strings(language);
        let mut view = site.page_view(id, config, types);
        if number > 1 {
            let path = Listing::path(&page.path, number);
            view.url = site.base_url.address(&path);
            view.permalink = site.base_url.permalink(&view.url);
        }
        PageInputs {
            template,
            template_closure: self.theme.template_fingerprint(template),
            document: self.document(id),
            page: view,
            breadcrumbs: site.breadcrumbs(id),
            previous: page.previous.map(|id| site.link(id)),
            next: page.next.map(|id| site.link(id)),
            section: site
                .section_of(id)
                .and_then(|section| self.sections.get(section.0 as usize)?.clone()),
            site: self.site.clone(),
            strings: Shared::known(strings.fingerprint, strings.value.clone()),
            assets: self.assets.clone(),
            extra: self.extra(id, number),
            minify: config.output.minify == Minify::Pages,
        }
    }

    fn document(&self, id: PageId) -> Option<DocumentInputs<'p>> {
        let Project { site, config, types, tree, .. } = self.project;
        let page = site.page(id);
        let summary = &page.summary;
        Some(DocumentInputs {
            file: tree.find(summary.path.as_str())?,
            path: summary.path.clone(),
            source: summary.source,
            content_type: types.get(&summary.front.kind).and_then(|kind| kind.fingerprint),
            markdown: config.markdown,
            components: summary
                .directives
                .iter()
                .map(|name| self.theme.component_fingerprint(name))
                .collect(),
            links: &page.links,
            references: page
                .references
                .iter()
                .map(|(written, page)| (written.as_str(), site.reference(*page, types)))
                .collect(),
            works: self.cited(id),
            sources: summary.front.sources.iter().filter_map(|(key, _)| self.work(key)).collect(),
            terms: summary.terms.iter().filter_map(|at| self.terms.get(*at).cloned()).collect(),
        })
    }

    fn work(&self, key: &str) -> Option<WorkInput> {
        let at = self.works.binary_search_by(|(other, ..)| other.as_str().cmp(key)).ok()?;
        self.works.get(at).map(|(_, work, _)| work.clone())
    }

    /// The works that a page cites, in the order of their numbers. The glossary's page also cites
    /// what its terms come from.
    fn cited(&self, id: PageId) -> Vec<WorkInput> {
        let site = &self.project.site;
        let citations = &site.page(id).summary.citations;
        let mut keys: Vec<String> = citations.iter().map(|(key, _)| key.clone()).collect();
        if site.glossary == Some(id) {
            let terms = self.project.library.glossary.terms();
            for (term, meaning) in terms.iter().zip(&self.project.texts.meanings) {
                keys.extend(meaning.facts().citations.into_iter().map(|(key, _)| key));
                keys.extend(term.sources.iter().map(|source| source.value.clone()));
            }
        }
        let mut cited: Vec<WorkInput> = Vec::new();
        for key in keys {
            if !cited.iter().any(|work| work.key == key) {
                cited.extend(self.work(&key));
            }
        }
        cited
    }

    /// What each term means as HTML, with the numbers that the glossary's page gives to works.
    fn meanings_html(&self) -> Vec<String> {
        let path = SitePath::new(crate::library::GLOSSARY_FILE);
        let cited = self.project.site.glossary.map(|id| self.cited(id)).unwrap_or_default();
        let number = |key: &str| {
            let at = cited.iter().position(|work| work.key == key)?;
            u32::try_from(at + 1).ok()
        };
        let bodies = self.project.texts.meanings.iter().enumerate();
        bodies
            .map(|(at, body)| self.library_html(body, &path, &number, &format!("t{at}-")))
            .collect()
    }

    /// What the templates of lists, the glossary and the list of works see besides.
    fn extra(&self, id: PageId, number: usize) -> Vec<(&'static str, Shared)> {
        let Project { site, config, .. } = self.project;
        let page = site.page(id);
        let mut extra = Vec::new();
        if page.is_index() {
            let listings = Listing::split(&page.children, config.output.per_page);
            extra.extend(self.listing(&listings, number, &page.path));
            extra.push(("subsections", Shared::of("subsections", &site.subsection_views(id))));
        }
        if site.glossary == Some(id) {
            extra.push(("glossary", self.glossary(&self.cited(id))));
        }
        if site.bibliography == Some(id) {
            extra.push(("bibliography", self.bibliography()));
        }
        extra
    }

    fn cards(&self, pages: &[PageId]) -> Vec<CardView> {
        pages.iter().map(|id| self.project.site.card(*id, &self.project.types)).collect()
    }

    /// One page of a list: its pages, and the way to the others.
    fn listing(
        &self,
        listings: &[Listing],
        number: usize,
        path: &str,
    ) -> [(&'static str, Shared); 2] {
        let address =
            |number: usize| self.project.site.base_url.address(&Listing::path(path, number));
        let listing = listings.get(number.saturating_sub(1));
        let pages = listing.map(|listing| self.cards(&listing.pages)).unwrap_or_default();
        let pagination = listing.filter(|listing| listing.of > 1).map(|listing| PaginationView {
            page: listing.number,
            pages: listing.of,
            previous_url: (listing.number > 1).then(|| address(listing.number - 1)),
            next_url: (listing.number < listing.of).then(|| address(listing.number + 1)),
        });
        [
            ("pages", Shared::of("pages", &pages)),
            ("pagination", Shared::of("pagination", &pagination)),
        ]
    }

    /// The title and description of a page that the program makes, from the theme's strings.
    fn words(&self, page: &str) -> (String, Option<String>) {
        let strings = self.theme.strings(&self.project.config.site.language);
        let text = |key: &str| strings.text(&format!("pages.{page}.{key}"));
        (text("title"), Some(text("description")))
    }

    /// A page that the program makes itself.
    fn made(
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
            extra,
            minify: config.output.minify == Minify::Pages,
        }))
    }

    fn taxonomy(&self, taxonomy: usize) -> Inputs<'p> {
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

    fn term(&self, taxonomy: usize, at: usize, number: usize) -> Inputs<'p> {
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

    fn a_to_z(&self) -> Inputs<'p> {
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

    fn search_page(&self) -> Inputs<'p> {
        let base = &self.project.site.base_url;
        let extra =
            vec![("search", Shared::of("search", &SearchView { index: base.address(ENTRY) }))];
        self.made("search.html", "list", self.words("search"), "search/", true, extra)
    }

    fn changes(&self) -> Inputs<'p> {
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

    fn redirect(&self, at: usize) -> Inputs<'p> {
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

    fn feed(&self) -> Inputs<'p> {
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
    fn indexed_pages(&self) -> Vec<PageId> {
        self.project.site.pages().filter(|(_, page)| !page.noindex()).map(|(id, _)| id).collect()
    }

    fn sitemap(&self, number: Option<usize>) -> SitemapInputs {
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
                    (site.base_url.permalink(&page.url), page.last_modified())
                })
                .collect(),
        )
    }

    fn term_inputs(&self) -> Vec<TermInput> {
        let site = &self.project.site;
        let glossary = site.glossary.map(|id| site.page(id).url.clone());
        self.project
            .library
            .glossary
            .terms()
            .iter()
            .enumerate()
            .map(|(index, term)| TermInput {
                index,
                url: glossary.as_ref().map(|url| format!("{url}#{}", term.id)),
                words: term.words().map(str::to_string).collect(),
            })
            .collect()
    }

    fn work_inputs(&self) -> Vec<(String, WorkInput, bool)> {
        let path = SitePath::new(crate::library::REFERENCES_FILE);
        self.project
            .library
            .bibliography
            .iter()
            .zip(&self.project.texts.notes)
            .map(|(work, note)| {
                let note = note.as_ref().map(|body| self.library_html(body, &path, &|_| None, ""));
                let input = WorkInput {
                    key: work.key.clone(),
                    text: works::entry(work, note.as_deref()),
                    url: work.url.clone(),
                };
                (work.key.clone(), input, work.seed)
            })
            .collect()
    }

    /// Markdown of a data file as HTML.
    fn library_html(
        &self,
        body: &crate::document::body::Body,
        path: &SitePath,
        citation: &dyn Fn(&str) -> Option<u32>,
        id_prefix: &str,
    ) -> String {
        let links = self.project.site.data_links.get(path);
        let labels = html::Labels::default();
        let inputs = html::Inputs {
            link: &|written| {
                let target = links?.get(written)?;
                Some(html::ResolvedLink { url: target.url.clone(), external: target.external })
            },
            image: &|_| None,
            terms: &[],
            citation,
            directive: &|_, inner| Ok(inner),
            labels: &labels,
            id_prefix,
        };
        html::write_fragment(body, &inputs).html
    }

    fn glossary(&self, cited: &[WorkInput]) -> Shared {
        let terms = self.project.library.glossary.terms();
        let name_of =
            |id: &str| terms.iter().find(|term| term.id == id).map(|term| term.term.as_str());
        let views: Vec<GlossaryView> = terms
            .iter()
            .zip(&self.meanings)
            .map(|(term, meaning)| GlossaryView {
                id: &term.id,
                term: &term.term,
                abbr: term.abbr.as_deref(),
                meaning,
                aliases: &term.aliases,
                see: term
                    .see
                    .iter()
                    .filter_map(|see| {
                        Some(SeeView { id: see.value.clone(), term: name_of(&see.value)? })
                    })
                    .collect(),
                references: term
                    .sources
                    .iter()
                    .filter_map(|source| {
                        let at = cited.iter().position(|work| work.key == source.value)?;
                        Some(NumberedWork { number: at + 1, work: cited.get(at)? })
                    })
                    .collect(),
            })
            .collect();
        let fingerprint = Fingerprint::of("glossary", &views);
        Shared::known(
            fingerprint,
            safe(tera::Value::from_serializable(&views), &["meaning", "text"]),
        )
    }

    fn bibliography(&self) -> Shared {
        let site = &self.project.site;
        let views: Vec<BibliographyView> = self
            .works
            .iter()
            .map(|(key, work, seed)| BibliographyView {
                key,
                text: &work.text,
                url: work.url.as_deref(),
                seed: *seed,
                cited_by: site
                    .cited_by
                    .get(key)
                    .map(|pages| pages.iter().map(|id| site.link(*id)).collect())
                    .unwrap_or_default(),
            })
            .collect();
        let fingerprint = Fingerprint::of("bibliography", &views);
        Shared::known(fingerprint, safe(tera::Value::from_serializable(&views), &["text"]))
    }
}

/// The same value with the texts under these keys, at any depth, marked as HTML of ours.
pub(super) fn safe(value: tera::Value, keys: &[&str]) -> tera::Value {
    if let Some(items) = value.as_array() {
        return tera::Value::from(
            items.iter().map(|item| safe(item.clone(), keys)).collect::<Vec<_>>(),
        );
    }
    let Some(map) = value.as_map() else { return value };
    let entries = map.iter().map(|(key, inner)| {
        let is_html = key.as_str().is_some_and(|key| keys.contains(&key)) && inner.is_string();
        let inner = inner.clone();
        (key.clone(), if is_html { inner.mark_safe() } else { safe(inner, keys) })
    });
    tera::Value::from(entries.collect::<tera::value::Map>())
}

fn index(path: &str) -> String {
    format!("{path}index.html")
}

#[derive(serde::Serialize)]
struct PaginationView {
    page: usize,
    pages: usize,
    previous_url: Option<String>,
    next_url: Option<String>,
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

#[derive(serde::Serialize)]
struct GlossaryView<'v> {
    id: &'v str,
    term: &'v str,
    abbr: Option<&'v str>,
    meaning: &'v str,
    aliases: &'v [String],
    see: Vec<SeeView<'v>>,
    references: Vec<NumberedWork<'v>>,
}

#[derive(serde::Serialize)]
struct NumberedWork<'v> {
    number: usize,
    #[serde(flatten)]
    work: &'v WorkInput,
}

#[derive(serde::Serialize)]
struct SeeView<'v> {
    id: String,
    term: &'v str,
}

#[derive(serde::Serialize)]
struct BibliographyView<'v> {
    key: &'v str,
    text: &'v str,
    url: Option<&'v str>,
    seed: bool,
    cited_by: Vec<LinkView>,
}
