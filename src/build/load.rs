//! From a folder to everything that planning needs: scan, read, parse, assemble, check.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::config::{BaseUrl, Baseline, Config, ContentTypes, ThemeInfo};
use crate::data::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::body::{self, Body, TermMatcher, TermWords};
use crate::document::{self, PageSummary, Rules};
use crate::fingerprint::Fingerprint;
use crate::library::{GLOSSARY_FILE, Library, REFERENCES_FILE};
use crate::lint::{self, language::WordLists};
use crate::search::{Fragment, Stems};
use crate::site::{self, DataLinks, PageId, Site};
use crate::source::{Embedded, FileId, Renewed, ScanProblem, SitePath, SourceTree, Span};
use crate::theme::{self, Component, Theme};

/// The folders and files that a site is made from.
pub const SOURCES: [&str; 11] = [
    "site-config.toml",
    "check-baseline.toml",
    "assets",
    "components",
    "content",
    "language",
    "strings",
    "templates",
    "themes",
    "types",
    "print",
];

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

/// What one page says on its own, apart from all others: a function of its path, its bytes and
/// [`Readings::key`], and so worth keeping from one run to the next.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// The page; its path and fingerprint say what was read.
    pub summary: Arc<PageSummary>,
    /// Its words, if its type is searched.
    pub fragment: Option<Arc<Fragment>>,
    /// What was found in it.
    pub found: Diagnostics,
}

/// What reading the pages found beside their summaries.
#[derive(Clone, Debug)]
pub struct Readings {
    /// The fingerprint of everything that reading a page depends on but the page itself.
    pub key: Fingerprint,
    /// How many published pages were read anew because nothing was known of them.
    pub fresh: usize,
    /// Every page that could be read, in the order of their paths.
    all: Vec<Arc<Reading>>,
    /// What was found in pages that cannot be read as they are on disk. An earlier text may stand in
    /// for such a page, and is then among the others.
    unread: BTreeMap<SitePath, Diagnostics>,
}

impl Readings {
    /// What is known of a page.
    pub fn of(&self, path: &SitePath) -> Option<&Reading> {
        let at = self.all.binary_search_by(|reading| reading.summary.path.cmp(path)).ok()?;
        self.all.get(at).map(|reading| &**reading)
    }

    /// The words of a page, if its type is searched.
    pub fn fragment(&self, path: &SitePath) -> Option<&Fragment> {
        self.of(path)?.fragment.as_deref()
    }

    /// What was read under a key.
    fn under(&self, key: Fingerprint) -> Vec<Arc<Reading>> {
        if key == self.key { self.all.clone() } else { Vec::new() }
    }

    fn found(&self) -> impl Iterator<Item = Diagnostic> + '_ {
        let read = self.all.iter().filter(|reading| {
            reading.found.is_empty() || !self.unread.contains_key(&reading.summary.path)
        });
        let read = read.map(|reading| &reading.found);
        read.chain(self.unread.values()).flat_map(|found| found.iter().cloned())
    }
}

/// Everything that pages are read and shown with: all of a site but its pages.
#[derive(Clone)]
struct Frame {
    config: Arc<Config>,
    baseline: Arc<Baseline>,
    types: Arc<ContentTypes>,
    theme: Option<Arc<Theme>>,
    library: Arc<Library>,
    texts: Arc<LibraryTexts>,
    data_links: Arc<DataLinks>,
    matcher: Arc<TermMatcher>,
    lists: Arc<WordLists>,
    key: Fingerprint,
    found: Arc<Diagnostics>,
}

/// All that reading a page is given beside the page. The fingerprint of this is the key under which
/// readings are kept, so whatever is added here is in the key by itself.
#[derive(Clone, Copy, Serialize)]
struct Guide<'g> {
    rules: Rules<'g>,
    words: &'g [TermWords],
    /// How words become stems.
    language: &'g str,
    /// What directives are checked against; nothing checks them when the theme cannot be used.
    components: Option<&'g BTreeMap<String, Component>>,
    /// The word lists and settings of the language rules.
    lists: Fingerprint,
}

/// The Markdown of the data files, in the order of their entries.
pub struct LibraryTexts {
    /// What each term means.
    pub meanings: Vec<Body>,
    /// The remark on each work, where there is one.
    pub notes: Vec<Option<Body>>,
}

impl Project {
    /// Loads a site. `None` when the configuration cannot be used; the findings say why.
    pub fn load(request: LoadRequest) -> (Option<Project>, Diagnostics) {
        Project::load_recalling(request, &|_| Vec::new())
    }

    /// As [`Project::load`], with less to read.
    ///
    /// `recall` is asked once for what an earlier run read under the same key; a page of which
    /// nothing is recalled, or whose bytes have changed since, is read. The result is the same
    /// whatever is recalled.
    pub fn load_recalling(
        request: LoadRequest,
        recall: &dyn Fn(Fingerprint) -> Vec<Reading>,
    ) -> (Option<Project>, Diagnostics) {
        let recall = |key| recall(key).into_iter().map(Arc::new).collect();
        Project::scanned(request, &recall, None)
    }

    /// The same site, with everything looked at again: see [`Project::renewed`].
    pub fn loaded_again(&self, request: LoadRequest) -> (Option<Project>, Diagnostics) {
        Project::scanned(request, &|key| self.readings.under(key), Some(&self.tree))
    }

    fn scanned(
        request: LoadRequest,
        recall: &dyn Fn(Fingerprint) -> Vec<Arc<Reading>>,
        before: Option<&SourceTree>,
    ) -> (Option<Project>, Diagnostics) {
        let (tree, problems) =
            SourceTree::scan(request.root, &SOURCES, request.embedded, request.keep);
        let found = problems.into_iter().map(scan_finding).collect();
        Project::of(request, tree, found, recall, before)
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
        let unread = readings.unread.keys().filter(is_out).cloned().collect();
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

impl Frame {
    /// Reads everything but the pages. `None` when the configuration cannot be used.
    fn of(request: LoadRequest, tree: &SourceTree) -> (Option<Frame>, Diagnostics) {
        let (config, mut found) = Config::read(tree);
        let (baseline, baseline_found) = Baseline::read(tree);
        found.extend(baseline_found);
        let Some(mut config) = config else { return (None, found) };
        if let Some(base_url) = request.base_url {
            config.site.base_url = base_url.clone();
        }
        let config_path = SitePath::new(crate::config::CONFIG_FILE);
        let (info, theme_found) =
            ThemeInfo::read(tree, &config.theme.value, (&config_path, config.theme.span));
        found.extend(theme_found);
        let Some(info) = info else { return (None, found) };
        found.extend(config.check_help(request.date));
        let taxonomy_names: Vec<&str> =
            config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).collect();
        let (types, types_found) = ContentTypes::read(tree, &config.theme.value, &taxonomy_names);
        found.extend(types_found);
        let (library, library_found) = Library::read(tree);
        found.extend(library_found);
        let (theme, theme_found) =
            load_theme(tree, &config, &info, &types, request.fingerprint_assets);
        found.extend(theme_found);

        let words = term_words(&library);
        let matcher = TermMatcher::new(&words);
        let rules = rules(&config, &types);
        let components = theme.as_ref().map(Theme::components);
        let language = config.site.language.tag();
        let (lists, lists_found) =
            WordLists::read(tree, &config.theme.value, &config.writing, &library.glossary);
        found.extend(lists_found);
        let guide = Guide { rules, words: &words, language, components, lists: lists.fingerprint };
        let key = Fingerprint::of("guide", &guide);
        let (texts, data_links, texts_found) = library_texts(&library, rules.markdown);
        found.extend(texts_found);
        found.extend(check_library(tree, &texts, language, &lists));
        let frame = Frame {
            config: Arc::new(config),
            baseline: Arc::new(baseline),
            types: Arc::new(types),
            theme: theme.map(Arc::new),
            library: Arc::new(library),
            texts: Arc::new(texts),
            data_links: Arc::new(data_links),
            matcher: Arc::new(matcher),
            lists: Arc::new(lists),
            key,
            found: Arc::default(),
        };
        (Some(frame), found)
    }
}

fn rules<'r>(config: &'r Config, types: &'r ContentTypes) -> Rules<'r> {
    Rules {
        types,
        taxonomies: &config.taxonomies,
        owners: &config.site.owners,
        markdown: body::Options {
            smart_punctuation: config.markdown.smart_punctuation,
            raw_html: config.markdown.raw_html,
            strict: false,
        },
    }
}

fn load_theme(
    tree: &SourceTree,
    config: &Config,
    info: &ThemeInfo,
    types: &ContentTypes,
    fingerprint_assets: bool,
) -> (Option<Theme>, Diagnostics) {
    let templates = types
        .iter()
        .map(|kind| {
            let own = SitePath::new(&format!("types/{}.toml", kind.name));
            let path = match tree.find(own.as_str()) {
                Some(_) => own,
                None => SitePath::new(&format!(
                    "themes/{}/types/{}.toml",
                    config.theme.value, kind.name
                )),
            };
            (kind.template.as_str(), path)
        })
        .collect();
    Theme::load(
        tree,
        theme::Wanted {
            name: &config.theme.value,
            language: &config.site.language,
            base_url: &config.site.base_url,
            minify: config.output.minify,
            palette: &info.palette,
            appearance: &config.appearance,
            templates,
            fingerprint_assets,
        },
    )
}

fn term_words(library: &Library) -> Vec<TermWords> {
    library
        .glossary
        .terms()
        .iter()
        .map(|term| TermWords {
            words: if term.link { term.words().map(str::to_string).collect() } else { Vec::new() },
        })
        .collect()
}

/// A file beside a page, with its width and height in pixels if it is an image.
type SiteFile = (SitePath, Option<(u32, u32)>);

/// The width and height of an image, from its first bytes. A vector image has none that count.
fn image_size(tree: &SourceTree, id: FileId) -> Option<(u32, u32)> {
    let kind = tree.file(id).path.extension()?.to_ascii_lowercase();
    if !matches!(kind.as_str(), "avif" | "gif" | "jpeg" | "jpg" | "png" | "webp") {
        return None;
    }
    let size = imagesize::blob_size(&tree.bytes(id).ok()?).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// Whether a path is that of a page.
fn is_page(path: &SitePath) -> bool {
    let name = path.name();
    path.within("content").is_some()
        && path.extension() == Some("md")
        && (name == "_index.md" || !name.starts_with('_'))
}

/// Whether a path is that of what pages are dressed in: nothing that decides which pages there are,
/// what they say or where they lead.
fn is_dress(path: &SitePath) -> bool {
    let mut parts = path.as_str().split('/');
    let first = match parts.next() {
        Some("themes") => parts.nth(1),
        first => first,
    };
    matches!(first, Some("assets" | "components" | "strings" | "templates"))
        && parts.next().is_some()
}

/// The files of pages.
fn page_files(tree: &SourceTree) -> impl Iterator<Item = FileId> {
    tree.below("content").filter(|(_, file)| is_page(&file.path)).map(|(id, _)| id)
}

/// The files beside the pages.
fn content_files(tree: &SourceTree) -> (Vec<SiteFile>, Diagnostics) {
    let mut found = Diagnostics::new();
    let mut files = Vec::new();
    for (id, file) in tree.below("content").filter(|(_, file)| !is_page(&file.path)) {
        let name = file.path.name();
        match file.path.extension() {
            Some("toml") if name.starts_with('_') => {}
            _ if name.starts_with('_') => found.push(
                Diagnostic::new(Code::UnexpectedFile, format!("nothing reads `{name}`"))
                    .at(&file.path, Span::default())
                    .help("take the `_` off its name; to keep a page unpublished, write draft = true in it"),
            ),
            _ => files.push((file.path.clone(), image_size(tree, id))),
        }
    }
    (files, found)
}

/// What is kept of a page.
struct Parsed {
    summary: Option<PageSummary>,
    fragment: Option<Fragment>,
    found: Diagnostics,
}

/// Parts the pages into those of which a reading is known and those that have to be read. Pages and
/// readings are both in the order of their paths; a reading out of order is only not used.
fn known(
    tree: &SourceTree,
    pages: &[FileId],
    recalled: Vec<Arc<Reading>>,
) -> (Vec<Arc<Reading>>, Vec<FileId>) {
    let mut recalled = recalled.into_iter().peekable();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for id in pages {
        let file = tree.file(*id);
        while recalled.next_if(|reading| reading.summary.path < file.path).is_some() {}
        let same = |reading: &Arc<Reading>| {
            reading.summary.path == file.path && reading.summary.source == file.fingerprint
        };
        match recalled.next_if(same) {
            Some(reading) => known.push(reading),
            None => unknown.push(*id),
        }
    }
    (known, unknown)
}

/// Reads pages one after another: parsed, checked, summed up, each tree dropped.
struct PageReader<'r> {
    rules: Rules<'r>,
    matcher: &'r TermMatcher,
    theme: Option<&'r Theme>,
    lists: &'r WordLists,
    /// The site's language.
    language: &'r str,
    stems: Stems,
}

impl<'r> PageReader<'r> {
    fn new(frame: &'r Frame) -> PageReader<'r> {
        PageReader {
            rules: rules(&frame.config, &frame.types),
            matcher: &frame.matcher,
            theme: frame.theme.as_deref(),
            lists: &frame.lists,
            language: frame.config.site.language.tag(),
            stems: Stems::new(frame.config.site.language.tag()),
        }
    }

    /// One page as the site needs it.
    fn read(&mut self, tree: &SourceTree, id: FileId) -> Parsed {
        let file = tree.file(id);
        let text = match tree.text(id) {
            Ok(text) => text,
            Err(error) => {
                let found =
                    Diagnostics::from_iter([Diagnostic::unread(&file.path, "this page", &error)]);
                return Parsed { summary: None, fragment: None, found };
            }
        };
        let (document, mut found) = document::parse(&file.path, &text, self.rules);
        let fragment = document
            .as_ref()
            .and_then(|document| Fragment::of(document, self.rules.types, &mut self.stems));
        let summary = document.map(|mut document| {
            found.extend(lint::uncited_figures(&file.path, &text, &document, self.rules.types));
            if let Some(theme) = self.theme {
                found.extend(lint::directives(&file.path, &document, theme));
            }
            let language = document.front.language.as_ref().map_or(self.language, |own| own.tag());
            found.extend(lint::language::check(&file.path, &text, &document, language, self.lists));
            let terms = document.mark_terms(self.matcher);
            PageSummary::of(&file.path, file.fingerprint, &document, terms)
        });
        Parsed { summary, fragment, found }
    }

    /// As [`PageReader::read`], and what was found if the page cannot be read as it is on disk.
    fn read_or_stand_in(
        &mut self,
        tree: &mut SourceTree,
        id: FileId,
        before: Option<&SourceTree>,
    ) -> (Parsed, Option<Diagnostics>) {
        let parsed = self.read(tree, id);
        self.or_stood_in(parsed, tree, id, before)
    }

    /// A page that cannot be read is read as it was before, if it could be then.
    fn or_stood_in(
        &mut self,
        parsed: Parsed,
        tree: &mut SourceTree,
        id: FileId,
        before: Option<&SourceTree>,
    ) -> (Parsed, Option<Diagnostics>) {
        if parsed.summary.is_some() {
            return (parsed, None);
        }
        let path = tree.file(id).path.clone();
        let shown = before.and_then(|before| {
            let shown = self.read(before, before.find(path.as_str())?);
            (shown.summary.is_some() && tree.stand_in(&path, before)).then_some(shown)
        });
        let nothing = Parsed { summary: None, fragment: None, found: Diagnostics::new() };
        (shown.unwrap_or(nothing), Some(parsed.found))
    }
}

fn library_texts(
    library: &Library,
    options: body::Options,
) -> (LibraryTexts, DataLinks, Diagnostics) {
    let mut found = Diagnostics::new();
    let mut read = |path: &SitePath, text: &crate::data::Located<String>, links: &mut Vec<_>| {
        let (body, body_found) = body::parse_fragment(&text.value, text.span, &options, path);
        found.extend(body_found);
        let facts = body.facts();
        links.extend(facts.links);
        found.extend(site::unknown_citations(path, &facts.citations, library));
        body
    };
    let (glossary, references) = (SitePath::new(GLOSSARY_FILE), SitePath::new(REFERENCES_FILE));
    let (mut glossary_links, mut reference_links) = (Vec::new(), Vec::new());
    let meanings = library
        .glossary
        .terms()
        .iter()
        .map(|term| read(&glossary, &term.meaning, &mut glossary_links))
        .collect();
    let notes = library
        .bibliography
        .iter()
        .map(|work| work.note.as_ref().map(|note| read(&references, note, &mut reference_links)))
        .collect();
    let links = vec![(glossary, glossary_links), (references, reference_links)];
    (LibraryTexts { meanings, notes }, links, found)
}

/// What the language rules find in the texts of the glossary and the references.
fn check_library(
    tree: &SourceTree,
    texts: &LibraryTexts,
    language: &str,
    lists: &WordLists,
) -> Diagnostics {
    let mut found = Diagnostics::new();
    let notes = texts.notes.iter().flatten().collect();
    for (file, bodies) in
        [(GLOSSARY_FILE, texts.meanings.iter().collect::<Vec<_>>()), (REFERENCES_FILE, notes)]
    {
        if let Some(text) = tree.find(file).and_then(|id| tree.text(id).ok()) {
            let path = SitePath::new(file);
            found.extend(lint::language::check_texts(&path, &text, &bodies, language, lists));
        }
    }
    found
}

fn scan_finding(problem: ScanProblem) -> Diagnostic {
    match problem {
        ScanProblem::NameNotText(shown) => {
            Diagnostic::new(Code::FileName, format!("the name of `{shown}` is not valid text"))
                .at(&SitePath::new(&shown), Span::default())
                .help("rename the file with plain letters, digits and hyphens")
        }
        ScanProblem::LinkOutside(path) => Diagnostic::new(
            Code::SymlinkOutside,
            "this symbolic link leads out of the site's folder or nowhere",
        )
        .at(&path, Span::default())
        .help("put a copy of the file here instead"),
        ScanProblem::LinkToFolder(path) => {
            Diagnostic::new(Code::SymlinkFolder, "this symbolic link stands for a folder")
                .at(&path, Span::default())
                .help("put a copy of the folder here instead")
        }
        ScanProblem::CaseClash(first, second) => Diagnostic::new(
            Code::CaseClash,
            format!("`{second}` and `{first}` are one file on many computers"),
        )
        .at(&second, Span::default())
        .help("rename one of the two so that they differ in more than capitals"),
        ScanProblem::Unreadable(path, reason) => {
            let reason = if reason.is_empty() { "it cannot be read".to_string() } else { reason };
            Diagnostic::new(Code::UnreadableFile, format!("`{path}` cannot be read: {reason}"))
                .at(&path, Span::default())
                .help("check who owns the file and whether it may be read")
        }
    }
}
