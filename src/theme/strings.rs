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

/// The words that the program itself puts into what it makes.
const OWN_WORDS: [&str; 11] = [
    "dates.months",
    "head.feed",
    "pages.a_z.description",
    "pages.a_z.title",
    "pages.changes.description",
    "pages.changes.title",
    "pages.not_found.description",
    "pages.not_found.title",
    "pages.taxonomy.description",
    "redirect.text",
    "redirect.title",
];

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
        let mut read_files = Vec::new();
        for (name, ids) in files {
            let Some(language) = name.strip_suffix(".toml") else { continue };
            for id in ids {
                if let Some(table) = read(tree, *id, &mut found) {
                    read_files.push((language, tree.file(*id).path.clone(), table));
                }
            }
        }
        // The theme's file comes first and says which words there are; a site may add some.
        let reference = read_files
            .iter()
            .find(|(language, ..)| *language == REFERENCE)
            .map(|(_, _, table)| table.clone());
        let mut tables: BTreeMap<String, (Table, SitePath)> = BTreeMap::new();
        for (language, path, mut table) in read_files {
            if let Some(reference) = &reference {
                take_out_wrong(&mut table, reference, "", &path, &mut found);
            }
            match tables.get_mut(language) {
                Some((below, place)) => {
                    overlay(below, table);
                    *place = path;
                }
                None => {
                    tables.insert(language.to_string(), (table, path));
                }
            }
        }
        if let (Some(reference), Some((_, path))) = (&reference, tables.get(REFERENCE)) {
            let words = Strings::new(reference.clone());
            let gaps: Vec<String> = OWN_WORDS
                .iter()
                .filter(|word| words.node(word).is_none())
                .map(|word| word.to_string())
                .collect();
            found.extend(lacking(REFERENCE, path, &gaps));
        }
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
                found.extend(lacking(&language, &path, &gaps));
            }
            languages.insert(language, Strings::new(table));
        }
        (languages, found)
    }
}

fn read(tree: &SourceTree, id: FileId, found: &mut Diagnostics) -> Option<Table> {
    let path = &tree.file(id).path;
    let text = match tree.text(id) {
        Ok(text) => text,
        Err(error) => {
            found.push(Diagnostic::unread(path, "this file of words", &error));
            return None;
        }
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
        let name = dotted(prefix, &entry.key);
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

fn dotted(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") }
}

/// How many missing words one finding names.
const NAMED: usize = 8;

/// One finding for all that a language lacks.
fn lacking(language: &str, path: &SitePath, gaps: &[String]) -> Option<Diagnostic> {
    let named: Vec<String> = gaps.iter().take(NAMED).map(|gap| format!("`{gap}`")).collect();
    let more = match gaps.len() {
        0 => return None,
        count if count > NAMED => format!(" and {} more", count - NAMED),
        _ => String::new(),
    };
    let count = gaps.len();
    let words = if count == 1 { "one word".to_string() } else { format!("{count} words") };
    let message = format!("`{language}` lacks {words} of the interface");
    let help = format!("add to this file: {}{more}", named.join(", "));
    Some(Diagnostic::new(Code::MissingString, message).at(path, Span::default()).help(help))
}

/// Reports words that are of another kind than in the reference language, and takes them out.
fn take_out_wrong(
    table: &mut Table,
    reference: &Table,
    prefix: &str,
    path: &SitePath,
    found: &mut Diagnostics,
) {
    table.entries.retain_mut(|entry| {
        let Some(wanted) = reference.get(&entry.key).map(|wanted| &wanted.value) else {
            return true;
        };
        let name = dotted(prefix, &entry.key);
        let message = match (&mut entry.value.kind, &wanted.kind) {
            (NodeKind::Table(own), NodeKind::Table(wanted)) => {
                take_out_wrong(own, wanted, &name, path, found);
                return true;
            }
            (NodeKind::Text(_), NodeKind::Text(_)) => return true,
            (NodeKind::List(own), NodeKind::List(wanted)) if own.len() == wanted.len() => {
                return true;
            }
            (NodeKind::List(own), NodeKind::List(wanted)) => {
                format!("`{name}` has {} words and needs {}", own.len(), wanted.len())
            }
            _ => {
                let (own, wanted) = (entry.value.kind_name(), wanted.kind_name());
                format!("`{name}` should be {wanted}, but is {own}")
            }
        };
        found.push(
            Diagnostic::new(Code::ConfigValue, message)
                .at(path, entry.value.span)
                .help(format!("write it as the theme's file strings/{REFERENCE}.toml does")),
        );
        // It is found missing by nobody: what the reference says stands in for it.
        entry.value = wanted.clone();
        true
    });
}
