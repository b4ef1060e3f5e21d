//! The list of everything that a site consists of. Read `recipes` and you know the product.
//!
//! What each output is made from is gathered in [`Plan::inputs`]: for pages in `pages`, for lists and
//! other files in `lists`, for the works and terms that pages point to in `works`.

mod lists;
mod pages;
mod prints;
mod recipes;
mod works;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::inputs::{Inputs, Shared, TermInput, WorkInput};
use super::load::Project;
use crate::config::PrintFormat;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::output::{OutputPath, Phase};
use crate::search::IndexFile;
use crate::site::PageId;
use crate::source::{FileId, SitePath, Span};
use crate::theme::Theme;

/// One output: where it goes and what it is made by. Its key is worked out from its inputs when it is
/// its turn, so that these are gathered once.
#[derive(Debug)]
pub struct Output {
    /// Where it goes.
    pub path: OutputPath,
    /// When it is moved into place.
    pub phase: Phase,
    /// How it is made.
    pub recipe: Recipe,
}

/// How an output is made. Small: the inputs are gathered anew when it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipe {
    /// A page of the content; index pages may need several for their lists.
    Page(PageId, usize),
    /// A print of a page, or of a section with its pages.
    Print(PageId, PrintFormat),
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

impl Recipe {
    /// The page of the content that the output shows or is another form of.
    pub fn page(&self) -> Option<PageId> {
        // Every kind by name, so that one that is added has to be thought of here too.
        match self {
            Recipe::Page(id, _) | Recipe::Print(id, _) => Some(*id),
            Recipe::Taxonomy(_)
            | Recipe::Term(..)
            | Recipe::AToZ
            | Recipe::Changes
            | Recipe::NotFound
            | Recipe::Redirect(_)
            | Recipe::Feed
            | Recipe::Sitemap(_)
            | Recipe::Robots
            | Recipe::Asset(_)
            | Recipe::File(_)
            | Recipe::SearchPage
            | Recipe::SearchFile(_) => None,
        }
    }

    /// Whether this makes a file to take away. Pages say how large these are, so they are made
    /// before pages are planned.
    pub fn is_download(&self) -> bool {
        matches!(self, Recipe::Print(_, format) if *format != PrintFormat::Html)
    }
}

/// Everything that is needed to gather the inputs of any output of one build.
pub struct Plan<'p> {
    project: &'p Project,
    theme: &'p Theme,
    engine: Fingerprint,
    site: Shared,
    assets: Shared,
    /// By page, for index pages; each worked out when it is first asked for.
    sections: Arc<Vec<OnceLock<Shared>>>,
    terms: Arc<Vec<TermInput>>,
    works: Arc<Vec<(String, WorkInput, bool)>>,
    meanings: Arc<Vec<String>>,
    search: Arc<OnceLock<Vec<(IndexFile, Fingerprint)>>>,
    /// Where files beside pages are published, with where they are.
    published: BTreeMap<&'p str, &'p str>,
    /// What is known of the files to take away, by path.
    facts: BTreeMap<String, FileFacts>,
    #[cfg(feature = "pdf")]
    press: Arc<OnceLock<crate::print::pdf::Press>>,
}

/// What outputs share, without the site that it was worked out from. Cheap to clone.
#[derive(Clone)]
pub struct Stock {
    site: Shared,
    assets: Shared,
    sections: Arc<Vec<OnceLock<Shared>>>,
    terms: Arc<Vec<TermInput>>,
    works: Arc<Vec<(String, WorkInput, bool)>>,
    meanings: Arc<Vec<String>>,
    search: Arc<OnceLock<Vec<(IndexFile, Fingerprint)>>>,
    #[cfg(feature = "pdf")]
    press: Arc<OnceLock<crate::print::pdf::Press>>,
}

impl Stock {
    /// The stock of a site of which only texts have changed.
    #[must_use]
    pub fn with_new_texts(self) -> Stock {
        Stock { search: Arc::default(), ..self }
    }

    /// A file of the search index by its path, if the index was made.
    pub fn search_file(&self, path: &str) -> Option<&[u8]> {
        let (file, _) = self.search.get()?.iter().find(|(file, _)| file.path == path)?;
        Some(&file.bytes)
    }
}

impl<'p> Plan<'p> {
    /// The file of the content that an output is the page of, if it is one's.
    pub(super) fn source(&self, output: &Output) -> Option<SitePath> {
        match output.recipe {
            Recipe::Page(id, _) | Recipe::Print(id, _) => {
                Some(self.project.site.page(id).summary.path.clone())
            }
            _ => None,
        }
    }

    /// Whether an output holds what other pages hold, so that what is wrong in it is found there.
    pub(super) fn repeats_pages(&self, output: &Output) -> bool {
        matches!(output.recipe, Recipe::Print(id, _) if self.project.site.page(id).is_index())
    }

    /// Prepares what outputs share.
    pub fn new(project: &'p Project, theme: &'p Theme, engine: Fingerprint) -> Plan<'p> {
        let site = &project.site;
        let view = site.view(&project.config, theme.searches());
        let mut plan = Plan {
            project,
            theme,
            engine,
            site: Shared::of("site", &view),
            assets: Shared::of("assets", theme.assets.addresses()),
            sections: Arc::new(site.pages().map(|_| OnceLock::new()).collect()),
            terms: Arc::default(),
            works: Arc::default(),
            meanings: Arc::default(),
            search: Arc::default(),
            published: published(project),
            facts: BTreeMap::new(),
            #[cfg(feature = "pdf")]
            press: Arc::default(),
        };
        plan.terms = Arc::new(plan.term_inputs());
        plan.works = Arc::new(plan.work_inputs());
        plan.meanings = Arc::new(plan.meanings_html());
        plan
    }

    /// The plan of a site for which the stock was prepared already.
    pub fn stocked(
        project: &'p Project,
        theme: &'p Theme,
        engine: Fingerprint,
        stock: &Stock,
    ) -> Plan<'p> {
        let stock = stock.clone();
        Plan {
            project,
            theme,
            engine,
            site: stock.site,
            assets: stock.assets,
            sections: stock.sections,
            terms: stock.terms,
            works: stock.works,
            meanings: stock.meanings,
            search: stock.search,
            published: published(project),
            facts: BTreeMap::new(),
            #[cfg(feature = "pdf")]
            press: stock.press,
        }
    }

    /// What outputs share, to be kept.
    pub fn stock(&self) -> Stock {
        Stock {
            site: self.site.clone(),
            assets: self.assets.clone(),
            sections: Arc::clone(&self.sections),
            terms: Arc::clone(&self.terms),
            works: Arc::clone(&self.works),
            meanings: Arc::clone(&self.meanings),
            search: Arc::clone(&self.search),
            #[cfg(feature = "pdf")]
            press: Arc::clone(&self.press),
        }
    }

    /// Every output of the site, in the order of their paths, and what is wrong with the list
    /// itself: two outputs at one place, a path that cannot be.
    pub fn outputs(&self) -> (Vec<Output>, Diagnostics) {
        let mut recipes = self.recipes();
        recipes.extend(self.search_recipes());
        let (outputs, mut found) = self.listed_of(recipes);
        found.extend(self.left_out());
        (outputs, found)
    }

    /// The files to take away: made first, and then told to [`Plan::learn`].
    pub fn downloads(&self) -> Vec<Output> {
        let mut recipes = self.print_recipes();
        recipes.retain(|(_, _, recipe)| recipe.is_download());
        self.listed_of(recipes).0
    }

    /// Every output but the files of the search index, which are costly to list.
    pub fn listed(&self) -> (Vec<Output>, Diagnostics) {
        self.listed_of(self.recipes())
    }

    /// The fingerprint of all that an output is made from.
    pub fn key(&self, recipe: &Recipe) -> Fingerprint {
        self.key_of(&self.inputs(recipe))
    }

    /// The key of an output that is made from these inputs.
    pub fn key_of(&self, inputs: &Inputs) -> Fingerprint {
        Fingerprint::of("output", &(self.engine, inputs))
    }

    fn listed_of(&self, recipes: Vec<(String, Phase, Recipe)>) -> (Vec<Output>, Diagnostics) {
        let mut found = Diagnostics::new();
        let mut outputs: Vec<Output> = Vec::with_capacity(recipes.len());
        for (path, phase, recipe) in recipes {
            match OutputPath::new(&path) {
                Ok(path) => outputs.push(Output { path, phase, recipe }),
                // A name that gives no address was reported when addresses were given.
                Err(_) if path.contains("//") => {}
                Err(problem) => {
                    let message = format!("the address `/{path}` cannot be published: {problem}");
                    let finding = Diagnostic::new(Code::FileName, message)
                        .help("rename the file, or give the page another `slug`");
                    found.push(match self.blamed(&recipe) {
                        Some(file) => finding.at(&file, Span::default()),
                        None => finding,
                    });
                }
            }
        }
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        found.extend(self.collisions(&outputs));
        outputs.dedup_by(|b, a| a.path == b.path);
        (outputs, found)
    }

    /// The source file behind an output, for messages.
    fn blamed(&self, recipe: &Recipe) -> Option<SitePath> {
        match recipe {
            Recipe::Page(id, _) | Recipe::Print(id, _) => {
                Some(self.project.site.page(*id).summary.path.clone())
            }
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
            // Two pages at one address, and a page at one that the site makes itself, were reported
            // where their slugs stand.
            let is_page = |output: &Output| matches!(output.recipe, Recipe::Page(..));
            if first.path == second.path && (is_page(first) || is_page(second)) {
                let other = if is_page(first) { second } else { first };
                if !matches!(other.recipe, Recipe::File(_) | Recipe::Asset(_)) {
                    continue;
                }
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
        super::search::findings(self.project, self.search_files())
    }

    /// The files of the search index.
    pub fn search_files(&self) -> impl Iterator<Item = &IndexFile> {
        self.index().iter().map(|(file, _)| file)
    }

    /// The search index, made when it is first asked for.
    fn index(&self) -> &[(IndexFile, Fingerprint)] {
        if !self.theme.searches() {
            return &[];
        }
        self.search.get_or_init(|| super::search::index(self.project))
    }

    /// The section of an index page.
    fn section(&self, id: PageId) -> Option<Shared> {
        let view = || Shared::of("section", &self.project.site.section_view(id));
        let is_index = self.project.site.page(id).is_index();
        self.sections
            .get(id.0 as usize)
            .filter(|_| is_index)
            .map(|kept| kept.get_or_init(view).clone())
    }

    /// What an output is made from.
    pub fn inputs<'s>(&'s self, recipe: &Recipe) -> Inputs<'s> {
        let site = &self.project.site;
        match recipe {
            Recipe::Page(id, number) => Inputs::Page(Box::new(self.page(*id, *number))),
            Recipe::Print(id, format) => Inputs::Print(Box::new(self.print(*id, *format))),
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
            Recipe::SearchFile(at) => match self.index().get(*at) {
                Some((file, content)) => Inputs::Search { bytes: &file.bytes, content: *content },
                None => Inputs::Text(String::new()),
            },
        }
    }

    fn file(&self, file: FileId) -> Inputs<'p> {
        Inputs::File { file, source: self.project.tree.file(file).fingerprint }
    }
}

/// Where files beside pages are published, with where they are.
fn published(project: &Project) -> BTreeMap<&str, &str> {
    let files = project.site.files.iter();
    files.map(|(path, file)| (file.published.as_str(), path.as_str())).collect()
}

pub use prints::FileFacts;
pub(super) use prints::in_words;
pub(super) use works::safe;
