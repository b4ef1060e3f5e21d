//! Everything that pages are read and shown with: configuration, content types, theme, library, word
//! lists. It must never read a page. Enter at [`Frame::of`].

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::LoadRequest;
use crate::config::{Baseline, Config, ContentTypes, ThemeInfo};
use crate::diagnostic::Diagnostics;
use crate::document::Rules;
use crate::document::body::{self, Body, TermMatcher, TermWords};
use crate::fingerprint::Fingerprint;
use crate::library::{GLOSSARY_FILE, Library, REFERENCES_FILE};
use crate::lint::{self, language::WordLists};
use crate::site::{self, DataLinks};
use crate::source::{SitePath, SourceTree};
use crate::theme::{self, Component, Theme};

/// Everything that pages are read and shown with: all of a site but its pages.
#[derive(Clone)]
pub(super) struct Frame {
    pub(super) config: Arc<Config>,
    pub(super) baseline: Arc<Baseline>,
    pub(super) types: Arc<ContentTypes>,
    pub(super) theme: Option<Arc<Theme>>,
    pub(super) library: Arc<Library>,
    pub(super) texts: Arc<LibraryTexts>,
    pub(super) data_links: Arc<DataLinks>,
    pub(super) matcher: Arc<TermMatcher>,
    pub(super) lists: Arc<WordLists>,
    pub(super) key: Fingerprint,
    pub(super) found: Arc<Diagnostics>,
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

impl Frame {
    /// Reads everything but the pages. `None` when the configuration cannot be used.
    pub(super) fn of(request: LoadRequest, tree: &SourceTree) -> (Option<Frame>, Diagnostics) {
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

/// What pages are checked against.
pub(super) fn rules<'r>(config: &'r Config, types: &'r ContentTypes) -> Rules<'r> {
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
