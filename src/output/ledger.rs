//! What was last published of each source, for checks that compare a page with what readers see.
//!
//! Nothing is published by it: a ledger that is lost only means that nothing can be compared.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::record::{self, Loaded};
use crate::diagnostic::Failure;

const HEAD: &str = "alongside ledger 1\n";

/// What an earlier build noted in the cache folder, if there is such a note.
///
/// # Errors
///
/// When the file is there and cannot be read.
pub fn published<T: DeserializeOwned>(cache: &Path) -> Result<Option<T>, Failure> {
    Ok(match record::load(&cache.join("ledger"), HEAD)? {
        Loaded::Here(ledger) => Some(ledger),
        Loaded::Absent | Loaded::Unreadable => None,
    })
}

/// Notes what is published from now on.
///
/// # Errors
///
/// When it cannot be written.
pub fn note_published<T: Serialize>(cache: &Path, ledger: &T) -> Result<(), Failure> {
    record::save(&cache.join("ledger"), HEAD, ledger)
}
