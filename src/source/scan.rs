//! The walk over the site's folders: what counts as a source file and what is refused.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::SitePath;

/// A file that the program carries inside itself, at the path where the site could have it.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// The path in the site, such as `themes/default/theme.toml`.
    pub path: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

/// Something that the walk met and could not take as a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScanProblem {
    /// A file name that is not valid UTF-8; shown with replacement characters.
    NameNotText(String),
    /// A symbolic link whose target lies outside the site's root or does not exist.
    LinkOutside(SitePath),
    /// A symbolic link to a folder: it could lead round in a circle.
    LinkToFolder(SitePath),
    /// Two paths that are one path on a disk that does not tell capitals from small letters.
    CaseClash(SitePath, SitePath),
    /// A file or folder that could not be read, with the machine's reason.
    Unreadable(SitePath, String),
}

/// One file that the walk found.
pub(super) struct Found {
    pub(super) path: SitePath,
    pub(super) disk: PathBuf,
}

/// Hidden files and folders that hosts and browsers look for on a site.
const EXPECTED: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

/// Files and folders that are never content: hidden ones and what editor programs leave behind.
fn is_ignored(name: &str) -> bool {
    (name.starts_with('.') && !EXPECTED.contains(&name))
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || matches!(name, "Thumbs.db" | "desktop.ini")
}

/// Walks `entries` (files or folders below `root`), in the order of their paths' bytes.
pub(super) fn walk(root: &Path, entries: &[&str]) -> (Vec<Found>, Vec<ScanProblem>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    for entry in entries {
        let start = root.join(entry);
        let Ok(kind) = start.symlink_metadata() else { continue };
        let outside =
            |start: &Path| !start.canonicalize().is_ok_and(|real| real.starts_with(&real_root));
        // The walk itself would follow a link at its start.
        if kind.is_symlink() && outside(&start) {
            problems.push(ScanProblem::LinkOutside(SitePath::new(entry)));
            continue;
        }
        let walker = WalkDir::new(&start).follow_links(false).into_iter().filter_entry(|entry| {
            entry.depth() == 0 || !is_ignored(&entry.file_name().to_string_lossy())
        });
        for step in walker {
            match step {
                Ok(step) => take(root, &real_root, step.path(), &step.file_type())
                    .map_or_else(|problem| problems.push(problem), |file| found.extend(file)),
                Err(error) => {
                    let path = error.path().unwrap_or(&start);
                    let reason = error.io_error().map_or_else(String::new, reason_of);
                    problems.push(match site_path(root, path) {
                        Ok(path) => ScanProblem::Unreadable(path, reason),
                        Err(problem) => problem,
                    });
                }
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    problems.extend(case_clashes(&found));
    problems.sort();
    (found, problems)
}

/// What is at one path below the entries now: nothing, a file, or all files of a folder.
pub(super) fn look(
    root: &Path,
    entries: &[&str],
    path: &SitePath,
) -> (Vec<Found>, Vec<ScanProblem>) {
    let mut parts = path.as_str().split('/');
    let first = parts.next().unwrap_or_default();
    if !entries.contains(&first) || parts.any(is_ignored) {
        return (Vec::new(), Vec::new());
    }
    let disk = root.join(path.as_str());
    // A walk that begins at a link would follow it.
    if disk.is_symlink() && disk.is_dir() {
        return (Vec::new(), vec![ScanProblem::LinkToFolder(path.clone())]);
    }
    walk(root, &[path.as_str()])
}

fn take(
    root: &Path,
    real_root: &Path,
    disk: &Path,
    kind: &std::fs::FileType,
) -> Result<Option<Found>, ScanProblem> {
    if kind.is_dir() {
        return Ok(None);
    }
    let path = site_path(root, disk)?;
    if kind.is_symlink() {
        let target = disk
            .canonicalize()
            .ok()
            .filter(|target| target.starts_with(real_root))
            .ok_or_else(|| ScanProblem::LinkOutside(path.clone()))?;
        if target.is_dir() {
            return Err(ScanProblem::LinkToFolder(path));
        }
    } else if !kind.is_file() {
        return Err(ScanProblem::Unreadable(path, "it is not an ordinary file".to_string()));
    }
    Ok(Some(Found { path, disk: disk.to_path_buf() }))
}

fn site_path(root: &Path, disk: &Path) -> Result<SitePath, ScanProblem> {
    let relative = disk.strip_prefix(root).unwrap_or(disk);
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    match parts {
        Some(parts) => Ok(SitePath::new(&parts.join("/"))),
        None => Err(ScanProblem::NameNotText(relative.to_string_lossy().replace('\\', "/"))),
    }
}

fn case_clashes(found: &[Found]) -> Vec<ScanProblem> {
    let mut by_folded: BTreeMap<String, &SitePath> = BTreeMap::new();
    let mut clashes = Vec::new();
    for file in found {
        match by_folded.entry(file.path.as_str().to_lowercase()) {
            std::collections::btree_map::Entry::Occupied(first) => {
                clashes.push(ScanProblem::CaseClash((*first.get()).clone(), file.path.clone()))
            }
            std::collections::btree_map::Entry::Vacant(slot) => {
                slot.insert(&file.path);
            }
        }
    }
    clashes
}

/// The text of a file of the site as it is on disk, for excerpts. Nothing outside the site is ever
/// shown, even when a symbolic link leads there.
pub fn text_on_disk(root: &Path, path: &SitePath) -> Option<Cow<'static, str>> {
    let file = root.join(path.as_str()).canonicalize().ok()?;
    if !file.starts_with(root.canonicalize().ok()?) {
        return None;
    }
    // A byte that is no text is shown as such, so that places before it stay right.
    let bytes = std::fs::read(file).ok()?;
    // A picture has no lines to show.
    let is_written = matches!(path.extension(), Some("md" | "toml" | "html" | "typ"));
    if !is_written && bytes.iter().take(1024).any(|byte| *byte == 0) {
        return None;
    }
    Some(String::from_utf8_lossy(&bytes).into_owned().into())
}

/// The machine's reason in words, without the error number that Rust appends.
pub(super) fn reason_of(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}
