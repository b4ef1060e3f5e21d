//! What the writer is given besides the tree: everything that depends on the site.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::body::{AlertKind, Directive};

/// Everything that writing a body needs to know of the site. The closures must be functions of
/// their arguments, so that the same tree always becomes the same bytes.
pub struct Inputs<'i> {
    /// Where a link leads; none if it leads nowhere, which was reported elsewhere: then its words
    /// are written without a link.
    pub link: &'i dyn Fn(&str) -> Option<ResolvedLink>,
    /// Where an image is; none if it does not exist, which was reported elsewhere: then its
    /// alternative text is written.
    pub image: &'i dyn Fn(&str) -> Option<ResolvedImage>,
    /// Where each term is explained, by the index in [`InlineKind::Term`].
    ///
    /// [`InlineKind::Term`]: crate::document::body::InlineKind::Term
    pub terms: &'i [TermLink],
    /// The number of a cited work in the page's list; none if it is unknown, which was reported
    /// elsewhere.
    pub citation: &'i dyn Fn(&str) -> Option<u32>,
    /// Draws a directive around the HTML of what stands in it.
    pub directive: &'i dyn Fn(&Directive, String) -> Result<String, Diagnostic>,
    /// Words of the interface.
    pub labels: &'i Labels,
    /// What ids of footnotes and citations begin with; empty unless several bodies share a page.
    pub id_prefix: &'i str,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedLink {
    /// The address for `href`.
    pub url: String,
    /// Whether it leads to another site.
    pub external: bool,
}

/// Where an image is and how large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedImage {
    /// The address for `src`.
    pub url: String,
    /// In pixels, where known.
    pub width: Option<u32>,
    /// In pixels, where known.
    pub height: Option<u32>,
}

/// Where a term is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermLink {
    /// The address for `href`.
    pub url: String,
}

/// Words of the interface that the writer needs, in the language of the page. In some, `{n}` and
/// `{m}` stand for numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The heading of the footnotes.
    pub footnotes_title: String,
    /// The way back from note `{n}` to the text.
    pub footnote_back: String,
    /// The way back from note `{n}` to the place of its `{m}`th mention.
    pub footnote_back_again: String,
    /// The mark of note `{n}` in the text.
    pub footnote_mark: String,
    /// The mark of a work in the text, number `{n}` of the list of works.
    pub citation_mark: String,
    /// The title of `[!NOTE]`.
    pub alert_note: String,
    /// The title of `[!TIP]`.
    pub alert_tip: String,
    /// The title of `[!IMPORTANT]`.
    pub alert_important: String,
    /// The title of `[!WARNING]`.
    pub alert_warning: String,
    /// The title of `[!CAUTION]`.
    pub alert_caution: String,
    /// The name of the scroll region of the page's table `{n}`, if it has no caption.
    pub table_region: String,
    /// A task that is done.
    pub task_done: String,
    /// A task that is not done.
    pub task_open: String,
}

impl Default for Labels {
    /// The words in English, for tests and tools; a site takes them from its theme.
    fn default() -> Labels {
        Labels {
            footnotes_title: "Notes".to_string(),
            footnote_back: "Back to the text, note {n}".to_string(),
            footnote_back_again: "Back to the text, note {n}, place {m}".to_string(),
            footnote_mark: "Note {n}".to_string(),
            citation_mark: "Reference {n}".to_string(),
            alert_note: "Note".to_string(),
            alert_tip: "Tip".to_string(),
            alert_important: "Important".to_string(),
            alert_warning: "Warning".to_string(),
            alert_caution: "Caution".to_string(),
            table_region: "Table {n}".to_string(),
            task_done: "Done".to_string(),
            task_open: "To do".to_string(),
        }
    }
}

impl Labels {
    /// The class and the title of an alert.
    pub(super) fn alert(&self, kind: AlertKind) -> (&'static str, &str) {
        match kind {
            AlertKind::Note => ("note", &self.alert_note),
            AlertKind::Tip => ("tip", &self.alert_tip),
            AlertKind::Important => ("important", &self.alert_important),
            AlertKind::Warning => ("warning", &self.alert_warning),
            AlertKind::Caution => ("caution", &self.alert_caution),
        }
    }
}

/// A body as HTML.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// The HTML.
    pub html: String,
    /// The places where works are cited, in the order of the text.
    pub citations: Vec<CitationMark>,
    /// What components reported.
    pub diagnostics: Diagnostics,
}

/// One place where a work is cited, for the way back from the list of works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationMark {
    /// The key of the work.
    pub key: String,
    /// The id of the link in the text.
    pub id: String,
}
