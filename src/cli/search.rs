//! `alongside search`: what a reader would get, and why.

use super::arguments::{Common, Search};
use super::{Ending, engine, show};
use crate::build::{self, LoadRequest, Plan, Project};
use crate::diagnostic::Failure;
use crate::search::{Ranker, Reader, Why};
use crate::theme::DEFAULT_THEME;

pub(super) fn run(wanted: &Search, common: &Common) -> Result<Ending, Failure> {
    let (project, found) = Project::load(LoadRequest {
        root: &common.root,
        embedded: DEFAULT_THEME,
        base_url: None,
        drafts: false,
        date: wanted.date.unwrap_or_else(engine::today),
        fingerprint_assets: true,
        keep: crate::source::KEEP_BYTES,
    });
    let usable = project.as_ref().and_then(|project| Some((project, project.theme.as_ref()?)));
    let Some((project, theme)) = usable else {
        let findings = common.policy().settle(found, &std::collections::BTreeMap::new());
        show::findings(&findings, common);
        return Ok(Ending::of(&findings));
    };
    let plan = Plan::new(project, theme, engine::fingerprint()?);
    let reader = Reader::new(plan.search_files())
        .ok_or_else(|| Failure::new("the search index cannot be read"))?;
    let query = wanted.query.join(" ");
    let answer = Ranker::new(&reader).search(&query, wanted.limit);
    let (titles, paths) = (reader.titles(), build::searched_paths(project));
    let counts = match answer.total {
        0 => "nothing found".to_string(),
        1 => "1 page found".to_string(),
        total => format!("{total} pages found"),
    };
    let mut lines = vec![format!("{counts} for {query}")];
    for (from, to) in &answer.corrections {
        lines.push(format!("no page says `{from}`; looked for `{to}` instead"));
    }
    for (place, hit) in (1..).zip(&answer.hits) {
        let page = hit.page as usize;
        let (title, url) = titles.get(page).cloned().unwrap_or_default();
        lines.push(format!("{place:>3}. {title}  {url}  {:.2}", hit.score));
        let path = paths.get(page);
        for reason in &hit.reasons {
            let why = match reason.why {
                Why::Exact => "",
                Why::Prefix => ", which begins with it",
                Why::Related => ", which looks related",
                Why::Corrected => ", which may have been meant",
                Why::Synonym => ", which means the same",
            };
            let fields = path.map(|path| fields(project, path, &reason.term)).unwrap_or_default();
            lines.push(format!(
                "       {:>5.2}  {}: `{}`{why}{fields}",
                reason.score, reason.asked, reason.term
            ));
        }
    }
    show::print_out(&lines.join("\n"));
    Ok(Ending::Fine)
}

/// In which fields of a page a term stands, and how often.
fn fields(project: &Project, path: &crate::source::SitePath, term: &str) -> String {
    let mut stems = crate::search::Stems::new(project.config.site.language.tag());
    let stem = stems.of(term);
    let Some(fragment) = project.readings.fragment(path) else { return String::new() };
    let Some(found) = fragment.occurrences().find(|found| found.stem == stem) else {
        return String::new();
    };
    let named: Vec<String> = crate::search::FIELD_NAMES
        .iter()
        .zip(found.counts)
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    format!(" ({})", named.join(", "))
}
