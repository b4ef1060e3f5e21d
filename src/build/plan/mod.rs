//! The list of everything that a site consists of. Read `recipes` and you know the product.
//!
//! What each output is made from is gathered in [`Plan::inputs`]: for pages in `pages`, for lists and
//! other files in `lists`, for the works and terms that pages point to in `works`.

mod lists;
mod pages;
mod recipes;
mod works;

use rayon::prelude::*;

use super::inputs::{Inputs, Shared, TermInput, WorkInput};
use super::load::Project;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::output::{OutputPath, Phase};
use crate::search::IndexFile;
use crate::site::PageId;
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
    /// The file of the content that an output is the page of, if it is one's.
    pub(super) fn source(&self, output: &Output) -> Option<SitePath> {
        match output.recipe {
            Recipe::Page(id, _) => Some(self.project.site.page(id).summary.path.clone()),
            _ => None,
        }
    }

    /// Prepares what outputs share.
    pub fn new(project: &'p Project, theme: &'p Theme, engine: Fingerprint) -> Plan<'p> {
        let site = &project.site;
        let view = site.view(&project.config, theme.searches());
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
            search: if theme.searches() { super::search::index(project) } else { Vec::new() },
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
        let planned: Vec<Result<Output, Option<Box<Diagnostic>>>> = recipes
            .into_par_iter()
            .map(|(path, phase, recipe)| {
                let path = OutputPath::new(&path).map_err(|problem| {
                    // A name that gives no address was reported when addresses were given.
                    if path.contains("//") {
                        return None;
                    }
                    let message = format!("the address `/{path}` cannot be published: {problem}");
                    let finding = Diagnostic::new(Code::FileName, message)
                        .help("rename the file, or give the page another `slug`");
                    Some(Box::new(match self.blamed(&recipe) {
                        Some(file) => finding.at(&file, Span::default()),
                        None => finding,
                    }))
                })?;
                let key = Fingerprint::of("output", &(self.engine, self.inputs(&recipe)));
                Ok(Output { path, phase, key, recipe })
            })
            .collect();
        let mut outputs: Vec<Output> = Vec::with_capacity(planned.len());
        for output in planned {
            match output {
                Ok(output) => outputs.push(output),
                Err(finding) => found.extend(finding.map(|finding| *finding)),
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
}

pub(super) use works::safe;
