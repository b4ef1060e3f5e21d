//! A page under the language rules with the default theme's word lists. No panic, and every place
//! lies in the text.

#![no_main]

use std::sync::LazyLock;

use alongside::build::Project;
use alongside::document::parse;
use alongside::library::Glossary;
use alongside::lint::language::{WordLists, check, reading_age};
use alongside::source::SitePath;
use alongside_fuzz::site;
use libfuzzer_sys::fuzz_target;

static SITE: LazyLock<(Project, WordLists)> = LazyLock::new(|| {
    let project = site();
    let settings = &project.config.writing;
    let (lists, _) = WordLists::read(&project.tree, "default", settings, &Glossary::default());
    (project, lists)
});

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
