//! Data texts and whole pages: TOML and YAML front matter, checked against the default theme's
//! types. No panic, and every place lies in the text.

#![no_main]

use std::sync::LazyLock;

use alongside::config::ContentTypes;
use alongside::data::{parse_toml, parse_yaml};
use alongside::document::{Rules, body, parse};
use alongside::source::{SitePath, SourceTree, Span};
use alongside::theme::DEFAULT_THEME;
use libfuzzer_sys::fuzz_target;

static TYPES: LazyLock<ContentTypes> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (tree, _) = SourceTree::scan(folder.path(), &[], DEFAULT_THEME, 0);
    ContentTypes::read(&tree, "default", &[]).0
});

fn inside(text: &str, span: Span) {
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} is not inside");
}

fuzz_target!(|text: &str| {
    for result in [parse_toml(text, 0), parse_yaml(text, 0)] {
        if let Err(errors) = result {
            errors.iter().for_each(|error| inside(text, error.span));
        }
    }
    let rules =
        Rules { types: &TYPES, taxonomies: &[], owners: &[], markdown: body::Options::default() };
    let (_, found) = parse(&SitePath::new("content/page.md"), text, rules);
    for finding in found.iter() {
        inside(text, finding.place.as_ref().expect("a finding has a place").span);
    }
});
