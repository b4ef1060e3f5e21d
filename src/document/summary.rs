//! What the site needs to know of a page without its text.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::body::{LinkUse, OutlineEntry};
use super::fields::FieldValue;
use super::matter::FrontMatter;
use super::{Document, Edition, Permission};
use crate::fingerprint::Fingerprint;
use crate::source::{SitePath, Span};

/// A page without its text. Small, since a site holds one for every page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PageSummary {
    /// The file.
    pub path: SitePath,
    /// The fingerprint of the file.
    pub source: Fingerprint,
    /// The keys that every page may have.
    pub front: FrontMatter,
    /// The headings of the text.
    pub outline: Vec<OutlineEntry>,
    /// Every id that a link may lead to.
    pub anchors: Vec<String>,
    /// The links and images of text and fields, in order.
    pub links: Vec<LinkUse>,
    /// The pages that fields refer to, in order.
    pub references: Vec<ReferenceUse>,
    /// The works cited, fields first, each use in order.
    pub citations: Vec<(String, Span)>,
    /// The glossary terms used first on this page, by their number in the glossary.
    pub terms: Vec<usize>,
    /// The names of the directives used.
    pub directives: Vec<String>,
    /// How many words the text has.
    pub words: u32,
    /// What tells this edition of the text from others.
    pub edition: Edition,
    /// Until when the page may be published, as its fields say.
    pub permissions: Vec<Permission>,
}

impl PageSummary {
    /// Whether all that other pages and the site's findings can see of this page is as in `other`:
    /// everything but the text itself, its words, and what only its own output is made from.
    ///
    /// Places in the front matter count, places in the text do not: who relies on this has to know
    /// that no finding of the site points into the text.
    pub fn stands_as(&self, other: &PageSummary) -> bool {
        // Every field by name, so that one that is added has to be thought of here too.
        let standing = |summary: &PageSummary| {
            let PageSummary {
                path,
                source: _,
                front,
                outline,
                anchors,
                links,
                references,
                citations,
                terms,
                edition: _,
                permissions,
                directives: _,
                words: _,
            } = summary;
            let headings: Vec<_> =
                outline.iter().map(|h| (h.level, &h.id, &h.text, &h.former_ids)).collect();
            let links: Vec<_> = links.iter().map(|link| (&link.destination, link.kind)).collect();
            let references: Vec<_> = references.iter().map(|r| (&r.path, &r.types)).collect();
            let cited: Vec<_> = citations.iter().map(|(key, _)| key).collect();
            // Which terms no page uses is a finding of the site; their order is not.
            let terms: BTreeSet<usize> = terms.iter().copied().collect();
            let of_text = (headings, anchors, links, references, cited, terms);
            let seen = (path, front, permissions, of_text);
            Fingerprint::of("standing", &seen)
        };
        standing(self) == standing(other)
    }
}

/// A page that a field refers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceUse {
    /// The path as written.
    pub path: String,
    /// Where it stands.
    pub span: Span,
    /// The types that the page may have; any when empty.
    pub types: Vec<String>,
}

impl PageSummary {
    /// The summary of a document. `terms` are the glossary terms that were marked in it.
    pub fn of(
        path: &SitePath,
        source: Fingerprint,
        document: &Document,
        terms: Vec<usize>,
    ) -> PageSummary {
        let mut links = Vec::new();
        let mut citations = Vec::new();
        let mut references = Vec::new();
        for (_, value) in &document.fields {
            value.visit(&mut |value| match value {
                FieldValue::Markdown(body) => {
                    let facts = body.facts();
                    links.extend(facts.links);
                    citations.extend(facts.citations);
                }
                FieldValue::Reference(path, span, types) => references.push(ReferenceUse {
                    path: path.clone(),
                    span: *span,
                    types: types.clone(),
                }),
                _ => {}
            });
        }
        let facts = document.body.facts();
        links.extend(facts.links);
        citations.extend(facts.citations);
        PageSummary {
            path: path.clone(),
            source,
            front: document.front.clone(),
            outline: facts.outline,
            anchors: facts.anchors,
            links,
            references,
            citations,
            terms,
            directives: facts.directives.into_iter().collect(),
            words: facts.words,
            edition: document.edition,
            permissions: document.permissions.clone(),
        }
    }
}
