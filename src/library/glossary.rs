//! The glossary's terms.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Bibliography, GLOSSARY_FILE, twice};
use crate::data::{Located, Reader};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::{SitePath, Span};

/// A term and what it means.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryTerm {
    /// The anchor on the glossary page.
    pub id: String,
    /// The term in words.
    pub term: String,
    /// Its abbreviation.
    pub abbr: Option<String>,
    /// What it means, in Markdown.
    pub meaning: Located<String>,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// The ids of terms to see as well.
    pub see: Vec<Located<String>>,
    /// The keys of the works that the meaning comes from.
    pub sources: Vec<Located<String>>,
    /// Whether the first use on each page leads to the glossary.
    pub link: bool,
    /// Where its id stands.
    #[serde(skip)]
    pub id_span: Span,
}

/// All terms, sorted as readers look for them.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    terms: Vec<GlossaryTerm>,
}

impl Glossary {
    pub(super) fn new(
        rows: Vec<GlossaryTerm>,
        bibliography: &Bibliography,
        found: &mut Diagnostics,
    ) -> Glossary {
        let path = SitePath::new(GLOSSARY_FILE);
        let mut ids: BTreeMap<String, Located<String>> = BTreeMap::new();
        let mut words: BTreeMap<String, Located<String>> = BTreeMap::new();
        for row in &rows {
            let id = Located { value: row.id.clone(), span: row.id_span };
            match ids.get(&row.id) {
                Some(first) => twice(found, GLOSSARY_FILE, "the term", first, &id),
                None => {
                    ids.insert(row.id.clone(), id);
                }
            }
            for word in row.words() {
                let word = Located { value: word.to_string(), span: row.id_span };
                match words.get(&word.value.to_lowercase()) {
                    // A term may be its own abbreviation.
                    Some(first) if first.span == word.span => {}
                    Some(first) => twice(found, GLOSSARY_FILE, "the word", first, &word),
                    None => {
                        words.insert(word.value.to_lowercase(), word);
                    }
                }
            }
        }
        for row in &rows {
            for see in &row.see {
                if !ids.contains_key(&see.value) {
                    let help = match nearest(&see.value, ids.keys().map(String::as_str)) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "use the id of another term".to_string(),
                    };
                    let message = format!("the glossary has no term `{}`", see.value);
                    found.push(
                        Diagnostic::new(Code::WrongValue, message).at(&path, see.span).help(help),
                    );
                }
            }
            for source in &row.sources {
                if bibliography.get(&source.value).is_none() {
                    let help = match nearest(&source.value, bibliography.keys()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "add the work to content/_references.toml".to_string(),
                    };
                    let message = format!("there is no reference `{}`", source.value);
                    found.push(
                        Diagnostic::new(Code::UnknownCitation, message)
                            .at(&path, source.span)
                            .help(help),
                    );
                }
            }
        }
        let mut terms = rows;
        terms.sort_by_cached_key(|row| (row.term.to_lowercase(), row.id.clone()));
        terms.dedup_by(|b, a| a.id == b.id);
        Glossary { terms }
    }

    /// All terms, sorted by their words.
    pub fn terms(&self) -> &[GlossaryTerm] {
        &self.terms
    }
}

impl GlossaryTerm {
    /// Every way to write the term.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.term.as_str())
            .chain(self.abbr.as_deref())
            .chain(self.aliases.iter().map(String::as_str))
    }
}

pub(super) fn read(reader: &mut Reader, _entry: Span) -> Option<GlossaryTerm> {
    let id = reader.required_text("id", "add a short name for its address: id = \"mbu\"");
    let term = reader.required_text("term", "add the term in words");
    let abbr = reader.text("abbr").map(|text| text.value);
    let meaning = reader.required_text("meaning", "add what the term means");
    let aliases = reader.texts("aliases").into_iter().map(|text| text.value).collect();
    let see = reader.texts("see");
    let sources = reader.texts("sources");
    let link = reader.boolean("link").unwrap_or(true);
    let id = id?;
    if !id.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        let message = format!("`{}` cannot be part of an address", id.value);
        let help = "write small letters, digits and hyphens only".to_string();
        reader.report(Code::InvalidSlug, id.span, message, Some(help));
    }
    // An entry with a gap was reported; it stays, so that what leads to it is not reported too.
    let nothing = || Located { value: String::new(), span: id.span };
    Some(GlossaryTerm {
        term: term.map_or_else(|| id.value.clone(), |term| term.value),
        id: id.value,
        abbr,
        meaning: meaning.unwrap_or_else(nothing),
        aliases,
        see,
        sources,
        link,
        id_span: id.span,
    })
}
