//! The words of the interface, by language.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::config::Language;
use crate::data::{Entry, Node, NodeKind, Table, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::source::{FileId, SitePath, SourceTree, Span};

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Strings {
    table: Table,
    /// The words as templates see them.
    pub value: tera::Value,
    /// The fingerprint of all of them.
    pub fingerprint: Fingerprint,
}

/// The language whose file says which words there are.
const REFERENCE: &str = "en-GB";

impl Strings {
    fn new(table: Table) -> Strings {
        Strings {
            value: tera::Value::from_serializable(&table),
            fingerprint: Fingerprint::of("strings", &table),
            table,
        }
    }

    /// No words at all, for a theme without strings.
    pub(super) fn none() -> &'static Strings {
        static NONE: OnceLock<Strings> = OnceLock::new();
        NONE.get_or_init(|| Strings::new(Table::default()))
    }

    /// The words at a dotted path such as `footnotes.title`; the path itself where there are none,
    /// so that a gap is seen.
    pub fn text(&self, path: &str) -> String {
        match self.node(path).map(|node| &node.kind) {
            Some(NodeKind::Text(text)) => text.clone(),
            _ => path.to_string(),
        }
    }

    /// The list of words at a dotted path.
    pub fn texts(&self, path: &str) -> Vec<String> {
        match self.node(path).map(|node| &node.kind) {
            Some(NodeKind::List(items)) => items
                .iter()
                .filter_map(|item| match &item.kind {
                    NodeKind::Text(text) => Some(text.clone()),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    fn node(&self, path: &str) -> Option<&Node> {
        let mut table = &self.table;
        let mut parts = path.split('.').peekable();
        loop {
            let value = &table.get(parts.next()?)?.value;
            if parts.peek().is_none() {
                return Some(value);
            }
            match &value.kind {
                NodeKind::Table(inner) => table = inner,
                _ => return None,
            }
        }
    }

    /// Reads every language. A site's words go before the theme's of the same language, and what a
    /// language lacks is taken from the reference language and reported.
    pub(super) fn load(
        tree: &SourceTree,
        files: &BTreeMap<String, Vec<FileId>>,
        main: &Language,
    ) -> (BTreeMap<String, Strings>, Diagnostics) {
        let mut found = Diagnostics::new();
        let mut tables: BTreeMap<String, (Table, SitePath)> = BTreeMap::new();
        for (name, ids) in files {
            let Some(language) = name.strip_suffix(".toml") else { continue };
            for id in ids {
                let path = &tree.file(*id).path;
                let Some(table) = read(tree, *id, &mut found) else { continue };
                match tables.get_mut(language) {
                    Some((below, _)) => overlay(below, table),
                    None => {
                        tables.insert(language.to_string(), (table, path.clone()));
                    }
                }
            }
        }
        let reference = tables.get(REFERENCE).map(|(table, _)| table.clone());
        if !tables.contains_key(main.tag())
            && let Some(reference) = &reference
        {
            // English of another country is well served by the reference.
            if !main.tag().starts_with("en") {
                let message =
                    format!("there are no words for the site's language `{}`", main.tag());
                found.push(Diagnostic::new(Code::MissingString, message).help(format!(
                    "add strings/{}.toml; until then the interface speaks {REFERENCE}",
                    main.tag()
                )));
            }
            let path = SitePath::new(crate::config::CONFIG_FILE);
            tables.insert(main.tag().to_string(), (reference.clone(), path));
        }
        let mut languages = BTreeMap::new();
        for (language, (mut table, path)) in tables {
            if let Some(reference) = &reference {
                let mut gaps = Vec::new();
                fill_gaps(&mut table, reference, "", &mut gaps);
                for gap in gaps {
                    found.push(
                        Diagnostic::new(
                            Code::MissingString,
                            format!("`{language}` has no words for `{gap}`"),
                        )
                        .at(&path, Span::default())
                        .help(format!("add the key `{gap}` to this file")),
                    );
                }
            }
            languages.insert(language, Strings::new(table));
        }
        (languages, found)
    }
}

fn read(tree: &SourceTree, id: FileId, found: &mut Diagnostics) -> Option<Table> {
    let path = &tree.file(id).path;
    let Ok(text) = tree.text(id) else {
        found.push(
            Diagnostic::new(Code::NotUtf8, "this strings file is not UTF-8 text")
                .at(path, Span::default())
                .help("save the file again with the encoding UTF-8"),
        );
        return None;
    };
    match parse_toml(&text, 0) {
        Ok(table) => Some(table),
        Err(errors) => {
            found.extend(errors.into_iter().map(|error| {
                Diagnostic::new(Code::InvalidToml, error.message)
                    .at(path, error.span)
                    .maybe_help(error.help)
            }));
            None
        }
    }
}

/// Puts the entries of `above` over those of `below`, table by table.
fn overlay(below: &mut Table, above: Table) {
    for entry in above.entries {
        match below.entries.iter_mut().find(|other| other.key == entry.key) {
            Some(Entry { value: Node { kind: NodeKind::Table(inner), .. }, .. })
                if matches!(entry.value.kind, NodeKind::Table(_)) =>
            {
                if let NodeKind::Table(table) = entry.value.kind {
                    overlay(inner, table);
                }
            }
            Some(other) => *other = entry,
            None => below.entries.push(entry),
        }
    }
}

/// Takes what `table` lacks from `reference`, and names it in `gaps`.
fn fill_gaps(table: &mut Table, reference: &Table, prefix: &str, gaps: &mut Vec<String>) {
    for entry in &reference.entries {
        let name =
            if prefix.is_empty() { entry.key.clone() } else { format!("{prefix}.{}", entry.key) };
        match table.entries.iter_mut().find(|own| own.key == entry.key) {
            None => {
                gaps.push(name);
                table.entries.push(entry.clone());
            }
            Some(own) => {
                if let (NodeKind::Table(own), NodeKind::Table(inner)) =
                    (&mut own.value.kind, &entry.value.kind)
                {
                    fill_gaps(own, inner, &name, gaps);
                }
            }
        }
    }
}
