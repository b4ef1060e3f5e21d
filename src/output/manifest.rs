//! What we published: the paths that are ours, and what stands there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::OutputPath;
use super::record::{self, Loaded};
use crate::diagnostic::{Diagnostic, Failure};
use crate::fingerprint::Fingerprint;

/// A point in time as file systems record it, the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    seconds: i64,
    nanoseconds: u32,
}

impl Moment {
    /// The moment of a system time. Times that no file can have are held at the nearest bound.
    pub fn of(time: SystemTime) -> Moment {
        let bound = |span: Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => Moment { seconds: bound(since), nanoseconds: since.subsec_nanos() },
            // Before 1970 both parts count backwards, which is as good for telling times apart.
            Err(error) => {
                let before = error.duration();
                Moment { seconds: -bound(before), nanoseconds: before.subsec_nanos() }
            }
        }
    }
}

/// What we know of one published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key of the recipe that made it. It must cover the engine.
    pub key: Fingerprint,
    /// The fingerprint of its bytes.
    pub content: Fingerprint,
    /// Its size in bytes.
    pub len: u64,
    /// Its time of last change. `None` when that was too recent to be told from a later change by
    /// the file system's clock, so that only reading the file can tell whether it is still ours.
    pub modified: Option<Moment>,
    /// How many sheets it fills, for files that are made for paper.
    pub sheets: Option<u32>,
    /// What was found while it was made, to be said again when it is not made again.
    pub findings: Vec<Diagnostic>,
}

/// Every file of the output folder that is ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program that wrote it.
    pub engine: Fingerprint,
    /// The files.
    #[serde(with = "rows")]
    pub entries: BTreeMap<OutputPath, Entry>,
    /// The folders that we made, so that only these are removed when they are empty.
    pub(super) folders: BTreeSet<OutputPath>,
}

/// What a publication under way is about to add to the manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Intent {
    #[serde(with = "rows")]
    pub(super) entries: BTreeMap<OutputPath, Entry>,
    pub(super) folders: BTreeSet<OutputPath>,
}

const MANIFEST_HEAD: &str = "alongside manifest 2\n";
const INTENT_HEAD: &str = "alongside intent 2\n";

impl Manifest {
    /// The manifest of a folder in which nothing is ours.
    pub fn empty() -> Manifest {
        Manifest {
            engine: Fingerprint::of_bytes(b""),
            entries: BTreeMap::new(),
            folders: BTreeSet::new(),
        }
    }

    pub(super) fn load(path: &Path) -> Result<Loaded<Manifest>, Failure> {
        record::load(path, MANIFEST_HEAD)
    }

    pub(super) fn save(&self, path: &Path) -> Result<(), Failure> {
        record::save(path, MANIFEST_HEAD, self)
    }
}

impl Intent {
    pub(super) fn load(path: &Path) -> Result<Loaded<Intent>, Failure> {
        record::load(path, INTENT_HEAD)
    }

    pub(super) fn save(&self, path: &Path) -> Result<(), Failure> {
        record::save(path, INTENT_HEAD, self)
    }
}

/// The stored form of an entry. The findings are packed on their own: when a release changes their
/// form, what we own must still be known, so an entry with findings that cannot be read keeps its
/// place and only loses its key.
#[derive(Serialize, Deserialize)]
struct Row<Findings> {
    key: Fingerprint,
    content: Fingerprint,
    len: u64,
    modified: Option<Moment>,
    sheets: Option<u32>,
    findings: Findings,
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = if self.findings.is_empty() {
            Vec::new()
        } else {
            postcard::to_allocvec(&self.findings).map_err(serde::ser::Error::custom)?
        };
        let Entry { key, content, len, modified, sheets, .. } = *self;
        Row { key, content, len, modified, sheets, findings }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
        let row: Row<&[u8]> = Row::deserialize(deserializer)?;
        let Row { key, content, len, modified, sheets, .. } = row;
        if row.findings.is_empty() {
            return Ok(Entry { key, content, len, modified, sheets, findings: Vec::new() });
        }
        let (key, findings) = match postcard::from_bytes(row.findings) {
            Ok(findings) => (key, findings),
            Err(_) => (Fingerprint::of("entry with unreadable findings", &key), Vec::new()),
        };
        Ok(Entry { key, content, len, modified, sheets, findings })
    }
}

/// Entries as a list of pairs, since a sorted list becomes a map much faster than pair by pair.
mod rows {
    use super::{BTreeMap, Deserialize, Deserializer, Entry, OutputPath, Serializer};

    pub(super) fn serialize<S: Serializer>(
        entries: &BTreeMap<OutputPath, Entry>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(entries)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<OutputPath, Entry>, D::Error> {
        Ok(Vec::<(OutputPath, Entry)>::deserialize(deserializer)?.into_iter().collect())
    }
}
