//! What a template may use is never taken for too little: whatever a change of one template or
//! component changes in the output was planned as stale.

use std::collections::BTreeSet;

use alongside::theme::DEFAULT_THEME;

use super::site::{Built, Site};

#[test]
fn of_the_small_theme() {
    let mut site = Site::generated(7, 10);
    let changing = each_change(&mut site, "themes/small/");
    // All but page.html, which only extends another.
    assert_eq!(changing, 21);
}

#[test]
fn of_the_default_theme_on_the_portal() {
    let mut site = Site::portal_without_pdfs();
    let changing = each_change(&mut site, "themes/default/");
    let templates = DEFAULT_THEME.iter().filter(|file| file.path.ends_with(".html")).count();
    assert!(changing * 2 > templates, "only {changing} of {templates} changed anything");
}

/// Changes every template and component of a theme in turn; how many of them changed an output.
#[track_caller]
fn each_change(site: &mut Site, theme: &str) -> usize {
    let good = site.build_clean_elsewhere();
    assert!(!good.outcome.has_errors(), "{}", good.printed);
    let files = site.files.clone();
    let is_template = |path: &&String| path.starts_with(theme) && path.ends_with(".html");
    let mut changing = 0;
    for path in files.keys().filter(is_template) {
        let text = site.read(path);
        // Before the end of an element there is text, or room for it.
        let Some(at) = text.find("</") else { continue };
        site.write(path, &format!("{}changed{}", &text[..at], &text[at..]));
        let built = site.build_clean_elsewhere();
        assert!(!built.outcome.has_errors(), "{path}: {}", built.printed);
        let (changed, stale) = differences(&good, &built);
        let missed: Vec<&&str> = changed.difference(&stale).collect();
        assert!(missed.is_empty(), "`{path}` changes {missed:?}, which would have been kept");
        changing += usize::from(!changed.is_empty());
        site.files.clone_from(&files);
    }
    changing
}

/// The paths with other bytes, and those with another key.
fn differences<'b>(one: &'b Built, other: &'b Built) -> (BTreeSet<&'b str>, BTreeSet<&'b str>) {
    let changed = one.folder.iter().filter(|(path, bytes)| other.folder.get(*path) != Some(*bytes));
    let pairs = one.manifest.iter().zip(&other.manifest);
    let stale = pairs.filter(|(one, other)| one.1 != other.1);
    (
        changed.map(|(path, _)| path.as_str()).collect(),
        stale.map(|(one, _)| one.0.as_str()).collect(),
    )
}
