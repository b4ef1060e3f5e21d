//! Reading a table key by key, and saying what is left over.

use super::{Date, Entry, Node, NodeKind, Period, Table, date_advice, parse_date, parse_period};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::{SitePath, Span};

/// Which codes a [`Reader`] reports under: front matter and configuration have their own.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// A key that nothing asks for.
    pub unknown: Code,
    /// A required key that is not there.
    pub missing: Code,
    /// A value of the wrong kind.
    pub wrong: Code,
    /// A word that is not among the choices.
    pub choice: Code,
    /// A date that does not exist.
    pub date: Code,
}

impl Codes {
    /// For `site-config.toml`, `theme.toml` and content types.
    pub const CONFIGURATION: Codes = Codes {
        unknown: Code::ConfigKey,
        missing: Code::ConfigMissing,
        wrong: Code::ConfigValue,
        choice: Code::ConfigValue,
        date: Code::ConfigValue,
    };
    /// For front matter and data files.
    pub const CONTENT: Codes = Codes {
        unknown: Code::UnknownField,
        missing: Code::MissingField,
        wrong: Code::WrongValue,
        choice: Code::UnknownChoice,
        date: Code::InvalidDate,
    };
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// Reads one table. Every key that is asked for counts as known; [`Reader::finish`] reports the
/// rest with the nearest known key. A key that is there with a value of the wrong kind is reported
/// at once and then read as absent, so that one pass finds everything.
pub struct Reader<'t, 'd> {
    table: &'t Table,
    span: Span,
    path: &'t SitePath,
    codes: Codes,
    what: &'t str,
    /// The line below which TOML takes every key as one of this table.
    above: Option<&'t str>,
    known: Vec<String>,
    /// Required keys that are not there, with what is to be said of each.
    missing: Vec<(String, Diagnostic)>,
    found: &'d mut Diagnostics,
}

impl<'t, 'd> Reader<'t, 'd> {
    /// A reader of `table`, which stands at `span` of `path` and is called `what` in messages, such
    /// as "the front matter".
    pub fn new(
        table: &'t Table,
        span: Span,
        path: &'t SitePath,
        codes: Codes,
        what: &'t str,
        found: &'d mut Diagnostics,
    ) -> Reader<'t, 'd> {
        let (known, missing) = (Vec::new(), Vec::new());
        Reader { table, span, path, codes, what, above: None, known, missing, found }
    }

    /// Names the line that opens this table, for advice on keys that slipped below it.
    #[must_use]
    pub fn above(mut self, line: &'t str) -> Reader<'t, 'd> {
        self.above = Some(line);
        self
    }

    /// The entry of a key, whatever its kind. YAML's empty value counts as absent.
    pub fn entry(&mut self, key: &str) -> Option<&'t Entry> {
        self.known.push(key.to_string());
        self.table.get(key).filter(|entry| entry.value.kind != NodeKind::Null)
    }

    /// The file that is read.
    pub fn path(&self) -> &'t SitePath {
        self.path
    }

    /// Where findings go.
    pub fn found(&mut self) -> &mut Diagnostics {
        self.found
    }

    /// Reports a finding about `span` of the file.
    pub fn report(&mut self, code: Code, span: Span, message: String, help: Option<String>) {
        self.found.push(Diagnostic::new(code, message).at(self.path, span).maybe_help(help));
    }

    /// Reports that `value` is not what `key` needs.
    pub fn wrong(&mut self, key: &str, value: &Node, wanted: &str) {
        let message = format!("`{key}` should be {wanted}, but is {}", value.kind_name());
        self.report(
            self.codes.wrong,
            value.span,
            message,
            Some(wrong_kind_help(key, value, wanted)),
        );
    }

    /// Reports that a required key is not there, unless it turns out to be misspelt.
    pub fn missing(&mut self, key: &str, help: &str) {
        // A key that is there but empty is the better place to point at.
        let place = self.table.get(key).map_or(self.span, |entry| entry.value.span);
        let message = format!("`{key}` is missing from {}", self.what);
        let finding = Diagnostic::new(self.codes.missing, message).at(self.path, place).help(help);
        self.missing.push((key.to_string(), finding));
    }

    /// Text that is not blank. A number is taken as text where YAML made it one.
    pub fn text(&mut self, key: &str) -> Option<Located<String>> {
        let value = &self.entry(key)?.value;
        match text_of(value) {
            Some(text) if text.trim().is_empty() => {
                self.report(
                    self.codes.wrong,
                    value.span,
                    format!("`{key}` is empty"),
                    Some(format!("write its text between the quotes, or remove the line `{key}`")),
                );
                None
            }
            Some(text) => Some(Located { value: text, span: value.span }),
            None => {
                self.wrong(key, value, "text");
                None
            }
        }
    }

    /// Text that has to be there.
    pub fn required_text(&mut self, key: &str, help: &str) -> Option<Located<String>> {
        let value = match self.entry(key).map(|entry| &entry.value) {
            None => {
                self.missing(key, help);
                return None;
            }
            Some(value) => value,
        };
        if text_of(value).is_some_and(|text| text.trim().is_empty()) {
            let message = format!("`{key}` is empty");
            self.report(self.codes.missing, value.span, message, Some(help.to_string()));
            return None;
        }
        self.text(key)
    }

    /// True or false.
    pub fn boolean(&mut self, key: &str) -> Option<bool> {
        let value = &self.entry(key)?.value;
        match value.kind {
            NodeKind::Boolean(flag) => Some(flag),
            _ => {
                self.wrong(key, value, "true or false");
                None
            }
        }
    }

    /// A whole number between the bounds.
    pub fn integer(&mut self, key: &str, bounds: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let value = &self.entry(key)?.value;
        match value.kind {
            NodeKind::Integer(number) if bounds.contains(&number) => Some(number),
            NodeKind::Integer(number) => {
                let (least, most) = (bounds.start(), bounds.end());
                let message = format!("`{key}` is {number}, which is out of bounds");
                let help = format!("write a number from {least} to {most}");
                self.report(self.codes.wrong, value.span, message, Some(help));
                None
            }
            _ => {
                self.wrong(key, value, "a whole number");
                None
            }
        }
    }

    /// A date, as TOML's own or as text.
    pub fn date(&mut self, key: &str) -> Option<Located<Date>> {
        let value = &self.entry(key)?.value;
        self.date_of(key, value).map(|date| Located { value: date, span: value.span })
    }

    /// The date that a value of `key` holds.
    pub fn date_of(&mut self, key: &str, value: &Node) -> Option<Date> {
        let reason = match &value.kind {
            NodeKind::Date(date) => return Some(*date),
            NodeKind::Text(text) => match parse_date(text) {
                Ok(date) => return Some(date),
                Err(reason) => reason,
            },
            _ => {
                self.wrong(key, value, "a date");
                return None;
            }
        };
        let help = match &value.kind {
            NodeKind::Text(text) => date_advice(text),
            _ => date_advice(""),
        };
        self.report(self.codes.date, value.span, reason, Some(help));
        None
    }

    /// A length of time such as "12 months".
    pub fn period(&mut self, key: &str) -> Option<Period> {
        let text = self.text(key)?;
        let period = parse_period(&text.value);
        if period.is_none() {
            let message = format!("`{key}` should be a length of time, but is `{}`", text.value);
            let help = "write a number and days, weeks, months or years: \"12 months\"".to_string();
            self.report(self.codes.wrong, text.span, message, Some(help));
        }
        period
    }

    /// A list of texts. One text alone counts as a list of one.
    pub fn texts(&mut self, key: &str) -> Vec<Located<String>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let items: &[Node] = match &entry.value.kind {
            NodeKind::List(items) => items,
            _ => std::slice::from_ref(&entry.value),
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match text_of(item) {
                Some(text) => texts.push(Located { value: text, span: item.span }),
                None => self.wrong(key, item, "a list of texts"),
            }
        }
        texts
    }

    /// A table under a key.
    pub fn table(&mut self, key: &str) -> Option<Located<&'t Table>> {
        let value = &self.entry(key)?.value;
        match &value.kind {
            NodeKind::Table(table) => Some(Located { value: table, span: value.span }),
            _ => {
                self.wrong(key, value, "a table");
                None
            }
        }
    }

    /// A list of tables under a key.
    pub fn tables(&mut self, key: &str) -> Vec<Located<&'t Table>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let NodeKind::List(items) = &entry.value.kind else {
            self.wrong(key, &entry.value, "a list of tables");
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        for item in items {
            match &item.kind {
                NodeKind::Table(table) => tables.push(Located { value: table, span: item.span }),
                _ => self.wrong(key, item, "a list of tables"),
            }
        }
        tables
    }

    /// One of a fixed set of words.
    pub fn choice(&mut self, key: &str, choices: &[&'static str]) -> Option<&'static str> {
        let text = self.text(key)?;
        let choice = choices.iter().copied().find(|choice| *choice == text.value);
        if choice.is_none() {
            let (message, help) = not_a_choice(key, &text.value, choices.iter().copied());
            self.report(self.codes.choice, text.span, message, Some(help));
        }
        choice
    }

    /// A reader of a table inside this one, with the same file and codes.
    pub fn inner<'s>(&'s mut self, table: &Located<&'t Table>, what: &'t str) -> Reader<'t, 's> {
        Reader::new(table.value, table.span, self.path, self.codes, what, self.found)
    }

    /// Counts a key as known without reading it.
    pub fn skip(&mut self, key: &str) {
        self.known.push(key.to_string());
    }

    /// Reports every key that nothing asked for, and every required one that is not there.
    pub fn finish(mut self) {
        for entry in &self.table.entries {
            if self.known.contains(&entry.key) {
                continue;
            }
            let help = match nearest(&entry.key, self.known.iter().map(String::as_str)) {
                Some(near) => {
                    self.missing.retain(|(key, _)| key != near);
                    format!("did you mean `{near}`?")
                }
                None => self.known_keys(),
            };
            let message = format!("{} has no key `{}`", self.what, entry.key);
            self.found.push(
                Diagnostic::new(self.codes.unknown, message)
                    .at(self.path, entry.key_span)
                    .help(help),
            );
        }
        self.found.extend(self.missing.into_iter().map(|(_, finding)| finding));
    }

    fn known_keys(&self) -> String {
        let mut known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        known.sort_unstable();
        known.dedup();
        let keys = format!("the keys here are: {}", known.join(", "));
        match self.above {
            Some(line) => format!("{keys}; a key of the whole page stands above the first {line}"),
            None => keys,
        }
    }
}

/// The message and advice for a word that is not among the choices.
pub fn not_a_choice<'c>(
    key: &str,
    word: &str,
    choices: impl IntoIterator<Item = &'c str> + Clone,
) -> (String, String) {
    let message = format!("`{word}` is not a choice for `{key}`");
    let help = match nearest(word, choices.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let all: Vec<&str> = choices.into_iter().collect();
            format!("choose one of: {}", all.join(", "))
        }
    };
    (message, help)
}

fn text_of(value: &Node) -> Option<String> {
    match &value.kind {
        NodeKind::Text(text) => Some(text.clone()),
        NodeKind::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What to do about a value of the wrong kind.
fn wrong_kind_help(key: &str, value: &Node, wanted: &str) -> String {
    match (&value.kind, wanted) {
        (NodeKind::Boolean(_), "text") => {
            "put the word between quotes: without them it means yes or no".to_string()
        }
        (NodeKind::Date(_), "text") => "put the date between quotes".to_string(),
        (NodeKind::List(_), "text") => "write one text, not a list".to_string(),
        (_, "text") => "write text between straight double quotes".to_string(),
        (NodeKind::Table(_), "a list of tables") => {
            format!("write [[{key}]] with two brackets on each side; in YAML, begin with a dash")
        }
        (_, "a list of tables") => {
            format!("each entry begins with a line [[{key}]] in TOML, or a dash in YAML")
        }
        (_, "a table") => format!("write its keys below a line [{key}]"),
        (_, "a list" | "a list of texts") => {
            "write a list of texts: [\"one\", \"two\"]".to_string()
        }
        (NodeKind::Text(text), "true or false") if matches!(text.as_str(), "true" | "false") => {
            "write it without quotes".to_string()
        }
        (_, "true or false") => "write true or false, without quotes".to_string(),
        (_, "a date") => date_advice(""),
        (_, "a number" | "a whole number") => {
            "write it in digits and without quotes, such as 12".to_string()
        }
        (_, "the path of a page") => "write its path: \"../guidance/induction.md\"".to_string(),
        _ => format!("write {wanted}"),
    }
}
