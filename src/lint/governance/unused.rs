//! Glossary terms and references that no page uses.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::library::{GLOSSARY_FILE, Library, REFERENCES_FILE};
use crate::site::Site;
use crate::source::SitePath;

pub(super) fn entries(site: &Site, library: &Library) -> Diagnostics {
    let mut found = Diagnostics::new();
    let pages = || site.pages().map(|(_, page)| &page.summary);
    let used: BTreeSet<usize> = pages().flat_map(|summary| summary.terms.iter().copied()).collect();
    let terms = library.glossary.terms();
    let seen: BTreeSet<&str> =
        terms.iter().flat_map(|term| &term.see).map(|see| see.value.as_str()).collect();
    for (index, term) in terms.iter().enumerate() {
        // Terms that are never linked are not looked for; nobody can say whether pages use them.
        if !term.link || used.contains(&index) || seen.contains(term.id.as_str()) {
            continue;
        }
        found.push(
            Diagnostic::new(Code::UnusedTerm, format!("no page uses the term `{}`", term.term))
                .at(&SitePath::new(GLOSSARY_FILE), term.id_span)
                .help("remove it, or add the words that pages use for it to its `aliases`"),
        );
    }
    let mut cited: BTreeSet<&str> = site.cited_by.keys().map(String::as_str).collect();
    cited.extend(pages().flat_map(|summary| &summary.front.sources).map(|(key, _)| key.as_str()));
    cited.extend(terms.iter().flat_map(|term| &term.sources).map(|source| source.value.as_str()));
    for work in library.bibliography.iter().filter(|work| !cited.contains(work.key.as_str())) {
        found.push(
            Diagnostic::new(Code::UnusedReference, format!("nothing cites `{}`", work.key))
                .at(&SitePath::new(REFERENCES_FILE), work.key_span)
                .help(format!("cite it as [@{}] where a page rests on it, or remove it", work.key)),
        );
    }
    found
}
