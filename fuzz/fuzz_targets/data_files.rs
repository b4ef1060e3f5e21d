//! The data files of a site: the references, the glossary, the search tests, a word list with its
//! phrases. No panic, and every place lies in the text.

#![no_main]

use std::sync::LazyLock;

use alongside::config::{Config, WritingSettings};
use alongside::library::{GLOSSARY_FILE, Library, REFERENCES_FILE};
use alongside::lint::language::WordLists;
use alongside::source::SourceTree;
use libfuzzer_sys::fuzz_target;

const CONFIG: &str = "title = \"T\"\ndescription = \"D\"\nbase_url = \"https://example.org/\"\n\
    language = \"en-GB\"\n[publisher]\nname = \"P\"\n";
const FILES: [&str; 4] =
    [REFERENCES_FILE, GLOSSARY_FILE, "content/_search-tests.toml", "language/words.toml"];

static SETTINGS: LazyLock<WritingSettings> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("site-config.toml"), CONFIG).expect("a file");
    let (tree, _) = SourceTree::scan(folder.path(), &["site-config.toml"], &[], u64::MAX);
    Config::read(&tree).0.expect("a configuration").writing
});

fuzz_target!(|text: &str| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in FILES {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let (tree, _) = SourceTree::scan(folder.path(), &["content", "language"], &[], u64::MAX);
    let (library, mut found) = Library::read(&tree);
    let (_, more) = WordLists::read(&tree, "default", &SETTINGS, &library.glossary);
    found.extend(more);
    for place in found.iter().filter_map(|finding| finding.place.as_ref()) {
        let range = place.span.start as usize..place.span.end as usize;
        assert!(text.get(range.clone()).is_some(), "{range:?} is not inside");
    }
});
