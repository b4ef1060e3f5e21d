//! The schema of `site-config.toml` against the reader of the configuration: both know the same keys,
//! at every depth. `tests/formats/` holds the schemas against real pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use alongside::build::{LoadRequest, Project};
use alongside::data::Date;
use alongside::diagnostic::Code;
use alongside::schema;
use alongside::source::KEEP_BYTES;
use alongside::theme::DEFAULT_THEME;
use serde_json::Value;

/// A key that nothing is like.
const NOBODYS: &str = "zzzzzzzzzzzzzzzz";

/// The tables of a schema that list their keys: how a table is opened in TOML, and its keys.
fn tables(schema: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let mut tables = BTreeMap::new();
    gather(schema, schema, String::new(), String::new(), &mut tables);
    tables
}

fn gather(
    root: &Value,
    at: &Value,
    path: String,
    header: String,
    tables: &mut BTreeMap<String, BTreeSet<String>>,
) {
    let resolved = at["$ref"].as_str().and_then(|to| root.pointer(to.trim_start_matches('#')));
    let at = resolved.unwrap_or(at);
    let (inner, is_list) = if at["type"] == "array" { (&at["items"], true) } else { (at, false) };
    let header = match (path.is_empty(), is_list) {
        (true, _) => header,
        (false, true) => format!("{header}[[{path}]]\n"),
        (false, false) => format!("{header}[{path}]\n"),
    };
    let Some(properties) = inner["properties"].as_object() else { return };
    if inner["additionalProperties"] == false {
        tables.insert(header.clone(), properties.keys().cloned().collect());
    }
    for (key, value) in properties {
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        // Inside a list, the table of the list has to be opened first.
        let above = if is_list { header.clone() } else { String::new() };
        gather(root, value, below, above, tables);
    }
}

/// The keys that the reader says it knows where a table is opened so.
fn known(header: &str) -> BTreeSet<String> {
    let ground = super::site::ground();
    let text = format!("{header}{NOBODYS} = 1\n");
    fs::write(ground.path().join("site-config.toml"), &text).expect("it can be written");
    let (_, found) = Project::load(LoadRequest {
        root: ground.path(),
        embedded: DEFAULT_THEME,
        base_url: None,
        drafts: false,
        date: Date::constant(2026, 11, 22),
        fingerprint_assets: true,
        keep: KEEP_BYTES,
    });
    let help = found
        .into_iter()
        .filter(|finding| finding.code == Code::ConfigKey && finding.message.contains(NOBODYS))
        .find_map(|finding| finding.help);
    let help = help.unwrap_or_else(|| panic!("the reader knows no table here:\n{text}"));
    let keys = help.strip_prefix("the keys here are: ").unwrap_or("");
    keys.split(", ").filter(|key| !key.is_empty()).map(str::to_string).collect()
}

fn portal() -> Project {
    let (project, found) = Project::load(LoadRequest {
        root: std::path::Path::new(env!("CARGO_MANIFEST_DIR")),
        embedded: DEFAULT_THEME,
        base_url: None,
        drafts: true,
        date: Date::constant(2026, 11, 22),
        fingerprint_assets: true,
        keep: KEEP_BYTES,
    });
    project.unwrap_or_else(|| panic!("the portal loads: {found:?}"))
}

fn site_config() -> Value {
    let project = portal();
    let files = schema::schemas(&project.config, &project.types);
    let (_, text) = files
        .into_iter()
        .find(|(name, _)| name == "site-config.schema.json")
        .expect("there is a schema of the configuration");
    serde_json::from_str(&text).expect("a schema is JSON")
}

#[test]
fn the_configuration_has_the_keys_of_its_schema_and_no_others() {
    let mut tables = tables(&site_config());
    // The checks are keys of another kind: every code, and the settings of the language rules.
    let checks = tables.remove("[checks]\n").unwrap_or_default();
    let settings =
        ["acronym", "contested", "gender", "numbers", "readability", "sentence", "strict"];
    let codes: BTreeSet<String> =
        Code::ALL.iter().map(|code| code.name()).chain(settings).map(str::to_string).collect();
    assert_eq!(checks, codes);
    assert!(tables.len() > 12, "{:?}", tables.keys());
    for (header, keys) in tables {
        assert_eq!(keys, known(&header), "schema and reader at\n{header}");
    }
}

#[test]
fn a_type_without_pages_can_be_begun_in_a_cms() {
    let project = portal();
    let backend =
        schema::Backend { name: "git".to_string(), repo: String::new(), branch: String::new() };
    let page = |path: &str, kind: &str| schema::PageFile {
        path: path.to_string(),
        kind: kind.to_string(),
        names_type: true,
        title: "A page".to_string(),
    };
    let pages = [page("content/how/post.md", "guidance")];
    let (config, types, library) = (&project.config, &project.types, &project.library);
    let form = schema::cms(schema::Cms::Decap, backend, config, types, library, &pages);
    let form = form.expect("the form is YAML");
    let folders: Vec<&str> =
        form.lines().filter_map(|line| line.trim().strip_prefix("folder: ")).collect();
    // Guidance lies where it is; types with nothing to fill in are no collections.
    assert_eq!(
        folders,
        [
            "content/case-studies",
            "content/evidence",
            "content/how",
            "content/training-pathways",
            "content/principles",
            "content/role-specifications",
            "content/topics",
        ]
    );
}
