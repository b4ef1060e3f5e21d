//! The live preview through the real program: what it serves, how it follows edits, and that it
//! cannot be talked into anything else.

mod follow;
mod hostile;
mod preview;
mod soak;

use alongside::build::{self, LoadRequest};
use alongside::data::Date;

use super::site::{Files, Site, ground, read_folder, request, write_folder};

/// The day of every preview here.
const DAY: &str = "2026-06-01";

/// A site's folder with the files in it.
fn saved(mut site: Site) -> Site {
    site.options.drafts = true;
    site.save(false);
    site
}

/// What a clean build of the same files publishes with the names of assets as the preview has them;
/// nothing when there are errors.
fn published(files: &Files, site: &Site, date: Date) -> Option<Files> {
    let folder = ground();
    let (root, out) = (folder.path().join("copy"), folder.path().join("out"));
    write_folder(&root, files);
    let asked = request(&root, &out, &site.options);
    let load = LoadRequest { drafts: true, date, fingerprint_assets: false, ..asked.load };
    let outcome = build::run(&build::BuildRequest { load, ..asked }).unwrap();
    (!outcome.has_errors()).then(|| read_folder(&out))
}

/// The address of an output.
fn address(base: &str, path: &str) -> String {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    let mut address = base.to_string();
    for byte in path.bytes() {
        match byte {
            b'%' | b' ' | 0..=31 | 127.. => address.push_str(&format!("%{byte:02X}")),
            _ => address.push(char::from(byte)),
        }
    }
    address
}
