//! Small files of our own in the cache folder: read whole, replaced whole, and either right or
//! taken as absent.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::disk;
use crate::diagnostic::Failure;
use crate::fingerprint::Fingerprint;

/// What was found at the place of a record.
#[derive(Debug)]
pub(super) enum Loaded<T> {
    /// There is none.
    Absent,
    /// There is one that cannot be understood: damaged, or of another format.
    Unreadable,
    /// Here it is.
    Here(T),
}

const DIGEST: usize = 64;

/// Reads the record at `path` that begins with the line `head`.
pub(super) fn load<T: DeserializeOwned>(path: &Path, head: &str) -> Result<Loaded<T>, Failure> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if disk::is_absence(&error) => return Ok(Loaded::Absent),
        Err(error) => {
            return Err(Failure::of_disk(format!("cannot read `{}`", path.display()), &error));
        }
    };
    let body = bytes
        .strip_prefix(head.as_bytes())
        .and_then(|rest| rest.split_at_checked(DIGEST))
        .filter(|(digest, body)| Fingerprint::of_bytes(body).to_string().as_bytes() == *digest)
        .and_then(|(_, body)| postcard::from_bytes(body).ok());
    Ok(body.map_or(Loaded::Unreadable, Loaded::Here))
}

/// Replaces the record at `path`: by temporary file, flushed to the disk, then renamed.
pub(super) fn save<T: Serialize>(path: &Path, head: &str, value: &T) -> Result<(), Failure> {
    let fresh = path.with_extension("new");
    let write = || -> io::Result<()> {
        let body = postcard::to_allocvec(value).map_err(io::Error::other)?;
        let mut file = File::create(&fresh)?;
        file.write_all(head.as_bytes())?;
        file.write_all(Fingerprint::of_bytes(&body).to_string().as_bytes())?;
        file.write_all(&body)?;
        // Without this a loss of power could leave the new name with none of the bytes.
        file.sync_all()?;
        std::fs::rename(&fresh, path)
    };
    write().map_err(|error| Failure::of_disk(format!("cannot write `{}`", path.display()), &error))
}
