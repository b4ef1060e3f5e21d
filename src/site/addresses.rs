//! From a file's path to the page's address.

use std::collections::BTreeMap;

use crate::document::PageSummary;
use crate::source::SitePath;

/// The folder that holds the pages.
pub(super) const CONTENT: &str = "content";

/// The published path of every page, in the order given: `roles/perinatal/`, empty for home.
pub(super) fn page_paths(summaries: &[PageSummary]) -> Vec<String> {
    // A section may have a slug of its own, which its pages' addresses share.
    let section_slugs: BTreeMap<&str, &str> = summaries
        .iter()
        .filter(|summary| summary.path.name() == "_index.md")
        .filter_map(|summary| {
            let (slug, _) = summary.front.slug.as_ref()?;
            Some((summary.path.folder(), slug.as_str()))
        })
        .collect();
    summaries.iter().map(|summary| page_path(summary, &section_slugs)).collect()
}

fn page_path(summary: &PageSummary, section_slugs: &BTreeMap<&str, &str>) -> String {
    let folder = folder_path(summary.path.folder(), section_slugs);
    let own_slug = summary.front.slug.as_ref().map(|(slug, _)| slug.as_str());
    match (summary.path.name(), own_slug) {
        // The slug of a section is part of its folder's path already.
        ("_index.md", _) | ("index.md", None) => folder,
        ("index.md", Some(slug)) => {
            let above =
                folder.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above);
            join(above, slug)
        }
        (_, Some(slug)) => join(folder.trim_end_matches('/'), slug),
        (_, None) => join(folder.trim_end_matches('/'), &part(summary.path.stem())),
    }
}

fn join(above: &str, part: &str) -> String {
    if above.is_empty() { format!("{part}/") } else { format!("{above}/{part}/") }
}

fn folder_path(folder: &str, section_slugs: &BTreeMap<&str, &str>) -> String {
    let mut path = String::new();
    let mut at = CONTENT.len();
    let mut names = folder.split('/');
    names.next();
    for name in names {
        at += 1 + name.len();
        let own = folder.get(..at).and_then(|folder| section_slugs.get(folder));
        path.push_str(&own.map_or_else(|| part(name), |slug| (*slug).to_string()));
        path.push('/');
    }
    path
}

/// A file or folder name as a part of an address: letters and digits in small letters, hyphens
/// between words. Empty when the name has neither.
pub fn part(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '~') {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_string()
}

/// The published path of a file beside a page: its folder as the pages' addresses have it.
pub(super) fn file_path(path: &SitePath, summaries: &[PageSummary]) -> String {
    let section_slugs: BTreeMap<&str, &str> = summaries
        .iter()
        .filter(|summary| summary.path.name() == "_index.md")
        .filter_map(|summary| {
            let (slug, _) = summary.front.slug.as_ref()?;
            Some((summary.path.folder(), slug.as_str()))
        })
        .collect();
    format!("{}{}", folder_path(path.folder(), &section_slugs), path.name())
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn names_become_parts_of_addresses() {
        assert_eq!(part("First Week"), "first-week");
        assert_eq!(part("Cyfarwyddyd Cymraeg (ŵyl)"), "cyfarwyddyd-cymraeg-ŵyl");
        assert_eq!(part("a--b"), "a-b");
        assert_eq!(part("!!"), "");
    }
}
