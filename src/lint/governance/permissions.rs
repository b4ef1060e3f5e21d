//! Permissions that ended or end soon: the consent of people, the licence of a text.

use super::{Governed, away};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::site::Page;

pub(super) fn lapsed(of: Governed, page: &Page) -> Diagnostics {
    let mut found = Diagnostics::new();
    for permission in &page.summary.permissions {
        let (label, until) = (&permission.label, permission.until);
        let days = away(of.date, until);
        let (finding, help) = if until < of.date {
            (
                Diagnostic::new(
                    Code::PermissionLapsed,
                    format!("“{label}” ended on {until}, {days}"),
                ),
                "ask again and write the new day, or take the page off with draft = true",
            )
        } else if of.notice.after(of.date).is_some_and(|soon| until <= soon) {
            (
                Diagnostic::new(
                    Code::PermissionEnding,
                    format!("“{label}” ends on {until}, {days}"),
                ),
                "ask again now; after that day nothing is published until this is settled",
            )
        } else {
            continue;
        };
        found.push(finding.at(&page.summary.path, permission.span).help(help));
    }
    found
}
