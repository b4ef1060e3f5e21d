//! What the search index is made from: the pages that readers should find, in the order of their
//! paths, with the glossary's terms on the glossary's page and the works on that of the sources.

use super::load::Project;
use crate::diagnostic::Diagnostics;
use crate::document::Status;
use crate::fingerprint::Fingerprint;
use crate::lint;
use crate::search::{
    self, FacetTaxonomy, Facets, Field, Fragment, IndexFile, PageEntry, Ranker, Reader, Source,
    Stems,
};
use crate::site::{Page, PageId};
use crate::source::SitePath;

/// All files of the index with the fingerprints of their bytes.
pub(super) fn index(project: &Project) -> Vec<(IndexFile, Fingerprint)> {
    use rayon::prelude::*;
    let facets = facets(project);
    let fuller = fuller(project);
    let pages = pages(project, &facets, &fuller);
    let source = Source {
        language: project.config.site.language.tag(),
        pages: &pages,
        facets: &facets,
        synonyms: &synonyms(project),
    };
    search::index(&source)
        .into_par_iter()
        .map(|file| {
            let content = Fingerprint::of_bytes(&file.bytes);
            (file, content)
        })
        .collect()
}

fn facets(project: &Project) -> Facets {
    let types = project.types.iter().filter(|kind| kind.search);
    Facets {
        types: types.map(|kind| (kind.name.clone(), kind.label.clone())).collect(),
        taxonomies: project
            .config
            .taxonomies
            .iter()
            .map(|taxonomy| FacetTaxonomy {
                name: taxonomy.name.clone(),
                label: taxonomy.label.clone(),
                terms: taxonomy
                    .terms
                    .iter()
                    .map(|term| (term.slug.clone(), term.label.clone()))
                    .collect(),
            })
            .collect(),
    }
}

/// The pages whose words stand in data files as well.
fn fuller(project: &Project) -> Vec<(PageId, Fragment)> {
    let Project { site, library, texts, config, .. } = project;
    let mut stems = Stems::new(config.site.language.tag());
    let mut fuller = Vec::new();
    let fragment = |id: PageId| project.readings.fragment(&site.page(id).summary.path);
    if let Some((id, fragment)) = site.glossary.and_then(|id| Some((id, fragment(id)?))) {
        let meanings: Vec<String> = texts.meanings.iter().map(search::text_of).collect();
        let words = library.glossary.terms().iter().zip(&meanings).flat_map(|(term, meaning)| {
            let words = term.words().map(|word| (Field::Heading, word));
            words.chain([(Field::Body, meaning.as_str())])
        });
        fuller.push((id, fragment.with_texts(words, &mut stems)));
    }
    if let Some((id, fragment)) = site.bibliography.and_then(|id| Some((id, fragment(id)?))) {
        let words = library.bibliography.iter().flat_map(|work| {
            let words = [work.authors.as_deref(), work.year.as_deref(), Some(&work.title)];
            words.into_iter().flatten().map(|word| (Field::Body, word))
        });
        fuller.push((id, fragment.with_texts(words, &mut stems)));
    }
    fuller
}

/// Whether readers should find a page: withdrawn pages and drafts are out.
fn is_found(page: &Page) -> bool {
    let front = &page.summary.front;
    front.status == Status::Current && !front.draft
}

fn pages<'p>(
    project: &'p Project,
    facets: &Facets,
    fuller: &'p [(PageId, Fragment)],
) -> Vec<PageEntry<'p>> {
    let mut pages = Vec::new();
    for (id, page) in project.site.pages().filter(|(_, page)| is_found(page)) {
        let Some(fragment) = project.readings.fragment(&page.summary.path) else { continue };
        let front = &page.summary.front;
        let Some(kind) = facets.types.iter().position(|(name, _)| *name == front.kind) else {
            continue;
        };
        let mut terms = Vec::new();
        let mut first = facets.types.len();
        for taxonomy in &facets.taxonomies {
            let used = front.terms.get(&taxonomy.name).map_or(&[][..], Vec::as_slice);
            terms.extend(
                taxonomy
                    .terms
                    .iter()
                    .enumerate()
                    .filter_map(|(at, (slug, _))| used.contains(slug).then_some(first + at)),
            );
            first += taxonomy.terms.len();
        }
        let fragment = fuller.iter().find(|(other, _)| *other == id).map_or(fragment, |(_, f)| f);
        pages.push(PageEntry {
            path: &page.summary.path,
            title: &front.title,
            url: &page.url,
            kind,
            terms,
            fragment,
        });
    }
    pages
}

/// The ways to write each glossary term, and the configured synonyms.
fn synonyms(project: &Project) -> Vec<Vec<String>> {
    let terms = project.library.glossary.terms().iter();
    terms
        .map(|term| term.words().map(str::to_string).collect())
        .chain(project.config.synonyms.iter().cloned())
        .filter(|group: &Vec<String>| group.len() > 1)
        .collect()
}

/// Which pages of the site's tests search does not find.
pub(super) fn findings<'f>(
    project: &Project,
    files: impl Iterator<Item = &'f IndexFile>,
) -> Diagnostics {
    let tests = &project.library.search_tests;
    let Some(reader) = (!tests.is_empty()).then(|| Reader::new(files)).flatten() else {
        return Diagnostics::new();
    };
    let paths = paths(project);
    let mut ranker = Ranker::new(&reader);
    lint::search_tests(tests, &mut |query, limit| {
        let hits = ranker.search(query, limit).hits;
        hits.iter().filter_map(|hit| paths.get(hit.page as usize).cloned()).collect()
    })
}

/// The files of the pages that are found, by their numbers in the index.
pub fn paths(project: &Project) -> Vec<SitePath> {
    let facets = facets(project);
    pages(project, &facets, &[]).iter().map(|page| page.path.clone()).collect()
}
