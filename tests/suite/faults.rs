//! The fault corpus: sites with one mistake each, and what an editor is told about it.
//!
//! Every folder of `tests/faults/` but `_base` holds only what differs from the good site `_base`:
//! its files are laid over it, and a file `X.delete` removes `X`. What git cannot hold well is made
//! by [`ODD`]. `expected.txt` first lists the findings as `code file:line:column` and the exit
//! code, and then the whole text that `alongside check --full` prints, so that a reviewer reads
//! what a tired editor would read.
//!
//! `UPDATE_EXPECTED=1` writes what is found. Read every difference before you commit it: is it
//! kind, is the place right, does the help say what to do?

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use alongside::build::{self, BuildRequest, Depth, LoadRequest, Outcome, Policy};
use alongside::cli::{Ending, text_of};
use alongside::data::Date;
use alongside::diagnostic::{Code, Format, Style, counts_line, print};
use alongside::fingerprint::Fingerprint;
use alongside::source::{KEEP_BYTES, Place};
use alongside::theme::DEFAULT_THEME;
use rayon::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

/// The day of every check.
const DAY: &str = "2026-11-22";

/// Codes that no fault folder can bring about, each with its reason.
const UNREACHED: &[(Code, &str)] = &[
    (Code::UnreadableFile, "needs a file that may not be read, and root may read all"),
    (Code::ExternalLinkBroken, "needs another site; `external.rs` has some"),
    (Code::ExternalLinkMoved, "needs another site; `external.rs` has some"),
    (Code::ExternalLinkUnchecked, "needs another site; `external.rs` has some"),
    (Code::ChangeWithoutNote, "needs a published site; `governance.rs` has one"),
    (Code::MinifyGuard, "needs a mistake in minify-html that its newest version does not make"),
];

/// What makes a fault in a copy of the good site.
type Make = fn(&Path);

/// Faults that a folder in git cannot hold, by name.
const ODD: &[(&str, Make)] = &[
    ("odd-bom-and-crlf", |root| {
        write(root, FAULT, b"\xef\xbb\xbf+++\r\ntitle = \"Caf\xc3\xa9\"\r\ndescription = \"One.\"\r\nreviewd = 2026-10-01\r\n+++\r\n\r\nText.\r\n")
    }),
    ("odd-bom-config", |root| edit(root, "site-config.toml", "title", "\u{feff}titel")),
    ("odd-case-clash", |root| copy(root, "content/guidance/induction.md", "Induction.md")),
    ("odd-crlf-link", |root| {
        write(root, FAULT, b"+++\r\ntitle = \"A fault\"\r\n+++\r\n\r\nCaf\xc3\xa9, then\r\n[induction](inductoin.md).\r\n")
    }),
    ("odd-lone-returns", |root| write(root, FAULT, b"+++\rtitle = \"A fault\"\r+++\rText.\r")),
    ("odd-name-not-utf8", name_not_utf8),
    ("odd-not-utf8", |root| {
        write(
            root,
            "content/guidance/induction.md",
            b"+++\ntitle = \"Induction\"\n+++\n\nThe caf\xe9.\n",
        )
    }),
    ("odd-not-utf8-config", |root| write(root, "site-config.toml", b"title = \"The caf\xe9\"\n")),
    ("odd-not-utf8-references", |root| write(root, "content/_references.toml", b"# The caf\xe9\n")),
    ("odd-not-utf8-template", |root| {
        write(root, "templates/page.html", b"<!doctype html>\n<p>caf\xe9</p>\n")
    }),
    ("odd-nul", |root| write(root, FAULT, b"+++\ntitle = \"A \0 fault\"\n+++\n\nText.\n")),
    ("odd-symlink-folder", |root| link(root, "../about", "content/guidance/about")),
    ("odd-symlink-nowhere", |root| link(root, "nowhere.md", "content/guidance/fault.md")),
    ("odd-symlink-outside", |root| {
        write(root, "../secret.md", b"+++\ntitle = \"Secret\"\n+++\n");
        link(root, "../../../secret.md", "content/guidance/fault.md");
    }),
    ("odd-theme-key", |root| {
        own_theme(root);
        edit(root, "themes/default/theme.toml", "version", "verzion");
    }),
    ("odd-theme-no-template", |root| {
        own_theme(root);
        fs::remove_file(root.join("themes/default/templates/a-z.html")).expect("it was there");
    }),
    ("odd-theme-own-words", |root| {
        own_theme(root);
        edit(root, "themes/default/strings/en-GB.toml", "[redirect]\ntitle", "[redirect]\ntitel");
    }),
    ("odd-theme-number", |root| {
        own_theme(root);
        edit(root, "themes/default/theme.toml", "label = \"Alongside\"", "label = false");
    }),
    ("odd-theme-syntax", |root| {
        own_theme(root);
        edit(root, "themes/default/theme.toml", "label = \"", "label = ");
    }),
];

/// The page that most odd faults are in.
const FAULT: &str = "content/guidance/fault.md";

#[test]
fn every_fault_is_told_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let wrong: Vec<String> = folders()
        .par_iter()
        .filter(|folder| is_of_this_build(folder))
        .filter_map(|folder| {
            let found = told(folder);
            let file = folder.join("expected.txt");
            if update {
                fs::write(&file, &found).expect("the expected file can be written");
                return None;
            }
            let expected = fs::read_to_string(&file).unwrap_or_default();
            (found != expected).then(|| {
                let name = folder.display();
                format!("{name}\n--- expected\n{expected}\n--- found\n{found}\n")
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn the_good_site_is_good() {
    let (_keep, root) = site(&corpus().join("_base"));
    let outcome = checked(&root);
    assert_eq!(outcome.findings, []);
    assert_eq!(outcome.pages, 9);
}

/// A few faults through the real program, one for each exit code.
#[test]
fn the_program_tells_the_same() {
    for name in ["config-two-faults", "link-missing-page", "site-duplicate-title"] {
        let folder = corpus().join(name);
        let (_keep, root) = site(&folder);
        let output = Command::new(env!("CARGO_BIN_EXE_alongside"))
            .args(["check", "--full", "--date", DAY, "--root"])
            .arg(&root)
            .output()
            .expect("the program can be started");
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        let (head, told) = expected.split_once("\n\n").unwrap_or_default();
        assert_eq!(text(&output.stderr), told, "{name}");
        assert!(output.stdout.is_empty(), "{name}: findings for people go to standard error");
        let code = output.status.code().map(|code| format!("exit {code}"));
        assert_eq!(code.as_deref(), head.lines().last(), "{name}");
    }
}

#[test]
fn every_code_has_a_fault() {
    let told: String = folders()
        .iter()
        .map(|folder| fs::read_to_string(folder.join("expected.txt")).unwrap_or_default())
        .collect();
    let seen: BTreeSet<&str> =
        told.lines().filter_map(|line| line.split_once(' ').map(|(code, _)| code)).collect();
    for code in Code::ALL {
        let excused = UNREACHED.iter().any(|(excused, _)| excused == code);
        let name = code.name();
        assert_ne!(seen.contains(name), excused, "`{name}`: a fault or a reason, one of the two");
    }
}

#[test]
fn no_library_speaks_to_editors() {
    let jargon = [
        "expected literal string",
        "basic string",
        "mapping",
        "scalar",
        "anchor`",
        "i64",
        "serde",
        "None",
        "Some(",
        "unwrap",
        "Options",
        "os error",
        "keyword argument",
        "identifier",
        "array table",
        "exist here",
        "end of input",
        "not loaded",
        "doesn",
    ];
    // Those who make themes know what a component and its arguments are.
    let is_for_editors = |folder: &PathBuf| {
        !folder.file_name().is_some_and(|n| n.to_string_lossy().starts_with("theme-"))
    };
    for folder in folders().into_iter().filter(is_for_editors) {
        let told = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        let messages = told.lines().filter(|line| {
            ["error", "warning", "info"].iter().any(|word| line.starts_with(word))
                || line.trim_start().starts_with("= help:")
        });
        for line in messages {
            for word in jargon {
                assert!(!line.contains(word), "{}: `{word}` in {line}", folder.display());
            }
        }
    }
}

/// What a fault's `expected.txt` should hold.
fn told(folder: &Path) -> String {
    let name = folder.display();
    let (_keep, root) = site(folder);
    let outcome = checked(&root);
    let findings = &outcome.findings;
    let text_of = |place: &Place| text_of(&root, place);
    let human = print(findings, Format::Human, Style::Plain, &text_of);
    let json = print(findings, Format::Json, Style::Plain, &text_of);
    assert_eq!(json.lines().count(), findings.len(), "{name}: one line of JSON for each finding");
    let mut head = String::new();
    for (line, finding) in json.lines().zip(findings) {
        let parsed: Value = serde_json::from_str(line).expect("each line is a JSON object");
        let word = |key: &str| parsed[key].as_str().unwrap_or("").to_string();
        assert_eq!(word("code"), finding.code.name(), "{name}");
        assert_eq!(word("message"), finding.message, "{name}");
        assert!(!word("help").is_empty(), "{name}: `{}` says what to do", finding.message);
        let place = match parsed["file"].as_str() {
            Some(file) => format!("{file}:{}:{}", parsed["line"], parsed["column"]),
            None => "-".to_string(),
        };
        // Both forms say the same place.
        let is_in_text = |line: &str| {
            let shown = line.trim_start().trim_start_matches("--> ");
            // A file without text, such as a link that leads nowhere, has no lines.
            shown == place || place.strip_suffix(":1:1") == Some(shown)
        };
        assert!(place == "-" || human.lines().any(is_in_text), "{name}: {place} in\n{human}");
        head += &format!("{} {place}\n", finding.code);
    }
    let counts = match counts_line(findings) {
        Some(counts) => format!("found {counts}"),
        None => "nothing to mend".to_string(),
    };
    format!("{head}exit {}\n\n{human}{counts}\n", Ending::of(findings).code())
}

/// The outcome of `alongside check --full`.
fn checked(root: &Path) -> Outcome {
    let request = BuildRequest {
        load: LoadRequest {
            root,
            embedded: DEFAULT_THEME,
            base_url: None,
            drafts: false,
            date: Date::constant(2026, 11, 22),
            fingerprint_assets: true,
            keep: KEEP_BYTES,
        },
        output: None,
        engine: Fingerprint::of_bytes(b"a test"),
        policy: Policy::default(),
        clean: false,
        verify: false,
        adopt: false,
    };
    let depth = Depth { full: true, published: None };
    build::check(&request, depth).expect("the machine works")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what the program prints is UTF-8")
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults")
}

/// Whether a fault can come about in this build of the program: PDFs and the minifying of pages are
/// features of it.
fn is_of_this_build(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let features = [("pdf-", cfg!(feature = "pdf")), ("minify-", cfg!(feature = "minify"))];
    features.iter().all(|(feature, is_built_in)| match name.strip_prefix("no-") {
        Some(name) => !is_built_in || !name.starts_with(feature),
        None => *is_built_in || !name.starts_with(feature),
    })
}

/// The folders of all faults, by name.
fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(corpus()).expect("the corpus can be read");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder of the corpus can be read").path())
        .filter(|path| !path.ends_with("_base"))
        // Other systems refuse such names or take two for one.
        .filter(|path| cfg!(target_os = "linux") || !path.ends_with("odd-name-not-utf8"))
        .filter(|path| cfg!(target_os = "linux") || !path.ends_with("odd-case-clash"))
        .collect();
    folders.sort();
    assert!(folders.len() >= 70, "the corpus is there");
    folders
}

/// The good site with the fault laid over it, in a folder that lives as long as the first value.
fn site(fault: &Path) -> (TempDir, PathBuf) {
    let keep = tempfile::tempdir().expect("there is a temporary folder");
    let root = keep.path().join("site");
    lay(&corpus().join("_base"), &root);
    lay(fault, &root);
    let name = fault.file_name().unwrap_or_default();
    if let Some((_, make)) = ODD.iter().find(|(odd, _)| *odd == name) {
        make(&root);
    }
    (keep, root)
}

/// Copies the files below `from` over those below `to`.
fn lay(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            lay(&path, &target);
        } else if path.extension().is_some_and(|extension| extension == "delete") {
            fs::remove_file(target.with_extension("")).expect("what is deleted was there");
        } else if !path.ends_with("expected.txt") {
            fs::copy(&path, &target).expect("a file can be copied");
        }
    }
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap_or(root)).expect("a folder can be made");
    fs::write(place, bytes).expect("a file can be written");
}

/// Puts the default theme on disk, so that its own files can be faulty.
fn own_theme(root: &Path) {
    for file in DEFAULT_THEME {
        write(root, file.path, file.bytes);
    }
}

/// Replaces the first `old` in a file.
fn edit(root: &Path, path: &str, old: &str, new: &str) {
    let text = fs::read_to_string(root.join(path)).expect("what is edited is there");
    assert!(text.contains(old), "`{old}` is in {path}");
    write(root, path, text.replacen(old, new, 1).as_bytes());
}

/// Copies a file to another name in its folder.
fn copy(root: &Path, path: &str, name: &str) {
    let from = root.join(path);
    fs::copy(&from, from.with_file_name(name)).expect("a file can be copied");
}

fn link(root: &Path, target: &str, path: &str) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, root.join(path)).expect("a link can be made");
}

fn name_not_utf8(root: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
        fs::write(root.join("content/guidance").join(name), "text").expect("it can be written");
    }
}
