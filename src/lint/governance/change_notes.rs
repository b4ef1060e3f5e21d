//! Texts that changed since they were published, without a word to readers.

use std::collections::BTreeMap;

use super::is_looked_after;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Edition;
use crate::site::Site;
use crate::source::SitePath;

/// Reports each page whose text is not the one that was published, when no change was noted since.
/// A page that was not published before needs no note.
pub fn missing_notes(site: &Site, published: &BTreeMap<SitePath, Edition>) -> Diagnostics {
    site.pages()
        .filter(|(_, page)| is_looked_after(page))
        .filter(|(_, page)| {
            let now = &page.summary.edition;
            published
                .get(&page.summary.path)
                .is_some_and(|before| before.text != now.text && before.notes == now.notes)
        })
        .map(|(_, page)| {
            Diagnostic::new(
                Code::ChangeWithoutNote,
                "the text of this page is not the one that was published, and no change is noted",
            )
            .at(&page.summary.path, page.summary.front.title_span)
            .help(
                "add [[changes]] with date and note for readers; for a slip of the pen add minor = true",
            )
        })
        .collect()
}
