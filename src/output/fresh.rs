//! New source files: pages that `new` starts and sites that `init` starts.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::diagnostic::Failure;

/// Writes a file that must not exist yet, with the folders above it.
///
/// # Errors
///
/// When the file exists or cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let shown = path.display();
    let failed =
        |error: &std::io::Error| Failure::of_disk(format!("cannot write `{shown}`"), error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Failure::new(format!("`{shown}` exists already"))
                .help("choose another title or section; nothing was changed")
                .wrong_use());
        }
        Err(error) => return Err(failed(&error)),
    };
    file.write_all(bytes).map_err(|error| failed(&error))
}

/// Replaces a file of the site that the program itself keeps, by temporary file and rename; removes
/// it when there is nothing to hold.
///
/// # Errors
///
/// When it cannot be written or removed.
pub fn replace(path: &Path, bytes: Option<&[u8]>) -> Result<(), Failure> {
    let shown = path.display();
    let Some(bytes) = bytes else {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Failure::of_disk(format!("cannot remove `{shown}`"), &error))
            }
            _ => Ok(()),
        };
    };
    let fresh = path.with_extension("new");
    fs::write(&fresh, bytes)
        .and_then(|()| fs::rename(&fresh, path))
        .map_err(|error| Failure::of_disk(format!("cannot write `{shown}`"), &error))
}
