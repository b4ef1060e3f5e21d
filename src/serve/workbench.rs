//! The state of the site that requests are answered from, and how the next one comes about.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Instant;

use super::hub::Hub;
use super::lost::Published;
use super::snapshot::{Good, Searched, Served, Snapshot};
use super::store::Store;
use super::watch::Look;
use super::{Cause, News, ServeRequest};
use crate::build::{Project, SOURCES, settled};
use crate::diagnostic::Diagnostics;
use crate::output::OutputPath;

/// The bench: one snapshot at a time, swapped whole.
pub(super) struct Workbench {
    request: ServeRequest,
    current: RwLock<Arc<Snapshot>>,
    store: Mutex<Store>,
    /// The pages that readers have, as the first state that could be shown has them.
    published: OnceLock<Published>,
    /// Who is told.
    pub(super) hub: Hub,
}

impl Workbench {
    /// Loads the site for the first time.
    pub(super) fn open(request: ServeRequest) -> (Workbench, News) {
        let start = Instant::now();
        let (project, found) = Project::load(request.load());
        let (good, findings, is_broken) =
            next(&request, None, project, found, &Searched::default());
        let snapshot = Snapshot::new(good, findings, is_broken, Vec::new(), Searched::default());
        let news = news(&snapshot, Cause::Start, start);
        let workbench = Workbench {
            request,
            current: RwLock::new(Arc::new(snapshot)),
            store: Mutex::default(),
            published: OnceLock::new(),
            hub: Hub::default(),
        };
        workbench.note_published(&workbench.snapshot());
        (workbench, news)
    }

    /// The site as it is now.
    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.request.root
    }

    /// The day for which the site is shown.
    pub(super) fn date(&self) -> crate::data::Date {
        self.request.date
    }

    /// What stands at a path of the site.
    pub(super) fn serve(&self, snapshot: &Snapshot, path: &OutputPath) -> Served {
        snapshot.serve(path, &self.store)
    }

    /// Findings as this run weighs them.
    pub(super) fn settled(
        &self,
        snapshot: &Snapshot,
        found: Vec<crate::diagnostic::Diagnostic>,
    ) -> Vec<crate::diagnostic::Diagnostic> {
        let project = snapshot.good.as_ref().map(|good| &good.project);
        settled(&self.request.policy, found.into_iter().collect(), project)
    }

    /// Looks at the site again. `None` when nothing has changed. Only the watcher calls this, so
    /// one look follows the other.
    pub(super) fn look(&self, look: Look) -> Option<News> {
        let start = Instant::now();
        let before = self.snapshot();
        let request = self.request.load();
        let (mut changed, mut result) = (Vec::new(), None);
        if let (Look::At(paths), false, Some(good)) = (&look, before.is_broken, &before.good)
            && let Some(renewed) = good.project.tree.renewed(&SOURCES, request.keep, paths)
        {
            if renewed.changed.is_empty() {
                return None;
            }
            changed = renewed.changed.iter().map(ToString::to_string).collect();
            result = Some(good.project.renewed(request, renewed));
        }
        let (project, found) = result.unwrap_or_else(|| match &before.good {
            Some(good) => good.project.loaded_again(request),
            None => Project::load(request),
        });
        let search = Searched { is_of_now: false, ..before.search.clone() };
        let (good, findings, is_broken) =
            next(&self.request, before.good.as_ref(), project, found, &search);
        let same_site = |(now, then): (&Arc<Good>, &Arc<Good>)| {
            now.project.site.differs_only_in_texts(&then.project.site)
        };
        let lost = match (self.published.get(), &good) {
            (Some(_), Some(now)) if before.good.as_ref().is_some_and(|b| same_site((now, b))) => {
                before.lost.clone()
            }
            (Some(published), Some(now)) => published.lost(now),
            _ => Vec::new(),
        };
        let assets = match (&good, &before.good) {
            (Some(now), Some(then)) if !Arc::ptr_eq(now, then) => now.changed_assets(then),
            _ => Vec::new(),
        };
        let snapshot = Snapshot::new(good, findings, is_broken, lost, search);
        let news = news(&snapshot, Cause::Changed(changed), start);
        self.note_published(&snapshot);
        self.swap(snapshot, assets);
        Some(news)
    }

    /// Tests search, which takes longer than a save may. `None` when that says nothing new. Only
    /// the watcher calls this, when nothing else is to do.
    pub(super) fn look_closer(&self) -> Option<News> {
        let start = Instant::now();
        let before = self.snapshot();
        let good = before.good.as_ref().filter(|_| !before.is_broken)?;
        let has_tests = !good.project.library.search_tests.is_empty();
        if before.search.is_of_now || (!has_tests && before.search.found.is_empty()) {
            return None;
        }
        let found = good.plan().search_findings();
        let is_news = found != *before.search.found;
        let search = Searched { found: Arc::new(found), is_of_now: true };
        let mut all = good.project.findings();
        all.extend(good.listed_found.iter().chain(search.found.iter()).cloned());
        let findings = settled(&self.request.policy, all, Some(&good.project));
        let good = Some(Arc::clone(good));
        let snapshot = Snapshot::new(good, findings, false, before.lost.clone(), search);
        let news = news(&snapshot, Cause::Closer, start);
        if is_news {
            self.swap(snapshot, Vec::new());
            return Some(news);
        }
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        None
    }

    fn swap(&self, snapshot: Snapshot, assets: Vec<String>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        self.hub.announce(assets);
    }

    fn note_published(&self, snapshot: &Snapshot) {
        if let Some(good) = &snapshot.good {
            self.published.get_or_init(|| Published::of(good, self.request.date));
        }
    }
}

/// What follows from a project: the state to show, the findings, and whether the site is broken.
fn next(
    request: &ServeRequest,
    before: Option<&Arc<Good>>,
    project: Option<Project>,
    mut found: Diagnostics,
    search: &Searched,
) -> (Option<Arc<Good>>, Vec<crate::diagnostic::Diagnostic>, bool) {
    let is_broken = project.as_ref().is_none_or(|project| project.theme.is_none());
    if is_broken {
        let findings = settled(&request.policy, found, project.as_ref());
        return (before.cloned(), findings, true);
    }
    let good = project.and_then(|project| Good::of(project, before.map(|good| &**good)));
    if let Some(good) = &good {
        found.extend(good.listed_found.iter().chain(search.found.iter()).cloned());
    }
    let findings = settled(&request.policy, found, good.as_ref().map(|good| &good.project));
    (good.map(Arc::new).or_else(|| before.cloned()), findings, is_broken)
}

fn news(snapshot: &Snapshot, cause: Cause, start: Instant) -> News {
    News {
        cause,
        findings: Arc::clone(&snapshot.findings),
        pages: snapshot.good.as_ref().map_or(0, |good| good.project.site.len()),
        is_broken: snapshot.is_broken,
        took: start.elapsed(),
    }
}
