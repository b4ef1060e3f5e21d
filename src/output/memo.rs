//! A cache of what an earlier run worked out from its sources, in the cache folder.
//!
//! Nothing rests on it: whatever is wrong with the file, the run works everything out again. So it
//! is not flushed to the disk, and trouble with it is nobody's concern.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Destination;
use crate::fingerprint::Fingerprint;

const HEAD: &str = "alongside memo 1\n";

/// How many items are packed together. Bounds what is in memory twice.
const BATCH: usize = 64;

/// How many batches are in hand at a time: enough to keep all cores busy.
const IN_HAND: usize = 16;

impl Destination {
    /// What [`Destination::remember`] saved under the same key, or nothing. `key` must cover the
    /// program, since the form of the items may differ in another.
    pub fn recall<T: DeserializeOwned + Send>(&self, key: Fingerprint) -> Vec<T> {
        load(&self.cache.join("memo"), key).unwrap_or_default()
    }

    /// Saves items for later runs, in their order.
    pub fn remember<T: Serialize + Sync>(&self, key: Fingerprint, items: &[T]) {
        let path = self.cache.join("memo");
        if save(&path, key, items).is_err() {
            // An old one is of no more use than none.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn load<T: DeserializeOwned + Send>(path: &Path, key: Fingerprint) -> io::Result<Vec<T>> {
    let mut file = BufReader::new(File::open(path)?);
    let mut head = vec![0; HEAD.len()];
    file.read_exact(&mut head)?;
    if head != HEAD.as_bytes() || read_digest(&mut file)? != key {
        return Ok(Vec::new());
    }
    let mut items = Vec::new();
    loop {
        let mut batches = Vec::new();
        while batches.len() < IN_HAND {
            let mut length = [0; 4];
            if file.read_exact(&mut length).is_err() {
                break;
            }
            let digest = read_digest(&mut file)?;
            let mut bytes = Vec::new();
            let length = u64::from(u32::from_le_bytes(length));
            file.by_ref().take(length).read_to_end(&mut bytes)?;
            batches.push((digest, bytes));
        }
        if batches.is_empty() {
            return Ok(items);
        }
        let read: Vec<Vec<T>> = batches
            .par_iter()
            .map(|(digest, bytes)| {
                let sound = Fingerprint::of_bytes(bytes) == *digest;
                sound.then(|| postcard::from_bytes(bytes).ok()).flatten().unwrap_or_default()
            })
            .collect();
        items.extend(read.into_iter().flatten());
    }
}

fn save<T: Serialize + Sync>(path: &Path, key: Fingerprint, items: &[T]) -> io::Result<()> {
    let fresh = path.with_extension("new");
    let mut file = BufWriter::new(File::create(&fresh)?);
    file.write_all(HEAD.as_bytes())?;
    file.write_all(key.as_bytes())?;
    for batches in items.chunks(BATCH * IN_HAND) {
        let packed: Vec<_> = batches.par_chunks(BATCH).map(postcard::to_allocvec).collect();
        for bytes in packed {
            let bytes = bytes.map_err(io::Error::other)?;
            let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
            file.write_all(&length.to_le_bytes())?;
            file.write_all(Fingerprint::of_bytes(&bytes).as_bytes())?;
            file.write_all(&bytes)?;
        }
    }
    file.into_inner().map_err(io::IntoInnerError::into_error)?;
    std::fs::rename(&fresh, path)
}

fn read_digest(file: &mut impl Read) -> io::Result<Fingerprint> {
    let mut digest = [0; 32];
    file.read_exact(&mut digest)?;
    Ok(Fingerprint::from_digest(digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_back_what_it_was_given_and_nothing_from_a_damaged_or_foreign_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memo");
        let (key, other) = (Fingerprint::of_bytes(b"a"), Fingerprint::of_bytes(b"b"));
        let items: Vec<String> = (0..5_000).map(|n| format!("item {n}")).collect();
        assert!(load::<String>(&path, key).is_err());
        save(&path, key, &items).unwrap();
        assert_eq!(load::<String>(&path, key).unwrap(), items);
        assert!(load::<String>(&path, other).unwrap().is_empty());
        let sound = std::fs::read(&path).unwrap();
        for cut in [0, 5, HEAD.len() + 40, sound.len() / 2, sound.len() - 1] {
            std::fs::write(&path, &sound[..cut]).unwrap();
            assert!(
                load::<String>(&path, key).unwrap_or_default().iter().all(|i| items.contains(i))
            );
        }
        let mut damaged = sound.clone();
        for at in (HEAD.len() + 32..sound.len()).step_by(997) {
            damaged[at] ^= 0x55;
        }
        std::fs::write(&path, &damaged).unwrap();
        assert!(load::<String>(&path, key).unwrap_or_default().iter().all(|i| items.contains(i)));
    }
}
