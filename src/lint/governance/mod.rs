//! Who looks after pages, until when they hold, and what they rest on.
//!
//! Rules over the assembled site, one file each. They ask only what the content types ask for
//! (`expects`, `cite_figures`, `lapses`), so nothing here knows a type by name. Enter at
//! [`governance`]; [`uncited_figures`] looks at one page, [`missing_notes`] at what was published.

mod change_notes;
mod figures;
mod ownership;
mod permissions;
mod reviews;
mod unused;
mod withdrawn;

pub use change_notes::missing_notes;
pub use figures::uncited_figures;

use crate::config::{ContentTypes, Owner};
use crate::data::{Date, Period};
use crate::diagnostic::Diagnostics;
use crate::document::Status;
use crate::library::Library;
use crate::site::{Page, Site};

/// What the rules look at.
#[derive(Clone, Copy)]
pub struct Governed<'g> {
    /// The pages.
    pub site: &'g Site,
    /// The content types.
    pub types: &'g ContentTypes,
    /// The glossary and the references.
    pub library: &'g Library,
    /// The teams that may own pages.
    pub owners: &'g [Owner],
    /// The day of the check.
    pub date: Date,
    /// How long before a day that counts it is mentioned.
    pub notice: Period,
    /// Whether every page could be read; if not, nothing can be called unused.
    pub complete: bool,
}

/// Everything that these rules find.
pub fn governance(of: Governed) -> Diagnostics {
    let mut found = Diagnostics::new();
    let holds = |page: &Page| page.summary.front.status == Status::Current;
    let all_hold = of.site.pages().all(|(_, page)| holds(page));
    for (_, page) in of.site.pages() {
        if !all_hold {
            found.extend(withdrawn::links(of.site, page));
        }
        if is_looked_after(page) {
            found.extend(reviews::due(of, page));
            found.extend(reviews::to_come(of, page));
            found.extend(ownership::gaps(of, page));
            found.extend(permissions::lapsed(of, page));
        }
    }
    if of.complete {
        found.extend(unused::entries(of.site, of.library));
    }
    found
}

/// Whether somebody has to keep the page right: it is published and still holds.
fn is_looked_after(page: &Page) -> bool {
    let front = &page.summary.front;
    front.status == Status::Current && !front.draft
}

/// How far away a day is, in words: "today", "in 12 days", "12 days ago".
fn away(from: Date, to: Date) -> String {
    let days = from.until(to).map_or(0, |length| length.get_days());
    match days {
        0 => "today".to_string(),
        1 => "tomorrow".to_string(),
        -1 => "yesterday".to_string(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}
