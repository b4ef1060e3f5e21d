//! One result from any number of threads, any memory, any folder, any surroundings, and any order
//! in which the disk lists its files.

use std::path::Path;
use std::process::Command;

use super::prose::{self, Numbers};
use super::site::{self, Built, Files, Site, assert_same, assert_same_files, ground};

/// Builds on a pool of its own.
fn on_threads(threads: usize, build: impl FnOnce() -> Built + Send) -> Built {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(build)
}

/// The same edits of every copy.
fn edited(site: &mut Site) {
    let mut numbers = Numbers(99);
    let page = prose::page(&mut numbers, "guide", &["roles/worker.md".to_string()]);
    site.write("content/guidance/new.md", &page);
    site.remove("content/guidance/leaving.md");
    site.edit("content/roles/lead.md", "\"Peer lead\"", "\"Team lead\"");
    site.edit("themes/small/components/card.html", "<span>", "<span class=\"kind\">");
    // Two mistakes of which each is found twice by different steps.
    site.edit("content/roles/lead.md", "A lead", "[x](no.md) ::: A lead [@none]");
}

/// Takes one site through builds in the way that `build` builds, and the results in turn.
fn story(build: impl Fn(&mut Site) -> Built) -> Vec<Built> {
    let mut site = Site::generated(5, 40);
    let first = build(&mut site);
    let good = site.files.clone();
    edited(&mut site);
    let broken = build(&mut site);
    assert!(broken.outcome.has_errors());
    site.edit("content/roles/lead.md", "[x](no.md) ::: A lead [@none]", "A lead");
    let mended = build(&mut site);
    assert!(!mended.outcome.has_errors(), "{}", mended.printed);
    site.files = good;
    vec![first, broken, mended, build(&mut site)]
}

#[track_caller]
fn assert_same_stories(one: &[Built], other: &[Built], what: &str) {
    for (number, (one, other)) in one.iter().zip(other).enumerate() {
        assert_same(one, other, &format!("{what}, build {number}"));
        assert_eq!(one.made(), other.made(), "{what}, build {number}");
    }
}

#[test]
fn any_number_of_threads() {
    let alone = story(|site| {
        site.save(false);
        let (root, out, options) = (site.root(), site.out(), site.options.clone());
        on_threads(1, move || site::built(&root, &out, &options, &mut |_| Ok(())).unwrap())
    });
    for threads in [2, 8] {
        let many = story(|site| {
            site.save(false);
            let (root, out, options) = (site.root(), site.out(), site.options.clone());
            on_threads(threads, move || {
                site::built(&root, &out, &options, &mut |_| Ok(())).unwrap()
            })
        });
        assert_same_stories(&alone, &many, &format!("{threads} threads"));
    }
}

#[test]
fn texts_kept_in_memory_or_read_again() {
    let with = |keep: u64| {
        story(move |site| {
            site.options.keep = keep;
            site.build()
        })
    };
    let kept = with(u64::MAX);
    assert_same_stories(&kept, &with(0), "nothing kept");
    assert_same_stories(&kept, &with(10_000), "a little kept");
}

#[test]
fn any_order_of_creation() {
    let site = Site::generated(6, 40);
    let reference = site.build_clean_elsewhere();
    let mut numbers = Numbers(3);
    for _ in 0..3 {
        let mut order: Vec<(&String, &Vec<u8>)> = site.files.iter().collect();
        for at in (1..order.len()).rev() {
            order.swap(at, numbers.below(at + 1));
        }
        let folder = ground();
        for (path, bytes) in order {
            site::write_folder(folder.path(), &Files::from([(path.clone(), bytes.clone())]));
        }
        let out = folder.path().join("public");
        let built = site::built(folder.path(), &out, &site.options, &mut |_| Ok(())).unwrap();
        assert_same(&built, &reference, "files created in another order");
    }
}

/// The folder and everything printed, but for the time that it took.
fn by_command(folder: &Path, files: &Files, run: impl FnOnce(&mut Command)) -> (Files, String) {
    site::write_folder(&folder.join("site"), files);
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.args(["build", "--date", "2026-06-01", "--format", "json", "--root"]);
    command.arg(folder.join("site")).arg("--output").arg(folder.join("public"));
    run(&mut command);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (site::read_folder(&folder.join("public")), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn any_folder_and_surroundings() {
    let site = Site::generated(8, 20);
    let (one, other) = (ground(), ground());
    let deep = other.path().join("a folder with spaces/ŵ/deep");
    let plain = by_command(one.path(), &site.files, |command| {
        command.env_clear();
    });
    let dressed = by_command(&deep, &site.files, |command| {
        command
            .env("TZ", "Pacific/Kiritimati")
            .env("LANG", "tr_TR.UTF-8")
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("HOME", "/nonexistent")
            .env("USER", "somebody")
            .env("RAYON_NUM_THREADS", "5")
            .env("CLICOLOR_FORCE", "1")
            .current_dir("/");
    });
    assert_same_files(&plain.0, &dressed.0, "other surroundings");
    assert_eq!(plain.1, dressed.1);
    assert_same_files(&plain.0, &site.build_clean_elsewhere().folder, "as a library");
}
