//! One Markdown file: its front matter against its content type, its body as a tree, and the
//! summary that the site is assembled from.
//!
//! It must never see another file nor know an address. Enter at [`parse`]; the tree itself is in
//! [`body`].

pub mod body;
mod edition;
mod fields;
mod front;
mod matter;
mod summary;

pub use edition::{Edition, Permission};
pub use fields::{FieldValue, FieldValues};
pub use matter::{Change, FrontMatter, Status};
pub use summary::{PageSummary, ReferenceUse};

use serde::Serialize;

use crate::config::{ContentType, ContentTypes, Owner, Taxonomy};
use crate::data::{Node, NodeKind, Table};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::{SitePath, Span};

/// A parsed page. Short-lived: its consumers take what they need and it is dropped.
#[derive(Debug)]
pub struct Document {
    /// The keys that every page may have.
    pub front: FrontMatter,
    /// The fields of its type, each declared one present.
    pub fields: FieldValues,
    /// Free values for themes: the table `[extra]`.
    pub extra: Node,
    /// The text.
    pub body: body::Body,
    /// What tells this edition of the text from others.
    pub edition: Edition,
    /// Until when the page may be published, as its fields say.
    pub permissions: Vec<Permission>,
}

/// What a page is checked against.
#[derive(Clone, Copy, Serialize)]
pub struct Rules<'r> {
    /// The content types.
    pub types: &'r ContentTypes,
    /// The controlled vocabularies.
    pub taxonomies: &'r [Taxonomy],
    /// The teams that may own pages.
    pub owners: &'r [Owner],
    /// How Markdown is read.
    pub markdown: body::Options,
}

/// Parses the text of one page. `None` when its front matter cannot be read at all; whatever else
/// is wrong is reported and the rest goes on.
pub fn parse(path: &SitePath, text: &str, rules: Rules) -> (Option<Document>, Diagnostics) {
    let mut found = Diagnostics::new();
    let front = match front::split(text) {
        Ok(front) => front,
        Err(problem) => {
            found.push(problem.diagnostic(path));
            return (None, found);
        }
    };
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let (body, body_found) =
        body::parse(front.body(text), offset(front.body.start), &rules.markdown, path);
    found.extend(body_found);
    let table = match front.parse(text) {
        Ok(table) => table,
        Err(errors) => {
            found.extend(errors.into_iter().map(|error| {
                let code = if error.is_date { Code::InvalidDate } else { Code::FrontMatterSyntax };
                Diagnostic::new(code, error.message).at(path, error.span).maybe_help(error.help)
            }));
            return (None, found);
        }
    };
    let span = Span::new(0..front.opening);
    let Some(content_type) = type_of(path, &table, rules.types, &mut found) else {
        return (None, found);
    };
    let mut matter_found = Diagnostics::new();
    let (matter, fields) = matter::read(path, &table, span, content_type, rules, &mut matter_found);
    // Advice is worded for TOML; between lines `---` it has to be YAML.
    let is_yaml = front.is_yaml();
    found.extend(matter_found.into_iter().map(|mut finding| {
        finding.help = finding.help.map(|help| match is_yaml {
            true => help.replace(" = ", ": "),
            false => help,
        });
        finding
    }));
    let extra = match table.get("extra").map(|entry| &entry.value) {
        Some(value @ Node { kind: NodeKind::Table(_), .. }) => value.clone(),
        _ => Node { kind: NodeKind::Table(Table::default()), span },
    };
    let front_text = front;
    match matter {
        Some(front) => {
            let edition = Edition::of(front_text.body(text), &table, content_type, &front.changes);
            let permissions = edition::permissions(&table, content_type);
            let document = Document { front, fields, extra, body, edition, permissions };
            (Some(document), found)
        }
        None => (None, found),
    }
}

/// The type that a page names, or `section` for `_index.md` and `page` for the rest.
fn type_of<'r>(
    path: &SitePath,
    table: &Table,
    types: &'r ContentTypes,
    found: &mut Diagnostics,
) -> Option<&'r ContentType> {
    let otherwise = if path.name() == "_index.md" { "section" } else { "page" };
    let (name, span) = match table.get("type") {
        Some(entry) => match &entry.value.kind {
            NodeKind::Text(name) => (name.as_str(), entry.value.span),
            _ => {
                let message = format!("`type` should be text, but is {}", entry.value.kind_name());
                found.push(
                    Diagnostic::new(Code::WrongValue, message)
                        .at(path, entry.value.span)
                        .help("write the name of a content type between quotes: type = \"page\""),
                );
                (otherwise, entry.value.span)
            }
        },
        None => (otherwise, Span::default()),
    };
    let content_type = types.get(name);
    if content_type.is_none() {
        let names: Vec<&str> = types.names().collect();
        let help = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the types are: {}", names.join(", ")),
        };
        found.push(
            Diagnostic::new(Code::UnknownType, format!("there is no content type `{name}`"))
                .at(path, span)
                .help(help),
        );
    }
    content_type
}

impl Document {
    /// Marks the first use of each glossary term, in the fields and then in the text; gives the
    /// terms' numbers in the order of their uses.
    pub fn mark_terms(&mut self, matcher: &body::TermMatcher) -> Vec<usize> {
        let mut used = Vec::new();
        for (_, value) in &mut self.fields {
            value.visit_bodies(&mut |body| body::mark_terms(body, matcher, &mut used));
        }
        body::mark_terms(&mut self.body, matcher, &mut used);
        used
    }
}
