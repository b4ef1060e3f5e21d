//! A script and its parts as one file: one request instead of a chain of them.
//!
//! A script whose name begins with `_` is a part: it is not published by itself. Where another
//! script imports it (`import { a, b } from "./_part.js";`, on a line of its own), its text is put
//! in, once, without the words `export`, lines that are only a comment, and indentation. Both stay
//! modules that run as they are. Parts share one scope, so each name of theirs is given once; text
//! that runs over several lines is not for scripts that are put together.

use std::collections::BTreeMap;

use crate::source::{FileId, SitePath, SourceTree};

/// Whether a script is a part of others.
pub(super) fn is_part(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.starts_with('_') && (file.ends_with(".js") || file.ends_with(".mjs"))
}

/// The text of a script with its parts in it. `None` if it has none.
pub(super) fn with_parts(
    tree: &SourceTree,
    files: &BTreeMap<String, FileId>,
    name: &str,
    text: &str,
) -> Option<String> {
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    text.lines().any(|line| part_of(line, folder, files).is_some()).then(|| {
        let mut out = String::new();
        put(tree, files, folder, text, &mut vec![name.to_string()], &mut out);
        out
    })
}

fn put(
    tree: &SourceTree,
    files: &BTreeMap<String, FileId>,
    folder: &str,
    text: &str,
    seen: &mut Vec<String>,
    out: &mut String,
) {
    for line in text.lines() {
        if let Some((part, id)) = part_of(line, folder, files) {
            if !seen.contains(&part) {
                seen.push(part);
                // A part that is not UTF-8 is left out; the script says so when it runs.
                let text = tree.text(id).unwrap_or_default();
                put(tree, files, folder, &text, seen, out);
            }
            continue;
        }
        let line = line.trim();
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        out.push_str(line.strip_prefix("export ").unwrap_or(line));
        out.push('\n');
    }
}

/// The part that a line imports.
fn part_of(line: &str, folder: &str, files: &BTreeMap<String, FileId>) -> Option<(String, FileId)> {
    let (names, from) = line.strip_prefix("import {")?.split_once("} from \"./")?;
    let target = from.trim_end().strip_suffix("\";")?;
    if names.contains(" as ") {
        return None;
    }
    let part = SitePath::join("", folder, target)?;
    let id = *files.get(part.as_str())?;
    is_part(part.as_str()).then(|| (part.as_str().to_string(), id))
}
