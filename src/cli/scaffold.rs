//! The first text of a new page, made from its type's declaration.

use crate::config::{Choice, ContentType, Expected, Field, FieldKind, Taxonomy};
use crate::data::Date;
use crate::lint::{PLACEHOLDER, PLACEHOLDER_TEXT};

/// What a new page may name.
pub(super) struct Known<'k> {
    /// The ids of the teams.
    pub(super) owners: Vec<&'k str>,
    /// The keys of the works.
    pub(super) works: Vec<&'k str>,
    /// The controlled vocabularies.
    pub(super) taxonomies: &'k [Taxonomy],
}

/// The text of a new page: all fields of its type with their help, the required ones filled in so
/// that the draft builds, the others switched off with a `#`. What would be a statement of fact, such
/// as a source or one team of several, is never filled in. `page_of` names an existing page of
/// one of the given types, as a path from the content folder.
pub(super) fn page(
    kind: &ContentType,
    title: &str,
    date: Date,
    known: &Known,
    page_of: &dyn Fn(&[String]) -> Option<String>,
) -> String {
    let mut text = format!(
        "+++\ntitle = {}\n# One or two sentences that answer the page's question.\ndescription = \"{PLACEHOLDER}.\"\n",
        quoted(title)
    );
    if !matches!(kind.name.as_str(), "page" | "section") {
        text.push_str(&format!("type = {}\n", quoted(&kind.name)));
    }
    text.push_str("# Remove this line when the page is ready to be published.\ndraft = true\n");
    text.push_str(&format!("reviewed = {date}\n"));
    let expects = |key| kind.expects.contains(&key);
    if let Some(owner) = known.owners.first().filter(|_| expects(Expected::Owner)) {
        let teams = known.owners.join(", ");
        let mark = if known.owners.len() == 1 { "" } else { "# " };
        text.push_str(&format!("# The team that keeps the page right, one of: {teams}\n"));
        text.push_str(&format!("{mark}owner = {}\n", quoted(owner)));
    }
    if let Some(source) = known.works.first().filter(|_| expects(Expected::Sources)) {
        text.push_str(
            "# The works it is written from, by their keys in content/_references.toml.\n",
        );
        text.push_str(&format!("# sources = [{}]\n", quoted(source)));
    }
    for taxonomy in known.taxonomies {
        let terms: Vec<&str> = taxonomy.terms.iter().map(|term| term.slug.as_str()).collect();
        let Some(first) = terms.first() else { continue };
        let (label, name) = (&taxonomy.label, &taxonomy.name);
        text.push_str(&format!("# {label} (may be left out), any of: {}\n", terms.join(", ")));
        text.push_str(&format!("# {name} = [{}]\n", quoted(first)));
    }
    // In TOML, plain keys come before tables.
    let is_records = |field: &&Field| matches!(field.kind, FieldKind::Records(_));
    for field in kind.fields.iter().filter(|field| !is_records(field)) {
        text.push_str(&plain_field(field, date, page_of));
    }
    for field in kind.fields.iter().filter(is_records) {
        text.push_str(&record(field, "", field.required, date, page_of));
    }
    text.push_str(&format!("+++\n\n{PLACEHOLDER_TEXT}\n"));
    text
}

fn comment(field: &Field) -> String {
    let needed = if field.required { "" } else { " (may be left out)" };
    let help = field.help.as_ref().map(|help| format!(": {}", help.replace('\n', " ")));
    let choices = choices(&field.kind).map(|choices| format!("# {choices}\n"));
    let (help, choices) = (help.unwrap_or_default(), choices.unwrap_or_default());
    format!("\n# {}{needed}{help}\n{choices}", field.label)
}

/// What a field that takes only some words takes.
fn choices(kind: &FieldKind) -> Option<String> {
    match kind {
        FieldKind::Choice(choices) => {
            let words: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
            Some(format!("One of: {}", words.join(", ")))
        }
        FieldKind::List(inner) => choices(inner).map(|words| words.replacen("One", "Any", 1)),
        _ => None,
    }
}

fn plain_field(field: &Field, date: Date, page_of: &dyn Fn(&[String]) -> Option<String>) -> String {
    let value = value(&field.kind, date, page_of);
    let on = field.required && value.is_some();
    let value = value.unwrap_or_else(|| quoted("/section/page.md"));
    let mark = if on { "" } else { "# " };
    format!("{}{mark}{} = {value}\n", comment(field), field.name)
}

fn value(
    kind: &FieldKind,
    date: Date,
    page_of: &dyn Fn(&[String]) -> Option<String>,
) -> Option<String> {
    Some(match kind {
        FieldKind::Text | FieldKind::Markdown => quoted(PLACEHOLDER),
        FieldKind::Date => date.to_string(),
        FieldKind::Number => "1".to_string(),
        FieldKind::Boolean => "false".to_string(),
        FieldKind::Choice(choices) => {
            quoted(choices.first().map_or("", |Choice { value, .. }| value.as_str()))
        }
        FieldKind::Reference(types) => quoted(&page_of(types)?),
        FieldKind::List(inner) => format!("[{}]", value(inner, date, page_of)?),
        FieldKind::Records(_) => return None,
    })
}

fn record(
    field: &Field,
    prefix: &str,
    on: bool,
    date: Date,
    page_of: &dyn Fn(&[String]) -> Option<String>,
) -> String {
    let FieldKind::Records(fields) = &field.kind else { return String::new() };
    let name = format!("{prefix}{}", field.name);
    let mark = if on { "" } else { "# " };
    let mut text = format!("{}{mark}[[{name}]]\n", comment(field));
    for inner in fields.iter().filter(|inner| !matches!(inner.kind, FieldKind::Records(_))) {
        let value = value(&inner.kind, date, page_of);
        let inner_on = on && inner.required && value.is_some();
        let value = value.unwrap_or_else(|| quoted("/section/page.md"));
        let mark = if inner_on { "" } else { "# " };
        if let Some(help) = &inner.help {
            text.push_str(&format!("# {}: {}\n", inner.label, help.replace('\n', " ")));
        }
        let choices = choices(&inner.kind).map(|choices| format!("  # {choices}"));
        let choices = choices.unwrap_or_default();
        text.push_str(&format!("{mark}{} = {value}{choices}\n", inner.name));
    }
    for inner in fields.iter().filter(|inner| matches!(inner.kind, FieldKind::Records(_))) {
        text.push_str(&record(inner, &format!("{name}."), on && inner.required, date, page_of));
    }
    text
}

/// Text as a TOML string on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
