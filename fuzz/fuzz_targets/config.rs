//! `site-config.toml`: no panic, and every place lies in the text.

#![no_main]

use alongside::config::Config;
use alongside::source::SourceTree;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("site-config.toml"), text).expect("a file");
    let (tree, _) = SourceTree::scan(folder.path(), &["site-config.toml"], &[], u64::MAX);
    let (_, found) = Config::read(&tree);
    for finding in found.iter() {
        if let Some(place) = &finding.place {
            assert!(text.get(place.span.start as usize..place.span.end as usize).is_some());
        }
    }
});
