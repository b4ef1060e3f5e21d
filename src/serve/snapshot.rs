//! One state of the site, from which a request is answered whole. It is never changed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::lost::Lost;
use super::store::{Kept, Store};
use crate::build::{FileFacts, Output, Plan, Project, Recipe, Stock, Tools, make};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::output::OutputPath;
use crate::site::PageId;
use crate::theme::Theme;

/// The site as it was when it could last be shown.
pub(super) struct Good {
    pub(super) project: Project,
    theme: Arc<Theme>,
    stock: Stock,
    /// Every output but the files of the search index, by path.
    listed: Arc<Vec<Output>>,
    /// What is wrong with the list.
    pub(super) listed_found: Arc<Diagnostics>,
    /// The state before, for files of its search index that a page may still ask for.
    search_before: Mutex<Option<Stock>>,
}

/// One state of the site.
pub(super) struct Snapshot {
    /// What pages are made from; none if the site could not be shown since the start.
    pub(super) good: Option<Arc<Good>>,
    /// Everything that is wrong now, settled and sorted.
    pub(super) findings: Arc<Vec<Diagnostic>>,
    /// Whether the site as it is cannot be shown, and `good` is an earlier state.
    pub(super) is_broken: bool,
    /// Addresses that pages had and that lead nowhere now.
    pub(super) lost: Vec<Lost>,
    /// What the last test of search found, maybe of an earlier state.
    pub(super) search: Searched,
}

/// What testing search has found. It takes the whole index, so it waits until there is time.
#[derive(Clone, Default)]
pub(super) struct Searched {
    /// The findings.
    pub(super) found: Arc<Diagnostics>,
    /// Whether they are of this state.
    pub(super) is_of_now: bool,
}

/// What a request for an output leads to.
pub(super) enum Served {
    /// The output.
    Made(Arc<Kept>),
    /// It could not be made: the findings, and how it last was.
    Failed(Vec<Diagnostic>, Option<Arc<Kept>>),
    /// There is no such output.
    Missing,
}

/// The fingerprint of the program in keys. They are compared within one run of it only.
fn engine() -> Fingerprint {
    Fingerprint::of_bytes(b"this run")
}

impl Good {
    /// A site that can be shown; the project back if it cannot. What it shares with the state
    /// before is not worked out again.
    pub(super) fn of(project: Project, before: Option<&Good>) -> Option<Good> {
        let theme = Arc::clone(project.theme.as_ref()?);
        let same = before.filter(|before| {
            project.site.differs_only_in_texts(&before.project.site)
                && Arc::ptr_eq(&theme, &before.theme)
        });
        let (stock, listed, listed_found) = match same {
            Some(before) => (
                before.stock.clone().with_new_texts(),
                Arc::clone(&before.listed),
                Arc::clone(&before.listed_found),
            ),
            None => {
                let plan = Plan::new(&project, &theme, engine());
                let (listed, found) = plan.listed();
                (plan.stock(), Arc::new(listed), Arc::new(found))
            }
        };
        let search_before = Mutex::new(before.map(|before| before.stock.clone()));
        Some(Good { project, theme, stock, listed, listed_found, search_before })
    }

    pub(super) fn plan(&self) -> Plan<'_> {
        Plan::stocked(&self.project, &self.theme, engine(), &self.stock)
    }

    /// The recipe of the output at a path.
    pub(super) fn recipe(&self, path: &OutputPath) -> Option<Recipe> {
        let at = self.listed.binary_search_by(|listed| listed.path.cmp(path)).ok();
        if let Some(listed) = at.and_then(|at| self.listed.get(at)) {
            return Some(listed.recipe.clone());
        }
        let is_search = path.as_str().starts_with("search/") && self.theme.searches();
        let place = is_search
            .then(|| self.plan().search_files().position(|file| file.path == path.as_str()))?;
        place.map(Recipe::SearchFile)
    }

    /// All outputs of a page of the content, by path.
    pub(super) fn outputs_of(&self, page: PageId) -> impl Iterator<Item = &Output> {
        self.listed.iter().filter(move |listed| listed.recipe.page() == Some(page))
    }

    /// Whether a page is published at this path of the site.
    pub(super) fn leads_somewhere(&self, path: &str) -> bool {
        OutputPath::new(path)
            .is_ok_and(|path| self.listed.binary_search_by(|listed| listed.path.cmp(&path)).is_ok())
    }

    /// What stands at a path.
    fn serve(&self, path: &OutputPath, store: &Mutex<Store>) -> Served {
        let Some(recipe) = self.recipe(path) else {
            return self.search_file_of_before(path).map_or(Served::Missing, Served::Made);
        };
        let mut plan = self.plan();
        plan.learn(self.facts(&plan, &recipe, store));
        self.made(&plan, path, &recipe, store)
    }

    /// What is known of the files to take away of the page that is asked for, which says how large
    /// they are: they are made for it.
    fn facts(
        &self,
        plan: &Plan,
        recipe: &Recipe,
        store: &Mutex<Store>,
    ) -> BTreeMap<String, FileFacts> {
        let page = recipe.page().filter(|_| !recipe.is_download());
        let files = page.into_iter().flat_map(|page| self.outputs_of(page));
        let facts = files.filter(|file| file.recipe.is_download()).filter_map(|file| {
            let Served::Made(kept) = self.made(plan, &file.path, &file.recipe, store) else {
                return None;
            };
            let facts = FileFacts { bytes: kept.bytes.len() as u64, sheets: kept.sheets };
            Some((file.path.as_str().to_string(), facts))
        });
        facts.collect()
    }

    /// An output, from the store if it was made before.
    fn made(
        &self,
        plan: &Plan,
        path: &OutputPath,
        recipe: &Recipe,
        store: &Mutex<Store>,
    ) -> Served {
        let store = || store.lock().unwrap_or_else(PoisonError::into_inner);
        let inputs = plan.inputs(recipe);
        let key = plan.key_of(&inputs);
        if let Some(kept) = store().get(key) {
            return Served::Made(kept);
        }
        let tools = Tools {
            tree: &self.project.tree,
            theme: &self.theme,
            rules: self.project.rules(),
            matcher: &self.project.matcher,
        };
        let last = Fingerprint::of("last good", path);
        match make(&inputs, tools) {
            Ok(made) => {
                let kept = Arc::new(Kept {
                    key,
                    sheets: made.sheets,
                    bytes: made.bytes,
                    findings: made.findings,
                });
                let mut store = store();
                store.put(key, Arc::clone(&kept));
                store.put(last, Arc::clone(&kept));
                Served::Made(kept)
            }
            Err(found) => Served::Failed(found.into_sorted(), store().get(last)),
        }
    }

    /// A file of the search index of the state before: its name is of its bytes, so whoever asks
    /// for it has the entry of that index.
    fn search_file_of_before(&self, path: &OutputPath) -> Option<Arc<Kept>> {
        let stock = self.search_before.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let bytes = crate::search::compress(stock.search_file(path.as_str())?);
        let key = Fingerprint::of_bytes(&bytes);
        Some(Arc::new(Kept { key, bytes, sheets: None, findings: Vec::new() }))
    }

    /// The addresses of assets and files that are not as in `before`.
    pub(super) fn changed_assets(&self, before: &Good) -> Vec<String> {
        let base = &self.project.site.base_url;
        let prints = |good: &Good| -> Vec<(String, Fingerprint)> {
            let assets = good.theme.assets.iter().map(|(_, a)| (a.path.clone(), a.fingerprint));
            let files = good.project.site.files.iter().filter_map(|(path, file)| {
                let id = good.project.tree.find(path.as_str())?;
                Some((file.published.clone(), good.project.tree.file(id).fingerprint))
            });
            assets.chain(files).collect()
        };
        if Arc::ptr_eq(&self.theme, &before.theme) {
            // Files beside pages are read with a new theme too: see `Project::renewed`.
            return Vec::new();
        }
        let old: BTreeMap<_, _> = prints(before).into_iter().collect();
        let changed = prints(self).into_iter().filter(|(path, print)| old.get(path) != Some(print));
        changed.map(|(path, _)| base.address(&path)).collect()
    }
}

impl Snapshot {
    pub(super) fn new(
        good: Option<Arc<Good>>,
        findings: Vec<Diagnostic>,
        is_broken: bool,
        lost: Vec<Lost>,
        search: Searched,
    ) -> Snapshot {
        Snapshot { good, findings: Arc::new(findings), is_broken, lost, search }
    }

    /// The path of the site's address, such as `/` or `/guidance/`.
    pub(super) fn base(&self) -> String {
        self.good
            .as_ref()
            .map_or_else(|| "/".to_string(), |good| good.project.site.base_url.base().to_string())
    }

    /// What stands at a path below the site's address.
    pub(super) fn serve(&self, path: &OutputPath, store: &Mutex<Store>) -> Served {
        self.good.as_ref().map_or(Served::Missing, |good| good.serve(path, store))
    }
}
