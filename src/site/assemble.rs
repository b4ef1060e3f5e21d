//! From summaries to the assembled site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::addresses::{Addresses, CONTENT};
use super::links::{Links, Resolver};
use super::{Page, PageId, Site, SiteFile, Wanted, changes, is_unread, lists, related, tree};
use crate::config::ContentTypes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::document::body::LinkUse;
use crate::document::{PageSummary, Status};
use crate::library::{GLOSSARY_FILE, GLOSSARY_TYPE, Library, SOURCES_TYPE};
use crate::source::{SitePath, Span};

/// The links of the data files, as the loader found them.
pub type DataLinks = Vec<(SitePath, Vec<LinkUse>)>;

impl Site {
    /// Assembles the site from the summaries of all its pages and the paths of the files beside
    /// them, with the width and height of those that are images. Everything that is wrong between pages is reported here.
    pub fn assemble(
        mut summaries: Vec<Arc<PageSummary>>,
        files: &[(SitePath, Option<(u32, u32)>)],
        data_links: &DataLinks,
        library: &Library,
        types: &ContentTypes,
        wanted: Wanted,
    ) -> (Site, Diagnostics) {
        let mut found = Diagnostics::new();
        summaries.sort_by(|a, b| a.path.cmp(&b.path));
        let base_url = wanted.config.site.base_url.clone();
        let hidden: BTreeMap<SitePath, &'static str> = summaries
            .iter()
            .filter_map(|summary| Some((summary.path.clone(), why_hidden(summary, wanted)?)))
            .collect();
        let hidden_kinds: BTreeSet<String> = summaries
            .iter()
            .filter(|summary| hidden.contains_key(&summary.path))
            .map(|summary| summary.front.kind.clone())
            .collect();
        summaries.retain(|summary| !hidden.contains_key(&summary.path));
        let summaries = summaries;

        let addresses = Addresses::of(&summaries);
        let paths: Vec<String> =
            summaries.par_iter().map(|summary| addresses.page(summary)).collect();
        let urls: Vec<String> = paths.iter().map(|path| base_url.address(path)).collect();
        let by_path: BTreeMap<SitePath, PageId> = summaries
            .iter()
            .enumerate()
            .map(|(at, summary)| (summary.path.clone(), PageId(at as u32)))
            .collect();
        let files: BTreeMap<SitePath, SiteFile> = files
            .iter()
            .map(|(file, size)| {
                let published = addresses.file(file);
                (file.clone(), SiteFile { published, size: *size })
            })
            .collect();
        let by_url = unique_urls(&summaries, &paths, &mut found);
        found.extend(empty_addresses(&summaries, &paths));
        let made = made_by_program(wanted);
        found.extend(clashes_with_made(&summaries, &paths, &made));

        let hidden_indexes: Vec<&str> = hidden
            .keys()
            .chain(wanted.unread)
            .filter(|path| path.name() == "_index.md")
            .map(SitePath::folder)
            .collect();
        let (branches, tree_found) = tree::grow(&summaries, &hidden_indexes);
        found.extend(tree_found);

        let resolver = Resolver {
            summaries: &summaries,
            urls: &urls,
            by_path: &by_path,
            pages: by_path.iter().map(|(path, id)| (path.as_str(), *id)).collect(),
            hidden: &hidden,
            unread: wanted.unread,
            files: &files,
            by_url: &by_url,
            made: &made,
            base_url: &base_url,
            library,
        };
        let by_terms = related::by_terms(&summaries);
        let resolved: Vec<ResolvedPage> =
            summaries.par_iter().map(|summary| resolve_page(&resolver, summary)).collect();
        let mut links: Vec<Links> = Vec::with_capacity(summaries.len());
        let mut references = Vec::with_capacity(summaries.len());
        let mut successors = Vec::with_capacity(summaries.len());
        let mut declared: Vec<Vec<PageId>> = Vec::with_capacity(summaries.len());
        for page in resolved {
            links.push(page.links);
            references.push(page.references);
            successors.push(page.successor);
            declared.push(page.related);
            found.extend(page.found);
        }
        let data_links = data_links
            .iter()
            .map(|(path, uses)| (path.clone(), resolve_uses(&resolver, path, uses, &mut found)))
            .collect();
        let redirects = redirects(&summaries, &by_url, &made, &files, &mut found);
        found.extend(duplicate_titles(&summaries, &branches));

        let home_path = SitePath::new("content/_index.md");
        let home = by_path.get(&home_path).copied();
        if home.is_none() && !is_unread(wanted.unread, &home_path) {
            found.push(
                Diagnostic::new(Code::MissingHome, "the site has no home page")
                    .help("add content/_index.md with a title"),
            );
        }
        let of_kind = |kind: &str| {
            summaries.iter().position(|s| s.front.kind == kind).map(|at| PageId(at as u32))
        };
        let (glossary, bibliography) = (of_kind(GLOSSARY_TYPE), of_kind(SOURCES_TYPE));
        found.extend(duplicate_pages(&summaries, GLOSSARY_TYPE));
        found.extend(duplicate_pages(&summaries, SOURCES_TYPE));
        let shown = |kind: &str| hidden_kinds.contains(kind) || !wanted.unread.is_empty();
        if glossary.is_none() && !library.glossary.terms().is_empty() && !shown(GLOSSARY_TYPE) {
            found.push(
                Diagnostic::new(Code::UnexpectedFile, "no page shows the terms of the glossary")
                    .at(&SitePath::new(GLOSSARY_FILE), Span::default())
                    .help("add a page with type = \"glossary\"; without one no term is linked"),
            );
        }
        let backlinks = backlinks(&links, &references);
        let cited_by = cited_by(&summaries);

        let pages = summaries
            .into_iter()
            .zip(paths)
            .zip(urls)
            .zip(branches)
            .zip(links.into_iter().zip(references))
            .zip(successors)
            .zip(declared.into_iter().zip(by_terms))
            .zip(backlinks)
            .enumerate()
            .map(
                |(
                    at,
                    (
                        (
                            (((((summary, path), url), branch), (links, references)), successor),
                            related,
                        ),
                        backlinks,
                    ),
                )| {
                    let own = PageId(at as u32);
                    let due = review_due(&summary, types);
                    Arc::new(Page {
                        path,
                        url,
                        parent: branch.parent,
                        children: branch.children,
                        subsections: branch.subsections,
                        previous: branch.previous,
                        next: branch.next,
                        related: merged(own, related.0, related.1),
                        backlinks,
                        links,
                        references,
                        successor,
                        review_due: due,
                        review_overdue: due.is_some_and(|due| due < wanted.date),
                        summary,
                    })
                },
            )
            .collect();
        let mut site = Site {
            pages,
            by_path: Arc::new(by_path),
            home,
            glossary,
            bibliography,
            files: Arc::new(files),
            redirects: Arc::new(redirects),
            taxonomies: Arc::default(),
            letters: Arc::default(),
            changes: Arc::default(),
            cited_by: Arc::new(cited_by),
            data_links: Arc::new(data_links),
            base_url,
        };
        let by_title = lists::ByTitle::of(&site);
        site.taxonomies = Arc::new(lists::taxonomies(&site, &wanted.config.taxonomies, &by_title));
        site.letters = Arc::new(lists::letters(&site, &by_title));
        site.changes = Arc::new(changes::gather(&site));
        found.extend(navigation_targets(&site, wanted));
        (site, found)
    }
}

/// Why a page is not published on the day of the build, if it is not.
fn why_hidden(summary: &PageSummary, wanted: Wanted) -> Option<&'static str> {
    let front = &summary.front;
    if wanted.drafts {
        None
    } else if front.draft {
        Some("is a draft")
    } else if front.publish.is_some_and(|date| date > wanted.date) {
        Some("is not published yet")
    } else if front.expires.is_some_and(|date| date <= wanted.date) {
        Some("has expired")
    } else {
        None
    }
}

fn unique_urls<'p>(
    summaries: &[Arc<PageSummary>],
    paths: &'p [String],
    found: &mut Diagnostics,
) -> BTreeMap<&'p str, PageId> {
    let mut by_url: BTreeMap<&str, PageId> = BTreeMap::new();
    for (at, (summary, path)) in summaries.iter().zip(paths).enumerate() {
        match by_url.get(path.as_str()).and_then(|first| summaries.get(first.0 as usize)) {
            Some(first) => {
                // A slug is what somebody chose, so it is the better place to point at.
                let (blamed, other) = match (&summary.front.slug, &first.front.slug) {
                    (None, Some(_)) => (first, summary),
                    _ => (summary, first),
                };
                let place = |of: &PageSummary| {
                    of.front.slug.as_ref().map_or(of.front.title_span, |(_, span)| *span)
                };
                let message = format!("two pages would have the address `/{path}`");
                found.push(
                    Diagnostic::new(Code::DuplicateUrl, message)
                        .at(&blamed.path, place(blamed))
                        .related(&other.path, place(other), "the other page is here")
                        .help("rename one of the files, or give one a `slug` of its own"),
                );
            }
            None => {
                by_url.insert(path, PageId(at as u32));
            }
        }
    }
    by_url
}

fn empty_addresses(summaries: &[Arc<PageSummary>], paths: &[String]) -> Diagnostics {
    summaries
        .iter()
        .zip(paths)
        .filter(|(_, path)| path.starts_with('/') || path.contains("//"))
        .map(|(summary, _)| {
            Diagnostic::new(
                Code::FileName,
                format!("`{}` has no letter or digit to make an address from", summary.path.name()),
            )
            .at(&summary.path, Span::default())
            .help("give the file or folder a name with letters, or the page a `slug`")
        })
        .collect()
}

/// The published paths that the program makes itself.
fn made_by_program(wanted: Wanted) -> BTreeSet<String> {
    let mut made: BTreeSet<String> =
        ["a-z/", "changes/", "search/", "404.html", "sitemap.xml", "robots.txt", "feed.xml"]
            .into_iter()
            .map(str::to_string)
            .collect();
    for taxonomy in &wanted.config.taxonomies {
        made.insert(format!("{}/", taxonomy.name));
        made.extend(taxonomy.terms.iter().map(|term| format!("{}/{}/", taxonomy.name, term.slug)));
    }
    made
}

fn clashes_with_made(
    summaries: &[Arc<PageSummary>],
    paths: &[String],
    made: &BTreeSet<String>,
) -> Diagnostics {
    summaries
        .iter()
        .zip(paths)
        .filter(|(_, path)| made.contains(*path) || path.starts_with("assets/"))
        .map(|(summary, path)| {
            Diagnostic::new(
                Code::DuplicateUrl,
                format!("the address `/{path}` is one that the site makes itself"),
            )
            .at(
                &summary.path,
                summary.front.slug.as_ref().map_or(summary.front.title_span, |s| s.1),
            )
            .help("rename the file, or give the page another `slug`")
        })
        .collect()
}

/// Where everything leads that one page points to.
struct ResolvedPage {
    links: Links,
    references: BTreeMap<String, PageId>,
    successor: Option<PageId>,
    related: Vec<PageId>,
    found: Diagnostics,
}

fn resolve_page(resolver: &Resolver, summary: &PageSummary) -> ResolvedPage {
    let mut found = Diagnostics::new();
    let links = resolve_uses(resolver, &summary.path, &summary.links, &mut found);
    let references = resolve_references(resolver, summary, &mut found);
    let front = &summary.front;
    let mut page = |written: &str, span: Span| {
        resolver
            .resolve_page(&summary.path, written, span, &[])
            .map_err(|finding| found.extend(finding))
            .ok()
    };
    let successor = match &front.status {
        Status::Superseded { successor: (written, span), .. } => page(written, *span),
        _ => None,
    };
    let related = front.related.iter().filter_map(|(path, span)| page(path, *span)).collect();
    found.extend(unknown_sources(summary, resolver.library));
    ResolvedPage { links, references, successor, related, found }
}

fn resolve_references(
    resolver: &Resolver,
    summary: &PageSummary,
    found: &mut Diagnostics,
) -> BTreeMap<String, PageId> {
    let mut references = BTreeMap::new();
    for used in &summary.references {
        match resolver.resolve_page(&summary.path, &used.path, used.span, &used.types) {
            Ok(page) => {
                references.insert(used.path.clone(), page);
            }
            Err(finding) => found.extend(finding),
        }
    }
    references
}

fn resolve_uses(
    resolver: &Resolver,
    path: &SitePath,
    uses: &[LinkUse],
    found: &mut Diagnostics,
) -> Links {
    let mut links = Links::new();
    for used in uses {
        let (target, finding) = resolver.resolve(path, used);
        found.extend(finding);
        if let Some(target) = target {
            links.insert(used.destination.clone(), target);
        }
    }
    links
}

fn unknown_sources(summary: &PageSummary, library: &Library) -> Diagnostics {
    let mut found = unknown_citations(&summary.path, &summary.front.sources, library);
    found.extend(unknown_citations(&summary.path, &summary.citations, library));
    found
}

/// Reports every citation of a file whose work the references do not list.
pub fn unknown_citations(
    path: &SitePath,
    cited: &[(String, Span)],
    library: &Library,
) -> Diagnostics {
    cited
        .iter()
        .filter(|(key, _)| library.bibliography.get(key).is_none())
        .map(|(key, span)| {
            let help = match nearest(key, library.bibliography.keys()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add the work to content/_references.toml".to_string(),
            };
            Diagnostic::new(Code::UnknownCitation, format!("there is no reference `{key}`"))
                .at(path, *span)
                .help(help)
        })
        .collect()
}

fn redirects(
    summaries: &[Arc<PageSummary>],
    by_url: &BTreeMap<&str, PageId>,
    made: &BTreeSet<String>,
    files: &BTreeMap<SitePath, SiteFile>,
    found: &mut Diagnostics,
) -> Vec<(String, PageId)> {
    let file_paths: BTreeSet<&str> = files.values().map(|file| file.published.as_str()).collect();
    let mut taken: BTreeMap<String, PageId> = BTreeMap::new();
    for (at, summary) in summaries.iter().enumerate() {
        for (alias, span) in &summary.front.aliases {
            let path = alias.trim_start_matches('/');
            let last = path.rsplit('/').next().unwrap_or(path);
            let path = if last.is_empty() || last.contains('.') {
                path.to_string()
            } else {
                format!("{path}/")
            };
            let owner = by_url.get(path.as_str()).or_else(|| taken.get(&path));
            let problem = match owner.and_then(|id| summaries.get(id.0 as usize)) {
                Some(owner) => {
                    Some(format!("`{alias}` is an address of `{}` already", owner.front.title))
                }
                None if made.contains(&path)
                    || file_paths.contains(path.as_str())
                    || path.starts_with("assets/") =>
                {
                    Some(format!("`{alias}` is an address that the site makes itself"))
                }
                None => None,
            };
            match problem {
                Some(message) => found.push(
                    Diagnostic::new(Code::AliasClash, message)
                        .at(&summary.path, *span)
                        .help("remove this alias: the address leads somewhere already"),
                ),
                None => {
                    taken.insert(path, PageId(at as u32));
                }
            }
        }
    }
    taken.into_iter().collect()
}

/// Pages of a type of which a site has one page: the first of them is the one.
fn duplicate_pages(summaries: &[Arc<PageSummary>], kind: &str) -> Diagnostics {
    let mut pages = summaries.iter().filter(|summary| summary.front.kind == kind);
    let Some(first) = pages.next() else { return Diagnostics::new() };
    pages
        .map(|other| {
            let message = format!("the site has a page of type `{kind}` already");
            Diagnostic::new(Code::DuplicatePage, message)
                .at(&other.path, other.front.title_span)
                .related(&first.path, first.front.title_span, "it is here")
                .help("keep one of the two, or give this one another type")
        })
        .collect()
}

/// Pages of one section with one title: readers cannot tell them apart in a list.
fn duplicate_titles(summaries: &[Arc<PageSummary>], branches: &[tree::Branch]) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut first: BTreeMap<(Option<PageId>, String), &PageSummary> = BTreeMap::new();
    for (summary, branch) in summaries.iter().zip(branches) {
        let key = (branch.parent, summary.front.title.to_lowercase());
        match first.get(&key) {
            Some(other) => found.push(
                Diagnostic::new(
                    Code::DuplicateTitle,
                    format!("two pages are called `{}`", summary.front.title),
                )
                .at(&summary.path, summary.front.title_span)
                .related(&other.path, other.front.title_span, "the other page is here")
                .help("say in each title what sets the page apart"),
            ),
            None => {
                first.insert(key, summary);
            }
        }
    }
    found
}

fn backlinks(links: &[Links], references: &[BTreeMap<String, PageId>]) -> Vec<Vec<PageId>> {
    let mut backlinks: Vec<Vec<PageId>> = vec![Vec::new(); links.len()];
    for (from, (links, references)) in links.iter().zip(references).enumerate() {
        let from = PageId(from as u32);
        let linked = links.values().filter_map(|target| target.page);
        let mut targets: Vec<PageId> = linked.chain(references.values().copied()).collect();
        targets.sort_unstable();
        targets.dedup();
        for target in targets.into_iter().filter(|target| *target != from) {
            if let Some(list) = backlinks.get_mut(target.0 as usize) {
                list.push(from);
            }
        }
    }
    backlinks
}

fn cited_by(summaries: &[Arc<PageSummary>]) -> BTreeMap<String, Vec<PageId>> {
    let mut cited_by: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    for (at, summary) in summaries.iter().enumerate() {
        let page = PageId(at as u32);
        for (key, _) in summary.citations.iter().chain(&summary.front.sources) {
            let pages = cited_by.entry(key).or_default();
            if pages.last() != Some(&page) {
                pages.push(page);
            }
        }
    }
    cited_by.into_iter().map(|(key, pages)| (key.to_string(), pages)).collect()
}

fn review_due(summary: &PageSummary, types: &ContentTypes) -> Option<crate::data::Date> {
    let front = &summary.front;
    let of_type = || types.get(&front.kind).and_then(|kind| kind.review_in);
    front.review_in.or_else(of_type)?.after(front.reviewed?)
}

/// The pages that one names itself, then those that share terms, each once and never itself.
fn merged(own: PageId, declared: Vec<PageId>, by_terms: Vec<PageId>) -> Vec<PageId> {
    let bound = declared.len().max(by_terms.len());
    let mut pages: Vec<PageId> = Vec::new();
    for page in declared.into_iter().chain(by_terms) {
        if page != own && !pages.contains(&page) && pages.len() < bound {
            pages.push(page);
        }
    }
    pages
}

/// The file of a page that the configuration names.
fn configured(page: &str) -> SitePath {
    SitePath::new(&format!("{CONTENT}/{}", page.trim_start_matches('/')))
}

/// Pages that the configuration names and the site does not have.
fn navigation_targets(site: &Site, wanted: Wanted) -> Diagnostics {
    let config = wanted.config;
    let config_path = SitePath::new(crate::config::CONFIG_FILE);
    let all: Vec<&str> = site.by_path.keys().filter_map(|path| path.within(CONTENT)).collect();
    let entries = config.navigation.iter().chain(&config.footer).map(|entry| &entry.page);
    entries
        .chain(&config.help_page)
        .filter(|page| site.find_configured(&page.value).is_none())
        .filter(|page| !is_unread(wanted.unread, &configured(&page.value)))
        .map(|page| {
            let help = match nearest(&page.value, all.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the path of a published page below content/".to_string(),
            };
            let message = format!("there is no page `{}`", page.value);
            Diagnostic::new(Code::NavigationTarget, message).at(&config_path, page.span).help(help)
        })
        .collect()
}
