//! From a folder to everything that planning needs: scan, read, parse, assemble, check.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

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
use crate::site::{self, DataLinks, Site};
use crate::source::{Embedded, FileId, ScanProblem, SitePath, SourceTree, Span};
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

/// A site, read and assembled, with nothing made yet.
pub struct Project {
    /// The files.
    pub tree: SourceTree,
    /// The configuration.
    pub config: Config,
    /// The findings that may wait.
    pub baseline: Baseline,
    /// The content types.
    pub types: ContentTypes,
    /// The theme, unless a template could not be understood.
    pub theme: Option<Theme>,
    /// The glossary and the references.
    pub library: Library,
    /// The Markdown of the library, parsed.
    pub texts: LibraryTexts,
    /// Finds glossary terms in texts.
    pub matcher: TermMatcher,
    /// The pages and how they belong together.
    pub site: Site,
    /// What reading the pages found, for later runs.
    pub readings: Readings,
}

/// What one page says on its own, apart from all others: a function of its path, its bytes and
/// [`Readings::key`], and so worth keeping from one run to the next.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// The page; its path and fingerprint say what was read.
    pub summary: PageSummary,
    /// Its words, if its type is searched.
    pub fragment: Option<Fragment>,
    /// What was found in it.
    pub found: Diagnostics,
}

/// What reading the pages found beside their summaries.
#[derive(Debug)]
pub struct Readings {
    /// The fingerprint of everything that reading a page depends on but the page itself.
    pub key: Fingerprint,
    /// How many published pages were read anew because nothing was known of them.
    pub fresh: usize,
    /// The findings of pages that have some.
    found: BTreeMap<SitePath, Diagnostics>,
    /// The words of the pages whose type is searched.
    pub fragments: BTreeMap<SitePath, Fragment>,
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
        let mut found = Diagnostics::new();
        let (tree, problems) =
            SourceTree::scan(request.root, &SOURCES, request.embedded, request.keep);
        found.extend(problems.into_iter().map(scan_finding));
        let (config, config_found) = Config::read(&tree);
        found.extend(config_found);
        let (baseline, baseline_found) = Baseline::read(&tree);
        found.extend(baseline_found);
        let Some(mut config) = config else { return (None, found) };
        if let Some(base_url) = request.base_url {
            config.site.base_url = base_url.clone();
        }
        let config_path = SitePath::new(crate::config::CONFIG_FILE);
        let (info, theme_found) =
            ThemeInfo::read(&tree, &config.theme.value, (&config_path, config.theme.span));
        found.extend(theme_found);
        let Some(info) = info else { return (None, found) };
        found.extend(config.check_help(request.date));
        let taxonomy_names: Vec<&str> =
            config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).collect();
        let (types, types_found) = ContentTypes::read(&tree, &config.theme.value, &taxonomy_names);
        found.extend(types_found);
        let (library, library_found) = Library::read(&tree);
        found.extend(library_found);
        let (theme, theme_found) =
            load_theme(&tree, &config, &info, &types, request.fingerprint_assets);
        found.extend(theme_found);

        let words = term_words(&library);
        let matcher = TermMatcher::new(&words);
        let rules = rules(&config, &types);
        let components = theme.as_ref().map(Theme::components);
        let language = config.site.language.tag();
        let (lists, lists_found) =
            WordLists::read(&tree, &config.theme.value, &config.writing, &library.glossary);
        found.extend(lists_found);
        let guide = Guide { rules, words: &words, language, components, lists: lists.fingerprint };
        let key = Fingerprint::of("guide", &guide);
        let (pages, files, content_found) = content_files(&tree);
        found.extend(content_found);
        let (known, unknown) = known(&tree, &pages, recall(key));
        let read: Vec<Parsed> = unknown
            .par_iter()
            .map_init(
                || Stems::new(language),
                |stems, id| {
                    let reading = With {
                        rules,
                        matcher: &matcher,
                        theme: theme.as_ref(),
                        lists: &lists,
                        language,
                    };
                    summarise(&tree, *id, reading, stems)
                },
            )
            .collect();
        let unread: BTreeSet<SitePath> = unknown
            .iter()
            .zip(&read)
            .filter(|(_, parsed)| parsed.summary.is_none())
            .map(|(id, _)| tree.file(*id).path.clone())
            .collect();
        let mut readings =
            Readings { key, fresh: 0, found: BTreeMap::new(), fragments: BTreeMap::new() };
        let mut summaries = Vec::with_capacity(pages.len());
        let known = known.into_iter().map(|Reading { summary, fragment, found }| Parsed {
            summary: Some(summary),
            fragment,
            found,
        });
        for Parsed { summary, fragment, found: page_found } in known.chain(read) {
            found.extend(page_found.iter().cloned());
            if let Some(summary) = &summary {
                if !page_found.is_empty() {
                    readings.found.insert(summary.path.clone(), page_found);
                }
                if let Some(fragment) = fragment {
                    readings.fragments.insert(summary.path.clone(), fragment);
                }
            }
            summaries.extend(summary);
        }
        let (texts, data_links, texts_found) = library_texts(&library, rules.markdown);
        found.extend(texts_found);
        let wanted = site::Wanted {
            config: &config,
            date: request.date,
            drafts: request.drafts,
            unread: &unread,
        };
        let (site, site_found) =
            Site::assemble(summaries, &files, &data_links, &library, &types, wanted);
        found.extend(site_found);
        found.extend(lint::governance(lint::Governed {
            site: &site,
            types: &types,
            library: &library,
            owners: &config.site.owners,
            date: request.date,
            notice: config.notice,
            complete: unread.is_empty(),
        }));
        let is_published = |id: &&FileId| site.find(&tree.file(**id).path).is_some();
        readings.fresh = unknown.iter().filter(is_published).count();
        (
            Some(Project {
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
            }),
            found,
        )
    }

    /// What is known of every published page, for later runs.
    pub fn known(&self) -> Vec<(&PageSummary, Option<&Fragment>, Diagnostics)> {
        let found = |summary: &PageSummary| {
            self.readings.found.get(&summary.path).cloned().unwrap_or_default()
        };
        let summaries = self.site.pages().map(|(_, page)| &page.summary);
        let fragment = |summary: &PageSummary| self.readings.fragments.get(&summary.path);
        summaries.map(|summary| (summary, fragment(summary), found(summary))).collect()
    }

    /// What pages are checked against.
    pub fn rules(&self) -> Rules<'_> {
        rules(&self.config, &self.types)
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

/// The pages and the files beside them.
fn content_files(tree: &SourceTree) -> (Vec<FileId>, Vec<SiteFile>, Diagnostics) {
    let mut found = Diagnostics::new();
    let (mut pages, mut files) = (Vec::new(), Vec::new());
    for (id, file) in tree.below("content") {
        let name = file.path.name();
        match file.path.extension() {
            Some("md") if name == "_index.md" || !name.starts_with('_') => pages.push(id),
            Some("toml") if name.starts_with('_') => {}
            _ if name.starts_with('_') => found.push(
                Diagnostic::new(Code::UnexpectedFile, format!("nothing reads `{name}`"))
                    .at(&file.path, Span::default())
                    .help("take the `_` off its name; to keep a page unpublished, write draft = true in it"),
            ),
            _ => files.push((file.path.clone(), image_size(tree, id))),
        }
    }
    (pages, files, found)
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
    recalled: Vec<Reading>,
) -> (Vec<Reading>, Vec<FileId>) {
    let mut recalled = recalled.into_iter().peekable();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for id in pages {
        let file = tree.file(*id);
        while recalled.next_if(|reading| reading.summary.path < file.path).is_some() {}
        let same = |reading: &Reading| {
            reading.summary.path == file.path && reading.summary.source == file.fingerprint
        };
        match recalled.next_if(same) {
            Some(reading) => known.push(reading),
            None => unknown.push(*id),
        }
    }
    (known, unknown)
}

/// What a page is read with.
#[derive(Clone, Copy)]
struct With<'w> {
    rules: Rules<'w>,
    matcher: &'w TermMatcher,
    theme: Option<&'w Theme>,
    lists: &'w WordLists,
    /// The site's language.
    language: &'w str,
}

/// One page as the site needs it: parsed, checked, summed up, its tree dropped.
fn summarise(tree: &SourceTree, id: FileId, with: With, stems: &mut Stems) -> Parsed {
    let With { rules, matcher, theme, lists, language } = with;
    let file = tree.file(id);
    let text = match tree.text(id) {
        Ok(text) => text,
        Err(error) => {
            let found =
                Diagnostics::from_iter([Diagnostic::unread(&file.path, "this page", &error)]);
            return Parsed { summary: None, fragment: None, found };
        }
    };
    let (document, mut found) = document::parse(&file.path, &text, rules);
    let fragment =
        document.as_ref().and_then(|document| Fragment::of(document, rules.types, stems));
    let summary = document.map(|mut document| {
        found.extend(lint::uncited_figures(&file.path, &text, &document, rules.types));
        if let Some(theme) = theme {
            found.extend(lint::directives(&file.path, &document, theme));
        }
        let language = document.front.language.as_ref().map_or(language, |own| own.tag());
        found.extend(lint::language::check(&file.path, &text, &document, language, lists));
        let terms = document.mark_terms(matcher);
        PageSummary::of(&file.path, file.fingerprint, &document, terms)
    });
    Parsed { summary, fragment, found }
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
