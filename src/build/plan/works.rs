//! The works and terms that pages point to, as their inputs: entries and meanings as HTML.

use super::super::inputs::{Shared, TermInput, WorkInput};
use super::Plan;
use crate::fingerprint::Fingerprint;
use crate::render::{html, works};
use crate::site::PageId;
use crate::site::views::LinkView;
use crate::source::SitePath;

impl<'p> Plan<'p> {
    pub(super) fn term_inputs(&self) -> Vec<TermInput> {
        let site = &self.project.site;
        let glossary = site.glossary.map(|id| site.page(id).url.clone());
        self.project
            .library
            .glossary
            .terms()
            .iter()
            .enumerate()
            .map(|(index, term)| TermInput {
                index,
                url: glossary.as_ref().map(|url| format!("{url}#{}", term.id)),
                words: term.words().map(str::to_string).collect(),
            })
            .collect()
    }

    pub(super) fn work_inputs(&self) -> Vec<(String, WorkInput, bool)> {
        let path = SitePath::new(crate::library::REFERENCES_FILE);
        self.project
            .library
            .bibliography
            .iter()
            .zip(&self.project.texts.notes)
            .map(|(work, note)| {
                let note = note.as_ref().map(|body| self.library_html(body, &path, &|_| None, ""));
                let input = WorkInput {
                    key: work.key.clone(),
                    text: works::entry(work, note.as_deref()),
                    url: work.url.clone(),
                };
                (work.key.clone(), input, work.seed)
            })
            .collect()
    }

    pub(super) fn work(&self, key: &str) -> Option<WorkInput> {
        let at = self.works.binary_search_by(|(other, ..)| other.as_str().cmp(key)).ok()?;
        self.works.get(at).map(|(_, work, _)| work.clone())
    }

    /// The works that a page cites, in the order of their numbers. The glossary's page also cites
    /// what its terms come from.
    pub(super) fn cited(&self, id: PageId) -> Vec<WorkInput> {
        let site = &self.project.site;
        let citations = &site.page(id).summary.citations;
        let mut keys: Vec<String> = citations.iter().map(|(key, _)| key.clone()).collect();
        if site.glossary == Some(id) {
            let terms = self.project.library.glossary.terms();
            for (term, meaning) in terms.iter().zip(&self.project.texts.meanings) {
                keys.extend(meaning.facts().citations.into_iter().map(|(key, _)| key));
                keys.extend(term.sources.iter().map(|source| source.value.clone()));
            }
        }
        let mut cited: Vec<WorkInput> = Vec::new();
        for key in keys {
            if !cited.iter().any(|work| work.key == key) {
                cited.extend(self.work(&key));
            }
        }
        cited
    }

    /// What each term means as HTML, with the numbers that the glossary's page gives to works.
    pub(super) fn meanings_html(&self) -> Vec<String> {
        let path = SitePath::new(crate::library::GLOSSARY_FILE);
        let cited = self.project.site.glossary.map(|id| self.cited(id)).unwrap_or_default();
        let number = |key: &str| {
            let at = cited.iter().position(|work| work.key == key)?;
            u32::try_from(at + 1).ok()
        };
        let bodies = self.project.texts.meanings.iter().enumerate();
        bodies
            .map(|(at, body)| self.library_html(body, &path, &number, &format!("t{at}-")))
            .collect()
    }

    /// Markdown of a data file as HTML.
    fn library_html(
        &self,
        body: &crate::document::body::Body,
        path: &SitePath,
        citation: &dyn Fn(&str) -> Option<u32>,
        id_prefix: &str,
    ) -> String {
        let links = self.project.site.data_links.get(path);
        let labels = html::Labels::default();
        let inputs = html::Inputs {
            link: &|written| {
                let target = links?.get(written)?;
                Some(html::ResolvedLink { url: target.url.clone(), external: target.external })
            },
            image: &|_| None,
            terms: &[],
            citation,
            directive: &|_, inner| Ok(inner),
            labels: &labels,
            id_prefix,
        };
        html::write_fragment(body, &inputs).html
    }

    pub(super) fn glossary(&self, cited: &[WorkInput]) -> Shared {
        let terms = self.project.library.glossary.terms();
        let name_of =
            |id: &str| terms.iter().find(|term| term.id == id).map(|term| term.term.as_str());
        let views: Vec<GlossaryView> = terms
            .iter()
            .zip(self.meanings.iter())
            .map(|(term, meaning)| GlossaryView {
                id: &term.id,
                term: &term.term,
                abbr: term.abbr.as_deref(),
                meaning,
                aliases: &term.aliases,
                see: term
                    .see
                    .iter()
                    .filter_map(|see| {
                        Some(SeeView { id: see.value.clone(), term: name_of(&see.value)? })
                    })
                    .collect(),
                references: term
                    .sources
                    .iter()
                    .filter_map(|source| {
                        let at = cited.iter().position(|work| work.key == source.value)?;
                        Some(NumberedWork { number: at + 1, work: cited.get(at)? })
                    })
                    .collect(),
            })
            .collect();
        let fingerprint = Fingerprint::of("glossary", &views);
        Shared::known(
            fingerprint,
            safe(tera::Value::from_serializable(&views), &["meaning", "text"]),
        )
    }

    pub(super) fn bibliography(&self) -> Shared {
        let site = &self.project.site;
        let views: Vec<BibliographyView> = self
            .works
            .iter()
            .map(|(key, work, seed)| BibliographyView {
                key,
                text: &work.text,
                url: work.url.as_deref(),
                seed: *seed,
                cited_by: site
                    .cited_by
                    .get(key)
                    .map(|pages| pages.iter().map(|id| site.link(*id)).collect())
                    .unwrap_or_default(),
            })
            .collect();
        let fingerprint = Fingerprint::of("bibliography", &views);
        Shared::known(fingerprint, safe(tera::Value::from_serializable(&views), &["text"]))
    }
}

/// The same value with the texts under these keys, at any depth, marked as HTML of ours.
pub(in super::super) fn safe(value: tera::Value, keys: &[&str]) -> tera::Value {
    if let Some(items) = value.as_array() {
        return tera::Value::from(
            items.iter().map(|item| safe(item.clone(), keys)).collect::<Vec<_>>(),
        );
    }
    let Some(map) = value.as_map() else { return value };
    let entries = map.iter().map(|(key, inner)| {
        let is_html = key.as_str().is_some_and(|key| keys.contains(&key)) && inner.is_string();
        let inner = inner.clone();
        (key.clone(), if is_html { inner.mark_safe() } else { safe(inner, keys) })
    });
    tera::Value::from(entries.collect::<tera::value::Map>())
}

#[derive(serde::Serialize)]
struct GlossaryView<'v> {
    id: &'v str,
    term: &'v str,
    abbr: Option<&'v str>,
    meaning: &'v str,
    aliases: &'v [String],
    see: Vec<SeeView<'v>>,
    references: Vec<NumberedWork<'v>>,
}

#[derive(serde::Serialize)]
struct NumberedWork<'v> {
    number: usize,
    #[serde(flatten)]
    work: &'v WorkInput,
}

#[derive(serde::Serialize)]
struct SeeView<'v> {
    id: String,
    term: &'v str,
}

#[derive(serde::Serialize)]
struct BibliographyView<'v> {
    key: &'v str,
    text: &'v str,
    url: Option<&'v str>,
    seed: bool,
    cited_by: Vec<LinkView>,
}
