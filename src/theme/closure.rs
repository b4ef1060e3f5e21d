//! What a template may use, without a second parser of templates.
//!
//! A template is taken to depend on every template and component whose name occurs in its text,
//! and so on from those. That is never too little, since Tera takes only literal names: in
//! `extends` and `include` as text, and of components as they stand. A name written with escapes
//! is the one way round that, so a backslash makes a template depend on all.

use std::collections::{BTreeMap, BTreeSet};

use super::components::Component;
use super::files::TemplateFile;
use crate::fingerprint::Fingerprint;

pub(super) struct Closures {
    templates: BTreeMap<String, Fingerprint>,
    components: BTreeMap<String, Fingerprint>,
}

impl Closures {
    /// `settings` is the fingerprint of whatever else decides what templates become.
    pub(super) fn of(
        files: &[TemplateFile],
        components: &BTreeMap<String, Component>,
        settings: Fingerprint,
    ) -> Closures {
        let own: Vec<Fingerprint> = files
            .iter()
            .map(|file| Fingerprint::of("template", &(&file.name, &file.text)))
            .collect();
        // Every name that stands for a file: a template's own, and those of the components in it.
        let mut names: Vec<(&str, usize)> =
            files.iter().enumerate().map(|(at, file)| (file.name.as_str(), at)).collect();
        for (name, component) in components {
            if let Some(at) = files.iter().position(|file| file.name == component.file) {
                names.push((name, at));
            }
        }
        let uses: Vec<BTreeSet<usize>> = files
            .iter()
            .map(|file| {
                if file.text.contains('\\') {
                    return (0..files.len()).collect();
                }
                names
                    .iter()
                    .filter(|(name, _)| occurs(&file.text, name))
                    .map(|(_, at)| *at)
                    .collect()
            })
            .collect();
        let closure = |start: usize| {
            let mut reached = BTreeSet::from([start]);
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                for next in uses.get(at).into_iter().flatten() {
                    if reached.insert(*next) {
                        open.push(*next);
                    }
                }
            }
            let parts: Vec<&Fingerprint> = reached.iter().filter_map(|at| own.get(*at)).collect();
            Fingerprint::of("template closure", &(settings, parts))
        };
        let of_file: Vec<Fingerprint> = (0..files.len()).map(closure).collect();
        let by_name = |name: &str| {
            files.iter().position(|file| file.name == name).and_then(|at| of_file.get(at).copied())
        };
        Closures {
            templates: files
                .iter()
                .filter(|file| !file.is_component)
                .filter_map(|file| Some((file.name.clone(), by_name(&file.name)?)))
                .collect(),
            components: components
                .iter()
                .filter_map(|(name, component)| Some((name.clone(), by_name(&component.file)?)))
                .collect(),
        }
    }

    pub(super) fn template(&self, name: &str) -> Option<Fingerprint> {
        self.templates.get(name).copied()
    }

    pub(super) fn component(&self, name: &str) -> Option<Fingerprint> {
        self.components.get(name).copied()
    }
}

/// Whether `name` occurs in `text` as a whole word.
fn occurs(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|part| part.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|part| part.chars().next());
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}
