//! Paths inside the output folder, valid on every file system.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path relative to the output folder: parts separated by `/`, each a name that Linux, macOS and
/// Windows all accept. It cannot leave the folder. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

/// Why a text is not an [`OutputPath`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathProblem {
    /// There is no path, or a part between two slashes is empty. An absolute path begins with one.
    Empty,
    /// A part is `.` or `..`.
    Dots,
    /// A part holds a character that some system forbids: a control character or one of
    /// `\ : * ? " < > |`.
    Character(char),
    /// A part ends in a dot or a space, which Windows silently drops.
    Ending,
    /// A part is the name of a device on Windows, such as `con` or `nul.txt`.
    Device,
    /// A part is longer than 255 bytes, or begins with the `.alongside` of our own folders.
    Name,
}

/// The longest name that common file systems store.
const LONGEST_PART: usize = 255;

impl OutputPath {
    /// Checks `path` and takes it.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn new(path: &str) -> Result<OutputPath, PathProblem> {
        path.split('/').try_for_each(check)?;
        Ok(OutputPath(Arc::from(path)))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds this path; `None` for a path at the top.
    pub fn folder(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(folder, _)| folder)
    }

    /// The folders above this path, the outermost first.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').filter_map(|(at, _)| self.0.get(..at))
    }

    /// A folder of a path, which is valid because the path is.
    pub(super) fn of_folder(folder: &str) -> OutputPath {
        OutputPath(Arc::from(folder))
    }
}

fn check(part: &str) -> Result<(), PathProblem> {
    const FORBIDDEN: &[char] = &['\\', ':', '*', '?', '"', '<', '>', '|'];
    if part.is_empty() {
        return Err(PathProblem::Empty);
    }
    if part == "." || part == ".." {
        return Err(PathProblem::Dots);
    }
    if let Some(found) = part.chars().find(|c| c.is_control() || FORBIDDEN.contains(c)) {
        return Err(PathProblem::Character(found));
    }
    if part.ends_with(['.', ' ']) {
        return Err(PathProblem::Ending);
    }
    if is_device(part) {
        return Err(PathProblem::Device);
    }
    if part.len() > LONGEST_PART || part.starts_with(".alongside") {
        return Err(PathProblem::Name);
    }
    Ok(())
}

/// Windows takes these for devices in every folder and with every extension. Source: "Naming Files,
/// Paths, and Namespaces" in Microsoft's documentation.
fn is_device(part: &str) -> bool {
    let stem = part.split_once('.').map_or(part, |(stem, _)| stem).trim_end();
    if ["con", "prn", "aux", "nul"].iter().any(|name| stem.eq_ignore_ascii_case(name)) {
        return true;
    }
    let mut rest = stem.chars();
    let word: String = rest.by_ref().take(3).collect();
    let is_port = word.eq_ignore_ascii_case("com") || word.eq_ignore_ascii_case("lpt");
    is_port && matches!((rest.next(), rest.next()), (Some('1'..='9' | '¹' | '²' | '³'), None))
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for OutputPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for OutputPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OutputPath, D::Error> {
        struct Checked;

        impl Visitor<'_> for Checked {
            type Value = OutputPath;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a path in the output folder")
            }

            fn visit_str<E: de::Error>(self, path: &str) -> Result<OutputPath, E> {
                OutputPath::new(path).map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Checked)
    }
}

impl fmt::Display for PathProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PathProblem::Empty => f.write_str("a part of the path is empty"),
            PathProblem::Dots => f.write_str("a part of the path is `.` or `..`"),
            PathProblem::Character(c) if c.is_control() => {
                write!(f, "the path holds the control character U+{:04X}", u32::from(*c))
            }
            PathProblem::Character(c) => {
                write!(f, "the path holds `{c}`, which not every system allows in a file name")
            }
            PathProblem::Ending => f.write_str("a part of the path ends in a dot or a space"),
            PathProblem::Device => f.write_str("a part of the path is a device name on Windows"),
            PathProblem::Name => {
                f.write_str("a part of the path is over 255 bytes long or begins with `.alongside`")
            }
        }
    }
}

impl std::error::Error for PathProblem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_every_system_can_store() {
        for path in
            ["index.html", "a/b/index.html", ".nojekyll", "é/ü.css", "com/a", "com10", "a b"]
        {
            assert_eq!(OutputPath::new(path).map(|p| p.to_string()), Ok(path.to_string()));
        }
        let folders = OutputPath::new("a/b/c").map(|p| p.folders().collect::<Vec<_>>().join(" "));
        assert_eq!(folders, Ok("a a/b".to_string()));
    }

    #[test]
    fn refuses_what_could_leave_the_folder_or_cannot_be_stored() {
        let cases = [
            ("", PathProblem::Empty),
            ("/etc/passwd", PathProblem::Empty),
            ("a//b", PathProblem::Empty),
            ("a/", PathProblem::Empty),
            ("a/../b", PathProblem::Dots),
            ("./a", PathProblem::Dots),
            ("a\0b", PathProblem::Character('\0')),
            ("a\\b", PathProblem::Character('\\')),
            ("c:/a", PathProblem::Character(':')),
            ("a/b.", PathProblem::Ending),
            ("a /b", PathProblem::Ending),
            ("NUL", PathProblem::Device),
            ("a/con.html", PathProblem::Device),
            ("Lpt1.x.y", PathProblem::Device),
            ("com¹", PathProblem::Device),
            (".alongside-staging/1", PathProblem::Name),
        ];
        for (path, problem) in cases {
            assert_eq!(OutputPath::new(path), Err(problem), "{path:?}");
        }
        assert_eq!(OutputPath::new(&"x".repeat(256)), Err(PathProblem::Name));
    }
}
