//! The portal that ships with the program: what can be counted of its faithfulness and use.

use std::collections::BTreeSet;
use std::path::Path;

use alongside::build::{LoadRequest, Plan, Project};
use alongside::data::parse_date;
use alongside::diagnostic::{Code, Diagnostics};
use alongside::fingerprint::Fingerprint;
use alongside::site::{Page, PageId};

fn portal() -> (Project, Diagnostics) {
    let request = LoadRequest {
        root: Path::new(env!("CARGO_MANIFEST_DIR")),
        embedded: &[],
        base_url: None,
        drafts: false,
        // The day on which the content was last looked through, so that no review is due.
        date: parse_date("2026-11-22").expect("a date"),
        fingerprint_assets: true,
        keep: u64::MAX,
    };
    let (project, mut found) = Project::load(request);
    let project = project.expect("the configuration can be used");
    let theme = project.theme.as_ref().expect("the theme can be used");
    let (_, plan_found) = Plan::new(&project, theme, Fingerprint::of("engine", "test")).outputs();
    found.extend(plan_found);
    (project, found)
}

/// The pages that say something, as against those that only lead to others.
fn content_pages(project: &Project) -> impl Iterator<Item = (PageId, &Page)> {
    project.site.pages().filter(|(_, page)| !page.is_index())
}

/// Fails with all names at once, so that one run shows everything.
fn none(what: &str, names: Vec<String>) {
    assert!(names.is_empty(), "{what}:\n  {}", names.join("\n  "));
}

fn paths_where(project: &Project, wrong: impl Fn(PageId, &Page) -> bool) -> Vec<String> {
    content_pages(project)
        .filter(|(id, page)| wrong(*id, page))
        .map(|(_, page)| page.summary.path.to_string())
        .collect()
}

#[test]
fn the_portal_builds_without_a_finding() {
    let (_, found) = portal();
    // Whether PDFs are made is a matter of the program, not of the portal.
    let found = found.into_sorted();
    let found = found.iter().filter(|finding| finding.code != Code::PrintLeftOut);
    none("findings", found.map(|finding| format!("{finding:?}")).collect());
}

#[test]
fn the_portal_is_whole() {
    let (project, _) = portal();
    let count = content_pages(&project).count();
    assert!(count >= 57, "only {count} content pages");
    for kind in project.types.names() {
        let used = project.site.pages().any(|(_, page)| page.summary.front.kind == kind);
        assert!(used, "no page is of the type `{kind}`");
    }
}

#[test]
fn every_page_is_governed_and_can_be_followed_up() {
    let (project, _) = portal();
    let front = |wrong: fn(&alongside::document::FrontMatter) -> bool| {
        paths_where(&project, |_, page| wrong(&page.summary.front))
    };
    none("without an owner", front(|front| front.owner.is_none()));
    none("without a review", front(|front| front.reviewed.is_none()));
    none("without a description", front(|front| front.description.is_none()));
    none("without a review period", paths_where(&project, |_, page| page.review_due.is_none()));
    let lists = ["glossary", "sources", "page", "rules"];
    none(
        "without sources",
        paths_where(&project, |_, page| {
            page.summary.front.sources.is_empty()
                && !lists.contains(&page.summary.front.kind.as_str())
        }),
    );
    none(
        "without related pages of its own choice",
        paths_where(&project, |_, page| page.summary.front.related.is_empty()),
    );
    none(
        "orphans, which no other page leads to",
        paths_where(&project, |id, page| {
            page.backlinks.is_empty()
                && !project.site.pages().any(|(other, p)| other != id && p.related.contains(&id))
        }),
    );
}

#[test]
fn every_source_is_cited_and_every_page_cites_its_sources() {
    let (project, _) = portal();
    let cited: BTreeSet<&str> = project
        .site
        .pages()
        .flat_map(|(_, page)| page.summary.citations.iter().map(|(key, _)| key.as_str()))
        .collect();
    let works = project.library.bibliography.iter();
    let uncited = works.filter(|work| !cited.contains(work.key.as_str()));
    none("never cited", uncited.map(|work| work.key.clone()).collect());
    let seeds = project.library.bibliography.iter().filter(|work| work.seed).count();
    assert_eq!(seeds, 5, "the portal was written from five documents");
    none(
        "names a source and never cites it",
        paths_where(&project, |_, page| {
            let cites = |key: &str| page.summary.citations.iter().any(|(cited, _)| cited == key);
            page.summary.front.sources.iter().any(|(key, _)| !cites(key))
                && page.summary.front.kind != "sources"
        }),
    );
}

#[test]
fn the_portal_says_things_in_its_own_words() {
    let (project, _) = portal();
    let runs: BTreeSet<u64> = include_str!("../fixtures/seeds/runs-of-nine.txt")
        .lines()
        .map(|line| u64::from_str_radix(line, 16).expect("a hash"))
        .collect();
    let titles: BTreeSet<u64> = project
        .library
        .bibliography
        .iter()
        .flat_map(|work| runs_of_nine(&work.title))
        .map(|run| run.1)
        .collect();
    let mut shared = Vec::new();
    // Names, titles and addresses of works are what they are.
    let references = alongside::library::REFERENCES_FILE;
    for (id, file) in project.tree.below("content").filter(|(_, f)| f.path.as_str() != references) {
        let Ok(text) = project.tree.text(id) else { continue };
        for (words, hash) in runs_of_nine(&text) {
            if runs.contains(&hash) && !titles.contains(&hash) {
                shared.push(format!("{}: {words}", file.path));
            }
        }
    }
    none("nine words in a row from a source", shared);
}

/// Every nine words that follow each other, with their hash. See `tests/fixtures/seeds/README.md`.
fn runs_of_nine(text: &str) -> Vec<(String, u64)> {
    let text = text.replace(['\'', '’', '‘', '`'], "").to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words
        .windows(9)
        .map(|run| {
            let run = run.join(" ");
            let hash = run.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
            });
            (run, hash)
        })
        .collect()
}

#[test]
fn nobody_is_quoted() {
    let (project, _) = portal();
    let mut quoted = Vec::new();
    for (id, file) in project.tree.below("content") {
        let Ok(text) = project.tree.text(id) else { continue };
        // Quotation marks of typing are also TOML's own, so only Markdown's blocks and typographic
        // marks are looked at: a term in quotation marks is short, what somebody said is not.
        for part in text.split('“').skip(1) {
            let inside = part.split('”').next().unwrap_or("");
            if inside.split_whitespace().count() > 6 {
                quoted.push(format!("{}: {inside}", file.path));
            }
        }
        for line in text.lines().filter(|line| line.starts_with("> ") && !line.starts_with("> [!"))
        {
            quoted.push(format!("{}: {line}", file.path));
        }
    }
    none("a quotation", quoted);
}
