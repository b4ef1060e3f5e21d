//! Content types: what a kind of page is called, which fields it has and what it is made into.

use std::collections::BTreeMap;

use serde::Serialize;

use super::site::syntax_findings;
use crate::data::{
    Codes, Located, Node, NodeKind, Period, Reader, Table, not_a_choice, parse_toml,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::source::{FileId, SourceTree, Span};

/// The keys that every page may have. No field and no taxonomy can take one of these names.
pub const COMMON_KEYS: [&str; 22] = [
    "title",
    "description",
    "type",
    "slug",
    "order",
    "draft",
    "publish",
    "expires",
    "aliases",
    "related",
    "sources",
    "keywords",
    "language",
    "owner",
    "reviewed",
    "review_in",
    "status",
    "status_reason",
    "successor",
    "changes",
    "extra",
    "fields",
];

/// All content types of a site, by name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ContentTypes {
    types: BTreeMap<String, ContentType>,
}

/// A content type: data of the theme or the site. Nothing in the program knows one by name but
/// `page` and `section`, which pages have when they name none.
#[derive(Clone, Debug, Serialize)]
pub struct ContentType {
    /// What pages write.
    pub name: String,
    /// What readers see for one.
    pub label: String,
    /// What readers see for many.
    pub plural: String,
    /// The template that makes its pages.
    pub template: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// What its pages are printed to.
    pub print: Vec<PrintFormat>,
    /// Where the text of its pages is printed.
    pub print_text: TextPlace,
    /// Whether its pages are searched.
    pub search: bool,
    /// How long a review holds.
    pub review_in: Option<Period>,
    /// Which of the keys that every page may have its pages should have.
    pub expects: Vec<Expected>,
    /// Whether percentages and sums of money need a citation.
    pub cite_figures: bool,
    /// The fingerprint of its declaration.
    #[serde(skip)]
    pub fingerprint: Option<Fingerprint>,
}

/// A key that every page may have and pages of some types should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Expected {
    /// The team that looks after the page.
    Owner,
    /// The day of its last review.
    Reviewed,
    /// The works that it was written from.
    Sources,
}

/// A form in which a page can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PrintFormat {
    /// A page made for paper.
    Html,
    /// A tagged PDF.
    Pdf,
    /// A Word document.
    Docx,
}

/// Where the text of a page is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextPlace {
    /// Before the fields.
    First,
    /// After the fields.
    #[default]
    Last,
}

/// How a field is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldPrint {
    /// As its kind suggests: short values as facts, long ones as sections.
    #[default]
    Auto,
    /// As a line behind its label.
    Fact,
    /// As a line behind its label, to be filled in by the reader where nothing is known.
    FactOrBlank,
    /// As a section with its label as the heading.
    Section,
    /// As a section of boxes to tick.
    Checklist,
    /// As a section of places for the reader to fill in.
    Blanks,
    /// As a line in larger type before all else.
    Lead,
    /// As the letter or number of its record.
    Letter,
    /// As the heading of its record.
    Heading,
    /// Not at all.
    Omit,
}

/// The words for [`FieldPrint`] in declarations.
const FIELD_PRINTS: [(&str, FieldPrint); 9] = [
    ("fact", FieldPrint::Fact),
    ("fact-or-blank", FieldPrint::FactOrBlank),
    ("section", FieldPrint::Section),
    ("checklist", FieldPrint::Checklist),
    ("blanks", FieldPrint::Blanks),
    ("lead", FieldPrint::Lead),
    ("letter", FieldPrint::Letter),
    ("heading", FieldPrint::Heading),
    ("omit", FieldPrint::Omit),
];

/// One field of a content type or of a record.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// The key in front matter.
    pub name: String,
    /// What editors and readers see.
    pub label: String,
    /// What to write in it.
    pub help: Option<String>,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it has to be there.
    pub required: bool,
    /// What it holds when it is not written.
    pub default: Option<FieldDefault>,
    /// How it is printed.
    pub print: FieldPrint,
    /// Whether it is the last day on which the page may be published.
    pub lapses: bool,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum FieldKind {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A date.
    Date,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// One of a fixed set.
    Choice(Vec<Choice>),
    /// A path to a page of one of these types; of any type when empty.
    Reference(Vec<String>),
    /// Values of one kind in order.
    List(Box<FieldKind>),
    /// Tables with fields of their own, in order.
    Records(Vec<Field>),
}

/// One word of a fixed set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What pages write.
    pub value: String,
    /// What readers see.
    pub label: String,
}

/// The value of a field that is not written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum FieldDefault {
    /// Text, or the value of a choice.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

impl PartialEq for Field {
    fn eq(&self, other: &Field) -> bool {
        self.name == other.name && self.kind == other.kind
    }
}

impl ContentTypes {
    /// Reads the types of the theme's folder `types/` and of the site's, which win by name.
    pub fn read(
        tree: &SourceTree,
        theme: &str,
        taxonomies: &[&str],
    ) -> (ContentTypes, Diagnostics) {
        let mut found = Diagnostics::new();
        let mut types = BTreeMap::new();
        for folder in [format!("themes/{theme}/types"), "types".to_string()] {
            let files: Vec<FileId> = tree.below(&folder).map(|(id, _)| id).collect();
            for id in files {
                if let Some(content_type) = read_type(tree, id, taxonomies, &mut found) {
                    types.insert(content_type.name.clone(), content_type);
                }
            }
        }
        (ContentTypes { types }, found)
    }

    /// The type of that name, if there is one.
    pub fn get(&self, name: &str) -> Option<&ContentType> {
        self.types.get(name)
    }

    /// All types in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &ContentType> {
        self.types.values()
    }

    /// The names of all types.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.types.keys().map(String::as_str)
    }
}

fn read_type(
    tree: &SourceTree,
    id: FileId,
    taxonomies: &[&str],
    found: &mut Diagnostics,
) -> Option<ContentType> {
    let path = &tree.file(id).path;
    if path.extension() != Some("toml") {
        return None;
    }
    let text = match tree.text(id) {
        Ok(text) => text,
        Err(error) => {
            found.push(Diagnostic::unread(path, "this content type", &error));
            return None;
        }
    };
    let table = match parse_toml(&text, 0) {
        Ok(table) => table,
        Err(errors) => {
            found.extend(syntax_findings(path, errors));
            return None;
        }
    };
    let mut reader =
        Reader::new(&table, Span::default(), path, Codes::CONFIGURATION, "the content type", found);
    let name = reader.required_text("name", "add the name that pages write as their type");
    let label = reader.required_text("label", "add the words that readers see for one page");
    let plural = reader.text("plural").map(|text| text.value);
    let template = reader.required_text("template", "add the template that makes its pages");
    let print = read_print(&mut reader);
    let print_text = match reader.choice("print_text", &["first", "last"]) {
        Some("first") => TextPlace::First,
        _ => TextPlace::Last,
    };
    let search = reader.boolean("search").unwrap_or(true);
    let review_in = reader.period("review_in");
    let expects = read_expects(&mut reader);
    let cite_figures = reader.boolean("cite_figures").unwrap_or(false);
    let fields = read_fields(&mut reader, taxonomies, 0);
    reader.finish();
    let (name, label) = (name?, label?.value);
    if name.value != path.stem() {
        let message = format!("the type `{}` stands in a file of another name", name.value);
        let help =
            format!("rename the file to {}.toml, or the type to \"{}\"", name.value, path.stem());
        found.push(Diagnostic::new(Code::TypeDeclaration, message).at(path, name.span).help(help));
    }
    let mut content_type = ContentType {
        name: name.value,
        plural: plural.unwrap_or_else(|| label.clone()),
        label,
        template: template?.value,
        fields,
        print,
        print_text,
        search,
        review_in,
        expects,
        cite_figures,
        fingerprint: None,
    };
    content_type.fingerprint = Some(Fingerprint::of("content type", &content_type));
    Some(content_type)
}

fn read_print(reader: &mut Reader) -> Vec<PrintFormat> {
    let mut formats = Vec::new();
    for word in reader.texts("print") {
        match word.value.as_str() {
            "html" => formats.push(PrintFormat::Html),
            "pdf" => formats.push(PrintFormat::Pdf),
            "docx" => formats.push(PrintFormat::Docx),
            other => {
                let (message, help) = not_a_choice("print", other, ["html", "pdf", "docx"]);
                reader.report(Code::ConfigValue, word.span, message, Some(help));
            }
        }
    }
    formats
}

fn read_expects(reader: &mut Reader) -> Vec<Expected> {
    let mut expects = Vec::new();
    for word in reader.texts("expects") {
        match word.value.as_str() {
            "owner" => expects.push(Expected::Owner),
            "reviewed" => expects.push(Expected::Reviewed),
            "sources" => expects.push(Expected::Sources),
            other => {
                let words = ["owner", "reviewed", "sources"];
                let (message, help) = not_a_choice("expects", other, words);
                reader.report(Code::ConfigValue, word.span, message, Some(help));
            }
        }
    }
    expects
}

/// Records may nest, but not without end.
const DEEPEST_RECORD: usize = 4;

fn read_fields(reader: &mut Reader, taxonomies: &[&str], depth: usize) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for table in reader.tables("fields") {
        let mut inner = reader.inner(&table, "the field");
        let name = inner.required_text("name", "add the key that pages write");
        let field = read_field(&mut inner, name.as_ref(), taxonomies, depth);
        inner.finish();
        let (Some(field), Some(name)) = (field, name) else { continue };
        let problem = if fields.iter().any(|other| other.name == field.name) {
            Some(format!("the field `{}` is declared twice", field.name))
        } else if depth == 0 && COMMON_KEYS.contains(&field.name.as_str()) {
            Some(format!(
                "a field cannot be called `{}`: every page has that key already",
                field.name
            ))
        } else if depth == 0 && taxonomies.contains(&field.name.as_str()) {
            Some(format!("a field cannot be called `{}`: a taxonomy has that name", field.name))
        } else {
            None
        };
        match problem {
            Some(message) => {
                let help = Some("choose another name".to_string());
                reader.report(Code::TypeDeclaration, name.span, message, help);
            }
            None => fields.push(field),
        }
    }
    fields
}

const KINDS: [&str; 9] =
    ["text", "markdown", "date", "number", "boolean", "choice", "reference", "list", "records"];

fn read_field(
    reader: &mut Reader,
    name: Option<&Located<String>>,
    taxonomies: &[&str],
    depth: usize,
) -> Option<Field> {
    let label = reader.text("label").map(|text| text.value);
    let help = reader.text("help").map(|text| text.value);
    let required = reader.boolean("required").unwrap_or(false);
    let kind_text = reader.required_text("kind", "say what the field holds: kind = \"text\"");
    let kind =
        kind_text.as_ref().and_then(|kind| read_kind(reader, kind, "kind", taxonomies, depth));
    let default = kind.as_ref().and_then(|kind| read_default(reader, kind));
    let words = FIELD_PRINTS.map(|(word, _)| word);
    let print = reader.choice("print", &words).and_then(|chosen| {
        FIELD_PRINTS.iter().find(|(word, _)| *word == chosen).map(|(_, print)| *print)
    });
    let lapses = reader.boolean("lapses").unwrap_or(false);
    if let Some(entry) = reader.entry("lapses").filter(|_| lapses)
        && (depth > 0 || kind.as_ref().is_some_and(|kind| *kind != FieldKind::Date))
    {
        let message = "only a date of the page itself can lapse".to_string();
        let help = "remove `lapses`, or write kind = \"date\"".to_string();
        reader.report(Code::TypeDeclaration, entry.value.span, message, Some(help));
    }
    // Keys of other kinds are known too, so that a slip in `kind` is one finding and not three.
    for key in ["choices", "to", "of", "fields", "default"] {
        reader.skip(key);
    }
    let name = name?.value.clone();
    Some(Field {
        label: label.unwrap_or_else(|| spaced(&name)),
        name,
        help,
        kind: kind?,
        required,
        default,
        print: print.unwrap_or_default(),
        lapses,
    })
}

/// A key as words: `key_points` becomes "Key points".
fn spaced(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn read_kind(
    reader: &mut Reader,
    kind: &Located<String>,
    key: &str,
    taxonomies: &[&str],
    depth: usize,
) -> Option<FieldKind> {
    Some(match kind.value.as_str() {
        "text" => FieldKind::Text,
        "markdown" => FieldKind::Markdown,
        "date" => FieldKind::Date,
        "number" => FieldKind::Number,
        "boolean" => FieldKind::Boolean,
        "choice" => FieldKind::Choice(read_choices(reader)?),
        "reference" => {
            FieldKind::Reference(reader.texts("to").into_iter().map(|text| text.value).collect())
        }
        "list" if key == "kind" => {
            let of = reader.required_text("of", "say what the list holds: of = \"text\"")?;
            FieldKind::List(Box::new(read_kind(reader, &of, "of", taxonomies, depth)?))
        }
        "records" if key == "kind" && depth < DEEPEST_RECORD => {
            FieldKind::Records(read_fields(reader, taxonomies, depth + 1))
        }
        other => {
            let (message, help) = if other == "records" && key == "kind" {
                ("records are nested too deeply".to_string(), "use at most four levels".to_string())
            } else {
                not_a_choice(key, other, KINDS)
            };
            reader.report(Code::ConfigValue, kind.span, message, Some(help));
            return None;
        }
    })
}

fn read_choices(reader: &mut Reader) -> Option<Vec<Choice>> {
    let Some(entry) = reader.entry("choices") else {
        reader.missing("choices", "list what may be chosen: choices = [\"small\", \"large\"]");
        return None;
    };
    let NodeKind::List(items) = &entry.value.kind else {
        reader.wrong("choices", &entry.value, "a list");
        return None;
    };
    let mut choices = Vec::new();
    for item in items {
        match &item.kind {
            NodeKind::Text(value) => {
                choices.push(Choice { value: value.clone(), label: spaced(value) });
            }
            NodeKind::Table(table) => choices.extend(read_choice(reader, table, item)),
            _ => reader.wrong("choices", item, "text or a table with value and label"),
        }
    }
    Some(choices)
}

fn read_choice<'t>(reader: &mut Reader<'t, '_>, table: &'t Table, item: &Node) -> Option<Choice> {
    let mut inner = reader.inner(&Located { value: table, span: item.span }, "the choice");
    let value = inner.required_text("value", "add what pages write");
    let label = inner.required_text("label", "add what readers see");
    inner.finish();
    Some(Choice { value: value?.value, label: label?.value })
}

fn read_default(reader: &mut Reader, kind: &FieldKind) -> Option<FieldDefault> {
    let value = &reader.entry("default")?.value;
    let default = match (kind, &value.kind) {
        (FieldKind::Text, NodeKind::Text(text)) => Some(FieldDefault::Text(text.clone())),
        (FieldKind::Choice(choices), NodeKind::Text(text)) => choices
            .iter()
            .any(|choice| choice.value == *text)
            .then(|| FieldDefault::Text(text.clone())),
        (FieldKind::Number, NodeKind::Integer(number)) => {
            Some(FieldDefault::Number(*number as f64))
        }
        (FieldKind::Number, NodeKind::Float(number)) => Some(FieldDefault::Number(*number)),
        (FieldKind::Boolean, NodeKind::Boolean(flag)) => Some(FieldDefault::Boolean(*flag)),
        _ => None,
    };
    if default.is_none() {
        let message = "this default is not a value that the field could hold".to_string();
        let help = "defaults are for text, choice, number and boolean fields".to_string();
        reader.report(Code::TypeDeclaration, value.span, message, Some(help));
    }
    default
}
