//! JSON Schema (draft 7, which every editor program reads) of the front matter of a content type.

use serde_json::{Map, Value, json};

use super::fields::{COMMON, Common, PERIOD, SLUG, STATUS};
use crate::config::{Config, ContentType, Field, FieldDefault, FieldKind, Taxonomy};

pub(super) fn schema(kind: &ContentType, config: &Config) -> Value {
    let mut properties = Map::new();
    // A page may leave out the type that it would have anyway.
    let is_default = matches!(kind.name.as_str(), "page" | "section");
    properties.insert(
        "type".to_string(),
        json!({ "const": kind.name, "title": "Type", "description": kind.label }),
    );
    for field in COMMON {
        let mut schema = common(field.kind, config);
        describe(&mut schema, field.label, Some(field.help));
        properties.insert(field.name.to_string(), schema);
    }
    properties.insert(
        "extra".to_string(),
        json!({ "type": "object", "title": "Extra", "description": "Free values for the theme." }),
    );
    for taxonomy in &config.taxonomies {
        properties.insert(taxonomy.name.clone(), terms(taxonomy));
    }
    for field in &kind.fields {
        properties.insert(field.name.clone(), of_field(field));
    }
    let mut required: Vec<&str> = vec!["title"];
    required.extend((!is_default).then_some("type"));
    required.extend(kind.fields.iter().filter(|f| f.required).map(|field| field.name.as_str()));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind.label,
        "description": format!("The front matter of a page with type = \"{}\".", kind.name),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn describe(schema: &mut Value, label: &str, help: Option<&str>) {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_string(), label.into());
        schema.extend(help.map(|help| ("description".to_string(), help.into())));
    }
}

fn common(kind: Common, config: &Config) -> Value {
    match kind {
        Common::Text | Common::LongText => text(),
        Common::Slug => json!({ "type": "string", "pattern": SLUG }),
        Common::Whole => json!({ "type": "integer", "minimum": -1_000_000, "maximum": 1_000_000 }),
        Common::Boolean => json!({ "type": "boolean" }),
        Common::Date => date(),
        Common::Texts | Common::Sources => texts(text()),
        Common::Period => json!({ "type": "string", "pattern": PERIOD }),
        Common::Owner => {
            let owners: Vec<&str> =
                config.site.owners.iter().map(|owner| owner.id.as_str()).collect();
            json!({ "enum": owners })
        }
        Common::Status => json!({ "enum": STATUS.map(|(value, _)| value) }),
        Common::Changes => json!({
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "date": described(date(), "The day of the change."),
                    "note": described(text(), "What changed, in a sentence for readers."),
                    "minor": described(
                        json!({ "type": "boolean" }),
                        "Whether it changes nothing for readers.",
                    ),
                },
                "required": ["date", "note"],
                "additionalProperties": false,
            },
        }),
    }
}

fn described(mut schema: Value, help: &str) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_string(), help.into());
    }
    schema
}

fn text() -> Value {
    json!({ "type": "string" })
}

/// TOML's own dates are dates as text to programs that check them against a schema.
fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

/// A list; one value alone counts as a list of one.
fn texts(item: Value) -> Value {
    json!({ "anyOf": [{ "type": "array", "items": item }, item] })
}

fn terms(taxonomy: &Taxonomy) -> Value {
    let slugs: Vec<&str> = taxonomy.terms.iter().map(|term| term.slug.as_str()).collect();
    let mut schema = texts(json!({ "enum": slugs }));
    let labels: Vec<String> =
        taxonomy.terms.iter().map(|term| format!("{} ({})", term.slug, term.label)).collect();
    describe(&mut schema, &taxonomy.label, Some(&format!("Any of: {}.", labels.join(", "))));
    schema
}

fn of_field(field: &Field) -> Value {
    let mut schema = of_kind(&field.kind);
    describe(&mut schema, &field.label, field.help.as_deref());
    if let (Some(default), Some(schema)) = (&field.default, schema.as_object_mut()) {
        let default = match default {
            FieldDefault::Text(text) => json!(text),
            FieldDefault::Number(number) => json!(number),
            FieldDefault::Boolean(flag) => json!(flag),
        };
        schema.insert("default".to_string(), default);
    }
    schema
}

fn of_kind(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Text => json!({ "type": ["string", "integer"] }),
        FieldKind::Markdown => text(),
        FieldKind::Date => date(),
        FieldKind::Number => json!({ "type": "number" }),
        FieldKind::Boolean => json!({ "type": "boolean" }),
        FieldKind::Choice(choices) => {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
            json!({ "enum": values })
        }
        FieldKind::Reference(_) => json!({ "type": "string", "pattern": "\\.md$" }),
        FieldKind::List(item) => match item.as_ref() {
            FieldKind::Text | FieldKind::Markdown | FieldKind::Choice(_) => texts(of_kind(item)),
            item => json!({ "type": "array", "items": of_kind(item) }),
        },
        FieldKind::Records(fields) => {
            let properties: Map<String, Value> =
                fields.iter().map(|field| (field.name.clone(), of_field(field))).collect();
            let required: Vec<&str> = fields
                .iter()
                .filter(|field| field.required)
                .map(|field| field.name.as_str())
                .collect();
            json!({
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": properties,
                    "required": required,
                    "additionalProperties": false,
                },
            })
        }
    }
}
