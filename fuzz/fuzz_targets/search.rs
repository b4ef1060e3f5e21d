//! A page and a query: words, the index, ranking. No panic, whole or damaged; a page is found by the
//! words of its title, and only pages of the index are found.

#![no_main]

use std::sync::LazyLock;

use alongside::config::ContentTypes;
use alongside::document::{Rules, body, parse};
use alongside::search::{
    Facets, Fragment, IndexFile, PageEntry, Ranker, Reader, Source, Stems, fold, index, words,
};
use alongside::source::{SitePath, SourceTree};
use alongside::theme::DEFAULT_THEME;
use libfuzzer_sys::fuzz_target;

static TYPES: LazyLock<ContentTypes> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (tree, _) = SourceTree::scan(folder.path(), &[], DEFAULT_THEME, 0);
    ContentTypes::read(&tree, "default", &[]).0
});

// The first line is the query, the rest the body of a page of which the second line is the title.
fuzz_target!(|text: &str| {
    let (query, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (title, text) = rest.split_once('\n').unwrap_or((rest, ""));
    for word in words(&fold(rest)) {
        assert!(!word.form.is_empty() && fold(&word.form) == word.form, "{:?}", word.form);
    }
    let rules =
        Rules { types: &TYPES, taxonomies: &[], owners: &[], markdown: body::Options::default() };
    let mut stems = Stems::new("en-GB");
    let pages: Vec<(SitePath, String, Fragment)> = [("a", title, text), ("b", query, rest)]
        .into_iter()
        .filter_map(|(name, title, text)| {
            let path = SitePath::new(&format!("content/{name}.md"));
            // As TOML writes a text.
            let title = serde_json::to_string(title).expect("a text");
            let (document, _) = parse(&path, &format!("+++\ntitle = {title}\n+++\n{text}"), rules);
            let document = document?;
            let fragment = Fragment::of(&document, &TYPES, &mut stems)?;
            Some((path, document.front.title, fragment))
        })
        .collect();
    let entries: Vec<PageEntry> = pages
        .iter()
        .map(|(path, title, fragment)| PageEntry {
            path,
            title,
            url: "/é/",
            kind: 0,
            terms: Vec::new(),
            fragment,
        })
        .collect();
    let facets = Facets { types: vec![("page".into(), "Page".into())], ..Facets::default() };
    let synonyms = [vec![title.to_string(), query.to_string()]];
    let files =
        index(&Source { language: "en-GB", pages: &entries, facets: &facets, synonyms: &synonyms });
    let reader = Reader::new(&files).expect("an index of ours can be read");
    assert_eq!(reader.titles().len(), pages.len());
    let mut ranker = Ranker::new(&reader);
    let answer = ranker.search(query, 10);
    assert!(answer.hits.iter().all(|hit| (hit.page as usize) < pages.len()));
    assert!(answer.hits.iter().all(|hit| hit.score.is_finite() && hit.score > 0.0));
    for (page, (_, title, _)) in (0u32..).zip(&pages) {
        // Without the signs that a query gives a meaning to.
        let plain: Vec<String> = words(&fold(title)).into_iter().map(|word| word.form).collect();
        let hits = ranker.search(&plain.join(" "), 10).hits;
        assert!(plain.is_empty() || hits.iter().any(|hit| hit.page == page), "{title:?}");
    }
    let cut = |file: &IndexFile| {
        let length = file.bytes.len() * (text.len() % 7) / 7;
        let whole = file.path.ends_with("index.bin");
        let bytes = if whole { &file.bytes } else { &file.bytes[..length] };
        IndexFile { path: file.path.clone(), bytes: bytes.to_vec() }
    };
    let damaged: Vec<IndexFile> = files.iter().map(cut).collect();
    let reader = Reader::new(&damaged).expect("the entry is whole");
    Ranker::new(&reader).search(query, 10);
});
