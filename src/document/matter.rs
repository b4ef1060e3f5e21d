//! The keys that every page may have.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Rules;
use super::fields::{FieldValues, read_fields};
use crate::config::{ContentType, Language, Taxonomy};
use crate::data::{Codes, Date, Located, Period, Reader, Table, not_a_choice};
use crate::diagnostic::{Code, Diagnostics};
use crate::source::{SitePath, Span};

/// The front matter of a page without the fields of its type.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FrontMatter {
    /// The name of the content type.
    pub kind: String,
    /// Whether the page writes its type down.
    pub names_kind: bool,
    /// The title: the page's only level-one heading.
    pub title: String,
    /// Where the title stands.
    pub title_span: Span,
    /// One or two sentences that answer the page's question.
    pub description: Option<String>,
    /// Where the description stands.
    pub description_span: Span,
    /// Where the reason for its status stands.
    pub status_span: Span,
    /// The last part of the address, where it is not the file's name.
    pub slug: Option<(String, Span)>,
    /// The place among its neighbours; pages without one come after those with one.
    pub order: Option<i64>,
    /// Whether it is unfinished.
    pub draft: bool,
    /// The first day on which it is published.
    pub publish: Option<Date>,
    /// The first day on which it is no longer published.
    pub expires: Option<Date>,
    /// Former addresses.
    pub aliases: Vec<(String, Span)>,
    /// Pages to read as well, as they were written.
    pub related: Vec<(String, Span)>,
    /// Keys of the works that it was written from.
    pub sources: Vec<(String, Span)>,
    /// Further words that search should find it by.
    pub keywords: Vec<String>,
    /// Its language, where it is not the site's.
    pub language: Option<Language>,
    /// The id of the team that owns it.
    pub owner: Option<String>,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
    /// Where that day stands.
    pub reviewed_span: Span,
    /// How long that review holds, where the type's period does not fit.
    pub review_in: Option<Period>,
    /// What changed, newest first.
    pub changes: Vec<Change>,
    /// Whether it still holds.
    pub status: Status,
    /// Taxonomy terms by taxonomy, in the order of the configuration.
    pub terms: BTreeMap<String, Vec<String>>,
}

/// One change of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub date: Date,
    /// What, in a sentence for readers.
    pub note: String,
    /// Whether it changes nothing for readers.
    pub minor: bool,
}

/// Whether a page still holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// It holds.
    #[default]
    Current,
    /// It no longer holds.
    Withdrawn {
        /// Why, for readers.
        reason: String,
    },
    /// Another page took its place.
    Superseded {
        /// Why, for readers.
        reason: Option<String>,
        /// That page, as it was written, and where.
        successor: (String, Span),
    },
}

fn pair(text: Located<String>) -> (String, Span) {
    (text.value, text.span)
}

/// Reads the whole front matter. The common part is `None` only without a title.
pub(super) fn read(
    path: &SitePath,
    table: &Table,
    span: Span,
    content_type: &ContentType,
    rules: Rules,
    found: &mut Diagnostics,
) -> (Option<FrontMatter>, FieldValues) {
    let mut reader = Reader::new(table, span, path, Codes::CONTENT, "the front matter", found);
    reader.skip("type");
    reader.table("extra");
    let title = reader.required_text("title", "add a line such as title = \"Induction\"");
    let (description, description_span) =
        reader.text("description").map(|text| (text.value, text.span)).unzip();
    let slug = read_slug(&mut reader);
    let order = reader.integer("order", -1_000_000..=1_000_000);
    let draft = reader.boolean("draft").unwrap_or(false);
    let publish = reader.date("publish");
    let expires = reader.date("expires");
    if let (Some(publish), Some(expires)) = (&publish, &expires)
        && expires.value <= publish.value
    {
        let message = format!("the page expires on {}, not after it is published", expires.value);
        let help = "let `expires` be a later day than `publish`".to_string();
        reader.report(Code::DateOrder, expires.span, message, Some(help));
    }
    let aliases = read_aliases(&mut reader);
    let related = reader.texts("related").into_iter().map(pair).collect();
    let sources = reader.texts("sources").into_iter().map(pair).collect();
    let keywords = reader.texts("keywords").into_iter().map(|text| text.value).collect();
    let language = read_language(&mut reader);
    let owner = read_owner(&mut reader, rules);
    let (reviewed, reviewed_span) =
        reader.date("reviewed").map(|date| (date.value, date.span)).unzip();
    let review_in = reader.period("review_in");
    let changes = read_changes(&mut reader);
    let status = read_status(&mut reader);
    let status_span = reader.entry("status_reason").map(|entry| entry.value.span);
    let mut terms = BTreeMap::new();
    for taxonomy in rules.taxonomies {
        let used = read_terms(&mut reader, taxonomy);
        if !used.is_empty() {
            terms.insert(taxonomy.name.clone(), used);
        }
    }
    let fields = read_fields(&mut reader, &content_type.fields, rules.markdown);
    reader.finish();
    let front = title.map(|title| FrontMatter {
        kind: content_type.name.clone(),
        names_kind: table.get("type").is_some(),
        title: title.value,
        title_span: title.span,
        description,
        description_span: description_span.unwrap_or_default(),
        status_span: status_span.unwrap_or_default(),
        slug,
        order,
        draft,
        publish: publish.map(|date| date.value),
        expires: expires.map(|date| date.value),
        aliases,
        related,
        sources,
        keywords,
        language,
        owner,
        reviewed,
        reviewed_span: reviewed_span.unwrap_or_default(),
        review_in,
        changes,
        status,
        terms,
    });
    (front, fields)
}

/// Whether a text can be one part of an address as it stands.
pub(crate) fn is_address_part(part: &str) -> bool {
    !part.is_empty()
        && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
        && !part.chars().any(char::is_uppercase)
        && !part.starts_with('.')
        && !part.ends_with('.')
}

fn read_slug(reader: &mut Reader) -> Option<(String, Span)> {
    let text = reader.text("slug")?;
    if is_address_part(&text.value) {
        return Some(pair(text));
    }
    let message = format!("`{}` cannot be part of an address", text.value);
    let help = "write small letters, digits and hyphens, without slashes: first-week".to_string();
    reader.report(Code::InvalidSlug, text.span, message, Some(help));
    None
}

fn read_aliases(reader: &mut Reader) -> Vec<(String, Span)> {
    let mut aliases = Vec::new();
    for alias in reader.texts("aliases") {
        let parts: Vec<&str> = alias.value.trim_matches('/').split('/').collect();
        let sound = alias.value.starts_with('/')
            && parts.iter().all(|part| !part.is_empty() && !matches!(*part, "." | ".."))
            && !alias.value.contains(['?', '#', '\\', '%', '"', '<', '>', '\0'])
            && !alias.value.chars().any(char::is_whitespace);
        if sound {
            aliases.push(pair(alias));
        } else {
            let message = format!("`{}` is not an address of this site", alias.value);
            let help = "write the path that readers used, from the first slash: \"/old/place/\""
                .to_string();
            reader.report(Code::InvalidSlug, alias.span, message, Some(help));
        }
    }
    aliases
}

fn read_language(reader: &mut Reader) -> Option<Language> {
    let text = reader.text("language")?;
    let language = Language::parse(&text.value);
    if language.is_none() {
        let message = format!("`{}` is not a language tag", text.value);
        let help = "write a tag such as \"en-GB\", \"cy\" or \"gd\"".to_string();
        reader.report(Code::WrongValue, text.span, message, Some(help));
    }
    language
}

fn read_owner(reader: &mut Reader, rules: Rules) -> Option<String> {
    let text = reader.text("owner")?;
    if rules.owners.iter().any(|owner| owner.id == text.value) {
        return Some(text.value);
    }
    let ids = rules.owners.iter().map(|owner| owner.id.as_str());
    let help = match rules.owners {
        [] => "list the teams there as [[owners]], each with an id and a name".to_string(),
        _ => not_a_choice("owner", &text.value, ids).1,
    };
    let message = format!("there is no owner `{}` in site-config.toml", text.value);
    reader.report(Code::UnknownOwner, text.span, message, Some(help));
    None
}

fn read_changes(reader: &mut Reader) -> Vec<Change> {
    let mut changes = Vec::new();
    for table in reader.tables("changes") {
        let mut inner = reader.inner(&table, "this change").above("[[changes]]");
        let date = inner.date("date").map(|date| date.value);
        if date.is_none() && table.value.get("date").is_none() {
            inner.missing("date", "add the day of the change: date = 2026-11-20");
        }
        let note = inner.required_text("note", "say what changed, in a sentence for readers");
        let minor = inner.boolean("minor").unwrap_or(false);
        inner.finish();
        if let (Some(date), Some(note)) = (date, note) {
            changes.push(Change { date, note: note.value, minor });
        }
    }
    // Stable, so that changes of one day keep the order in which they were written.
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    changes
}

fn read_status(reader: &mut Reader) -> Status {
    let status = reader.choice("status", &["current", "withdrawn", "superseded"]);
    let reason = reader.text("status_reason").map(|text| text.value);
    let successor = reader.text("successor").map(pair);
    let place = reader.entry("status").map_or(Span::default(), |entry| entry.value.span);
    match (status, reason, successor) {
        (Some("withdrawn"), Some(reason), None) => Status::Withdrawn { reason },
        (Some("withdrawn"), Some(_), Some(successor)) => {
            let message = "a withdrawn page has no successor".to_string();
            let help =
                "write status = \"superseded\" when another page takes its place".to_string();
            reader.report(Code::StatusDetail, successor.1, message, Some(help));
            Status::Current
        }
        (Some("withdrawn"), None, _) => {
            let message = "a withdrawn page has to say why".to_string();
            let help = "add a sentence for readers: status_reason = \"…\"".to_string();
            reader.report(Code::StatusDetail, place, message, Some(help));
            Status::Current
        }
        (Some("superseded"), reason, Some(successor)) => Status::Superseded { reason, successor },
        (Some("superseded"), _, None) => {
            let message = "a superseded page has to name the page that takes its place".to_string();
            let help = "add its path: successor = \"../guidance/new-page.md\"".to_string();
            reader.report(Code::StatusDetail, place, message, Some(help));
            Status::Current
        }
        (_, None, None) => Status::Current,
        // A status that could not be read was reported; what belongs to it may be right.
        (None, ..) if reader.entry("status").is_some() => Status::Current,
        (_, reason, _) => {
            let key = if reason.is_some() { "status_reason" } else { "successor" };
            let span = reader.entry(key).map(|entry| entry.value.span).unwrap_or_default();
            let message = format!("`{key}` means nothing while the page is current");
            let help = format!("remove `{key}`, or add status = \"withdrawn\" or \"superseded\"");
            reader.report(Code::StatusDetail, span, message, Some(help));
            Status::Current
        }
    }
}

fn read_terms(reader: &mut Reader, taxonomy: &Taxonomy) -> Vec<String> {
    let mut used: Vec<String> = Vec::new();
    for text in reader.texts(&taxonomy.name) {
        if taxonomy.term(&text.value).is_some() {
            if !used.contains(&text.value) {
                used.push(text.value);
            }
            continue;
        }
        let slugs = taxonomy.terms.iter().map(|term| term.slug.as_str());
        let help = if text.value.contains(',') {
            "write a list, each term on its own: [\"one\", \"two\"]".to_string()
        } else {
            not_a_choice(&taxonomy.name, &text.value, slugs).1
        };
        let message = format!("`{}` is not a term of `{}`", text.value, taxonomy.name);
        reader.report(Code::UnknownTerm, text.span, message, Some(help));
    }
    used
}
