//! Reviews that are overdue, fall due soon, or are said to be on a day that is still to come.

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
    Some(finding.at(&page.summary.path, front.reviewed_span).help(format!(
        "read the page against its sources, mend what no longer holds, then set `reviewed` to that day{owner}"
    )))
}

/// A review that cannot have been. A day is let pass: it may be tomorrow already where the editor is.
pub(super) fn to_come(of: Governed, page: &Page) -> Option<Diagnostic> {
    let front = &page.summary.front;
    let reviewed = front.reviewed.filter(|day| of.date.tomorrow().is_ok_and(|soon| *day > soon))?;
    let message = format!("the review of {reviewed} is still to come, {}", away(of.date, reviewed));
    let help = format!(
        "write the day on which somebody read the page: reviewed = {}; a page to be published later has `publish`",
        of.date
    );
    let finding = Diagnostic::new(Code::ReviewToCome, message);
    Some(finding.at(&page.summary.path, front.reviewed_span).help(help))
}
