//! Components as directives see them: which arguments they take.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Tera, Value};

use super::files::TemplateFile;

/// A component that a directive can call.
#[derive(Clone, Debug, Serialize)]
pub struct Component {
    /// The name in Tera.
    pub name: String,
    /// The name of the file that declares it, in Tera.
    pub(super) file: String,
    /// The arguments that a caller may give.
    pub arguments: Vec<ComponentArgument>,
    /// Whether any further argument is taken as well.
    pub open: bool,
}

/// An argument of a [`Component`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComponentArgument {
    /// Its name.
    pub name: String,
    /// What it may hold; anything when `None`.
    pub kind: Option<ArgumentKind>,
    /// Whether it has to be given.
    pub required: bool,
    /// The words that it may be, if only some make sense. The component says so in the map behind its
    /// arguments: `{% component callout(kind: string = "note") {"kind": ["note", "caution"]} %}`.
    pub choices: Vec<String>,
}

/// What an argument may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ArgumentKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// True or false.
    Boolean,
    /// Something that only a template can give.
    Other,
}

pub(super) fn read(tera: &Tera, files: &[TemplateFile]) -> BTreeMap<String, Component> {
    let names: Vec<String> = {
        let mut names: Vec<String> = tera.get_component_names().map(str::to_string).collect();
        names.sort();
        names
    };
    let mut components = BTreeMap::new();
    for name in names {
        let Some(info) = tera.get_component_definition(&name) else { continue };
        // Tera does not tell the file; the one whose text declares the component is it.
        let Some(file) = files.iter().find(|file| declares(&file.text, &name)) else { continue };
        let arguments = info
            .args()
            .iter()
            .filter(|argument| !argument.is_implicit() && argument.name() != "body")
            .map(|argument| ComponentArgument {
                name: argument.name().to_string(),
                kind: argument.arg_type().map(|kind| match kind.as_str() {
                    "string" => ArgumentKind::Text,
                    "integer" => ArgumentKind::Integer,
                    "float" | "number" => ArgumentKind::Number,
                    "bool" => ArgumentKind::Boolean,
                    _ => ArgumentKind::Other,
                }),
                required: argument.is_required(),
                choices: choices(info.metadata().get(argument.name())),
            })
            .collect();
        let component = Component {
            name: name.clone(),
            file: file.name.clone(),
            arguments,
            open: info.rest_param().is_some(),
        };
        components.insert(name, component);
    }
    components
}

fn choices(declared: Option<&Value>) -> Vec<String> {
    let words = declared.and_then(Value::as_array).into_iter().flatten();
    words.filter_map(|word| word.as_str().map(str::to_string)).collect()
}

/// Whether a text holds `component NAME(`, with any space between.
fn declares(text: &str, name: &str) -> bool {
    text.match_indices("component").any(|(at, word)| {
        let rest = text.get(at + word.len()..).unwrap_or("");
        rest.starts_with(char::is_whitespace)
            && rest
                .trim_start()
                .strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with('('))
    })
}
