//! Putting the new site in the place of the old, step by step.

use std::collections::BTreeSet;
use std::fmt;
use std::io::ErrorKind;

use super::changes::{Changes, Move};
use super::destination::{forget, records};
use super::manifest::{Intent, Manifest};
use super::{Destination, OutputPath, Planned, Trust, disk};
use crate::diagnostic::Failure;
use crate::fingerprint::Fingerprint;

/// One effect on the disk that publishing is about to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'p> {
    /// The intent is recorded.
    Intend,
    /// The output folder itself is made.
    MakeOutput,
    /// A folder is made.
    MakeFolder(&'p OutputPath),
    /// A file is moved into place.
    Move(&'p OutputPath),
    /// A file that is no longer planned is removed.
    Remove(&'p OutputPath),
    /// An empty folder is removed.
    RemoveFolder(&'p OutputPath),
    /// The manifest is recorded.
    Record,
    /// The intent is removed.
    Forget,
}

/// What is asked before every step. A failure stops the publication there.
pub type BeforeStep<'h> = dyn FnMut(Step<'_>) -> Result<(), Failure> + 'h;

/// A file that we once wrote, that the site no longer has, and that was left where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it is.
    pub path: OutputPath,
    /// Why it was left.
    pub reason: KeptReason,
}

/// Why a file of ours that is no longer planned was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptReason {
    /// Somebody changed or replaced it since we wrote it.
    Changed,
    /// A folder above it was replaced by a symbolic link.
    BehindLink,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.reason {
            KeptReason::Changed => "somebody changed it since it was published",
            KeptReason::BehindLink => "a folder above it is now a symbolic link",
        };
        write!(f, "`{}` is no longer part of the site but was left, since {why}", self.path)
    }
}

/// What publishing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The files written, in the order in which they were moved into place.
    pub written: Vec<OutputPath>,
    /// How many files stayed as they were.
    pub unchanged: usize,
    /// The files removed because the site no longer has them.
    pub removed: Vec<OutputPath>,
    /// The files that should have been removed and were left, since they are no longer ours.
    pub kept: Vec<Kept>,
    /// The size of all files written.
    pub bytes_written: u64,
}

impl Destination {
    /// Makes the output folder hold exactly the planned files, beside what is not ours.
    ///
    /// # Errors
    ///
    /// Before the first step: when two outputs have one path or something that is not ours is in
    /// the way; the published site is then as it was. After it: when the disk fails; each file is
    /// then old or new, and the next run completes the work.
    pub fn publish(self, planned: Vec<Planned>, engine: Fingerprint) -> Result<Report, Failure> {
        self.publish_stepwise(planned, engine, &mut |_| Ok(()))
    }

    /// [`Destination::publish`], asking `before` ahead of every effect on the disk.
    ///
    /// # Errors
    ///
    /// As [`Destination::publish`], and whatever `before` fails with.
    pub fn publish_stepwise(
        self,
        planned: Vec<Planned>,
        engine: Fingerprint,
        before: &mut BeforeStep<'_>,
    ) -> Result<Report, Failure> {
        let changes = Changes::new(&self, planned)?;
        let unchanged = changes.entries.len() - changes.moves.len();
        let report = Report { unchanged, ..Report::default() };
        Publication { to: &self, before, report, made: BTreeSet::new() }.run(changes, engine)
    }
}

/// A publication under way.
struct Publication<'d, 'h> {
    to: &'d Destination,
    before: &'d mut BeforeStep<'h>,
    report: Report,
    /// The folders made so far.
    made: BTreeSet<OutputPath>,
}

impl Publication<'_, '_> {
    fn run(mut self, changes: Changes, engine: Fingerprint) -> Result<Report, Failure> {
        let (manifest_path, intent_path) = records(&self.to.cache);
        let mut stale = changes.stale.clone();
        if !changes.moves.is_empty() {
            self.intend(&changes)?;
        }
        if !changes.moves.is_empty() && !self.to.root.is_dir() {
            (self.before)(Step::MakeOutput)?;
            std::fs::create_dir_all(&self.to.root)
                .map_err(|error| self.failure("make the folder", "", &error))?;
        }
        for to_move in &changes.moves {
            self.make_folders(&to_move.path, &changes.missing, &mut stale)?;
            if to_move.over_folder {
                self.clear_folder(&to_move.path, &mut stale)?;
            }
            self.move_into_place(to_move)?;
            let entry = changes.entries.get(&to_move.path);
            self.report.bytes_written += entry.map_or(0, |entry| entry.len);
        }
        for path in stale.difference(&changes.stale_by_name_only(self.to)) {
            self.remove(path)?;
        }
        let mut folders: BTreeSet<OutputPath> = self.to.manifest.folders.clone();
        folders.append(&mut self.made);
        let unneeded: Vec<OutputPath> = folders.difference(&changes.folders).cloned().collect();
        // What is in a folder comes after it, and must go before it.
        for folder in unneeded.into_iter().rev() {
            if self.remove_folder(&folder)? {
                folders.remove(&folder);
            }
        }
        let manifest = Manifest { engine, entries: changes.entries, folders };
        if manifest != self.to.manifest {
            (self.before)(Step::Record)?;
            manifest.save(&manifest_path)?;
        }
        if !changes.moves.is_empty() {
            (self.before)(Step::Forget)?;
            forget(&intent_path)?;
        }
        Ok(self.report)
    }

    /// Records what is about to come, so that a run which is stopped leaves no file whose owner
    /// nobody knows.
    fn intend(&mut self, changes: &Changes) -> Result<(), Failure> {
        (self.before)(Step::Intend)?;
        let entry_of = |to_move: &Move| {
            changes.entries.get(&to_move.path).map(|entry| (to_move.path.clone(), entry.clone()))
        };
        let entries = changes.moves.iter().filter_map(entry_of).collect();
        Intent { entries, folders: changes.missing.clone() }.save(&records(&self.to.cache).1)
    }

    /// Makes the folders above `path` that are missing. A stale file may be in the way of one.
    fn make_folders(
        &mut self,
        path: &OutputPath,
        missing: &BTreeSet<OutputPath>,
        stale: &mut BTreeSet<OutputPath>,
    ) -> Result<(), Failure> {
        let is_there = |folder: &str| !missing.contains(folder) || self.made.contains(folder);
        if path.folder().is_none_or(is_there) {
            return Ok(());
        }
        for folder in path.folders() {
            if self.made.contains(folder) {
                continue;
            }
            let Some(folder) = missing.get(folder) else { continue };
            if stale.remove(folder) {
                self.remove_from_the_way(folder)?;
            }
            (self.before)(Step::MakeFolder(folder))?;
            std::fs::create_dir(self.to.place(folder))
                .map_err(|error| self.failure("make the folder", folder.as_str(), &error))?;
            self.made.insert(folder.clone());
        }
        Ok(())
    }

    /// Removes a folder that is in the way of a file, and the stale files in it.
    fn clear_folder(
        &mut self,
        path: &OutputPath,
        stale: &mut BTreeSet<OutputPath>,
    ) -> Result<(), Failure> {
        let inside = |other: &&OutputPath| other.folders().any(|folder| folder == path.as_str());
        let files: Vec<OutputPath> = stale.iter().filter(inside).cloned().collect();
        for file in &files {
            stale.remove(file);
            self.remove_from_the_way(file)?;
        }
        let known = &self.to.manifest.folders;
        let folders = known.iter().rev().filter(|folder| *folder == path || inside(folder));
        for folder in folders {
            if !self.remove_folder(folder)? {
                let error = std::io::Error::from(ErrorKind::DirectoryNotEmpty);
                return Err(self.failure("remove the folder", folder.as_str(), &error));
            }
        }
        Ok(())
    }

    fn move_into_place(&mut self, to_move: &Move) -> Result<(), Failure> {
        let path = &to_move.path;
        (self.before)(Step::Move(path))?;
        let staged = self.to.staging.path_of(to_move.waiting).unwrap_or_default();
        std::fs::rename(staged, self.to.place(path))
            .map_err(|error| self.failure("write", path.as_str(), &error))?;
        self.report.written.push(path.clone());
        Ok(())
    }

    /// Removes a stale file that must go for a new one to come.
    fn remove_from_the_way(&mut self, path: &OutputPath) -> Result<(), Failure> {
        self.remove(path)?;
        if self.report.kept.last().is_some_and(|kept| kept.path == *path) {
            let error = std::io::Error::from(ErrorKind::AlreadyExists);
            return Err(self.failure("remove", path.as_str(), &error));
        }
        Ok(())
    }

    /// Removes a file that is no longer planned, if it still is what we wrote.
    fn remove(&mut self, path: &OutputPath) -> Result<(), Failure> {
        let place = self.to.place(path);
        let Some(entry) = self.to.manifest.entries.get(path) else { return Ok(()) };
        if let Some(folder) = disk::unreal_folder(&self.to.root, path)? {
            let is_link = disk::look(&self.to.root.join(folder))?.is_some_and(|d| d.is_symlink());
            if is_link {
                let reason = KeptReason::BehindLink;
                self.report.kept.push(Kept { path: path.clone(), reason });
            }
            return Ok(());
        }
        // A folder there means that an interrupted run has already removed the file.
        if disk::look(&place)?.is_none_or(|data| data.is_dir()) {
            return Ok(());
        }
        if self.to.agrees(path, entry, Trust::Hashes).is_none() {
            self.report.kept.push(Kept { path: path.clone(), reason: KeptReason::Changed });
            return Ok(());
        }
        (self.before)(Step::Remove(path))?;
        std::fs::remove_file(&place)
            .map_err(|error| self.failure("remove", path.as_str(), &error))?;
        self.report.removed.push(path.clone());
        Ok(())
    }

    /// Removes a folder that we made, if it is empty; whether it is gone.
    fn remove_folder(&mut self, folder: &OutputPath) -> Result<bool, Failure> {
        let place = self.to.place(folder);
        if disk::unreal_folder(&self.to.root, folder)?.is_some() {
            return Ok(true);
        }
        match disk::look(&place)? {
            Some(data) if data.is_dir() => {}
            _ => return Ok(true),
        }
        (self.before)(Step::RemoveFolder(folder))?;
        match std::fs::remove_dir(&place) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(false),
            Err(error) => Err(self.failure("remove the folder", folder.as_str(), &error)),
        }
    }

    fn failure(&self, doing: &str, path: &str, error: &std::io::Error) -> Failure {
        Failure::of_disk(format!("cannot {doing} `{}`", self.to.name(path)), error)
    }
}
