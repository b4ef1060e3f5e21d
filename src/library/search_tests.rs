//! What readers type and the pages that they should find.

use crate::data::{Located, Reader};
use crate::source::Span;

/// A query with the pages that have to be found by it.
#[derive(Clone, Debug)]
pub struct SearchTest {
    /// What a reader types.
    pub query: Located<String>,
    /// Paths of pages below `content/`.
    pub pages: Vec<Located<String>>,
    /// Among how many of the first results they have to be.
    pub top: usize,
}

pub(super) fn read(reader: &mut Reader, _entry: Span) -> Option<SearchTest> {
    let query = reader.required_text("query", "add what a reader types");
    let pages = reader.texts("pages");
    let top = reader.integer("top", 1..=100).and_then(|top| usize::try_from(top).ok());
    if pages.is_empty() {
        reader.missing("pages", "add the paths of pages below content/: pages = [\"a/b.md\"]");
    }
    Some(SearchTest { query: query?, pages, top: top.unwrap_or(3) })
}
