//! Which file stands for which name: the site's own before the theme's.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, SitePath, SourceTree};

/// The files of a theme by folder, each under its name below the folder.
pub(super) struct Sources {
    templates: BTreeMap<String, FileId>,
    components: BTreeMap<String, FileId>,
    pub(super) assets: BTreeMap<String, FileId>,
    pub(super) print: BTreeMap<String, FileId>,
    /// By language file name; the theme's file first, then the site's, since words are merged.
    pub(super) strings: BTreeMap<String, Vec<FileId>>,
}

/// A template or component as it was written.
pub(super) struct TemplateFile {
    /// Its name in Tera: components stand below `components/`.
    pub(super) name: String,
    pub(super) path: SitePath,
    pub(super) text: String,
    pub(super) is_component: bool,
}

impl Sources {
    pub(super) fn gather(tree: &SourceTree, theme: &str) -> Sources {
        let shadowed = |folder: &str| {
            let mut files = BTreeMap::new();
            for root in [format!("themes/{theme}/{folder}"), folder.to_string()] {
                for (id, file) in tree.below(&root) {
                    if let Some(name) = file.path.within(&root) {
                        files.insert(name.to_string(), id);
                    }
                }
            }
            files
        };
        let mut strings: BTreeMap<String, Vec<FileId>> = BTreeMap::new();
        for root in [format!("themes/{theme}/strings"), "strings".to_string()] {
            for (id, file) in tree.below(&root) {
                if let Some(name) = file.path.within(&root) {
                    strings.entry(name.to_string()).or_default().push(id);
                }
            }
        }
        Sources {
            templates: shadowed("templates"),
            components: shadowed("components"),
            assets: shadowed("assets"),
            print: shadowed("print"),
            strings,
        }
    }
}

pub(super) fn read_templates(
    tree: &SourceTree,
    sources: &Sources,
) -> (Vec<TemplateFile>, Diagnostics) {
    let mut found = Diagnostics::new();
    let mut files = Vec::new();
    let all = sources.templates.iter().map(|(name, id)| (name.clone(), *id, false)).chain(
        sources.components.iter().map(|(name, id)| (format!("components/{name}"), *id, true)),
    );
    for (name, id, is_component) in all {
        let path = &tree.file(id).path;
        match tree.text(id) {
            Ok(text) => files.push(TemplateFile {
                name,
                path: path.clone(),
                text: text.into_owned(),
                is_component,
            }),
            Err(error) => found.push(Diagnostic::unread(path, "this template", &error)),
        }
    }
    (files, found)
}
