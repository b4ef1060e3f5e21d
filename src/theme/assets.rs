//! What the site publishes beside its pages: the theme's and the site's assets.

use std::collections::BTreeMap;

use serde::Serialize;

use super::scripts;
use crate::config::BaseUrl;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::source::{FileId, SourceTree, Span};

/// One asset.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The file that it is made from.
    pub file: FileId,
    /// Its path in the published site.
    pub path: String,
    /// Its bytes, where they are not those of the file: names of other assets in it are replaced.
    pub rewritten: Option<String>,
    /// The fingerprint of what is published.
    pub fingerprint: Fingerprint,
}

/// All assets by name below `assets/`.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    by_name: BTreeMap<String, Asset>,
    addresses: BTreeMap<String, String>,
}

/// The kinds of file that are only ever reached through an address that we write, so that the
/// address can change with their bytes and browsers may keep them for ever.
const FINGERPRINTED: [&str; 14] = [
    "avif", "css", "gif", "jpeg", "jpg", "js", "mjs", "otf", "png", "svg", "ttf", "webp", "woff",
    "woff2",
];

impl Assets {
    /// All assets in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.by_name.iter().map(|(name, asset)| (name.as_str(), asset))
    }

    /// The asset of that name.
    pub fn get(&self, name: &str) -> Option<&Asset> {
        self.by_name.get(name)
    }

    /// The root-relative address of each asset, by name: what templates are given.
    pub fn addresses(&self) -> &BTreeMap<String, String> {
        &self.addresses
    }

    pub(super) fn load(
        tree: &SourceTree,
        files: &BTreeMap<String, FileId>,
        made: Option<Made>,
        base_url: &BaseUrl,
        fingerprint_names: bool,
    ) -> (Assets, Diagnostics) {
        let mut naming = Naming {
            tree,
            files,
            fingerprint_names,
            named: BTreeMap::new(),
            found: Diagnostics::new(),
        };
        for name in files.keys().filter(|name| !scripts::is_part(name)) {
            naming.name(name, &mut Vec::new());
        }
        if let Some(Made { name, text, from }) = made
            && !files.contains_key(name)
        {
            let fingerprint = Fingerprint::of_bytes(text.as_bytes());
            let path = naming.published(name, fingerprint);
            let asset = Asset { file: from, path, rewritten: Some(text), fingerprint };
            naming.named.insert(name.to_string(), asset);
        }
        let Naming { named: by_name, found, .. } = naming;
        let addresses = by_name
            .iter()
            .map(|(name, asset)| (name.clone(), base_url.address(&asset.path)))
            .collect();
        (Assets { by_name, addresses }, found)
    }
}

/// An asset that no file holds.
pub(super) struct Made {
    /// Its name below `assets/`.
    pub(super) name: &'static str,
    /// Its text.
    pub(super) text: String,
    /// The file that says what is in it.
    pub(super) from: FileId,
}

struct Naming<'n> {
    tree: &'n SourceTree,
    files: &'n BTreeMap<String, FileId>,
    fingerprint_names: bool,
    named: BTreeMap<String, Asset>,
    found: Diagnostics,
}

impl Naming<'_> {
    /// The published path of an asset, after those that it names itself. `open` holds the assets on
    /// the way here, so that two that name each other come to an end.
    fn name(&mut self, name: &str, open: &mut Vec<String>) -> Option<String> {
        if let Some(asset) = self.named.get(name) {
            return Some(asset.path.clone());
        }
        let id = *self.files.get(name)?;
        if open.iter().any(|other| other == name) {
            let path = &self.tree.file(id).path;
            self.found.push(
                Diagnostic::new(
                    Code::AssetName,
                    format!("`{name}` and another asset name each other"),
                )
                .at(path, Span::default())
                .help("let one of the two not name the other"),
            );
            return None;
        }
        let rewritten = match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "css" | "js" | "mjs" => {
                open.push(name.to_string());
                let rewritten = self.rewrite(name, id, name.ends_with(".css"), open);
                open.pop();
                rewritten
            }
            _ => None,
        };
        let fingerprint = match &rewritten {
            Some(text) => Fingerprint::of_bytes(text.as_bytes()),
            None => self.tree.file(id).fingerprint,
        };
        let path = self.published(name, fingerprint);
        let asset = Asset { file: id, path: path.clone(), rewritten, fingerprint };
        self.named.insert(name.to_string(), asset);
        Some(path)
    }

    /// The path of an asset in the published site.
    fn published(&self, name: &str, fingerprint: Fingerprint) -> String {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        if self.fingerprint_names && FINGERPRINTED.contains(&extension) {
            format!("assets/{stem}.{}.{extension}", fingerprint.short(8))
        } else {
            format!("assets/{name}")
        }
    }

    /// A stylesheet or script with the published names of the assets that it names. `None` when
    /// nothing in it changes.
    fn rewrite(
        &mut self,
        name: &str,
        id: FileId,
        css: bool,
        open: &mut Vec<String>,
    ) -> Option<String> {
        let mut text = self.tree.text(id).ok()?.into_owned();
        let whole =
            if css { None } else { scripts::with_parts(self.tree, self.files, name, &text) };
        let is_whole = whole.is_some();
        if let Some(whole) = whole {
            text = whole;
        }
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut out = String::with_capacity(text.len());
        let mut written = 0;
        for (start, end) in quoted(&text, css) {
            let Some(target) = text.get(start..end) else { continue };
            let bare = target.split(['?', '#']).next().unwrap_or(target);
            // In a script only what says that it is a path beside this one can be a file's name.
            if bare.is_empty() || bare.contains(':') || bare.starts_with('/') {
                continue;
            }
            if !css && !bare.starts_with("./") && !bare.starts_with("../") {
                continue;
            }
            let Some(other) = crate::source::SitePath::join("", folder, bare) else { continue };
            if !self.files.contains_key(other.as_str()) {
                continue;
            }
            let Some(published) = self.name(other.as_str(), open) else { continue };
            out.push_str(text.get(written..start).unwrap_or(""));
            out.push_str(&relative(folder, &published));
            out.push_str(target.get(bare.len()..).unwrap_or(""));
            written = end;
        }
        if written == 0 {
            return is_whole.then_some(text);
        }
        out.push_str(text.get(written..).unwrap_or(""));
        Some(out)
    }
}

/// The ranges of text between quotes, and in CSS also inside `url(…)` without quotes.
fn quoted(text: &str, css: bool) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((close, start)) if c == close => {
                ranges.push((start, at));
                open = None;
            }
            Some((_, _)) if c == '\n' => open = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => open = Some((c, at + 1)),
            None if css && c == '(' => {
                let is_url = text.get(..at).is_some_and(|before| before.ends_with("url"));
                let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
                if is_url && !matches!(next, Some('"' | '\'')) {
                    open = Some((')', at + 1));
                }
            }
            None => {}
        }
    }
    ranges
}

/// A published path as seen from a file in `folder` of the assets.
fn relative(folder: &str, published: &str) -> String {
    let up = if folder.is_empty() { 0 } else { folder.split('/').count() };
    let below = published.strip_prefix("assets/").unwrap_or(published);
    if up == 0 { format!("./{below}") } else { format!("{}{below}", "../".repeat(up)) }
}

impl Serialize for Asset {
    /// What is published, and under which name.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.path, &self.fingerprint).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_parts_and_bare_addresses() {
        let parts = |text: &str, css| -> Vec<String> {
            quoted(text, css).iter().map(|(start, end)| text[*start..*end].to_string()).collect()
        };
        assert_eq!(parts("a{b:url(x.svg)} @import \"y.css\"", true), ["x.svg", "y.css"]);
        assert_eq!(parts("import a from './a.js'; f(b)", false), ["./a.js"]);
        assert_eq!(parts("it's\nfine", false), Vec::<String>::new());
    }

    #[test]
    fn published_names_are_seen_from_the_folder() {
        assert_eq!(relative("css", "assets/fonts/a.12.woff2"), "../fonts/a.12.woff2");
        assert_eq!(relative("", "assets/a.js"), "./a.js");
    }
}
