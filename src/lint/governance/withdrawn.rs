//! Links to pages that no longer hold.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Status;
use crate::site::{Page, PageId, Site};
use crate::source::Span;

/// Reports each link, related page and field of a page that still holds and leads to one that does
/// not. The page that took another's place may say so.
pub(super) fn links(site: &Site, page: &Page) -> Diagnostics {
    let mut found = Diagnostics::new();
    let summary = &page.summary;
    if summary.front.status != Status::Current {
        return found;
    }
    let own = site.find(&summary.path);
    let links = summary
        .links
        .iter()
        .filter_map(|used| Some((page.links.get(&used.destination)?.page?, used.span)));
    let references = summary
        .references
        .iter()
        .filter_map(|used| Some((*page.references.get(&used.path)?, used.span)));
    let uses: Vec<(PageId, Span)> = links.chain(references).collect();
    for (target, span) in uses {
        let target = site.page(target);
        if target.successor.is_some() && target.successor == own {
            continue;
        }
        let (message, help) = match (&target.summary.front.status, target.successor) {
            (Status::Current, _) => continue,
            (Status::Superseded { .. }, Some(successor)) => {
                let path = &site.page(successor).summary.path;
                let path = path.within("content").unwrap_or(path.as_str());
                (
                    "this link leads to a page that another one took the place of",
                    format!("link to `/{path}` instead"),
                )
            }
            _ => (
                "this link leads to a page that no longer holds",
                "link to what holds today, or take the link out".to_string(),
            ),
        };
        let mut finding =
            Diagnostic::new(Code::LinkToWithdrawn, message).at(&summary.path, span).help(help);
        let front = &target.summary.front;
        finding = finding.related(&target.summary.path, front.title_span, "the page it leads to");
        found.push(finding);
    }
    found
}
