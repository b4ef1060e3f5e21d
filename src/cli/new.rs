//! `alongside new`.

use std::collections::BTreeMap;

use super::arguments::{Common, New};
use super::{Ending, engine, scaffold, show};
use crate::build::{LoadRequest, Project};
use crate::config::address_part;
use crate::diagnostic::{Failure, nearest};
use crate::output::write_new;
use crate::source::SitePath;
use crate::theme::DEFAULT_THEME;

pub(super) fn run(wanted: &New, common: &Common) -> Result<Ending, Failure> {
    let request = LoadRequest {
        root: &common.root,
        embedded: DEFAULT_THEME,
        base_url: None,
        drafts: true,
        date: engine::today(),
        fingerprint_assets: true,
        keep: crate::source::KEEP_BYTES,
    };
    let (project, found) = Project::load(request);
    let Some(project) = project else {
        show::findings(&found.into_sorted(), common);
        return Ok(Ending::Usage);
    };
    let Some(kind) = project.types.get(&wanted.kind) else {
        let names: Vec<&str> = project.types.names().collect();
        let help = match nearest(&wanted.kind, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the types are: {}", names.join(", ")),
        };
        let failure =
            Failure::new(format!("there is no content type `{}`", wanted.kind)).help(help);
        show::failure(&failure, show::style(common.color));
        return Ok(Ending::Usage);
    };
    let section = match &wanted.section {
        Some(section) => section.trim_matches('/').trim_start_matches("content/").to_string(),
        None => usual_section(&project, &kind.name),
    };
    let part = address_part(&wanted.title);
    let name =
        if kind.name == "section" { format!("{part}/_index.md") } else { format!("{part}.md") };
    let path = SitePath::join("content", "content", &format!("{section}/{name}"))
        .filter(|path| !part.is_empty() && path.within("content").is_some());
    let Some(path) = path else {
        let failure = Failure::new("the title and section do not make a path below content/")
            .help("give a title with letters, and a section such as training");
        show::failure(&failure, show::style(common.color));
        return Ok(Ending::Usage);
    };
    let known = scaffold::Known {
        owners: project.config.site.owners.iter().map(|owner| owner.id.as_str()).collect(),
        works: project.library.bibliography.keys().collect(),
        taxonomies: &project.config.taxonomies,
    };
    let page_of = |types: &[String]| page_of(&project, types);
    let text = scaffold::page(kind, &wanted.title, engine::today(), &known, &page_of);
    write_new(&common.root.join(path.as_str()), text.as_bytes())?;
    show::say(&format!("wrote {path}: open it, write, and remove the line `draft = true`"), common);
    for folder in bare_folders(&project, &path) {
        let line = format!(
            "the folder {folder} has no page of its own yet: add {folder}/_index.md with a title"
        );
        show::say(&line, common);
    }
    Ok(Ending::Fine)
}

/// The folders above a new page that no `_index.md` introduces, outermost first.
fn bare_folders<'p>(project: &Project, path: &'p SitePath) -> Vec<&'p str> {
    let folder = path.folder();
    let ends = folder.match_indices('/').map(|(at, _)| at).skip(1).chain([folder.len()]);
    ends.filter_map(|end| folder.get(..end))
        .filter(|above| *above != "content" && path.as_str() != format!("{above}/_index.md"))
        .filter(|above| project.tree.find(&format!("{above}/_index.md")).is_none())
        .collect()
}

/// The folder in which most pages of a type are; the content folder itself when there are none.
fn usual_section(project: &Project, kind: &str) -> String {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, page) in project.site.pages().filter(|(_, page)| page.summary.front.kind == kind) {
        let folder = page.summary.path.folder();
        // A new section goes beside the others, not into one of them.
        let folder = if kind == "section" { "content" } else { folder };
        *folders.entry(folder).or_default() += 1;
    }
    let most =
        folders.into_iter().max_by_key(|(folder, pages)| (*pages, std::cmp::Reverse(*folder)));
    most.and_then(|(folder, _)| folder.strip_prefix("content/")).unwrap_or("").to_string()
}

/// A page of one of these types, for fields that need one.
fn page_of(project: &Project, types: &[String]) -> Option<String> {
    let fits = |kind: &String| types.is_empty() || types.contains(kind);
    let (_, page) = project.site.pages().find(|(_, page)| fits(&page.summary.front.kind))?;
    page.summary.path.within("content").map(|path| format!("/{path}"))
}
