//! `alongside schema`.

use std::path::Path;

use super::arguments::{CmsChoice, Common, Schema};
use super::{Ending, engine, show};
use crate::build::{LoadRequest, Project};
use crate::diagnostic::Failure;
use crate::output::replace;
use crate::schema::{self, Backend, Cms, PageFile};
use crate::theme::DEFAULT_THEME;

pub(super) fn run(wanted: &Schema, common: &Common) -> Result<Ending, Failure> {
    // Drafts and pages to come have forms as well.
    let (project, found) = Project::load(LoadRequest {
        root: &common.root,
        embedded: DEFAULT_THEME,
        base_url: None,
        drafts: true,
        date: engine::today(),
        fingerprint_assets: true,
        keep: crate::source::KEEP_BYTES,
    });
    let Some(project) = project else {
        let findings = common.policy().settle(found, &std::collections::BTreeMap::new());
        show::findings(&findings, common);
        return Ok(Ending::of(&findings));
    };
    let folder = wanted.out.clone().unwrap_or_else(|| common.root.join("schemas"));
    let files = match wanted.cms {
        None => schema::schemas(&project.config, &project.types),
        Some(system) => vec![("config.yml".to_string(), configuration(system, wanted, &project)?)],
    };
    for (name, text) in &files {
        write(&folder, name, text)?;
    }
    let shown = folder.display();
    let line = match files.as_slice() {
        [(name, _)] => format!("wrote {shown}/{name}"),
        files => format!("wrote {} schemas into {shown}", files.len()),
    };
    show::say(&line, common);
    Ok(Ending::Fine)
}

fn configuration(system: CmsChoice, wanted: &Schema, project: &Project) -> Result<String, Failure> {
    let pages: Vec<PageFile> = project
        .site
        .pages()
        .map(|(_, page)| PageFile {
            path: page.summary.path.to_string(),
            kind: page.summary.front.kind.clone(),
            names_type: page.summary.front.names_kind,
            title: page.summary.front.title.clone(),
        })
        .collect();
    let backend = Backend {
        name: wanted.backend.clone(),
        repo: wanted.repo.clone().unwrap_or_default(),
        branch: wanted.branch.clone(),
    };
    let system = match system {
        CmsChoice::Decap => Cms::Decap,
        CmsChoice::Sveltia => Cms::Sveltia,
    };
    schema::cms(system, backend, &project.config, &project.types, &project.library, &pages)
        .map_err(|reason| Failure::new(format!("cannot write the configuration: {reason}")))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::of_disk(format!("cannot make the folder `{}`", folder.display()), &error)
    })?;
    replace(&folder.join(name), Some(text.as_bytes()))
}
