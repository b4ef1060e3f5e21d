//! The rooms and their floors: who may know whom, who may touch the disk, the clock and the
//! environment.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every room with the rooms that it may use, lowest floor first. Rooms of one floor do not know
/// each other, and nobody knows a room above.
const ROOMS: &[(usize, &str)] = &[
    (0, "fingerprint"),
    (1, "source"),
    (2, "diagnostic"),
    (3, "data"),
    (4, "config"),
    (4, "external"),
    (4, "library"),
    (4, "minify"),
    (4, "output"),
    (5, "document"),
    (5, "schema"),
    (5, "theme"),
    (6, "site"),
    (7, "lint"),
    (7, "render"),
    (7, "print"),
    (7, "report"),
    (7, "search"),
    (8, "build"),
    (9, "serve"),
    (10, "cli"),
];

/// What only some rooms or files may use: the words by which it is known, and who may.
const RESTRICTED: &[(&[&str], &[&str])] = &[
    // Which kind of drive a folder is on stands in a file of the system.
    (&["std::fs", "fs::"], &["src/source/", "src/output/", "src/cli/", "src/serve/watch/drive.rs"]),
    // The guard refuses to publish over the home folder, so it asks where that is.
    (&["std::env", "env::"], &["src/cli/", "src/output/guard.rs"]),
    (&["Instant::now"], &["src/cli/", "src/build/timings.rs", "src/serve/"]),
    // A file's time is only told from a later one against the time now.
    (&["SystemTime::now", "Timestamp::now", "Zoned::now"], &["src/cli/", "src/output/"]),
    // Sites are asked side by side, and waited for; the preview lives on.
    (&["std::thread"], &["src/external/", "src/cli/external.rs", "src/serve/"]),
    // The only use of the network beside the preview's own server.
    (&["ureq"], &["src/external/client.rs"]),
    // Only the preview has a state that changes.
    (&["std::net", "RefCell", "Mutex", "RwLock"], &["src/serve/", "src/cli/"]),
    (&["static mut"], &[]),
];

/// The files of the program by path, with their lines of code: no comments, no tests.
fn code() -> BTreeMap<String, Vec<(usize, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root.join("src")).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_string();
        if path.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).unwrap();
            let lines = (1..).zip(text.lines());
            let code = lines
                .take_while(|(_, line)| *line != "#[cfg(test)]")
                .filter(|(_, line)| !line.trim_start().starts_with("//"))
                .map(|(number, line)| (number, line.to_string()));
            files.insert(path.clone(), code.collect());
        }
    }
    files
}

/// The room of a file; none for `lib.rs` and `main.rs`.
fn room(path: &str) -> Option<&str> {
    let below = path.strip_prefix("src/")?;
    let name = below.split('/').next()?.trim_end_matches(".rs");
    (!matches!(name, "lib" | "main")).then_some(name)
}

fn floor(room: &str) -> Option<usize> {
    ROOMS.iter().find(|(_, name)| *name == room).map(|(floor, _)| *floor)
}

/// The rooms that a line names after `crate::`, also in braces.
fn named(line: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut rooms = Vec::new();
    for (at, start) in line.match_indices("crate::") {
        let rest = &line[at + start.len()..];
        let rest = rest.strip_prefix('{').map_or(rest, |list| list.split('}').next().unwrap());
        let parts = if rest.len() < line.len() - at - start.len() {
            rest.split(',').collect()
        } else {
            vec![rest]
        };
        rooms.extend(parts.into_iter().map(|part: &str| {
            let part = part.trim();
            &part[..part.find(|c| !is_name(c)).unwrap_or(part.len())]
        }));
    }
    rooms
}

#[test]
fn no_room_uses_one_on_its_floor_or_above() {
    let mut wrong = Vec::new();
    for (path, lines) in code() {
        let Some(own) = room(&path) else { continue };
        let own_floor =
            floor(own).unwrap_or_else(|| panic!("{path}: the room is not in the table"));
        for (number, line) in lines {
            for other in named(&line).into_iter().filter(|other| *other != own) {
                if floor(other).is_none_or(|floor| floor >= own_floor) {
                    wrong.push(format!("{path}:{number}: `{own}` must not use `{other}`"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_lists_every_room() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let listed: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let rooms: Vec<&str> = ROOMS.iter().map(|(_, name)| *name).collect();
    assert_eq!(listed, rooms, "src/lib.rs lists the rooms from the lowest floor up");
}

#[test]
fn disk_environment_and_clock_belong_to_few() {
    let mut wrong = Vec::new();
    for (path, lines) in code() {
        for (number, line) in &lines {
            for (words, allowed) in RESTRICTED {
                let word = words.iter().find(|word| uses(line, word));
                if let Some(word) = word
                    && !allowed.iter().any(|start| path.starts_with(start))
                {
                    wrong.push(format!("{path}:{number}: `{word}` does not belong here"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a line holds a word that is not the end of a longer one.
fn uses(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
}

#[test]
fn every_file_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in code().keys() {
        let text = fs::read_to_string(root.join(path)).unwrap();
        assert!(text.starts_with("//! "), "{path}:1: a file opens with what it is for");
    }
}

#[test]
fn the_rules_see_what_they_should() {
    assert_eq!(named("use crate::build::{Plan, run};"), ["build"]);
    assert_eq!(named("use crate::{build, cli::Ending};"), ["build", "cli"]);
    assert_eq!(named("let x = crate::site::part(crate::data::Date::MIN);"), ["site", "data"]);
    assert!(uses("std::fs::read(path)", "std::fs"));
    assert!(uses("    fs::read(path)", "fs::"));
    assert!(!uses("use crate::dir_fs::x", "fs::"));
}
