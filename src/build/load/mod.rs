//! From a folder to everything that planning needs: scan, read, assemble, check. It must never make an
//! output. Enter at [`Project::load`]; [`Project::renewed`] is the way from one state to the next.

mod files;
mod frame;
mod readings;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use files::{content_files, is_dress, is_page, page_files, scan_finding};
use frame::{Frame, rules};
use readings::{PageReader, Parsed, known};

pub use files::SOURCES;
pub use frame::LibraryTexts;
pub use readings::{Reading, Readings};

use crate::config::{BaseUrl, Baseline, Config, ContentTypes};
use crate::data::Date;
use crate::diagnostic::{Code, Diagnostics};
use crate::document::body::TermMatcher;
use crate::document::{self, Rules};
use crate::fingerprint::Fingerprint;
use crate::library::Library;
use crate::lint;
use crate::site::{self, PageId, Site};
use crate::source::{Embedded, FileId, Renewed, SitePath, SourceTree};
use crate::theme::Theme;

/// What to load.
#[derive(Clone, Copy)]
pub struct LoadRequest<'r> {
    /// The site's folder.
    pub root: &'r Path,
    /// Files that the program carries, for a site without a theme of its own.
    pub embedded: &'r [Embedded],
    /// An address that stands in for the configured one.
    pub base_url: Option<&'r BaseUrl>,
    /// Whether drafts, future and expired pages count.
    pub drafts: bool,
    /// The day for which the site is built.
    pub date: Date,
    /// Whether assets get names that change with their bytes.
    pub fingerprint_assets: bool,
    /// How many bytes of source texts may be kept in memory.
    pub keep: u64,
}

/// The files of a site, of which nothing is read yet.
pub struct Scanned {
    /// The files.
    pub tree: SourceTree,
    /// What was found on the way.
    found: Diagnostics,
}

impl Scanned {
    /// Looks at all files of a site.
    pub fn of(request: LoadRequest) -> Scanned {
        let (tree, problems) =
            SourceTree::scan(request.root, &SOURCES, request.embedded, request.keep);
        Scanned { tree, found: problems.into_iter().map(scan_finding).collect() }
    }
}

/// A site, read and assembled, with nothing made yet. What a later state of the site can have in
/// common with this one is shared.
pub struct Project {
    /// The files.
    pub tree: SourceTree,
    /// The configuration.
    pub config: Arc<Config>,
    /// The findings that may wait.
    pub baseline: Arc<Baseline>,
    /// The content types.
    pub types: Arc<ContentTypes>,
    /// The theme, unless a template could not be understood.
    pub theme: Option<Arc<Theme>>,
    /// The glossary and the references.
    pub library: Arc<Library>,
    /// The Markdown of the library, parsed.
    pub texts: Arc<LibraryTexts>,
    /// Finds glossary terms in texts.
    pub matcher: Arc<TermMatcher>,
    /// The pages and how they belong together.
    pub site: Site,
    /// What reading the pages found, for later runs.
    pub readings: Readings,
    frame: Frame,
    /// What is wrong between pages.
    site_found: Arc<Diagnostics>,
}

impl Project {
    /// Loads a site. `None` when the configuration cannot be used; the findings say why.
    pub fn load(request: LoadRequest) -> (Option<Project>, Diagnostics) {
        Project::load_recalling(request, Scanned::of(request), &|_| Vec::new())
    }

    /// As [`Project::load`], from files that were looked at, with less to read.
    ///
    /// `recall` is asked once for what an earlier run read under the same key; a page of which
    /// nothing is recalled, or whose bytes have changed since, is read. The result is the same
    /// whatever is recalled.
    pub fn load_recalling(
        request: LoadRequest,
        scanned: Scanned,
        recall: &dyn Fn(Fingerprint) -> Vec<Reading>,
    ) -> (Option<Project>, Diagnostics) {
        let recall = |key| recall(key).into_iter().map(Arc::new).collect();
        Project::of(request, scanned.tree, scanned.found, &recall, None)
    }

    /// The same site, with everything looked at again: see [`Project::renewed`].
    pub fn loaded_again(&self, request: LoadRequest) -> (Option<Project>, Diagnostics) {
        let Scanned { tree, found } = Scanned::of(request);
        Project::of(request, tree, found, &|key| self.readings.under(key), Some(&self.tree))
    }

    /// A site from its tree, beside what was found when that was scanned.
    fn of(
        request: LoadRequest,
        tree: SourceTree,
        mut found: Diagnostics,
        recall: &dyn Fn(Fingerprint) -> Vec<Arc<Reading>>,
        before: Option<&SourceTree>,
    ) -> (Option<Project>, Diagnostics) {
        let (frame, frame_found) = Frame::of(request, &tree);
        found.extend(frame_found);
        let Some(mut frame) = frame else { return (None, found) };
        frame.found = Arc::new(found);
        let recalled = recall(frame.key);
        let project = Project::read(request, tree, frame, recalled, before);
        let found = project.findings();
        (Some(project), found)
    }

    /// Everything that is wrong, as [`Project::load`] gives it.
    pub fn findings(&self) -> Diagnostics {
        let elsewhere = self.frame.found.iter().chain(self.site_found.iter()).cloned();
        elsewhere.chain(self.readings.found()).collect()
    }

    /// The same site after files of it changed: what loading it anew would give, with only that
    /// worked out again which the changes can touch. A page that cannot be read any more keeps the
    /// text with which it last could, beside the findings of the new one.
    pub fn renewed(
        &self,
        request: LoadRequest,
        renewed: Renewed,
    ) -> (Option<Project>, Diagnostics) {
        let Renewed { tree, changed, same_files } = renewed;
        let only_pages = changed.iter().all(is_page);
        if same_files && only_pages {
            let project = self.with_pages(request, tree, &changed);
            let found = project.findings();
            return (Some(project), found);
        }
        if changed.iter().all(is_dress) && !self.tree.has_stand_ins() {
            let (frame, found) = Frame::of(request, &tree);
            let Some(mut frame) = frame else { return (None, found) };
            frame.found = Arc::new(found);
            // Components may say otherwise what is wrong in pages.
            if frame.key == self.readings.key {
                let project = Project {
                    site: self.site.clone(),
                    site_found: Arc::clone(&self.site_found),
                    ..Project::assembled_apart(tree, frame, self.readings.clone())
                };
                let found = project.findings();
                return (Some(project), found);
            }
        }
        let recall = |key| self.readings.under(key);
        Project::of(request, tree, Diagnostics::new(), &recall, Some(&self.tree))
    }

    /// The same site with the pages at these paths read again.
    fn with_pages(
        &self,
        request: LoadRequest,
        mut tree: SourceTree,
        changed: &[SitePath],
    ) -> Project {
        let frame = &self.frame;
        let mut readings = self.readings.clone();
        readings.fresh = changed.len();
        let mut site = Some(self.site.clone());
        let mut reader = PageReader::new(frame);
        for path in changed {
            let Some(id) = tree.find(path.as_str()) else { continue };
            let (parsed, on_disk) = reader.read_or_stand_in(&mut tree, id, Some(&self.tree));
            readings.unread.remove(path);
            readings.unread.extend(on_disk.map(|found| (path.clone(), found)));
            let at = readings.all.binary_search_by(|reading| reading.summary.path.cmp(path));
            let old = at.ok().and_then(|at| readings.all.get_mut(at));
            let (Some(summary), Some(old)) = (parsed.summary, old) else {
                // It comes or goes; rare enough to go the long way.
                return Project::read(
                    request,
                    tree.as_on_disk(),
                    frame.clone(),
                    self.readings.all.clone(),
                    Some(&self.tree),
                );
            };
            let summary = Arc::new(summary);
            let pointed_at = self.site_found.iter().any(|finding| finding.is_about(path));
            let stands = summary.stands_as(&old.summary) && !pointed_at;
            site = site.filter(|_| stands).map(|site| match site.find(path) {
                Some(page) => site.with_text(page, Arc::clone(&summary)),
                None => site,
            });
            *old = Arc::new(Reading {
                summary,
                fragment: parsed.fragment.map(Arc::new),
                found: parsed.found,
            });
        }
        match site {
            Some(site) => Project {
                site,
                site_found: Arc::clone(&self.site_found),
                ..Project::assembled_apart(tree, frame.clone(), readings)
            },
            None => Project::assembled(request, tree, frame.clone(), readings),
        }
    }

    /// Reads the pages of which nothing is recalled, and assembles the site. `before` is an earlier
    /// state whose texts may stand in for pages that cannot be read.
    fn read(
        request: LoadRequest,
        mut tree: SourceTree,
        frame: Frame,
        recalled: Vec<Arc<Reading>>,
        before: Option<&SourceTree>,
    ) -> Project {
        let pages: Vec<FileId> = page_files(&tree).collect();
        let (known, unknown) = known(&tree, &pages, recalled);
        // In few large parts, since a reader grows quicker with each word that it has met.
        let part = unknown.len().div_ceil(rayon::current_num_threads() * 4).max(1);
        let read_part = |ids: &[FileId]| {
            let mut reader = PageReader::new(&frame);
            ids.iter().map(|id| reader.read(&tree, *id)).collect()
        };
        let read: Vec<Vec<Parsed>> = unknown.par_chunks(part).map(read_part).collect();
        let mut reader = PageReader::new(&frame);
        let mut all = known;
        let mut unread = BTreeMap::new();
        for (id, parsed) in unknown.iter().zip(read.into_iter().flatten()) {
            let (parsed, on_disk) = reader.or_stood_in(parsed, &mut tree, *id, before);
            if let Some(found) = on_disk {
                unread.insert(tree.file(*id).path.clone(), found);
            }
            if let Some(summary) = parsed.summary {
                all.push(Arc::new(Reading {
                    summary: Arc::new(summary),
                    fragment: parsed.fragment.map(Arc::new),
                    found: parsed.found,
                }));
            }
        }
        all.sort_by(|a, b| a.summary.path.cmp(&b.summary.path));
        let readings = Readings { key: frame.key, fresh: 0, all, unread };
        let mut project = Project::assembled(request, tree, frame, readings);
        let is_published =
            |id: &&FileId| project.site.find(&project.tree.file(**id).path).is_some();
        project.readings.fresh = unknown.iter().filter(is_published).count();
        project
    }

    /// The site of all pages that could be read.
    fn assembled(
        request: LoadRequest,
        tree: SourceTree,
        frame: Frame,
        readings: Readings,
    ) -> Project {
        let (files, files_found) = content_files(&tree);
        let summaries = readings.all.iter().map(|reading| Arc::clone(&reading.summary)).collect();
        let is_out = |path: &&SitePath| readings.of(path).is_none();
        let unread = readings.unread.keys().filter(is_out);
        // What the scan could not take is there as well, and was reported.
        let untaken = frame.found.iter().filter(|finding| {
            matches!(
                finding.code,
                Code::UnreadableFile | Code::SymlinkOutside | Code::SymlinkFolder
            )
        });
        let untaken = untaken.filter_map(|finding| Some(&finding.place.as_ref()?.path));
        let unread = unread.chain(untaken).cloned().collect();
        let wanted = site::Wanted {
            config: &frame.config,
            date: request.date,
            drafts: request.drafts,
            unread: &unread,
        };
        let Frame { data_links, library, types, .. } = &frame;
        let (site, mut site_found) =
            Site::assemble(summaries, &files, data_links, library, types, wanted);
        site_found.extend(files_found);
        site_found.extend(lint::governance(lint::Governed {
            site: &site,
            types,
            library,
            owners: &frame.config.site.owners,
            date: request.date,
            notice: frame.config.notice,
            complete: unread.is_empty(),
        }));
        let site_found = Arc::new(site_found);
        Project { site, site_found, ..Project::assembled_apart(tree, frame, readings) }
    }

    /// A project whose site is still to be set.
    fn assembled_apart(tree: SourceTree, frame: Frame, readings: Readings) -> Project {
        let Frame { config, baseline, types, theme, library, texts, matcher, .. } = frame.clone();
        let (site, site_found) = (Site::empty(&config.site.base_url), Arc::default());
        Project {
            tree,
            config,
            baseline,
            types,
            theme,
            library,
            texts,
            matcher,
            site,
            readings,
            frame,
            site_found,
        }
    }

    /// How many pages are not published: drafts, and those of another day.
    pub fn held_back(&self) -> usize {
        self.readings.len().saturating_sub(self.site.len())
    }

    /// What is known of every published page, for later runs.
    pub fn known(&self) -> Vec<&Reading> {
        self.site.pages().filter_map(|(_, page)| self.readings.of(&page.summary.path)).collect()
    }

    /// The age from which readers can follow the text of a page, in years, where it is long enough
    /// to tell. Reads the page again, since nothing else needs to know.
    pub fn reading_age(&self, page: PageId) -> Option<u32> {
        let path = &self.site.page(page).summary.path;
        let text = self.tree.text(self.tree.find(path.as_str())?).ok()?;
        let document = document::parse(path, &text, self.rules()).0?;
        let language = match &document.front.language {
            Some(own) => own.tag(),
            None => self.config.site.language.tag(),
        };
        lint::language::reading_age(path, &text, &document, language, &self.frame.lists)
    }

    /// What pages are checked against.
    pub fn rules(&self) -> Rules<'_> {
        rules(&self.config, &self.types)
    }
}
