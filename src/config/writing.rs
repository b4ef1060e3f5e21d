//! `[checks]`: the settings of the language rules. Levels stand beside them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::data::{NodeKind, Reader};
use crate::diagnostic::Code;

/// What editors may choose about the language rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WritingSettings {
    /// Whether errors of the rules stop publishing.
    pub strict: bool,
    /// The house term for people who use services, where others are to be reported.
    pub house_term: Option<String>,
    /// How mothers and parents are spoken of.
    pub gender: GenderMode,
    /// Acronyms that every reader knows.
    pub acronyms: Vec<String>,
    /// Above so many words a sentence is a warning.
    pub sentence_max: usize,
    /// Above so many words a sentence is an error.
    pub sentence_hard: usize,
    /// How the numbers from 2 to 9 are written.
    pub small_numbers: SmallNumbers,
    /// The highest reading grade by audience or content type.
    pub readability: BTreeMap<String, u32>,
}

/// How mothers and parents are spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum GenderMode {
    /// Nothing is reported.
    Off,
    /// "Mothers and birthing parents".
    Additive,
    /// "Parents".
    Neutral,
}

/// How the numbers from 2 to 9 are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum SmallNumbers {
    /// Either way.
    Off,
    /// As words.
    Words,
    /// In digits.
    Digits,
}

impl Default for WritingSettings {
    fn default() -> WritingSettings {
        let known = ["NHS", "UK", "GP", "HR", "PDF", "HTML", "CSV", "ID"];
        let grades = [
            ("public", 7),
            ("peer-workers", 7),
            ("managers", 9),
            ("hr", 9),
            ("clinical-teams", 9),
            ("commissioners", 10),
        ];
        WritingSettings {
            strict: false,
            house_term: None,
            gender: GenderMode::Additive,
            acronyms: known.map(str::to_string).to_vec(),
            sentence_max: 25,
            sentence_hard: 35,
            small_numbers: SmallNumbers::Off,
            readability: grades.map(|(name, grade)| (name.to_string(), grade)).into(),
        }
    }
}

/// The keys of `[checks]` that are settings and not codes.
pub(super) const SETTINGS: [&str; 7] =
    ["strict", "contested", "gender", "acronym", "sentence", "numbers", "readability"];

impl WritingSettings {
    /// Reads the settings of the table `[checks]`.
    pub(super) fn read(reader: &mut Reader) -> WritingSettings {
        let mut settings = WritingSettings::default();
        settings.strict = reader.boolean("strict").unwrap_or(settings.strict);
        if let Some(table) = reader.table("contested") {
            let mut inner = reader.inner(&table, "[checks.contested]");
            let prefers = inner.choice("mode", &["off", "prefer"]) == Some("prefer");
            let term = inner.text("term").map(|term| term.value);
            inner.finish();
            settings.house_term =
                prefers.then(|| term.unwrap_or_else(|| "people who use services".to_string()));
        }
        if let Some(table) = reader.table("gender") {
            let mut inner = reader.inner(&table, "[checks.gender]");
            settings.gender = match inner.choice("mode", &["off", "additive", "neutral"]) {
                Some("off") => GenderMode::Off,
                Some("neutral") => GenderMode::Neutral,
                _ => GenderMode::Additive,
            };
            inner.finish();
        }
        if let Some(table) = reader.table("acronym") {
            let mut inner = reader.inner(&table, "[checks.acronym]");
            if let Some(words) = read_words(&mut inner, "allow") {
                settings.acronyms = words;
            }
            inner.finish();
        }
        if let Some(table) = reader.table("sentence") {
            let mut inner = reader.inner(&table, "[checks.sentence]");
            let mut words = |key| inner.integer(key, 5..=200).and_then(|n| usize::try_from(n).ok());
            settings.sentence_max = words("max").unwrap_or(settings.sentence_max);
            settings.sentence_hard = words("hard").unwrap_or(settings.sentence_hard);
            inner.finish();
        }
        if let Some(table) = reader.table("numbers") {
            let mut inner = reader.inner(&table, "[checks.numbers]");
            settings.small_numbers = match inner.choice("small", &["off", "words", "digits"]) {
                Some("words") => SmallNumbers::Words,
                Some("digits") => SmallNumbers::Digits,
                _ => SmallNumbers::Off,
            };
            inner.finish();
        }
        if let Some(table) = reader.table("readability") {
            let mut inner = reader.inner(&table, "[checks.readability]");
            for entry in &table.value.entries {
                let grade = inner.integer(&entry.key, 1..=20).and_then(|n| u32::try_from(n).ok());
                if let Some(grade) = grade {
                    settings.readability.insert(entry.key.clone(), grade);
                }
            }
            inner.finish();
        }
        settings
    }
}

fn read_words(reader: &mut Reader, key: &str) -> Option<Vec<String>> {
    let entry = reader.entry(key)?;
    let words: Option<Vec<String>> = match &entry.value.kind {
        NodeKind::List(items) => items
            .iter()
            .map(|item| match &item.kind {
                NodeKind::Text(word) => Some(word.clone()),
                _ => None,
            })
            .collect(),
        _ => None,
    };
    if words.is_none() {
        let help = format!("write {key} = [\"NHS\", \"GP\"]");
        let message = format!("`{key}` should be a list of words");
        reader.report(Code::ConfigValue, entry.value.span, message, Some(help));
    }
    words
}
