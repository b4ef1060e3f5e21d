//! What the cache folder holds, damaged: the manifest, the intent of a publication that was stopped,
//! the memo, a note. No panic, nothing outside the two folders is touched, and the folder is opened or
//! refused with words.

#![no_main]

use alongside::build::Reading;
use alongside::fingerprint::Fingerprint;
use alongside::output::{Destination, noted};
use libfuzzer_sys::fuzz_target;

// The first byte chooses whether the digest is right, which a stray byte on a disk never makes so.
fuzz_target!(|input: &[u8]| {
    let Some((choice, bytes)) = input.split_first() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (output, cache) = (folder.path().join("public"), folder.path().join("cache"));
    let neighbour = folder.path().join("neighbour");
    std::fs::create_dir_all(&output).expect("a folder");
    std::fs::create_dir_all(&cache).expect("a folder");
    std::fs::write(&neighbour, "kept").expect("a file");
    let record = |head: &str| match choice % 2 {
        0 => bytes.to_vec(),
        _ => [head.as_bytes(), Fingerprint::of_bytes(bytes).to_string().as_bytes(), bytes].concat(),
    };
    let key = Fingerprint::of_bytes(b"key");
    let length = (bytes.len() as u32).to_le_bytes();
    let digest = Fingerprint::of_bytes(bytes);
    let head = b"alongside memo 1\n".as_slice();
    let memo = [head, key.as_bytes(), &length, digest.as_bytes(), bytes].concat();
    for (name, bytes) in [
        ("manifest", record("alongside manifest 2\n")),
        ("intent", record("alongside intent 2\n")),
        ("memo", memo),
        ("note", record("alongside note 1\n")),
    ] {
        std::fs::write(cache.join(name), bytes).expect("a file");
    }
    let _ = noted::<Vec<(String, u64)>>(&cache, "note");
    match Destination::open(&output, &cache, &[], false) {
        Ok(destination) => {
            destination.recall::<Reading>(key);
            let _ = destination.publish(Vec::new(), key);
        }
        Err(failure) => assert!(!failure.to_string().is_empty()),
    }
    assert_eq!(std::fs::read(&neighbour).expect("it is there"), b"kept");
});
