//! From a folder to everything that planning needs: scan, read, parse, assemble, check.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::config::{BaseUrl, Config, ContentTypes, ThemeInfo};
use crate::data::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::body::{self, Body, TermMatcher, TermWords};
use crate::document::{self, PageSummary, Rules};
use crate::library::{GLOSSARY_FILE, Library, REFERENCES_FILE};
use crate::lint;
use crate::search::{Fragment, Stems};
use crate::site::{self, DataLinks, Site};
use crate::source::{Embedded, FileId, ScanProblem, SitePath, SourceTree, Span, TextError};
use crate::theme::{self, Theme};

/// The folders and files that a site is made from.
pub const SOURCES: [&str; 9] = [
    "site-config.toml",
    "assets",
    "components",
    "content",
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
    /// The words of the pages whose type is searched, by file.
    pub fragments: BTreeMap<SitePath, Fragment>,
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
        let mut found = Diagnostics::new();
        let (tree, problems) =
            SourceTree::scan(request.root, &SOURCES, request.embedded, request.keep);
        found.extend(problems.into_iter().map(scan_finding));
        let (config, config_found) = Config::read(&tree);
        found.extend(config_found);
        let Some(mut config) = config else { return (None, found) };
        if let Some(base_url) = request.base_url {
            config.site.base_url = base_url.clone();
        }
        let config_path = SitePath::new(crate::config::CONFIG_FILE);
        let (info, theme_found) =
            ThemeInfo::read(&tree, &config.theme.value, (&config_path, config.theme.span));
        found.extend(theme_found);
        if info.is_none() {
            return (None, found);
        }
        let taxonomy_names: Vec<&str> =
            config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).collect();
        let (types, types_found) = ContentTypes::read(&tree, &config.theme.value, &taxonomy_names);
        found.extend(types_found);
        let (library, library_found) = Library::read(&tree);
        found.extend(library_found);
        let (theme, theme_found) = load_theme(&tree, &config, &types, request.fingerprint_assets);
        found.extend(theme_found);

        let matcher = TermMatcher::new(&term_words(&library));
        let rules = rules(&config, &types);
        let (pages, files, content_found) = content_files(&tree);
        found.extend(content_found);
        let language = config.site.language.tag();
        let parsed: Vec<Parsed> = pages
            .par_iter()
            .map_init(
                || Stems::new(language),
                |stems, id| summarise(&tree, *id, rules, &matcher, theme.as_ref(), stems),
            )
            .collect();
        let mut summaries = Vec::with_capacity(parsed.len());
        let mut fragments = BTreeMap::new();
        for Parsed { summary, fragment, found: page_found } in parsed {
            if let (Some(summary), Some(fragment)) = (&summary, fragment) {
                fragments.insert(summary.path.clone(), fragment);
            }
            summaries.extend(summary);
            found.extend(page_found);
        }
        let (texts, data_links, texts_found) = library_texts(&library, rules.markdown);
        found.extend(texts_found);
        let wanted = site::Wanted { config: &config, date: request.date, drafts: request.drafts };
        let (site, site_found) =
            Site::assemble(summaries, &files, &data_links, &library, &types, wanted);
        found.extend(site_found);
        let project =
            Project { tree, config, types, theme, library, texts, matcher, site, fragments };
        (Some(project), found)
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
                    .help("only _index.md and data files may begin with `_`; rename the file"),
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

/// One page as the site needs it: parsed, checked, summed up, its tree dropped.
fn summarise(
    tree: &SourceTree,
    id: FileId,
    rules: Rules,
    matcher: &TermMatcher,
    theme: Option<&Theme>,
    stems: &mut Stems,
) -> Parsed {
    let file = tree.file(id);
    let text = match tree.text(id) {
        Ok(text) => text,
        Err(error) => {
            let found = Diagnostics::from_iter([text_finding(&file.path, &error)]);
            return Parsed { summary: None, fragment: None, found };
        }
    };
    let (document, mut found) = document::parse(&file.path, &text, rules);
    let fragment =
        document.as_ref().and_then(|document| Fragment::of(document, rules.types, stems));
    let summary = document.map(|mut document| {
        if let Some(theme) = theme {
            found.extend(lint::directives(&file.path, &document, theme));
        }
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

fn text_finding(path: &SitePath, error: &TextError) -> Diagnostic {
    match error {
        TextError::NotUtf8(span) => Diagnostic::new(Code::NotUtf8, "this page is not UTF-8 text")
            .at(path, *span)
            .help("save the file again with the encoding UTF-8"),
        TextError::Changed => {
            Diagnostic::new(Code::UnreadableFile, "this page changed while it was being read")
                .at(path, Span::default())
                .help("run the command again")
        }
    }
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
