//! A page under the language rules with the default theme's word lists. No panic, and every place
//! lies in the text.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use alongside::build::{LoadRequest, Project};
use alongside::data::parse_date;
use alongside::document::parse;
use alongside::library::Glossary;
use alongside::lint::language::{WordLists, check, reading_age};
use alongside::source::SitePath;
use alongside::theme::DEFAULT_THEME;
use libfuzzer_sys::fuzz_target;

const CONFIG: &str = "title = \"T\"\ndescription = \"D\"\nbase_url = \"https://example.org/\"\n\
    language = \"en-GB\"\n[publisher]\nname = \"P\"\n";

static SITE: LazyLock<(Project, WordLists)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("site-config.toml"), CONFIG).expect("a file");
    let project = project(folder.path());
    let settings = &project.config.writing;
    let (lists, _) = WordLists::read(&project.tree, "default", settings, &Glossary::default());
    (project, lists)
});

fn project(root: &Path) -> Project {
    let request = LoadRequest {
        root,
        embedded: DEFAULT_THEME,
        base_url: None,
        drafts: false,
        date: parse_date("2026-11-22").expect("a date"),
        fingerprint_assets: true,
        keep: u64::MAX,
    };
    Project::load(request).0.expect("a configuration")
}

fuzz_target!(|text: &str| {
    let (project, lists) = &*SITE;
    let path = SitePath::new("content/page.md");
    let text = format!("+++\ntitle = \"T\"\n+++\n{text}");
    let (Some(document), _) = parse(&path, &text, project.rules()) else { return };
    reading_age(&path, &text, &document, "en-GB", lists);
    for language in ["en-GB", "cy"] {
        for finding in check(&path, &text, &document, language, lists).iter() {
            let span = finding.place.as_ref().expect("a finding has a place").span;
            let range = span.start as usize..span.end as usize;
            assert!(text.get(range.clone()).is_some(), "{range:?} is not inside");
        }
    }
});
