//! What programs that help editors need to know: JSON Schema for front matter, for
//! `site-config.toml` and for findings, and the configuration of two content management systems.
//!
//! Everything is made from the same content types that pages are checked against, so that a form, a
//! completion and a check cannot disagree. It must never read a page. Enter at [`schemas`] and
//! [`cms`].

mod cms;
mod content;
mod fields;
mod site;

pub use cms::{Backend, Cms, PageFile, cms};

use crate::config::{Config, ContentTypes};
use crate::diagnostic::JSON_SCHEMA;

/// All schemas as files: their names and their texts.
pub fn schemas(config: &Config, types: &ContentTypes) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = types
        .iter()
        .map(|kind| {
            let schema = content::schema(kind, config);
            (format!("content-{}.schema.json", kind.name), pretty(&schema))
        })
        .collect();
    files.push(("findings.schema.json".to_string(), JSON_SCHEMA.to_string()));
    files.push(("site-config.schema.json".to_string(), pretty(&site::schema())));
    files
}

fn pretty(schema: &serde_json::Value) -> String {
    format!("{schema:#}\n")
}
