//! JSON Schema of `site-config.toml`. Its keys stand in `site-config.schema.json`, which a test
//! holds against the reader of the configuration; the checks come from the table of codes.

use serde_json::{Map, Value, json};

use crate::diagnostic::Code;

const SCHEMA: &str = include_str!("site-config.schema.json");

pub(super) fn schema() -> Value {
    // The text is part of the program, and a test parses it.
    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let levels: Map<String, Value> = Code::ALL
        .iter()
        .map(|code| {
            let level = json!({
                "enum": ["error", "warning", "info", "off"],
                "description": format!("{} ({})", code.summary(), code.severity().name()),
            });
            (code.name().to_string(), level)
        })
        .collect();
    if let Some(checks) = schema.pointer_mut("/properties/checks").and_then(Value::as_object_mut) {
        // The settings of the language rules stand there already.
        match checks.get_mut("properties").and_then(Value::as_object_mut) {
            Some(settings) => settings.extend(levels),
            None => {
                checks.insert("properties".to_string(), levels.into());
            }
        }
    }
    schema
}
