//! Looking at the disk without following the last link, and telling absence from trouble.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::manifest::{Entry, Moment};
use super::{OutputPath, Trust};
use crate::diagnostic::Failure;
use crate::fingerprint::Fingerprint;

/// A published file's time is set this far back. Whoever changes the file later gives it the time
/// of that moment, which is then certain to differ, however coarse the file system's clock is. So
/// a build can trust the times of files that the build just before it wrote, without reading them.
pub(super) const BACKDATED: Duration = Duration::from_secs(3);

/// The coarsest clock of a file system in use: FAT counts in steps of two seconds.
const COARSEST: Duration = Duration::from_secs(2);

/// Whether the error says that there is nothing at the path.
pub(super) fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// What stands at `path`, without following a link there.
pub(super) fn look(path: &Path) -> Result<Option<Metadata>, Failure> {
    match path.symlink_metadata() {
        Ok(data) => Ok(Some(data)),
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(Failure::of_disk(format!("cannot look at `{}`", path.display()), &error)),
    }
}

/// The time of last change as an entry may record it at the time `now`: nothing when a change that
/// is still to come could bear the same time.
pub(super) fn settled(data: &Metadata, now: SystemTime) -> Option<Moment> {
    let modified = data.modified().ok()?;
    let age = now.duration_since(modified).ok()?;
    (age > COARSEST).then(|| Moment::of(modified))
}

/// Whether the file at `path` is an ordinary one that still holds what `entry` says; if so, the
/// time of last change to record for it. Reads the file only when its time does not tell.
pub(super) fn agrees(
    path: &Path,
    entry: &Entry,
    how: Trust,
    now: SystemTime,
) -> Option<Option<Moment>> {
    let data = path.symlink_metadata().ok()?;
    if !data.is_file() || data.len() != entry.len {
        return None;
    }
    if how == Trust::Times
        && entry.modified.is_some()
        && entry.modified == data.modified().ok().map(Moment::of)
    {
        return Some(entry.modified);
    }
    // The time is taken before the bytes, so that a change in between shows the next time.
    let modified = settled(&data, now);
    let bytes = std::fs::read(path).ok()?;
    (Fingerprint::of_bytes(&bytes) == entry.content).then_some(modified)
}

/// The outermost folder above `path` that is not a real folder, if there is one: a link would lead
/// us out of the output folder.
pub(super) fn unreal_folder<'p>(
    root: &Path,
    path: &'p OutputPath,
) -> Result<Option<&'p str>, Failure> {
    for folder in path.folders() {
        if !look(&root.join(folder))?.is_some_and(|data| data.is_dir()) {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

/// Whether both folders are on one disk, as far as the machine tells.
#[cfg(unix)]
pub(super) fn same_disk(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.dev() == other.dev()
}

/// Whether both folders are on one disk, as far as the machine tells.
#[cfg(not(unix))]
pub(super) fn same_disk(_one: &Metadata, _other: &Metadata) -> bool {
    false
}

/// Whether two names lead to one file, as they can where capitals are not told from small letters.
#[cfg(unix)]
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (one.symlink_metadata(), other.symlink_metadata()) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => false,
    }
}

/// Whether two names lead to one file, as they can where capitals are not told from small letters.
#[cfg(not(unix))]
pub(super) fn same_file(_one: &Path, _other: &Path) -> bool {
    true
}
