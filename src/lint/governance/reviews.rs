//! Reviews that are overdue or fall due soon.

use super::{Governed, away};
use crate::diagnostic::{Code, Diagnostic};
use crate::site::Page;

pub(super) fn due(of: Governed, page: &Page) -> Option<Diagnostic> {
    let due = page.review_due?;
    let front = &page.summary.front;
    let days = away(of.date, due);
    let finding = if due < of.date {
        Diagnostic::new(
            Code::ReviewOverdue,
            format!("the review of this page fell due on {due}, {days}"),
        )
    } else if of.notice.after(of.date).is_some_and(|soon| due <= soon) {
        Diagnostic::new(Code::ReviewDue, format!("the review of this page is due on {due}, {days}"))
    } else {
        return None;
    };
    let owner = of.owners.iter().find(|owner| Some(&owner.id) == front.owner.as_ref());
    let owner = owner.map(|owner| format!(" (owner: {})", owner.name)).unwrap_or_default();
    Some(finding.at(&page.summary.path, front.title_span).help(format!(
        "read the page against its sources, mend what no longer holds, then set `reviewed` to that day{owner}"
    )))
}
