//! The state of the site that requests are answered from, and how the next one comes about.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use super::hub::Hub;
use super::lost::Published;
use super::snapshot::{Good, Served, Snapshot};
use super::store::Store;
use super::watch::Look;
use super::{News, ServeRequest};
use crate::build::{Project, SOURCES, settled};
use crate::diagnostic::Diagnostics;
use crate::output::OutputPath;

/// The bench: one snapshot at a time, swapped whole.
pub(super) struct Workbench {
    request: ServeRequest,
    current: RwLock<Arc<Snapshot>>,
    store: Mutex<Store>,
    published: Option<Published>,
    /// Who is told.
    pub(super) hub: Hub,
}

impl Workbench {
    /// Loads the site for the first time.
    pub(super) fn open(request: ServeRequest) -> (Workbench, News) {
        let start = Instant::now();
        let (project, found) = Project::load(request.load());
        let (good, findings, is_broken) = next(&request, None, project, found);
        let published = good.as_ref().map(|good| Published::of(good, request.date));
        let snapshot = Snapshot::new(good, findings, is_broken, Vec::new());
        let news = news(&snapshot, Vec::new(), start);
        let workbench = Workbench {
            request,
            current: RwLock::new(Arc::new(snapshot)),
            store: Mutex::default(),
            published,
            hub: Hub::default(),
        };
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
        let checks = snapshot.good.as_ref().map(|good| good.project.config.checks.clone());
        settled(&self.request.policy, found.into_iter().collect(), &checks.unwrap_or_default())
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
        let (good, findings, is_broken) = next(&self.request, before.good.as_ref(), project, found);
        let same_site = |(now, then): (&Arc<Good>, &Arc<Good>)| {
            now.project.site.differs_only_in_texts(&then.project.site)
        };
        let lost = match (&self.published, &good) {
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
        let snapshot = Snapshot::new(good, findings, is_broken, lost);
        let news = news(&snapshot, changed, start);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        self.hub.announce(assets);
        Some(news)
    }
}

/// What follows from a project: the state to show, the findings, and whether the site is broken.
fn next(
    request: &ServeRequest,
    before: Option<&Arc<Good>>,
    project: Option<Project>,
    mut found: Diagnostics,
) -> (Option<Arc<Good>>, Vec<crate::diagnostic::Diagnostic>, bool) {
    let checks = project.as_ref().map(|project| project.config.checks.clone()).unwrap_or_default();
    let good = project.and_then(|project| Good::of(project, before.map(|good| &**good)));
    let is_broken = good.is_none();
    if let Some(good) = &good {
        found.extend(good.listed_found.iter().cloned());
    }
    let findings = settled(&request.policy, found, &checks);
    (good.map(Arc::new).or_else(|| before.cloned()), findings, is_broken)
}

fn news(snapshot: &Snapshot, changed: Vec<String>, start: Instant) -> News {
    News {
        changed,
        findings: snapshot.findings.clone(),
        pages: snapshot.good.as_ref().map_or(0, |good| good.project.site.len()),
        is_broken: snapshot.is_broken,
        took: start.elapsed(),
    }
}
