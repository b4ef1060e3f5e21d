//! Paths inside a site folder, the same on every machine.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A path relative to the site's root, with `/` between its parts, in valid UTF-8, never absolute
/// and never with a `.` or `..` part.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Takes a path that is already relative, `/`-separated and free of dots, such as one written
    /// in the program. Anything else is normalised away by [`SitePath::join`].
    pub fn new(path: &str) -> SitePath {
        SitePath(Arc::from(path))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path's text, shared.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }

    /// The folder that holds this path; empty for a path at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The last part without its extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The text after the last dot of the last part, if there is one.
    pub fn extension(&self) -> Option<&str> {
        self.name().rsplit_once('.').map(|(_, extension)| extension)
    }

    /// This path without the leading folder `folder`, if it lies in it.
    pub fn within(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The path that `target` means when written in a file of the folder `folder`: relative to it,
    /// or to `root` when it begins with `/`. `None` when it would climb out of the site.
    pub fn join(root: &str, folder: &str, target: &str) -> Option<SitePath> {
        let (base, rest) = match target.strip_prefix('/') {
            Some(rest) => (root, rest),
            None => (folder, target),
        };
        let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
        for part in rest.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(SitePath(Arc::from(parts.join("/"))))
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_follows_dots_and_refuses_to_climb_out() {
        let join =
            |folder, target| SitePath::join("content", folder, target).map(|p| p.to_string());
        assert_eq!(join("content/a", "b.md"), Some("content/a/b.md".into()));
        assert_eq!(join("content/a", "../b.md"), Some("content/b.md".into()));
        assert_eq!(join("content/a", "./x/../b.md"), Some("content/a/b.md".into()));
        assert_eq!(join("content/a", "/b.md"), Some("content/b.md".into()));
        assert_eq!(join("content", "../../b.md"), None);
    }

    #[test]
    fn parts_of_a_path() {
        let path = SitePath::new("content/roles/perinatal.md");
        assert_eq!(path.folder(), "content/roles");
        assert_eq!(path.name(), "perinatal.md");
        assert_eq!(path.stem(), "perinatal");
        assert_eq!(path.extension(), Some("md"));
        assert_eq!(path.within("content"), Some("roles/perinatal.md"));
        assert_eq!(SitePath::new("site-config.toml").folder(), "");
    }
}
