//! Sections: which page is in which, and in what order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::PageId;
use super::addresses::CONTENT;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::PageSummary;
use crate::source::Span;

/// The place of one page among the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Branch {
    pub(super) parent: Option<PageId>,
    pub(super) children: Vec<PageId>,
    pub(super) subsections: Vec<PageId>,
    pub(super) previous: Option<PageId>,
    pub(super) next: Option<PageId>,
}

/// Sets every page into its section. `all` also holds pages that are not published: a folder whose
/// index page is a draft is not one without an index page.
pub(super) fn grow(
    summaries: &[Arc<PageSummary>],
    hidden_indexes: &[&str],
) -> (Vec<Branch>, Diagnostics) {
    let mut found = Diagnostics::new();
    let mut branches = vec![Branch::default(); summaries.len()];
    let indexes: BTreeMap<&str, PageId> = summaries
        .iter()
        .enumerate()
        .filter(|(_, summary)| summary.path.name() == "_index.md")
        .map(|(at, summary)| (summary.path.folder(), PageId(at as u32)))
        .collect();
    let mut reported: Vec<&str> = Vec::new();
    for (at, summary) in summaries.iter().enumerate() {
        let folder = summary.path.folder();
        let is_index = summary.path.name() == "_index.md";
        // A page `x/index.md` is the page of the folder x and lies in the section above.
        let section = if is_index || summary.path.name() == "index.md" {
            above(folder)
        } else {
            Some(folder)
        };
        let missing = section.is_some_and(|section| {
            !is_index && !indexes.contains_key(section) && !hidden_indexes.contains(&section)
        });
        if let (true, Some(section)) = (missing, section)
            && !reported.contains(&section)
        {
            reported.push(section);
            let name = section.strip_prefix(CONTENT).unwrap_or(section).trim_start_matches('/');
            let (message, help) = if name.is_empty() {
                continue;
            } else {
                (
                    format!("the folder `{name}` has pages but no `_index.md`"),
                    format!(
                        "add {section}/_index.md with a title, so that the section has a page of its own"
                    ),
                )
            };
            found.push(
                Diagnostic::new(Code::MissingSectionIndex, message)
                    .at(&summary.path, Span::default())
                    .help(help),
            );
        }
        let parent = nearest(section, &indexes);
        if let Some(parent) = parent
            && let Some(branch) = branches.get_mut(parent.0 as usize)
        {
            let list = if is_index { &mut branch.subsections } else { &mut branch.children };
            list.push(PageId(at as u32));
        }
        if let Some(branch) = branches.get_mut(at) {
            branch.parent = parent;
        }
    }
    for at in 0..branches.len() {
        let Some(branch) = branches.get_mut(at) else { continue };
        sort(&mut branch.children, summaries);
        sort(&mut branch.subsections, summaries);
        let children = branch.children.clone();
        for pair in children.windows(2) {
            if let [first, second] = pair {
                if let Some(branch) = branches.get_mut(first.0 as usize) {
                    branch.next = Some(*second);
                }
                if let Some(branch) = branches.get_mut(second.0 as usize) {
                    branch.previous = Some(*first);
                }
            }
        }
    }
    (branches, found)
}

fn above(folder: &str) -> Option<&str> {
    if folder == CONTENT { None } else { folder.rsplit_once('/').map(|(above, _)| above) }
}

fn nearest(mut folder: Option<&str>, indexes: &BTreeMap<&str, PageId>) -> Option<PageId> {
    while let Some(here) = folder {
        if let Some(index) = indexes.get(here) {
            return Some(*index);
        }
        folder = above(here);
    }
    None
}

/// By `order`, pages without one last; then by title, then by path.
pub(super) fn sort(pages: &mut [PageId], summaries: &[Arc<PageSummary>]) {
    pages.sort_by_cached_key(|id| {
        let summary = summaries.get(id.0 as usize);
        let order = summary.and_then(|summary| summary.front.order);
        (order.is_none(), order, summary.map(|summary| summary.front.title.to_lowercase()), *id)
    });
}
