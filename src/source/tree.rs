//! The scanned files and their texts.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use rayon::prelude::*;

use super::scan::{self, Embedded, ScanProblem};
use super::{SitePath, Span};
use crate::fingerprint::Fingerprint;

/// The number of a file in its [`SourceTree`]. Files are numbered in the order of their paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// What is known of one file without its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it is.
    pub path: SitePath,
    /// The fingerprint of its bytes.
    pub fingerprint: Fingerprint,
    /// Its size in bytes.
    pub len: u64,
    /// When it was last changed, where the disk tells; never for an embedded file.
    pub modified: Option<SystemTime>,
}

/// Why a file's text cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextError {
    /// The bytes at this place are not UTF-8.
    NotUtf8(Span),
    /// The file is no longer what the scan saw: it was changed, removed or is not readable now.
    Changed,
}

#[derive(Clone)]
pub(super) enum Bytes {
    Embedded(&'static [u8]),
    Kept(Arc<[u8]>),
    OnDisk,
}

/// All source files of a site at one moment, sorted by path.
pub struct SourceTree {
    pub(super) root: PathBuf,
    pub(super) files: Vec<SourceFile>,
    pub(super) bytes: Vec<Bytes>,
    /// Only ever turned on, so that keeping it is no state that an output could depend on.
    pub(super) outdated: AtomicBool,
    /// Whether everything that the scan met was an ordinary file.
    pub(super) is_plain: bool,
    /// What is on disk where an earlier text stands in for it.
    pub(super) set_aside: Vec<(SourceFile, Bytes)>,
}

/// How many bytes of files are kept in memory before further ones are read again when needed: all of
/// most sites.
pub const KEEP_BYTES: u64 = 8 * 1024 * 1024;

impl SourceTree {
    /// Reads every file below the folders (or files) `entries` of `root`, and beside them the
    /// embedded files. An embedded file yields to the disk as a whole folder: when `theme.toml`
    /// beside it is on disk, nothing embedded of that folder is used.
    ///
    /// `keep` bounds the bytes of text held in memory; [`KEEP_BYTES`] suits most sites.
    pub fn scan(
        root: &Path,
        entries: &[&str],
        embedded: &[Embedded],
        keep: u64,
    ) -> (SourceTree, Vec<ScanProblem>) {
        let (found, mut problems) = scan::walk(root, entries);
        let mut rows: Vec<(SourceFile, Bytes)> = Vec::with_capacity(found.len() + embedded.len());
        let mut kept = 0;
        // In batches, so that bytes which are not kept are not all in memory at once either.
        for batch in found.chunks(1024) {
            let read: Vec<_> = batch.par_iter().map(read).collect();
            for row in read {
                match row {
                    Ok((file, bytes)) => {
                        kept += file.len;
                        let bytes =
                            if kept <= keep { Bytes::Kept(bytes.into()) } else { Bytes::OnDisk };
                        rows.push((file, bytes));
                    }
                    Err(problem) => problems.push(problem),
                }
            }
        }
        let own_theme = |path: &str| {
            let folder: Vec<&str> = path.splitn(3, '/').take(2).collect();
            rows.iter()
                .any(|(file, _)| file.path.as_str() == format!("{}/theme.toml", folder.join("/")))
        };
        let carried: Vec<(SourceFile, Bytes)> = embedded
            .iter()
            .filter(|file| !own_theme(file.path))
            .map(|file| {
                let source = SourceFile {
                    path: SitePath::new(file.path),
                    fingerprint: Fingerprint::of_bytes(file.bytes),
                    len: file.bytes.len() as u64,
                    modified: None,
                };
                (source, Bytes::Embedded(file.bytes))
            })
            .collect();
        rows.extend(carried);
        rows.sort_by(|a, b| a.0.path.cmp(&b.0.path));
        let (files, bytes) = rows.into_iter().unzip();
        let outdated = AtomicBool::new(false);
        let (root, is_plain, set_aside) = (root.to_path_buf(), problems.is_empty(), Vec::new());
        (SourceTree { root, files, bytes, outdated, is_plain, set_aside }, problems)
    }

    /// The fingerprint of all files. `None` if the scan met something that is no ordinary file.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        let files = self.files.iter().zip(&self.bytes).map(|(file, bytes)| {
            let is_embedded = matches!(bytes, Bytes::Embedded(_));
            (file.path.as_str(), file.fingerprint, is_embedded)
        });
        let files: Vec<_> = files.collect();
        self.is_plain.then(|| Fingerprint::of("sources", &files))
    }

    /// All files with their numbers, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }

    /// The files below `folder`.
    pub fn below<'t>(
        &'t self,
        folder: &str,
    ) -> impl Iterator<Item = (FileId, &'t SourceFile)> + use<'t> {
        let prefix = format!("{folder}/");
        let start = self.files.partition_point(|file| file.path.as_str() < prefix.as_str());
        self.files
            .iter()
            .enumerate()
            .skip(start)
            .take_while(move |(_, file)| file.path.as_str().starts_with(&prefix))
            .map(|(at, file)| (FileId(at as u32), file))
    }

    /// What is known of a file of this tree.
    #[expect(clippy::indexing_slicing, reason = "a number is only ever given out by its own tree")]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file at a path, if there is one.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files
            .binary_search_by(|file| file.path.as_str().cmp(path))
            .ok()
            .map(|at| FileId(at as u32))
    }

    /// Whether the file was carried in the program and is not on disk.
    #[expect(clippy::indexing_slicing, reason = "a number is only ever given out by its own tree")]
    pub fn is_embedded(&self, id: FileId) -> bool {
        matches!(self.bytes[id.0 as usize], Bytes::Embedded(_))
    }

    /// The bytes of a file, as the scan saw them.
    ///
    /// # Errors
    ///
    /// [`TextError::Changed`] when they were not kept and the file on disk now differs.
    #[expect(clippy::indexing_slicing, reason = "a number is only ever given out by its own tree")]
    pub fn bytes(&self, id: FileId) -> Result<Cow<'_, [u8]>, TextError> {
        match &self.bytes[id.0 as usize] {
            Bytes::Embedded(bytes) => Ok(Cow::Borrowed(bytes)),
            Bytes::Kept(bytes) => Ok(Cow::Borrowed(bytes)),
            Bytes::OnDisk => {
                let file = self.file(id);
                let bytes = std::fs::read(self.root.join(file.path.as_str())).ok();
                bytes
                    .filter(|bytes| Fingerprint::of_bytes(bytes) == file.fingerprint)
                    .map(Cow::Owned)
                    .ok_or_else(|| {
                        self.outdated.store(true, Ordering::Relaxed);
                        TextError::Changed
                    })
            }
        }
    }

    /// Whether a file that was read again was no longer what the scan saw. What was made of this
    /// tree is then of no moment in particular and must not be published.
    pub fn is_outdated(&self) -> bool {
        self.outdated.load(Ordering::Relaxed)
    }

    /// The text of a file, byte order mark included, as the scan saw it.
    ///
    /// # Errors
    ///
    /// When it is not UTF-8, with the place of the first wrong byte, or no longer the same.
    pub fn text(&self, id: FileId) -> Result<Cow<'_, str>, TextError> {
        let wrong = |error: std::str::Utf8Error| {
            let start = error.valid_up_to();
            TextError::NotUtf8(Span::new(start..start + error.error_len().unwrap_or(1)))
        };
        match self.bytes(id)? {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(wrong),
            Cow::Owned(bytes) => {
                String::from_utf8(bytes).map(Cow::Owned).map_err(|error| wrong(error.utf8_error()))
            }
        }
    }
}

pub(super) fn read(found: &scan::Found) -> Result<(SourceFile, Vec<u8>), ScanProblem> {
    let unreadable = |error: &std::io::Error| {
        ScanProblem::Unreadable(found.path.clone(), scan::reason_of(error))
    };
    let bytes = std::fs::read(&found.disk).map_err(|error| unreadable(&error))?;
    let modified = std::fs::metadata(&found.disk).and_then(|data| data.modified()).ok();
    let file = SourceFile {
        path: found.path.clone(),
        fingerprint: Fingerprint::of_bytes(&bytes),
        len: bytes.len() as u64,
        modified,
    };
    Ok((file, bytes))
}
