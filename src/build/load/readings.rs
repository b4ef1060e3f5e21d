//! What single pages say on their own, and reading them: parsed, checked, summed up. It must never
//! look at two pages together. Enter at [`PageReader::read`].

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::frame::{Frame, rules};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::body::TermMatcher;
use crate::document::{self, PageSummary, Rules};
use crate::fingerprint::Fingerprint;
use crate::lint::{self, language::WordLists};
use crate::search::{Fragment, Stems};
use crate::source::{FileId, SitePath, SourceTree};
use crate::theme::Theme;

/// What one page says on its own, apart from all others: a function of its path, its bytes and
/// [`Readings::key`], and so worth keeping from one run to the next.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// The page; its path and fingerprint say what was read.
    pub summary: Arc<PageSummary>,
    /// Its words, if its type is searched.
    pub fragment: Option<Arc<Fragment>>,
    /// What was found in it.
    pub found: Diagnostics,
}

/// What reading the pages found beside their summaries.
#[derive(Clone, Debug)]
pub struct Readings {
    /// The fingerprint of everything that reading a page depends on but the page itself.
    pub key: Fingerprint,
    /// How many published pages were read anew because nothing was known of them.
    pub fresh: usize,
    /// Every page that could be read, in the order of their paths.
    pub(super) all: Vec<Arc<Reading>>,
    /// What was found in pages that cannot be read as they are on disk. An earlier text may stand in
    /// for such a page, and is then among the others.
    pub(super) unread: BTreeMap<SitePath, Diagnostics>,
}

impl Readings {
    /// How many pages could be read, those that are not published among them.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// What is known of a page.
    pub fn of(&self, path: &SitePath) -> Option<&Reading> {
        let at = self.all.binary_search_by(|reading| reading.summary.path.cmp(path)).ok()?;
        self.all.get(at).map(|reading| &**reading)
    }

    /// The words of a page, if its type is searched.
    pub fn fragment(&self, path: &SitePath) -> Option<&Fragment> {
        self.of(path)?.fragment.as_deref()
    }

    /// What was read under a key.
    pub(super) fn under(&self, key: Fingerprint) -> Vec<Arc<Reading>> {
        if key == self.key { self.all.clone() } else { Vec::new() }
    }

    pub(super) fn found(&self) -> impl Iterator<Item = Diagnostic> + '_ {
        let read = self.all.iter().filter(|reading| {
            reading.found.is_empty() || !self.unread.contains_key(&reading.summary.path)
        });
        let read = read.map(|reading| &reading.found);
        read.chain(self.unread.values()).flat_map(|found| found.iter().cloned())
    }
}

/// What is kept of a page.
pub(super) struct Parsed {
    pub(super) summary: Option<PageSummary>,
    pub(super) fragment: Option<Fragment>,
    pub(super) found: Diagnostics,
}

/// Parts the pages into those of which a reading is known and those that have to be read. Pages and
/// readings are both in the order of their paths; a reading out of order is only not used.
pub(super) fn known(
    tree: &SourceTree,
    pages: &[FileId],
    recalled: Vec<Arc<Reading>>,
) -> (Vec<Arc<Reading>>, Vec<FileId>) {
    let mut recalled = recalled.into_iter().peekable();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for id in pages {
        let file = tree.file(*id);
        while recalled.next_if(|reading| reading.summary.path < file.path).is_some() {}
        let same = |reading: &Arc<Reading>| {
            reading.summary.path == file.path && reading.summary.source == file.fingerprint
        };
        match recalled.next_if(same) {
            Some(reading) => known.push(reading),
            None => unknown.push(*id),
        }
    }
    (known, unknown)
}

/// Reads pages one after another: parsed, checked, summed up, each tree dropped.
pub(super) struct PageReader<'r> {
    rules: Rules<'r>,
    matcher: &'r TermMatcher,
    theme: Option<&'r Theme>,
    lists: &'r WordLists,
    /// The site's language.
    language: &'r str,
    stems: Stems,
}

impl<'r> PageReader<'r> {
    pub(super) fn new(frame: &'r Frame) -> PageReader<'r> {
        PageReader {
            rules: rules(&frame.config, &frame.types),
            matcher: &frame.matcher,
            theme: frame.theme.as_deref(),
            lists: &frame.lists,
            language: frame.config.site.language.tag(),
            stems: Stems::new(frame.config.site.language.tag()),
        }
    }

    /// One page as the site needs it.
    pub(super) fn read(&mut self, tree: &SourceTree, id: FileId) -> Parsed {
        let file = tree.file(id);
        let text = match tree.text(id) {
            Ok(text) => text,
            Err(error) => {
                let found =
                    Diagnostics::from_iter([Diagnostic::unread(&file.path, "this page", &error)]);
                return Parsed { summary: None, fragment: None, found };
            }
        };
        let (document, mut found) = document::parse(&file.path, &text, self.rules);
        let fragment = document
            .as_ref()
            .and_then(|document| Fragment::of(document, self.rules.types, &mut self.stems));
        let summary = document.map(|mut document| {
            found.extend(lint::uncited_figures(&file.path, &text, &document, self.rules.types));
            found.extend(lint::signs(&file.path, &text));
            found.extend(lint::placeholders(&file.path, &text, &document));
            if let Some(theme) = self.theme {
                found.extend(lint::directives(&file.path, &document, theme));
            }
            let language = document.front.language.as_ref().map_or(self.language, |own| own.tag());
            found.extend(lint::language::check(&file.path, &text, &document, language, self.lists));
            let terms = document.mark_terms(self.matcher);
            PageSummary::of(&file.path, file.fingerprint, &document, terms)
        });
        Parsed { summary, fragment, found }
    }

    /// As [`PageReader::read`], and what was found if the page cannot be read as it is on disk.
    pub(super) fn read_or_stand_in(
        &mut self,
        tree: &mut SourceTree,
        id: FileId,
        before: Option<&SourceTree>,
    ) -> (Parsed, Option<Diagnostics>) {
        let parsed = self.read(tree, id);
        self.or_stood_in(parsed, tree, id, before)
    }

    /// A page that cannot be read is read as it was before, if it could be then.
    pub(super) fn or_stood_in(
        &mut self,
        parsed: Parsed,
        tree: &mut SourceTree,
        id: FileId,
        before: Option<&SourceTree>,
    ) -> (Parsed, Option<Diagnostics>) {
        if parsed.summary.is_some() {
            return (parsed, None);
        }
        let path = tree.file(id).path.clone();
        let shown = before.and_then(|before| {
            let shown = self.read(before, before.find(path.as_str())?);
            (shown.summary.is_some() && tree.stand_in(&path, before)).then_some(shown)
        });
        let nothing = Parsed { summary: None, fragment: None, found: Diagnostics::new() };
        (shown.unwrap_or(nothing), Some(parsed.found))
    }
}
