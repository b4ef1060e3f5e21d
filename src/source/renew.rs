//! The tree after files of it changed, with only those read again.
//!
//! What was told to have changed is only a hint where to look: the bytes that are found decide.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

use super::scan::{self, Found};
use super::tree::{Bytes, SourceFile, read};
use super::{SitePath, SourceTree};

/// A tree that was looked at again.
pub struct Renewed {
    /// The files as they are now.
    pub tree: SourceTree,
    /// The files that came, went or hold other bytes, sorted.
    pub changed: Vec<SitePath>,
    /// Whether no file came or went, so that every file has its old number.
    pub same_files: bool,
}

impl SourceTree {
    /// The tree after changes at `paths`: files, or folders with all that is in them. `None` when
    /// only a scan of everything can tell, since something there is not an ordinary file or the
    /// names of files clash.
    pub fn renewed(
        &self,
        entries: &[&str],
        keep: u64,
        paths: &BTreeSet<SitePath>,
    ) -> Option<Renewed> {
        if !self.is_plain {
            return None;
        }
        let mut now: BTreeMap<SitePath, Option<(SourceFile, Bytes)>> = BTreeMap::new();
        for path in paths {
            let (found, problems) = scan::look(&self.root, entries, path);
            if !problems.is_empty() {
                return None;
            }
            for gone in self.at_or_below(path) {
                now.entry(gone).or_insert(None);
            }
            for found in found {
                // A carried file gives way by the rules of the scan.
                if self.find(found.path.as_str()).is_some_and(|id| self.is_embedded(id)) {
                    return None;
                }
                let row = self.taken(&found)?;
                now.insert(found.path, Some(row));
            }
        }
        let mut tree = self.as_on_disk();
        let mut kept: u64 = tree.kept_bytes();
        let (mut changed, mut same_files) = (Vec::new(), true);
        let mut gone: BTreeSet<SitePath> = BTreeSet::new();
        let mut come = Vec::new();
        for (path, row) in now {
            let known = tree.find(path.as_str()).map(|id| id.0 as usize);
            match (known, row) {
                (Some(at), Some((file, bytes))) => {
                    let (Some(old), Some(old_bytes)) =
                        (tree.files.get_mut(at), tree.bytes.get_mut(at))
                    else {
                        continue;
                    };
                    let differs = old.fingerprint != file.fingerprint;
                    kept = kept.saturating_sub(old.len).saturating_add(file.len);
                    *old_bytes = if kept <= keep { bytes } else { Bytes::OnDisk };
                    *old = file;
                    if differs {
                        changed.push(path);
                    }
                }
                (Some(_), None) => {
                    gone.insert(path.clone());
                    changed.push(path);
                    same_files = false;
                }
                (None, Some((file, bytes))) => {
                    kept = kept.saturating_add(file.len);
                    come.push((file, if kept <= keep { bytes } else { Bytes::OnDisk }));
                    changed.push(path);
                    same_files = false;
                }
                (None, None) => {}
            }
        }
        if !same_files {
            // Whose theme is used hangs on these files, and names may clash: see the scan.
            if changed.iter().any(|path| path.name() == "theme.toml") {
                return None;
            }
            let rows = tree.files.into_iter().zip(tree.bytes);
            let mut rows: Vec<_> =
                rows.filter(|(file, _)| !gone.contains(&file.path)).chain(come).collect();
            rows.sort_by(|a, b| a.0.path.cmp(&b.0.path));
            (tree.files, tree.bytes) = rows.into_iter().unzip();
            let mut folded: Vec<String> =
                tree.files.iter().map(|file| file.path.as_str().to_lowercase()).collect();
            folded.sort_unstable();
            if folded.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
                return None;
            }
        }
        Some(Renewed { tree, changed, same_files })
    }

    /// The same tree with every file as it is on disk.
    pub fn as_on_disk(&self) -> SourceTree {
        let mut tree = SourceTree {
            root: self.root.clone(),
            files: self.files.clone(),
            bytes: self.bytes.clone(),
            outdated: AtomicBool::new(false),
            is_plain: self.is_plain,
            set_aside: Vec::new(),
        };
        for (file, bytes) in &self.set_aside {
            tree.replace(file, bytes);
        }
        tree
    }

    /// Lets the text that `before` has of a file stand in for what is on disk, which is set aside
    /// for messages. Gives whether there was one.
    pub fn stand_in(&mut self, path: &SitePath, before: &SourceTree) -> bool {
        let row = |tree: &SourceTree| {
            let at = tree.find(path.as_str())?.0 as usize;
            Some((tree.files.get(at)?.clone(), tree.bytes.get(at)?.clone()))
        };
        let (Some(own), Some((file, bytes))) = (row(self), row(before)) else { return false };
        if matches!(bytes, Bytes::OnDisk) {
            return false;
        }
        self.replace(&file, &bytes);
        self.set_aside.push(own);
        true
    }

    /// Whether an earlier text stands in for any file.
    pub fn has_stand_ins(&self) -> bool {
        !self.set_aside.is_empty()
    }

    fn replace(&mut self, file: &SourceFile, bytes: &Bytes) {
        let Some(at) = self.find(file.path.as_str()).map(|id| id.0 as usize) else { return };
        if let (Some(old), Some(old_bytes)) = (self.files.get_mut(at), self.bytes.get_mut(at)) {
            old.clone_from(file);
            old_bytes.clone_from(bytes);
        }
    }

    fn kept_bytes(&self) -> u64 {
        let kept = |(file, bytes): (&SourceFile, &Bytes)| match bytes {
            Bytes::Kept(_) => file.len,
            Bytes::Embedded(_) | Bytes::OnDisk => 0,
        };
        self.files.iter().zip(&self.bytes).map(kept).sum()
    }

    /// The files at a path or in the folder at it that are on disk.
    fn at_or_below(&self, path: &SitePath) -> Vec<SitePath> {
        let own = self.find(path.as_str());
        own.into_iter()
            .chain(self.below(path.as_str()).map(|(id, _)| id))
            .filter(|id| !self.is_embedded(*id))
            .map(|id| self.file(id).path.clone())
            .collect()
    }

    /// A file as it is now.
    fn taken(&self, found: &Found) -> Option<(SourceFile, Bytes)> {
        let (file, bytes) = read(found).ok()?;
        Some((file, Bytes::Kept(bytes.into())))
    }
}
