//! What the editor's view shows of the page in view, as JSON: who owns it, when it was reviewed,
//! what links to it, and what is wrong with it and with the site.

use std::collections::HashSet;

use serde::Serialize;

use super::lost::Lost;
use super::shown::{self, MOST, Shown};
use super::snapshot::{Served, Snapshot};
use super::workbench::Workbench;
use crate::build::Recipe;
use crate::data::Date;
use crate::diagnostic::Diagnostic;
use crate::document::Status;
use crate::output::OutputPath;
use crate::site::{Page, PageId};

/// Everything that the overlay of one page shows.
#[derive(Serialize)]
pub(super) struct Insight {
    /// Whether the site as it is cannot be shown, and the page is as it was before.
    broken: bool,
    page: Option<PageFacts>,
    /// The findings of this page, then those of the rest.
    here: Vec<Shown>,
    elsewhere: Vec<Shown>,
    /// How many findings of the rest are not listed.
    more: usize,
    lost: Vec<LostView>,
}

#[derive(Serialize)]
struct PageFacts {
    title: String,
    kind: String,
    file: String,
    editor: Option<String>,
    /// `draft`, `future`, `expired`, `withdrawn` or `superseded`: what readers will not see, or see
    /// marked.
    state: Option<&'static str>,
    /// The day on which a future page is published, or an expired one ended.
    state_since: Option<Date>,
    owner: Option<String>,
    reviewed: Option<Date>,
    review_due: Option<Date>,
    review_overdue: bool,
    words: u32,
    /// The age from which readers can follow the text, in years.
    reading_age: Option<u32>,
    taxonomies: Vec<(String, Vec<LinkTo>)>,
    links_in: Vec<LinkTo>,
    links_out: Vec<LinkTo>,
    /// Other forms of the page: its print page, PDF, Word.
    forms: Vec<LinkTo>,
}

#[derive(Serialize)]
struct LinkTo {
    title: String,
    url: String,
}

#[derive(Serialize)]
struct LostView {
    url: String,
    title: String,
    successor: Option<String>,
    file: Option<String>,
    editor: Option<String>,
    alias: String,
}

/// What there is to say of the page at a path of the site.
pub(super) fn insight(
    workbench: &Workbench,
    snapshot: &Snapshot,
    path: Option<&OutputPath>,
) -> Insight {
    let root = workbench.root();
    let made = match path.map(|path| workbench.serve(snapshot, path)) {
        Some(Served::Made(kept)) => kept.findings.clone(),
        Some(Served::Failed(found, _)) => found,
        Some(Served::Missing) | None => Vec::new(),
    };
    let made = unsaid(workbench, snapshot, made);
    let good = snapshot.good.as_ref();
    let own = good.zip(path).and_then(|(good, path)| {
        let id = good.recipe(path)?.page()?;
        Some((good, id))
    });
    let file = own.map(|(good, id)| &good.project.site.page(id).summary.path);
    let is_here = |finding: &&Diagnostic| {
        let mut places = finding.place.iter().chain(finding.related.iter().map(|(place, _)| place));
        places.any(|place| Some(&place.path) == file)
    };
    let (here, rest): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        snapshot.findings.iter().partition(is_here);
    let here = made.iter().chain(here).collect();
    Insight {
        broken: snapshot.is_broken,
        page: own.map(|(good, id)| facts(workbench, snapshot, good, id)),
        here: shown::shown(here, usize::MAX, snapshot, root),
        more: rest.len().saturating_sub(MOST),
        elsewhere: shown::shown(rest, MOST, snapshot, root),
        lost: snapshot.lost.iter().map(|lost| lost_view(lost, snapshot, root)).collect(),
    }
}

/// What making a page has found and the site's findings do not say already.
fn unsaid(workbench: &Workbench, snapshot: &Snapshot, made: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if made.is_empty() {
        return made;
    }
    // Weighed together, since one may only say again what another has said.
    let all = snapshot.findings.iter().cloned().chain(made).collect();
    let said: HashSet<&Diagnostic> = snapshot.findings.iter().collect();
    let settled = workbench.settled(snapshot, all);
    settled.into_iter().filter(|finding| !said.contains(finding)).collect()
}

fn facts(
    workbench: &Workbench,
    snapshot: &Snapshot,
    good: &super::snapshot::Good,
    id: PageId,
) -> PageFacts {
    let site = &good.project.site;
    let config = &good.project.config;
    let page = site.page(id);
    let front = &page.summary.front;
    let link = |id: PageId| {
        let link = site.link(id);
        LinkTo { title: link.title, url: link.url }
    };
    let (state, state_since) = state(page, workbench.date());
    let owner = front.owner.as_ref().map(|id| {
        let known = config.site.owners.iter().find(|owner| owner.id == *id);
        known.map_or_else(|| id.clone(), |owner| owner.name.clone())
    });
    let types = &good.project.types;
    let taxonomies = config.taxonomies.iter().filter_map(|taxonomy| {
        let terms = front.terms.get(&taxonomy.name)?.iter().filter_map(|slug| {
            let term = taxonomy.term(slug)?;
            let url = site.base_url.address(&format!("{}/{slug}/", taxonomy.name));
            Some(LinkTo { title: term.label.clone(), url })
        });
        let terms: Vec<LinkTo> = terms.collect();
        (!terms.is_empty()).then(|| (taxonomy.label.clone(), terms))
    });
    let mut links_out: Vec<LinkTo> = Vec::new();
    for (written, target) in &page.links {
        let title = target.page.map_or_else(|| written.clone(), |id| link(id).title);
        links_out.push(LinkTo { title, url: target.url.clone() });
    }
    PageFacts {
        title: front.title.clone(),
        kind: types.get(&front.kind).map_or_else(|| front.kind.clone(), |kind| kind.label.clone()),
        file: page.summary.path.to_string(),
        editor: shown::editor(snapshot, workbench.root(), &page.summary.path, 1, 1),
        state,
        state_since,
        owner,
        reviewed: front.reviewed,
        review_due: page.review_due,
        review_overdue: page.review_overdue,
        words: page.summary.words,
        reading_age: good.project.reading_age(id),
        taxonomies: taxonomies.collect(),
        links_in: page.backlinks.iter().map(|id| link(*id)).collect(),
        links_out,
        forms: forms(good, id),
    }
}

/// Why readers do not see a page as it is shown here, and since or until when.
fn state(page: &Page, today: Date) -> (Option<&'static str>, Option<Date>) {
    let front = &page.summary.front;
    if front.draft {
        (Some("draft"), None)
    } else if let Some(date) = front.publish.filter(|date| *date > today) {
        (Some("future"), Some(date))
    } else if let Some(date) = front.expires.filter(|date| *date <= today) {
        (Some("expired"), Some(date))
    } else {
        match front.status {
            Status::Current => (None, None),
            Status::Withdrawn { .. } => (Some("withdrawn"), None),
            Status::Superseded { .. } => (Some("superseded"), None),
        }
    }
}

/// The other outputs of a page: everything that is made from it but itself.
fn forms(good: &super::snapshot::Good, id: PageId) -> Vec<LinkTo> {
    let base = &good.project.site.base_url;
    good.outputs_of(id)
        .filter(|listed| !matches!(listed.recipe, Recipe::Page(..)))
        .map(|listed| {
            let path = listed.path.as_str();
            let title = match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
                "docx" => "Word",
                "pdf" => "PDF",
                _ => "Print page",
            };
            let url = base.address(path.strip_suffix("index.html").unwrap_or(path));
            LinkTo { title: title.to_string(), url }
        })
        .collect()
}

fn lost_view(lost: &Lost, snapshot: &Snapshot, root: &std::path::Path) -> LostView {
    let (file, title) = lost.successor.clone().unzip();
    LostView {
        url: lost.url.clone(),
        title: lost.title.clone(),
        editor: file.as_ref().and_then(|file| shown::editor(snapshot, root, file, 2, 1)),
        file: file.map(|file| file.to_string()),
        successor: title,
        alias: lost.alias.clone(),
    }
}
