//! What targets share: a site with the default theme and no page. Enter at [`site`].

use alongside::build::{LoadRequest, Project};
use alongside::data::parse_date;
use alongside::theme::DEFAULT_THEME;

const CONFIG: &str = "title = \"T\"\ndescription = \"D\"\nbase_url = \"https://example.org/\"\n\
    language = \"en-GB\"\n[publisher]\nname = \"P\"\n";

/// A site that holds nothing but its configuration.
pub fn site() -> Project {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("site-config.toml"), CONFIG).expect("a file");
    let request = LoadRequest {
        root: folder.path(),
        embedded: DEFAULT_THEME,
        base_url: None,
        drafts: false,
        date: parse_date("2026-11-22").expect("a date"),
        fingerprint_assets: true,
        keep: u64::MAX,
    };
    Project::load(request).0.expect("a configuration")
}
