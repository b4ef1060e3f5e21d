//! What publishing will change, worked out and checked before anything is touched.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::manifest::Entry;
use super::staging::Waiting;
use super::{Destination, OutputPath, Phase, Planned, Trust, disk};
use crate::diagnostic::Failure;

/// The way from what is published to what is planned.
#[derive(Debug)]
pub(super) struct Changes {
    /// The new manifest's entries.
    pub(super) entries: BTreeMap<OutputPath, Entry>,
    /// The files to move into place, in order.
    pub(super) moves: Vec<Move>,
    /// The published files that are no longer planned.
    pub(super) stale: BTreeSet<OutputPath>,
    /// Every folder that the planned files need.
    pub(super) folders: BTreeSet<OutputPath>,
    /// Those of them that do not exist.
    pub(super) missing: BTreeSet<OutputPath>,
}

/// One file to move into place.
#[derive(Debug)]
pub(super) struct Move {
    pub(super) phase: Phase,
    pub(super) path: OutputPath,
    pub(super) waiting: Waiting,
    /// A folder of ours is in the way, and everything in it is stale.
    pub(super) over_folder: bool,
}

impl Changes {
    /// Compares `planned` with what is published and with what stands on the disk.
    pub(super) fn new(to: &Destination, planned: Vec<Planned>) -> Result<Changes, Failure> {
        let mut entries = BTreeMap::new();
        let mut moves = Vec::new();
        for Planned { path, entry, waiting } in planned {
            if let Some((phase, waiting)) = waiting {
                moves.push(Move { phase, path: path.clone(), waiting, over_folder: false });
            }
            if entries.insert(path.clone(), entry).is_some() {
                return Err(Failure::new(format!("two outputs would both be `{path}`")));
            }
        }
        moves.sort_by(|a, b| (a.phase, &a.path).cmp(&(b.phase, &b.path)));
        let published = &to.manifest.entries;
        let stale = published.keys().filter(|path| !entries.contains_key(*path)).cloned().collect();
        let folders = folders_of(&entries)?;
        let missing = BTreeSet::new();
        let mut changes = Changes { entries, moves, stale, folders, missing };
        changes.check_folders(to)?;
        changes.check_targets(to)?;
        Ok(changes)
    }

    /// The stale paths that lead to a planned file, as `About` may lead to `about` where capitals
    /// are not told from small letters. These must not be removed.
    pub(super) fn stale_by_name_only(&self, to: &Destination) -> BTreeSet<OutputPath> {
        if self.stale.is_empty() {
            return BTreeSet::new();
        }
        let folded: BTreeMap<String, &OutputPath> =
            self.entries.keys().map(|path| (path.as_str().to_lowercase(), path)).collect();
        let is_planned = |path: &&OutputPath| {
            let planned = folded.get(&path.as_str().to_lowercase());
            planned.is_some_and(|planned| disk::same_file(&to.place(planned), &to.place(path)))
        };
        self.stale.iter().filter(is_planned).cloned().collect()
    }

    /// Finds the folders to make, and refuses where something is in their way.
    fn check_folders(&mut self, to: &Destination) -> Result<(), Failure> {
        let looks: Vec<_> =
            self.folders.par_iter().map(|folder| disk::look(&to.place(folder))).collect();
        // Parents come before what is in them, so a missing parent is known by now.
        for (folder, look) in self.folders.iter().zip(looks) {
            if folder.folder().is_some_and(|parent| self.missing.contains(parent)) {
                self.missing.insert(folder.clone());
                continue;
            }
            match look? {
                Some(data) if data.is_dir() => {}
                None => {
                    self.missing.insert(folder.clone());
                }
                Some(_) if self.stale.contains(folder) && is_unchanged(to, folder) => {
                    self.missing.insert(folder.clone());
                }
                Some(data) => {
                    let what = if data.is_symlink() { "a symbolic link" } else { "a file" };
                    let name = to.name(folder.as_str());
                    let text = format!("`{name}` must be a folder, but {what} is there");
                    return Err(Failure::new(text).help("move it away and run the command again"));
                }
            }
        }
        Ok(())
    }

    /// Refuses where a file that is not ours is in the way of one to be moved into place.
    fn check_targets(&mut self, to: &Destination) -> Result<(), Failure> {
        let mut foreign: Vec<&OutputPath> = Vec::new();
        for to_move in &mut self.moves {
            let path = &to_move.path;
            if path.folder().is_some_and(|folder| self.missing.contains(folder)) {
                continue;
            }
            match disk::look(&to.place(path))? {
                None => {}
                Some(data) if data.is_dir() => {
                    if !is_all_stale(to, path, &self.stale) {
                        let name = to.name(path.as_str());
                        let text = format!(
                            "`{name}` must be a file, but a folder is there that alongside may not \
                             remove"
                        );
                        let help = "move the folder away and run the command again";
                        return Err(Failure::new(text).help(help));
                    }
                    to_move.over_folder = true;
                }
                Some(_) if to.adopt || to.manifest.entries.contains_key(path) => {}
                Some(_) => foreign.push(path),
            }
        }
        let Some(first) = foreign.first() else { return Ok(()) };
        let others = match foreign.len() - 1 {
            0 => String::new(),
            1 => " and 1 more file".to_string(),
            n => format!(" and {n} more files"),
        };
        let name = to.name(first.as_str());
        Err(Failure::new(format!(
            "alongside did not write `{name}`{others} and will not replace what it did not write"
        ))
        .help("move it away, or run again with `--adopt` to have it replaced"))
    }
}

/// Every folder that the files need. No file may itself be one.
fn folders_of(entries: &BTreeMap<OutputPath, Entry>) -> Result<BTreeSet<OutputPath>, Failure> {
    let mut folders = BTreeSet::new();
    let mut last = None;
    for path in entries.keys() {
        // Neighbours mostly share their folder.
        if path.folder() == last {
            continue;
        }
        last = path.folder();
        for folder in path.folders() {
            if folders.contains(folder) {
                continue;
            }
            if entries.contains_key(folder) {
                let text = format!("`{folder}` would be both a file and the folder of `{path}`");
                return Err(Failure::new(text));
            }
            folders.insert(OutputPath::of_folder(folder));
        }
    }
    Ok(folders)
}

/// Whether the published file still is what we wrote, by its bytes.
fn is_unchanged(to: &Destination, path: &OutputPath) -> bool {
    let entry = to.manifest.entries.get(path);
    entry.is_some_and(|entry| to.agrees(path, entry, Trust::Hashes).is_some())
}

/// Whether a folder was made by us and holds only folders made by us and stale files.
fn is_all_stale(to: &Destination, folder: &OutputPath, stale: &BTreeSet<OutputPath>) -> bool {
    WalkDir::new(to.place(folder)).follow_links(false).into_iter().all(|step| {
        let Ok(step) = step else { return false };
        let relative = step.path().strip_prefix(&to.root).ok();
        let parts: Option<Vec<&str>> =
            relative.and_then(|path| path.iter().map(|part| part.to_str()).collect());
        let Some(Ok(path)) = parts.map(|parts| OutputPath::new(&parts.join("/"))) else {
            return false;
        };
        if step.file_type().is_dir() {
            to.manifest.folders.contains(&path)
        } else {
            stale.contains(&path) && is_unchanged(to, &path)
        }
    })
}
