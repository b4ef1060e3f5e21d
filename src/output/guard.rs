//! What may be an output folder: every refusal that can be made before anything is touched.

use std::path::{Component, Path, PathBuf};

use super::disk;
use crate::diagnostic::Failure;
use crate::fingerprint::Fingerprint;

const ELSEWHERE: &str = "choose a folder that holds nothing else, such as `public`";

/// The cache folder for an output folder: inside the site's root, named after the real path of
/// the output folder, so that two output folders of one site do not share a manifest.
///
/// # Errors
///
/// When `output` is reached through a symbolic link that leads nowhere.
pub fn default_cache(site_root: &Path, output: &Path) -> Result<PathBuf, Failure> {
    cache_in(&site_root.join(".alongside"), output)
}

/// As [`default_cache`], inside another folder: for a site that cannot be written to.
///
/// # Errors
///
/// When `output` is reached through a symbolic link that leads nowhere.
pub fn cache_in(folder: &Path, output: &Path) -> Result<PathBuf, Failure> {
    let real = resolve(output)?;
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric()).take(32).collect();
    let digest = Fingerprint::of_bytes(real.as_os_str().as_encoded_bytes()).short(12);
    Ok(folder.join(format!("{plain}-{digest}")))
}

/// The real path of `folder`, with links followed as far as it exists.
pub(super) fn resolve(folder: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(folder).map_err(|error| {
        Failure::of_disk(format!("cannot find the folder `{}`", folder.display()), &error)
    })?;
    let mut real = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            Component::CurDir => {}
            part => real.push(part),
        }
        let linked = disk::look(&real)?.is_some_and(|data| data.is_symlink());
        if linked {
            real = real.canonicalize().map_err(|_| {
                Failure::new(format!(
                    "the folder `{}` is reached through a symbolic link that leads nowhere: `{}`",
                    folder.display(),
                    real.display()
                ))
                .help("remove the link, or create the folder that it leads to")
            })?;
        }
    }
    Ok(real)
}

/// Refuses a folder in which publishing could do harm. `shown` is the folder as the user wrote it,
/// `real` as [`resolve`] found it.
pub(super) fn refuse(shown: &Path, real: &Path, protected: &[PathBuf]) -> Result<(), Failure> {
    let shown = shown.display();
    let refusal = |text: String| Err(Failure::new(text).help(ELSEWHERE).wrong_use());
    if real.parent().is_none() {
        return refusal(format!("the output folder `{shown}` is the root of the file system"));
    }
    if let Some(home) = std::env::home_dir().and_then(|home| resolve(&home).ok())
        && home.starts_with(real)
    {
        let verb = if home == real { "is" } else { "contains" };
        return refusal(format!("the output folder `{shown}` {verb} the home folder"));
    }
    for source in protected {
        let real_source = resolve(source)?;
        let verb = if real_source == real {
            "is"
        } else if real_source.starts_with(real) {
            "contains"
        } else if real.starts_with(&real_source) {
            "lies in"
        } else {
            continue;
        };
        let source = source.display();
        return refusal(format!(
            "the output folder `{shown}` {verb} `{source}`, which publishing must not touch"
        ));
    }
    match disk::look(real)? {
        Some(data) if !data.is_dir() => {
            return refusal(format!("the output folder `{shown}` is not a folder"));
        }
        Some(_) => {}
        None => return Ok(()),
    }
    if disk::look(&real.join(".git"))?.is_some() {
        let text = format!("the output folder `{shown}` is a repository: it holds `.git`");
        let help = "build into another folder and copy the result into the repository";
        return Err(Failure::new(text).help(help).wrong_use());
    }
    Ok(())
}

/// Whether the folder holds anything but the staging folder named `staging`.
pub(super) fn is_occupied(real: &Path, staging: &str) -> Result<bool, Failure> {
    match std::fs::read_dir(real) {
        Ok(mut listing) => Ok(listing.any(|entry| {
            entry.map_or(true, |entry| entry.file_name().as_encoded_bytes() != staging.as_bytes())
        })),
        Err(error) if disk::is_absence(&error) => Ok(false),
        Err(error) => {
            Err(Failure::of_disk(format!("cannot list the folder `{}`", real.display()), &error))
        }
    }
}

/// The refusal of a folder with files in it of which we have no record.
pub(super) fn not_ours(shown: &Path) -> Failure {
    Failure::new(format!(
        "the output folder `{}` is not empty and there is no record that alongside wrote it",
        shown.display()
    ))
    .help(
        "choose an empty folder, or run again with `--adopt`, as after losing the cache folder: \
         files that the site needs are replaced, all others are kept",
    )
    .wrong_use()
}
