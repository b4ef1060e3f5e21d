//! The output folder, opened for one build.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::manifest::{Entry, Intent, Manifest, Moment};
use super::record::Loaded;
use super::staging::{self, Staging, Waiting};
use super::{OutputPath, disk, guard};
use crate::diagnostic::{Diagnostic, Failure};
use crate::fingerprint::Fingerprint;

/// When a published file is believed to be unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// When its size and time of last change are as recorded. A file whose time differs is read.
    #[default]
    Times,
    /// Only when its bytes are.
    Hashes,
}

/// When a file is moved into place: whatever refers to others comes after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Stylesheets, scripts, fonts, images.
    Asset,
    /// Pages and print files.
    Page,
    /// Feeds, search files, the sitemap: lists of pages.
    Index,
}

/// One output that the site consists of, as [`Destination::publish`] wants it: either good as it
/// stands in the output folder, or waiting in the staging folder.
#[derive(Debug)]
pub struct Planned {
    pub(super) path: OutputPath,
    pub(super) entry: Entry,
    pub(super) waiting: Option<(Phase, Waiting)>,
}

impl Planned {
    /// Where the output goes.
    pub fn path(&self) -> &OutputPath {
        &self.path
    }

    /// What the manifest will say of it, findings included.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Notes how many sheets the output fills.
    #[must_use]
    pub fn with_sheets(mut self, sheets: Option<u32>) -> Planned {
        self.entry.sheets = sheets;
        self
    }

    /// Whether a file will be written.
    pub fn is_new(&self) -> bool {
        self.waiting.is_some()
    }
}

/// An output folder that is ours to publish into, locked against other builds until dropped.
#[derive(Debug)]
pub struct Destination {
    /// The folder as the user wrote it, for messages.
    pub(super) shown: PathBuf,
    /// Where it really is.
    pub(super) root: PathBuf,
    pub(super) cache: PathBuf,
    pub(super) adopt: bool,
    pub(super) manifest: Manifest,
    pub(super) staging: Staging,
    trust: Trust,
    opened: SystemTime,
    /// Held, never read. Last, so that it is released after the staging folder is gone.
    _lock: Lock,
}

/// The lock of a cache folder.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file is not enough: a process that this one is just starting may hold a copy
        // of it for a moment, and with it the lock.
        let _ = self.0.unlock();
    }
}

impl Destination {
    /// Opens the folder `output`, with the records of earlier builds in the folder `cache` (see
    /// [`super::default_cache`]). The output folder may be missing; it is made when publishing.
    ///
    /// `protected` are the files and folders that the site is made from. With `adopt`, files that
    /// are not ours may be in the folder, and those that the site needs are replaced.
    ///
    /// # Errors
    ///
    /// When the folder is not fit to publish into, when another build has it open, or when the
    /// cache folder cannot be used.
    pub fn open(
        output: &Path,
        cache: &Path,
        protected: &[PathBuf],
        adopt: bool,
    ) -> Result<Destination, Failure> {
        let root = guard::resolve(output)?;
        let real_cache = guard::resolve(cache)?;
        guard::refuse(output, &root, protected)?;
        guard::refuse(output, &root, &[cache.to_path_buf()])?;
        let (manifest_path, intent_path) = records(&real_cache);
        let occupied = guard::is_occupied(&root, &staging::inner_name(&real_cache))?;
        let recorded = manifest_path.exists() || intent_path.exists();
        // Before the cache folder is made, so that a mistyped name leaves nothing behind.
        if occupied && !recorded && !adopt {
            return Err(guard::not_ours(output));
        }
        let lock = locked(&real_cache, output)?;
        let opened = SystemTime::now();
        let staging = Staging::new(&root, &real_cache, opened);
        let manifest = match Manifest::load(&manifest_path)? {
            Loaded::Here(manifest) => manifest,
            Loaded::Unreadable if occupied && !adopt => return Err(guard::not_ours(output)),
            Loaded::Absent | Loaded::Unreadable => Manifest::empty(),
        };
        let mut destination = Destination {
            shown: output.to_path_buf(),
            root,
            cache: real_cache,
            adopt,
            manifest,
            staging,
            trust: Trust::Times,
            opened,
            _lock: lock,
        };
        if let Loaded::Here(intent) = Intent::load(&intent_path)? {
            destination.recover(intent)?;
        }
        Ok(destination)
    }

    /// Sets when a published file is believed to be unchanged: by its time unless told otherwise.
    #[must_use]
    pub fn trusting(mut self, trust: Trust) -> Destination {
        self.trust = trust;
        self
    }

    /// What is published now.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The output at `path` as it was published, if the recipe's key is still `key` and the file is
    /// unchanged. May be called from many threads.
    pub fn kept(&self, path: &OutputPath, key: Fingerprint) -> Option<Planned> {
        let entry = self.manifest.entries.get(path).filter(|entry| entry.key == key)?;
        let modified = self.agrees(path, entry, self.trust)?;
        let entry = Entry { modified, ..entry.clone() };
        Some(Planned { path: path.clone(), entry, waiting: None })
    }

    /// Every output as it was published, if all files are unchanged.
    pub fn all_kept(&self) -> Option<Vec<Planned>> {
        let entries: Vec<_> = self.manifest.entries.iter().collect();
        entries.into_par_iter().map(|(path, entry)| self.kept(path, entry.key)).collect()
    }

    /// Takes an output that was made. Nothing is written when the published file already holds
    /// these bytes; otherwise they wait in the staging folder. May be called from many threads.
    ///
    /// # Errors
    ///
    /// When the bytes cannot be written. The published site is then as it was.
    pub fn put(
        &self,
        path: OutputPath,
        phase: Phase,
        key: Fingerprint,
        bytes: &[u8],
        findings: Vec<Diagnostic>,
    ) -> Result<Planned, Failure> {
        let (content, len) = (Fingerprint::of_bytes(bytes), bytes.len() as u64);
        let mut entry = Entry { key, content, len, modified: None, sheets: None, findings };
        let standing = match self.manifest.entries.get(&path) {
            Some(old) if old.content == content && old.len == len => {
                self.agrees(&path, old, self.trust)
            }
            None if self.adopt => self.agrees(&path, &entry, Trust::Hashes),
            _ => None,
        };
        let waiting = match standing {
            Some(modified) => {
                entry.modified = modified;
                None
            }
            None => {
                let waiting = self.staging.write(bytes)?;
                entry.modified = waiting.modified;
                Some((phase, waiting))
            }
        };
        Ok(Planned { path, entry, waiting })
    }

    /// Learns what a run that was stopped while publishing has done. Whatever it had in hand is
    /// ours if and only if it now holds what that run was writing.
    fn recover(&mut self, intent: Intent) -> Result<(), Failure> {
        for (path, new) in intent.entries {
            if disk::unreal_folder(&self.root, &path)?.is_some() {
                continue;
            }
            if let Some(modified) = self.agrees(&path, &new, Trust::Hashes) {
                self.manifest.entries.insert(path, Entry { modified, ..new });
            }
        }
        for folder in intent.folders {
            if self.place(&folder).symlink_metadata().is_ok_and(|data| data.is_dir()) {
                self.manifest.folders.insert(folder);
            }
        }
        let (manifest_path, intent_path) = records(&self.cache);
        self.manifest.save(&manifest_path)?;
        forget(&intent_path)
    }

    /// Whether the file at `path` still is what `entry` says; if so, the time to record for it.
    pub(super) fn agrees(
        &self,
        path: &OutputPath,
        entry: &Entry,
        how: Trust,
    ) -> Option<Option<Moment>> {
        disk::agrees(&self.place(path), entry, how, self.opened)
    }

    /// Where `path` is on disk.
    pub(super) fn place(&self, path: &OutputPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// How `path` is called in messages.
    pub(super) fn name(&self, path: &str) -> String {
        self.shown.join(path).display().to_string()
    }
}

/// The places of the manifest and of the intent.
pub(super) fn records(cache: &Path) -> (PathBuf, PathBuf) {
    (cache.join("manifest"), cache.join("intent"))
}

/// Removes the intent.
pub(super) fn forget(intent: &Path) -> Result<(), Failure> {
    std::fs::remove_file(intent)
        .map_err(|error| Failure::of_disk(format!("cannot remove `{}`", intent.display()), &error))
}

/// Makes the cache folder and takes its lock.
fn locked(cache: &Path, output: &Path) -> Result<Lock, Failure> {
    let failure = |error: &std::io::Error| {
        Failure::of_disk(format!("cannot use the cache folder `{}`", cache.display()), error)
    };
    if !cache.is_dir() {
        std::fs::create_dir_all(cache).map_err(|error| failure(&error))?;
        // What we remember is of no use in a repository.
        std::fs::write(cache.join(".gitignore"), "*\n").map_err(|error| failure(&error))?;
    }
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(cache.join("lock"))
        .map_err(|error| failure(&error))?;
    match lock.try_lock() {
        Ok(()) => Ok(Lock(lock)),
        Err(TryLockError::WouldBlock) => {
            let text = format!("another build is writing into `{}`", output.display());
            Err(Failure::new(text).help("wait until it has finished and run the command again"))
        }
        // Some network file systems know no locks. Building without one is better than not at all.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(Lock(lock)),
        Err(TryLockError::Error(error)) => Err(failure(&error)),
    }
}
