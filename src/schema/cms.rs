//! The configuration of Decap CMS and Sveltia CMS, which read the same form.
//!
//! Each content type becomes a collection for every folder that holds pages of it; index pages, pages
//! that name no type and the data files are edited one by one. Texts are edited as they are written:
//! the rich editors of both systems do not know directives and citations and would take them apart.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::fields::{COMMON, Common, PERIOD, STATUS};
use crate::config::{Config, ContentType, ContentTypes, Field, FieldKind};
use crate::library::Library;

/// Which system the configuration is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cms {
    /// Decap CMS.
    Decap,
    /// Sveltia CMS.
    Sveltia,
}

/// Where the system keeps its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Backend {
    /// The kind of host, such as `github`.
    pub name: String,
    /// The repository, such as `our-organisation/our-site`.
    pub repo: String,
    /// The branch.
    pub branch: String,
}

/// A page as the configuration needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// The path from the site's folder.
    pub path: String,
    /// The name of its content type.
    pub kind: String,
    /// Whether it writes its type down.
    pub names_type: bool,
    /// Its title.
    pub title: String,
}

#[derive(Serialize)]
struct Form {
    backend: Backend,
    #[serde(skip_serializing_if = "Option::is_none")]
    publish_mode: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Output>,
    /// Files that no page owns; those of a page lie beside it.
    media_folder: &'static str,
    public_folder: &'static str,
    slug: Slug,
    collections: Vec<Collection>,
}

/// Sveltia writes down what nobody filled in, unless it is told not to.
#[derive(Serialize)]
struct Output {
    omit_empty_optional_fields: bool,
}

#[derive(Serialize)]
struct Slug {
    encoding: &'static str,
    clean_accents: bool,
}

#[derive(Serialize)]
struct Collection {
    name: String,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label_singular: Option<String>,
    editor: Editor,
    #[serde(flatten)]
    content: Content,
}

/// The preview of both systems knows nothing of the theme, and would mislead.
#[derive(Default, Serialize)]
struct Editor {
    preview: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Content {
    Folder {
        folder: String,
        create: bool,
        extension: &'static str,
        format: &'static str,
        media_folder: &'static str,
        public_folder: &'static str,
        filter: Filter,
        summary: &'static str,
        fields: Vec<Value>,
    },
    Files {
        #[serde(skip_serializing_if = "Option::is_none")]
        format: Option<&'static str>,
        files: Vec<File>,
    },
}

#[derive(Serialize)]
struct Filter {
    field: &'static str,
    value: String,
}

#[derive(Serialize)]
struct File {
    name: String,
    label: String,
    file: String,
    fields: Vec<Value>,
}

/// What pages of the house are written in: TOML between lines of `+++`.
const FORMAT: &str = "toml-frontmatter";

/// The configuration as YAML. `pages` are those that exist, in the order of their paths.
///
/// # Errors
///
/// The reason why it cannot be written as YAML, which would be a mistake of the program.
pub fn cms(
    system: Cms,
    backend: Backend,
    config: &Config,
    types: &ContentTypes,
    library: &Library,
    pages: &[PageFile],
) -> Result<String, String> {
    let forms = Forms { system, config, library };
    let mut collections = Vec::new();
    for kind in types.iter().filter(|kind| kind.name != "section") {
        collections.extend(forms.folders(kind, pages));
    }
    let is_index = |page: &&PageFile| page.path.ends_with("/_index.md");
    let untyped = |page: &&PageFile| !page.names_type && !is_index(page);
    for (name, label, chosen) in [
        ("sections", "Sections", pages.iter().filter(is_index).collect::<Vec<_>>()),
        ("other-pages", "Other pages", pages.iter().filter(untyped).collect()),
    ] {
        let files: Vec<File> = chosen
            .into_iter()
            .filter_map(|page| {
                Some(File {
                    name: identifier(&page.path),
                    label: page.title.clone(),
                    file: page.path.clone(),
                    fields: forms.page(types.get(&page.kind)?, page.names_type),
                })
            })
            .collect();
        if !files.is_empty() {
            let content = Content::Files { format: Some(FORMAT), files };
            collections.push(Collection {
                name: name.to_string(),
                label: label.to_string(),
                label_singular: None,
                editor: Editor::default(),
                content,
            });
        }
    }
    collections.push(data_files());
    let form = Form {
        backend,
        // Changes wait for a second pair of eyes; Sveltia has no such thing yet.
        publish_mode: (system == Cms::Decap).then_some("editorial_workflow"),
        output: (system == Cms::Sveltia).then_some(Output { omit_empty_optional_fields: true }),
        media_folder: "content/files",
        public_folder: "/files",
        slug: Slug { encoding: "ascii", clean_accents: true },
        collections,
    };
    let yaml = serde_saphyr::to_string(&form).map_err(|error| error.to_string())?;
    let name = match system {
        Cms::Decap => "Decap",
        Cms::Sveltia => "Sveltia",
    };
    Ok(format!(
        "# The configuration of {name} CMS, made by `alongside schema --cms` from the content types.\n\
         # Run that again when types, taxonomies, owners or references change.\n{yaml}"
    ))
}

/// A path as a name that both systems take.
fn identifier(path: &str) -> String {
    let inside = path.trim_start_matches("content/").trim_end_matches(".md");
    let name: String =
        inside.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    name.trim_matches('-').to_ascii_lowercase()
}

struct Forms<'f> {
    system: Cms,
    config: &'f Config,
    library: &'f Library,
}

impl Forms<'_> {
    /// A collection for each folder that holds pages of a type. A type of which there are none yet
    /// has the folder of its name, so that somebody can begin.
    fn folders(&self, kind: &ContentType, pages: &[PageFile]) -> Vec<Collection> {
        let mut folders: BTreeSet<String> = BTreeSet::new();
        let own = |page: &&PageFile| page.kind == kind.name && page.names_type;
        for page in pages.iter().filter(own).filter(|page| !page.path.ends_with("/_index.md")) {
            let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            folders.insert(folder.to_string());
        }
        if !kind.fields.is_empty() && pages.iter().all(|page| page.kind != kind.name) {
            folders.insert(format!("content/{}", identifier(&kind.plural)));
        }
        let several = folders.len() > 1;
        folders
            .into_iter()
            .map(|folder| {
                let inside = folder.trim_start_matches("content").trim_matches('/');
                let label = match (several, inside) {
                    (true, inside) if !inside.is_empty() => format!("{}: {inside}", kind.plural),
                    _ => kind.plural.clone(),
                };
                let name = match several {
                    true => identifier(&format!("{}/{inside}", kind.name)),
                    false => kind.name.clone(),
                };
                Collection {
                    name,
                    label,
                    label_singular: Some(kind.label.clone()),
                    editor: Editor::default(),
                    content: Content::Folder {
                        folder: folder.clone(),
                        create: true,
                        extension: "md",
                        format: FORMAT,
                        media_folder: "",
                        public_folder: "",
                        filter: Filter { field: "type", value: kind.name.clone() },
                        summary: "{{title}}",
                        fields: self.page(kind, true),
                    },
                }
            })
            .collect()
    }

    /// The form of a page: what every page has first and last, its type's own fields between.
    fn page(&self, kind: &ContentType, names_type: bool) -> Vec<Value> {
        let mut fields = Vec::new();
        if names_type {
            fields.push(json!({
                "name": "type", "label": "Type", "widget": "hidden", "default": kind.name,
            }));
        }
        let (says, kept): (Vec<_>, Vec<_>) = COMMON
            .into_iter()
            .partition(|field| matches!(field.name, "title" | "description" | "draft"));
        fields.extend(says.iter().map(|field| self.common(field)));
        fields.extend(kind.fields.iter().map(widget));
        for taxonomy in &self.config.taxonomies {
            let options: Vec<Value> = taxonomy
                .terms
                .iter()
                .map(|term| json!({ "value": term.slug, "label": term.label }))
                .collect();
            if !options.is_empty() {
                fields.push(json!({
                    "name": taxonomy.name, "label": taxonomy.label, "widget": "select",
                    "multiple": true, "required": false, "options": options,
                }));
            }
        }
        fields.extend(kept.iter().map(|field| self.common(field)));
        fields.push(json!({
            "name": "body", "label": "Text", "widget": "markdown", "required": false,
            "modes": ["raw"],
            "hint": "Markdown. Headings begin with ##; a source is cited as [@key].",
        }));
        fields
    }

    fn common(&self, field: &super::fields::CommonField) -> Value {
        let mut form = match field.kind {
            Common::Text | Common::Slug => json!({ "widget": "string" }),
            Common::LongText => json!({ "widget": "text" }),
            Common::Whole => json!({ "widget": "number", "value_type": "int" }),
            Common::Boolean => json!({ "widget": "boolean" }),
            Common::Date => date(),
            Common::Texts => json!({
                "widget": "list", "allow_add": true,
                "field": { "name": "item", "label": "Entry", "widget": "string" },
            }),
            Common::Period => json!({
                "widget": "string", "pattern": [PERIOD, "Write a number and a unit, such as 12 months"],
            }),
            Common::Owner => {
                let owners = self.config.site.owners.iter();
                let owners: Vec<Value> =
                    owners.map(|team| json!({ "value": team.id, "label": team.name })).collect();
                if owners.is_empty() {
                    json!({ "widget": "hidden" })
                } else {
                    json!({ "widget": "select", "options": owners })
                }
            }
            Common::Sources => {
                let works = self.library.bibliography.iter();
                let works: Vec<Value> = works
                    .map(|work| {
                        let label = format!("{}: {}", work.key, work.title);
                        json!({ "value": work.key, "label": label })
                    })
                    .collect();
                if works.is_empty() {
                    json!({ "widget": "hidden" })
                } else {
                    json!({ "widget": "select", "multiple": true, "options": works })
                }
            }
            Common::Status => json!({
                "widget": "select",
                "options": STATUS.map(|(value, label)| json!({ "value": value, "label": label })),
            }),
            Common::Changes => json!({
                "widget": "list", "label_singular": "Change", "summary": "{{fields.date}}: {{fields.note}}",
                "fields": [
                    named(date(), "date", "Day", Some("The day of the change."), true),
                    named(json!({ "widget": "text" }), "note", "What changed",
                        Some("A sentence for readers."), true),
                    named(json!({ "widget": "boolean" }), "minor", "Minor",
                        Some("It changes nothing for readers."), false),
                ],
            }),
        };
        // What somebody starts is not published until they say so. Sveltia would say it of pages
        // that are there, too.
        let starts = field.name == "draft" && self.system == Cms::Decap;
        if let (true, Some(form)) = (starts, form.as_object_mut()) {
            form.insert("default".to_string(), true.into());
        }
        named(form, field.name, field.label, Some(field.help), field.name == "title")
    }
}

/// A widget with its name, its words and whether it must be filled in.
fn named(mut form: Value, name: &str, label: &str, help: Option<&str>, required: bool) -> Value {
    if let Some(form) = form.as_object_mut() {
        form.insert("name".to_string(), name.into());
        form.insert("label".to_string(), label.into());
        form.insert("required".to_string(), required.into());
        form.extend(help.map(|help| ("hint".to_string(), help.into())));
    }
    form
}

fn date() -> Value {
    json!({
        "widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD",
        "time_format": false, "picker_utc": true, "default": "",
    })
}

fn widget(field: &Field) -> Value {
    let form = of_kind(&field.kind, &field.label);
    named(form, &field.name, &field.label, field.help.as_deref(), field.required)
}

fn of_kind(kind: &FieldKind, label: &str) -> Value {
    match kind {
        FieldKind::Text => json!({ "widget": "string" }),
        FieldKind::Markdown => json!({ "widget": "text" }),
        FieldKind::Date => date(),
        FieldKind::Number => json!({ "widget": "number", "value_type": "float" }),
        FieldKind::Boolean => json!({ "widget": "boolean" }),
        FieldKind::Choice(choices) => {
            let options = choices.iter();
            let options: Vec<Value> = options
                .map(|choice| json!({ "value": choice.value, "label": choice.label }))
                .collect();
            json!({ "widget": "select", "options": options })
        }
        FieldKind::Reference(_) => json!({
            "widget": "string",
            "pattern": ["\\.md$", "Write the path of a page, such as /roles/worker.md"],
        }),
        FieldKind::List(item) => match item.as_ref() {
            FieldKind::Choice(_) => {
                let mut form = of_kind(item, label);
                if let Some(form) = form.as_object_mut() {
                    form.insert("multiple".to_string(), true.into());
                }
                form
            }
            item => {
                let one = named(of_kind(item, label), "item", "Entry", None, true);
                json!({ "widget": "list", "allow_add": true, "field": one })
            }
        },
        FieldKind::Records(fields) => {
            let summary = fields.first().map(|field| format!("{{{{fields.{}}}}}", field.name));
            let fields: Vec<Value> = fields.iter().map(widget).collect();
            json!({
                "widget": "list", "label_singular": label, "collapsed": true,
                "summary": summary, "fields": fields,
            })
        }
    }
}

/// The glossary and the references.
fn data_files() -> Collection {
    let text = |name, label, help, required| {
        named(json!({ "widget": "string" }), name, label, Some(help), required)
    };
    let long = |name, label, help, required| {
        named(json!({ "widget": "text" }), name, label, Some(help), required)
    };
    let list = |name, label, help| {
        let one = json!({ "name": "item", "label": "Entry", "widget": "string" });
        named(
            json!({ "widget": "list", "allow_add": true, "field": one }),
            name,
            label,
            Some(help),
            false,
        )
    };
    let flag = |name, label, help, default: bool| {
        let form = json!({ "widget": "boolean", "default": default });
        named(form, name, label, Some(help), false)
    };
    let entries = |name, label: &str, one: &str, summary: &str, fields: Vec<Value>| {
        let form = json!({
            "widget": "list", "label_singular": one, "collapsed": true, "summary": summary,
            "fields": fields,
        });
        vec![named(form, name, label, None, false)]
    };
    let terms = vec![
        text("id", "Id", "A short name for its address: small letters, digits and hyphens.", true),
        text("term", "Term", "The term in words.", true),
        text("abbr", "Abbreviation", "If it has one.", false),
        long("meaning", "Meaning", "What it means, in Markdown.", true),
        list("aliases", "Other words", "Words that pages use for it as well."),
        list("see", "See also", "Ids of other terms."),
        list("sources", "Sources", "Keys of the works that the meaning comes from."),
        flag("link", "Linked", "Whether its first use on a page leads to the glossary.", true),
    ];
    let works = vec![
        text("key", "Key", "What pages cite: [@key].", true),
        text("authors", "Authors", "Who wrote it.", false),
        text("year", "Year", "When, in the source's own words.", false),
        text("title", "Title", "What it is called.", true),
        text("container", "In", "The journal, series or publisher.", false),
        text("url", "Address", "Where it can be read, from https://.", false),
        long("note", "Remark", "In Markdown.", false),
        flag("seed", "Written from", "Whether the site was written from it.", false),
    ];
    let file = |name: &str, label: &str, path: &str, fields| File {
        name: name.to_string(),
        label: label.to_string(),
        file: path.to_string(),
        fields,
    };
    let files = vec![
        file(
            "glossary",
            "Glossary",
            crate::library::GLOSSARY_FILE,
            entries("terms", "Terms", "Term", "{{fields.term}}", terms),
        ),
        file(
            "references",
            "References",
            crate::library::REFERENCES_FILE,
            entries("references", "Works", "Work", "{{fields.key}}: {{fields.title}}", works),
        ),
    ];
    Collection {
        name: "data".to_string(),
        label: "Glossary and references".to_string(),
        label_singular: None,
        editor: Editor::default(),
        content: Content::Files { format: Some("toml"), files },
    }
}
