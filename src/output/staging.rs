//! The staging folder: where new files wait, on the disk of the output folder, until all are there.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use super::disk;
use super::manifest::Moment;
use crate::diagnostic::Failure;
use crate::fingerprint::Fingerprint;

/// A staging folder, made when the first file comes and removed when dropped.
#[derive(Debug)]
pub(super) struct Staging {
    /// Where it may be, best first.
    candidates: Vec<PathBuf>,
    /// The text by which a leftover folder is known to be ours.
    marker: String,
    /// The output folder, or the nearest folder above it that exists.
    near: PathBuf,
    opened: SystemTime,
    folder: OnceLock<Result<PathBuf, Failure>>,
    next: AtomicU64,
}

/// A file in the staging folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    number: u64,
    /// The time to record for it.
    pub(super) modified: Option<Moment>,
}

const MARKER: &str = "alongside-staging";

/// The name of a staging folder inside the output folder, the last resort.
pub(super) fn inner_name(cache: &Path) -> String {
    let digest = Fingerprint::of_bytes(cache.as_os_str().as_encoded_bytes());
    format!(".alongside-{}", digest.short(12))
}

impl Staging {
    /// Decides where staging may happen for the output folder `root`, and removes what a killed run
    /// left there.
    pub(super) fn new(root: &Path, cache: &Path, opened: SystemTime) -> Staging {
        let near = root.ancestors().find(|folder| folder.is_dir()).unwrap_or(root).to_path_buf();
        let inner = inner_name(cache);
        let on_one_disk = match (cache.metadata(), near.metadata()) {
            (Ok(cache), Ok(near)) => disk::same_disk(&cache, &near),
            _ => false,
        };
        let in_cache = cache.join("staging");
        let mut candidates = Vec::new();
        if on_one_disk {
            candidates.push(in_cache.clone());
        }
        if let (Some(parent), Some(name)) = (root.parent(), root.file_name()) {
            candidates.push(parent.join(format!(".{}{inner}", name.to_string_lossy())));
        }
        candidates.push(root.join(inner));
        let marker = format!("staging for {}\nof {}\n", root.display(), cache.display());
        for folder in candidates.iter().chain([&in_cache]) {
            sweep(folder, &marker);
        }
        let (folder, next) = (OnceLock::new(), AtomicU64::new(0));
        Staging { candidates, marker, near, opened, folder, next }
    }

    /// Writes a file to wait here.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<Waiting, Failure> {
        let folder = self.folder.get_or_init(|| self.found()).as_ref().map_err(Failure::clone)?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(number.to_string());
        let write = || -> io::Result<Option<Moment>> {
            let mut file = File::create_new(&path)?;
            file.write_all(bytes)?;
            let backdated = self.opened.checked_sub(disk::BACKDATED);
            // Where a time cannot be set, the entry just goes without one.
            let set = backdated.is_some_and(|time| file.set_modified(time).is_ok());
            Ok(if set { disk::settled(&file.metadata()?, self.opened) } else { None })
        };
        let modified = write().map_err(|error| {
            Failure::of_disk(format!("cannot write into `{}`", folder.display()), &error)
        })?;
        Ok(Waiting { number, modified })
    }

    /// Where a waiting file is.
    pub(super) fn path_of(&self, waiting: Waiting) -> Option<PathBuf> {
        let folder = self.folder.get()?.as_ref().ok()?;
        Some(folder.join(waiting.number.to_string()))
    }

    /// Makes the folder at the first place that will do.
    fn found(&self) -> Result<PathBuf, Failure> {
        let mut trouble = None;
        for folder in &self.candidates {
            match self.made(folder) {
                Ok(()) => return Ok(folder.clone()),
                Err(error) => {
                    trouble.get_or_insert(error);
                }
            }
        }
        let error = trouble.unwrap_or_else(|| io::Error::from(ErrorKind::NotFound));
        let near = self.near.display();
        Err(Failure::of_disk(format!("cannot make a staging folder for `{near}`"), &error))
    }

    fn made(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir(folder)?;
        std::fs::write(folder.join(MARKER), &self.marker)?;
        // One disk can be mounted in two places, between which nothing can be renamed. Renaming a
        // file that does not exist tells: it must fail, but for the right reason.
        match std::fs::rename(folder.join("absent"), self.near.join(".alongside-probe")) {
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                sweep(folder, &self.marker);
                Err(error)
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Some(Ok(folder)) = self.folder.get() {
            sweep(folder, &self.marker);
        }
    }
}

/// Removes a staging folder that bears our marker, and of its content only what we put there. What
/// cannot be removed is left: it is in nobody's way.
fn sweep(folder: &Path, marker: &str) {
    if !folder.symlink_metadata().is_ok_and(|data| data.is_dir()) {
        return;
    }
    let marker_path = folder.join(MARKER);
    if std::fs::read(&marker_path).is_ok_and(|found| found == marker.as_bytes()) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().as_encoded_bytes().iter().all(u8::is_ascii_digit) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
        let _ = std::fs::remove_file(&marker_path);
    }
    // Succeeds only when nothing is left. A folder that was made but not yet marked is empty.
    let _ = std::fs::remove_dir(folder);
}
