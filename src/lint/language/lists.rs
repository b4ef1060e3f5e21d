//! The word lists of the theme and the site, ready to be found in texts.
//!
//! A list is a TOML file in `themes/NAME/language/` or in the site's `language/`; a site's file of
//! the same name stands in for the theme's, and one of another name adds to them. Under the code
//! of a rule stand its phrases, and under `[classes]` words that phrases speak of together.
//! `CONTRIBUTING.md` has an example. It must never judge a text.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::Patterns;
use super::rule::{Check, Group, Rule};
use super::rules::RULES;
use crate::config::WritingSettings;
use crate::data::{Codes, Located, NodeKind, Reader, Table, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::fingerprint::Fingerprint;
use crate::library::Glossary;
use crate::source::{FileId, SitePath, SourceTree, Span};

/// The word lists of a site with its settings.
#[derive(Debug)]
pub struct WordLists {
    /// What editors chose.
    pub settings: WritingSettings,
    /// All phrases.
    pub patterns: Patterns,
    /// By number of the phrase: what it is for.
    pub(super) uses: Vec<Use>,
    /// The entries of all lists.
    pub(super) entries: Vec<Entry>,
    /// Words that say nothing as the text of a link.
    pub(super) vague_links: BTreeSet<String>,
    /// The terms of the glossary in small letters, short forms and other words for them included.
    pub(super) glossary: BTreeSet<String>,
    /// Of all that these lists were made from.
    pub fingerprint: Fingerprint,
}

/// What a phrase is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Use {
    /// It is what the entry looks for.
    Find(usize),
    /// Where it touches what the entry found, that is left alone.
    Unless(usize),
    /// The same for every entry of the rule.
    UnlessRule(usize),
    /// It must stand somewhere in the sentence.
    With(usize),
    /// It must not stand anywhere in the sentence.
    Without(usize),
}

/// One entry of a rule's list.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// The rule's number in [`RULES`].
    pub(super) rule: usize,
    /// What to write instead.
    pub(super) write: Option<String>,
    /// The classes of which the subject must be one.
    pub(super) subject: Vec<usize>,
    /// The classes of which the subject must not be one.
    pub(super) not_subject: Vec<usize>,
    /// Whether `with` has phrases.
    pub(super) needs_with: bool,
    /// Whether what is denied is left alone.
    pub(super) spares_negated: bool,
}

/// One list as it is read, before phrases can be: classes may stand in a later file.
struct Sheet<'t> {
    path: SitePath,
    table: &'t Table,
}

impl WordLists {
    /// Reads the lists of a site.
    pub fn read(
        tree: &SourceTree,
        theme: &str,
        settings: &WritingSettings,
        glossary: &Glossary,
    ) -> (WordLists, Diagnostics) {
        let mut found = Diagnostics::new();
        let files = files(tree, theme);
        let prints: Vec<(&str, Fingerprint)> = files
            .iter()
            .map(|id| (tree.file(*id).path.as_str(), tree.file(*id).fingerprint))
            .collect();
        let terms: BTreeSet<String> =
            glossary.terms().iter().flat_map(|term| term.words()).map(str::to_lowercase).collect();
        let fingerprint = Fingerprint::of("word lists", &(&prints, settings, &terms));
        let tables: Vec<(SitePath, Table)> =
            files.iter().filter_map(|id| read_table(tree, *id, &mut found)).collect();
        let sheets: Vec<Sheet> =
            tables.iter().map(|(path, table)| Sheet { path: path.clone(), table }).collect();
        let mut lists = WordLists {
            settings: settings.clone(),
            patterns: Patterns::default(),
            uses: Vec::new(),
            entries: Vec::new(),
            vague_links: BTreeSet::new(),
            glossary: terms,
            fingerprint,
        };
        lists.add_glossary();
        lists.read_classes(&sheets, &mut found);
        for sheet in &sheets {
            lists.read_rules(sheet, &mut found);
        }
        lists.add_contested();
        for pattern in lists.patterns.index() {
            // What begins with any word would be looked for at every word.
            debug_assert!(pattern < lists.uses.len());
        }
        (lists, found)
    }

    /// The number of a class; none of a name that no list has.
    pub(super) fn class(&self, name: &str) -> Option<usize> {
        self.patterns.class(name)
    }

    fn read_classes(&mut self, sheets: &[Sheet], found: &mut Diagnostics) {
        let mut members: Vec<(&Sheet, String, Located<String>)> = Vec::new();
        for sheet in sheets {
            let Some(entry) = sheet.table.get("classes") else { continue };
            let NodeKind::Table(classes) = &entry.value.kind else {
                wrong(found, sheet, entry.value.span, "`classes` should be a table of lists");
                continue;
            };
            for class in &classes.entries {
                if let Err(message) = self.patterns.add_class(&class.key) {
                    wrong(found, sheet, class.key_span, &message);
                }
                for member in texts(sheet, &class.key, &class.value, found) {
                    members.push((sheet, class.key.clone(), member));
                }
            }
        }
        for (sheet, class, member) in members {
            if let Err(message) = self.patterns.fill_class(&class, &member.value) {
                wrong(found, sheet, member.span, &message);
            }
        }
    }

    /// The terms of the glossary as a class, for rules that do not count them. A term that cannot be
    /// a phrase, such as one with a bracket, is no member.
    fn add_glossary(&mut self) {
        if self.patterns.add_class("glossary-term").is_ok() {
            for term in self.glossary.clone() {
                let words = term.replace('-', " ");
                let _ = self.patterns.fill_class("glossary-term", &words);
            }
        }
    }

    fn read_rules(&mut self, sheet: &Sheet, found: &mut Diagnostics) {
        for key in &sheet.table.entries {
            if key.key == "classes" {
                continue;
            }
            let rule = RULES.iter().position(|rule| rule.code.name() == key.key);
            let Some(rule) = rule else {
                let names = RULES.iter().map(|rule| rule.code.name());
                let help = match nearest(&key.key, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the code of a language rule, such as `pl-05-jargon`".to_string(),
                };
                let message = format!("there is no language rule `{}`", key.key);
                found.push(
                    Diagnostic::new(Code::ConfigKey, message)
                        .at(&sheet.path, key.key_span)
                        .help(help),
                );
                continue;
            };
            let NodeKind::List(items) = &key.value.kind else {
                let message = format!("`{}` should be a list of tables", key.key);
                wrong(found, sheet, key.value.span, &message);
                continue;
            };
            for item in items {
                match &item.kind {
                    NodeKind::Table(table) => {
                        let table = Located { value: table, span: item.span };
                        self.read_entry(rule, sheet, &table, found);
                    }
                    _ => wrong(found, sheet, item.span, "write a phrase as { find = \"…\" }"),
                }
            }
        }
    }

    fn read_entry(
        &mut self,
        rule: usize,
        sheet: &Sheet,
        table: &Located<&Table>,
        found: &mut Diagnostics,
    ) {
        let (number, mut inner_found) = (self.entries.len(), Diagnostics::new());
        let codes = Codes::CONFIGURATION;
        let what = "this entry";
        let mut reader =
            Reader::new(table.value, table.span, &sheet.path, codes, what, &mut inner_found);
        let write = reader.text("write").map(|text| text.value);
        let spares_negated = reader
            .boolean("spares_negated")
            .unwrap_or_else(|| RULES.get(rule).is_some_and(|rule| rule.group == Group::Role));
        let mut phrases: BTreeMap<&str, Vec<Located<String>>> = BTreeMap::new();
        for key in ["find", "unless", "with", "without", "subject", "not_subject"] {
            if let Some(entry) = reader.entry(key) {
                phrases.insert(key, texts(sheet, key, &entry.value, found));
            }
        }
        reader.finish();
        found.extend(inner_found);
        let of_rule = !phrases.contains_key("find");
        let is_link = RULES.get(rule).is_some_and(|rule| rule.code == Code::VagueLink);
        let mut entry = Entry { rule, write, spares_negated, ..Entry::default() };
        entry.needs_with = phrases.contains_key("with");
        for (key, list) in phrases {
            for text in list {
                let use_of = match key {
                    "find" if is_link => {
                        self.vague_links.insert(text.value.to_lowercase());
                        continue;
                    }
                    "find" => Use::Find(number),
                    "unless" if of_rule => Use::UnlessRule(rule),
                    "unless" => Use::Unless(number),
                    "with" => Use::With(number),
                    "without" => Use::Without(number),
                    _ => {
                        let to = match key {
                            "subject" => &mut entry.subject,
                            _ => &mut entry.not_subject,
                        };
                        match self.patterns.class(&text.value) {
                            Some(class) => to.push(class),
                            None => {
                                let message = format!("there is no class `{}`", text.value);
                                wrong(found, sheet, text.span, &message);
                            }
                        }
                        continue;
                    }
                };
                match self.patterns.add(&text.value) {
                    Ok(_) => self.uses.push(use_of),
                    Err(message) => wrong(found, sheet, text.span, &message),
                }
            }
        }
        self.entries.push(entry);
    }

    /// The contested terms but for the house's own, which has no place among them.
    fn add_contested(&mut self) {
        let Some(house) = self.settings.house_term.clone() else { return };
        for entry in &mut self.entries {
            if RULES.get(entry.rule).is_some_and(|rule| rule.code == Code::ContestedTerm) {
                entry.write = Some(format!("write “{house}”, the house term"));
            }
        }
    }

    /// Whether any phrase is listed for a rule.
    pub fn has_phrases_of(&self, rule: &Rule) -> bool {
        self.entries
            .iter()
            .any(|entry| RULES.get(entry.rule).is_some_and(|other| other.code == rule.code))
    }

    /// The rule of an entry.
    pub(super) fn rule_of(&self, entry: &Entry) -> Option<&'static Rule> {
        RULES.get(entry.rule).copied().filter(|rule| {
            let listed = matches!(rule.check, Check::Words | Check::WordsIf(_));
            listed && (rule.code != Code::ContestedTerm || self.settings.house_term.is_some())
        })
    }
}

fn wrong(found: &mut Diagnostics, sheet: &Sheet, span: Span, message: &str) {
    found.push(
        Diagnostic::new(Code::ConfigValue, message)
            .at(&sheet.path, span)
            .help("write words with spaces between them; `(a | b)` is a choice, `<name>` a class"),
    );
}

/// A text, or a list of texts.
fn texts(
    sheet: &Sheet,
    key: &str,
    value: &crate::data::Node,
    found: &mut Diagnostics,
) -> Vec<Located<String>> {
    let items = match &value.kind {
        NodeKind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        match &item.kind {
            NodeKind::Text(text) => texts.push(Located { value: text.clone(), span: item.span }),
            _ => wrong(found, sheet, item.span, &format!("`{key}` should be a list of phrases")),
        }
    }
    texts
}

fn read_table(tree: &SourceTree, id: FileId, found: &mut Diagnostics) -> Option<(SitePath, Table)> {
    let path = tree.file(id).path.clone();
    let text = match tree.text(id) {
        Ok(text) => text,
        Err(error) => {
            found.push(Diagnostic::unread(&path, "this word list", &error));
            return None;
        }
    };
    match parse_toml(&text, 0) {
        Ok(table) => Some((path, table)),
        Err(errors) => {
            found.extend(errors.into_iter().map(|error| {
                Diagnostic::new(Code::InvalidToml, error.message)
                    .at(&path, error.span)
                    .maybe_help(error.help)
            }));
            None
        }
    }
}

/// The files in the order of their names. A theme without lists has those of the default theme.
fn files(tree: &SourceTree, theme: &str) -> Vec<FileId> {
    let mut files: BTreeMap<String, FileId> = BTreeMap::new();
    let own = format!("themes/{theme}/language");
    let theme_folder = match tree.below(&own).next() {
        Some(_) => own,
        None => "themes/default/language".to_string(),
    };
    for folder in [theme_folder.as_str(), "language"] {
        for (id, file) in tree.below(folder) {
            if let Some(name) = file.path.within(folder).filter(|name| name.ends_with(".toml")) {
                files.insert(name.to_string(), id);
            }
        }
    }
    files.into_values().collect()
}
