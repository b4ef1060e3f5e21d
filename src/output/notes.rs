//! Small notes in the cache folder from one run to the next: what was published of each page, which
//! addresses of other sites answered.
//!
//! Nothing is published by them: a note that is lost only means that less is known.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::record::{self, Loaded};
use crate::diagnostic::Failure;

const HEAD: &str = "alongside note 1\n";

/// The note of that name in a folder, if there is one that can be understood.
///
/// # Errors
///
/// When the file is there and cannot be read.
pub fn noted<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Option<T>, Failure> {
    Ok(match record::load(&folder.join(name), HEAD)? {
        Loaded::Here(note) => Some(note),
        Loaded::Absent | Loaded::Unreadable => None,
    })
}

/// Puts a note of that name into a folder, which is made if it is not there.
///
/// # Errors
///
/// When it cannot be written.
pub fn note<T: Serialize>(folder: &Path, name: &str, value: &T) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::of_disk(format!("cannot make the folder `{}`", folder.display()), &error)
    })?;
    record::save(&folder.join(name), HEAD, value)
}
