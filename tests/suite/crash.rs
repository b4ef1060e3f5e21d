//! A build that is stopped at any moment leaves every published file old or new and never half,
//! touches nothing that is not ours, and the next build ends where a clean one does.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use alongside::diagnostic::Failure;
use alongside::output::default_cache;

use super::prose::Numbers;
use super::site::{Built, Files, Site, assert_same, assert_same_files, read_folder};

/// What somebody else put into the output folder.
const FOREIGN: &[(&str, &str)] =
    &[(".htaccess", "theirs"), ("guidance/theirs.txt", "theirs"), ("old/leaving/theirs", "theirs")];

fn add_foreign(site: &Site) {
    for (path, text) in FOREIGN {
        fs::write(site.out().join(path), text).unwrap();
    }
}

/// The published files without the foreign ones, which must be as they were.
#[track_caller]
fn without_foreign(mut files: Files, after: &str) -> Files {
    for (path, text) in FOREIGN {
        let found = files.remove(*path);
        assert_eq!(found.as_deref(), Some(text.as_bytes()), "{after}: `{path}` is not ours");
    }
    files
}

/// Fails unless every file is as it was before or as it will be.
#[track_caller]
fn assert_whole(found: &Files, old: &Files, new: &Files, after: &str) {
    for (path, bytes) in found {
        let whole = [old, new].iter().any(|site| site.get(path) == Some(bytes));
        assert!(whole, "{after}: `{path}` is neither the old file nor the new one");
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(found.contains_key(path), "{after}: `{path}` is gone although both builds have it");
    }
}

/// A site that was published and then edited: something comes, something changes, something goes.
fn edited() -> (Site, Built) {
    let mut site = Site::small();
    let old = site.build();
    add_foreign(&site);
    site.write(
        "content/guidance/leaving/later.md",
        "+++\ntitle = \"Later\"\ndescription = \"Much later.\"\n+++\nLater.\n",
    );
    site.write("content/guidance/leaving/_index.md", "+++\ntitle = \"Going\"\n+++\n");
    // A page of that address goes, and with it the redirect to it.
    site.remove("content/guidance/leaving.md");
    site.remove("content/roles/badge.svg");
    site.edit("content/roles/worker.md", "![A badge](badge.svg)", "No badge.");
    site.edit("content/guidance/staying.md", "Supervision helps", "It helps");
    site.edit("themes/small/assets/css/site.css", "#222", "#333");
    (site, old)
}

/// Runs the build of an edited site up to step `stop`; whether it was stopped there.
fn stopped_at(site: &mut Site, stop: usize) -> bool {
    let mut steps = 0;
    let result = site.build_stepwise(&mut |_| {
        steps += 1;
        if steps > stop { Err(Failure::new("stopped")) } else { Ok(()) }
    });
    result.is_err()
}

#[test]
fn stopped_at_every_step() {
    let (site, old) = edited();
    let new = site.build_clean_elsewhere();
    assert!(!new.outcome.has_errors(), "{}", new.printed);
    let mut stop = 0;
    loop {
        let (mut site, _) = edited();
        let after = format!("stopped before step {}", stop + 1);
        let stopped = stopped_at(&mut site, stop);
        let found = without_foreign(read_folder(&site.out()), &after);
        assert_whole(&found, &old.folder, &new.folder, &after);
        let mut next = site.build();
        next.folder = without_foreign(next.folder, &after);
        assert_same(&next, &new, &after);
        if !stopped {
            break;
        }
        stop += 1;
    }
    assert!(stop >= 30, "only {stop} steps");
}

#[test]
fn stopped_and_then_edited_again() {
    let (mut site, old) = edited();
    // Each build is stopped a little later than the one before, on a site that changed again.
    for stop in (0..60).step_by(3) {
        site.edit("site-config.toml", "title = \"Small", "title = \"Small ");
        stopped_at(&mut site, stop);
    }
    site.files = Site::small().files;
    let mut last = site.build();
    last.folder = without_foreign(last.folder, "edited back");
    assert_same_files(&last.folder, &old.folder, "edited back");
}

fn build_command(site: &Site) -> Child {
    Command::new(env!("CARGO_BIN_EXE_alongside"))
        .args(["build", "--date", "2026-06-01", "--quiet", "--root"])
        .arg(site.root())
        .arg("--output")
        .arg(site.out())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn killed_at_random_moments() {
    let mut site = Site::generated(11, 300);
    // Two forms of the site that differ in every page, and in which files there are.
    let forms = [site.files.clone(), {
        site.edit("site-config.toml", "\"Small\"", "\"Smaller\"");
        site.edit("themes/small/assets/css/site.css", "#222", "#333");
        site.edit("content/roles/lead.md", "type =", "aliases = [\"/lead/\"]\ntype =");
        site.remove("content/guidance/leaving.md");
        site.files.clone()
    }];
    let clean = forms.clone().map(|files| {
        site.files = files;
        site.build_clean_elsewhere().folder
    });
    site.save(false);
    let start = Instant::now();
    assert!(build_command(&site).wait().unwrap().success());
    let full = start.elapsed();
    assert_same_files(&read_folder(&site.out()), &clean[1], "before any kill");

    let cache = default_cache(&site.root(), &site.out()).unwrap();
    let mut numbers = Numbers(17);
    let (mut killed, mut between) = (0, 0);
    for round in 0..30 {
        let form = round % 2;
        site.files.clone_from(&forms[form]);
        site.save(false);
        let mut child = build_command(&site);
        // Publishing is the last and shortest part of a build, so half of the kills wait for it.
        let moment = if round % 4 < 2 {
            while !cache.join("intent").exists() && child.try_wait().unwrap().is_none() {
                std::hint::spin_loop();
            }
            Duration::from_micros(numbers.below(3000) as u64)
        } else {
            full.mul_f64(numbers.below(90) as f64 / 100.0)
        };
        std::thread::sleep(moment);
        let was_running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        killed += usize::from(was_running);
        let after = format!("round {round}, killed after {moment:?}");
        let found = read_folder(&site.out());
        // The folder may hold the staging of a killed run, which is not published.
        let found: Files = found.into_iter().filter(|(path, _)| !path.starts_with('.')).collect();
        assert_whole(&found, &clean[1 - form], &clean[form], &after);
        between += usize::from(found != clean[0] && found != clean[1]);
        assert!(build_command(&site).wait().unwrap().success(), "{after}");
        assert_same_files(&read_folder(&site.out()), &clean[form], &after);
    }
    eprintln!("killed {killed} of 30, {between} of them while publishing");
    assert!(killed >= 15, "only {killed} builds were still running when they were killed");
}
