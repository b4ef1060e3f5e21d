//! The program's own guards of its promise: `--verify`, the sample that debug builds prove, and
//! starting over when files change under a build.

use std::cell::Cell;
use std::fs;
use std::process::Command;

use alongside::build::{self, Outcome};
use alongside::diagnostic::Failure;
use alongside::fingerprint::Fingerprint;
use alongside::output::{Destination, OutputPath, Phase, Planned, default_cache};

use super::site::{Site, assert_same, built, read_folder, request};

const LIE: &str = "guidance/leaving/index.html";

/// Publishes other bytes for each of `paths` under the key that is right, as a build would do whose
/// key lacks an input.
fn lie(site: &Site, paths: &[&str]) {
    let cache = default_cache(&site.root(), &site.out()).unwrap();
    let to = Destination::open(&site.out(), &cache, &[], false).unwrap();
    let entries: Vec<(OutputPath, Fingerprint)> =
        to.manifest().entries.iter().map(|(path, entry)| (path.clone(), entry.key)).collect();
    let planned: Vec<Planned> = entries
        .into_iter()
        .map(|(path, key)| match paths.contains(&path.as_str()) {
            true => to.put(path, Phase::Page, key, b"out of date", Vec::new()).unwrap(),
            false => to.kept(&path, key).unwrap(),
        })
        .collect();
    let engine = to.manifest().engine;
    to.publish(planned, engine).unwrap();
}

#[test]
fn verify_finds_nothing_on_a_sound_site_and_makes_nothing() {
    let mut site = Site::generated(3, 20);
    let first = site.build();
    site.options.verify = true;
    let second = site.build();
    assert_eq!(second.made(), [""; 0]);
    assert_same(&second, &first, "verified");
}

#[test]
fn verify_names_an_output_that_is_out_of_date() {
    let mut site = Site::small();
    site.build();
    lie(&site, &[LIE]);
    site.options.verify = true;
    let failure = built(&site.root(), &site.out(), &site.options, &mut |_| Ok(())).unwrap_err();
    assert_eq!(failure.message, format!("`{LIE}` was kept, but is made differently now"));
    // Made anew, the site is sound again.
    site.options.clean = true;
    assert_eq!(site.build().folder, site.build_clean_elsewhere().folder);
}

#[test]
fn the_command_fails_when_it_finds_itself_wrong() {
    let mut site = Site::small();
    site.save(false);
    let run = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_alongside"))
            .args(["build", "--date", "2026-06-01", "--color", "never", "--root"])
            .arg(site.root())
            .arg("--output")
            .arg(site.out())
            .args(more)
            .output()
            .unwrap()
    };
    assert_eq!(run(&[]).status.code(), Some(0));
    assert_eq!(run(&["--verify"]).status.code(), Some(0));
    lie(&site, &[LIE]);
    let output = run(&["--verify"]);
    assert_eq!(output.status.code(), Some(3));
    let expected = format!(
        "error: `{LIE}` was kept, but is made differently now\nhelp: this is a mistake in \
         alongside, please report it; `alongside build --clean` makes everything anew\n"
    );
    assert_eq!(String::from_utf8_lossy(&output.stderr), expected);
}

#[cfg(debug_assertions)]
#[test]
fn a_debug_build_proves_a_sample_unasked() {
    let mut site = Site::generated(3, 60);
    let first = site.build();
    let pages: Vec<&str> = first.folder.keys().map(String::as_str).collect();
    lie(&site, &pages);
    let failure = built(&site.root(), &site.out(), &site.options, &mut |_| Ok(())).unwrap_err();
    assert!(failure.message.ends_with("was kept, but is made differently now"));
}

/// Builds without keeping any text, and edits a page `edits` times while that goes on.
fn edited_while_building(site: &mut Site, edits: usize) -> (Result<Outcome, Failure>, usize) {
    site.options.keep = 0;
    site.save(false);
    let loads = Cell::new(0);
    let (root, out) = (site.root(), site.out());
    let mut loaded = || {
        loads.set(loads.get() + 1);
        if loads.get() <= edits {
            let page = root.join("content/guidance/leaving.md");
            let text = fs::read_to_string(&page).unwrap();
            fs::write(&page, text.replace("that is fine", "that is fine, really")).unwrap();
        }
    };
    let request = request(&root, &out, &site.options);
    let result = build::run_watched(&request, &mut loaded, &mut |_| Ok(()));
    (result, loads.get())
}

#[test]
fn a_file_that_changes_while_building_starts_the_build_over() {
    for edits in 0..3 {
        let mut site = Site::small();
        let (result, loads) = edited_while_building(&mut site, edits);
        assert_eq!(result.unwrap().findings, []);
        assert_eq!(loads, edits + 1);
        site.files = read_folder(&site.root());
        site.files.retain(|path, _| !path.starts_with(".alongside/"));
        let clean = site.build_clean_elsewhere();
        assert_eq!(read_folder(&site.out()), clean.folder);
    }
}

#[test]
fn a_file_that_never_rests_publishes_nothing() {
    let mut site = Site::small();
    let before = site.build();
    site.edit("content/guidance/staying.md", "Supervision", "Time");
    site.edit("content/guidance/leaving.md", "People", "Workers");
    let (result, loads) = edited_while_building(&mut site, usize::MAX);
    let failure = result.unwrap_err();
    assert_eq!(failure.message, "files of the site changed while it was built, 3 times");
    assert_eq!(loads, 3);
    assert_eq!(read_folder(&site.out()), before.folder);
}
