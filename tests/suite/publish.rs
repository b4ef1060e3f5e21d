//! Publishing: refusals, foreign files, stale files, times, and being stopped at every step.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use alongside::diagnostic::{Code, Diagnostic, Failure};
use alongside::fingerprint::Fingerprint;
use alongside::output::{
    BeforeStep, Destination, Kept, KeptReason, OutputPath, Phase, Report, Step, Trust,
    default_cache,
};
use tempfile::TempDir;

type Files = [(&'static str, &'static str)];

const OLD: &Files = &[
    ("about", "old about, a file"),
    ("assets/old.css", "old style"),
    ("assets/site.css", "style"),
    ("gone/deep/index.html", "old page"),
    ("index.html", "old home"),
    ("same/index.html", "same"),
    ("sitemap.xml", "old map"),
    ("topic/index.html", "old topic, in a folder"),
];

const NEW: &Files = &[
    ("about/index.html", "new about, in a folder"),
    ("assets/new.css", "new style"),
    ("assets/site.css", "style"),
    ("fresh/deep/index.html", "new page"),
    ("index.html", "new home"),
    ("same/index.html", "same"),
    ("sitemap.xml", "new map"),
    ("topic", "new topic, a file"),
];

const THIRD: &Files = &[("index.html", "third home"), ("same/index.html", "same")];

/// What nobody but its owner may touch.
const FOREIGN: &Files = &[
    (".htaccess", "foreign"),
    ("assets/theirs.css", "foreign"),
    ("gone/theirs.txt", "foreign"),
    ("theirs/empty.txt", ""),
];

/// A folder for one test, with an output folder and a cache in it.
struct Ground(TempDir);

impl Ground {
    fn new() -> Ground {
        Ground(tempfile::tempdir().unwrap())
    }

    fn dir(&self) -> &Path {
        self.0.path()
    }

    fn out(&self) -> PathBuf {
        self.dir().join("public")
    }

    fn open(&self, adopt: bool) -> Result<Destination, Failure> {
        open(self.dir(), adopt)
    }

    fn build(&self, files: &Files) -> Report {
        build(self.dir(), files, false, &mut |_| Ok(())).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.out().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    fn tree(&self) -> BTreeMap<String, String> {
        tree(&self.out())
    }

    /// The message with this ground's own folder taken out.
    fn said(&self, failure: Failure) -> String {
        let text = match failure.help {
            Some(help) => format!("{}\nhelp: {help}", failure.message),
            None => failure.message,
        };
        text.replace(&self.dir().display().to_string(), "")
    }
}

fn open(dir: &Path, adopt: bool) -> Result<Destination, Failure> {
    Destination::open(&dir.join("public"), &dir.join("cache"), &[dir.join("content")], adopt)
}

fn path(text: &str) -> OutputPath {
    OutputPath::new(text).unwrap()
}

fn key(text: &str) -> Fingerprint {
    Fingerprint::of("key", text)
}

fn engine() -> Fingerprint {
    Fingerprint::of("engine", "test")
}

fn phase(path: &str) -> Phase {
    match path.rsplit_once('.') {
        Some((_, "css")) => Phase::Asset,
        Some((_, "xml")) => Phase::Index,
        _ => Phase::Page,
    }
}

fn build(
    dir: &Path,
    files: &Files,
    adopt: bool,
    before: &mut BeforeStep<'_>,
) -> Result<Report, Failure> {
    let destination = open(dir, adopt)?;
    let mut planned = Vec::new();
    for (name, text) in files {
        let (path, key) = (path(name), key(text));
        planned.push(match destination.kept(&path, key) {
            Some(kept) => kept,
            None => destination.put(path, phase(name), key, text.as_bytes(), Vec::new())?,
        });
    }
    destination.publish_stepwise(planned, engine(), before)
}

/// Every file with its text, every folder with a slash, every link with its target.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for step in walkdir::WalkDir::new(root).min_depth(1) {
        let step = step.unwrap();
        let name = step.path().strip_prefix(root).unwrap().to_str().unwrap().to_string();
        if step.file_type().is_dir() {
            found.insert(format!("{name}/"), String::new());
        } else if step.file_type().is_symlink() {
            let target = fs::read_link(step.path()).unwrap();
            found.insert(name, format!("-> {}", target.display()));
        } else {
            found.insert(name, String::from_utf8_lossy(&fs::read(step.path()).unwrap()).into());
        }
    }
    found
}

fn as_tree(parts: &[&Files]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (name, text) in parts.iter().flat_map(|files| files.iter()) {
        found.insert(name.to_string(), text.to_string());
        for (at, _) in name.match_indices('/') {
            found.insert(name[..=at].to_string(), String::new());
        }
    }
    found
}

fn names(paths: &[OutputPath]) -> Vec<&str> {
    paths.iter().map(OutputPath::as_str).collect()
}

fn time_of(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

fn set_time(path: &Path, time: SystemTime) {
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

// What publishing does.

#[test]
fn publishes_in_the_order_of_phases_and_leaves_nothing_beside_the_site() {
    let ground = Ground::new();
    let report = ground.build(OLD);
    assert_eq!(
        names(&report.written),
        [
            "assets/old.css",
            "assets/site.css",
            "about",
            "gone/deep/index.html",
            "index.html",
            "same/index.html",
            "topic/index.html",
            "sitemap.xml",
        ]
    );
    assert_eq!(ground.tree(), as_tree(&[OLD]));
    assert_eq!(report.bytes_written, OLD.iter().map(|(_, text)| text.len() as u64).sum::<u64>());
    let beside = |dir: &Path| tree(dir).into_keys().filter(|name| !name.starts_with("public/"));
    let left: Vec<String> = beside(ground.dir()).collect();
    assert_eq!(left, ["cache/", "cache/.gitignore", "cache/lock", "cache/manifest"]);
}

#[test]
fn changes_only_what_differs_and_swaps_files_with_folders() {
    let ground = Ground::new();
    ground.build(OLD);
    let before = time_of(&ground.out().join("same/index.html"));
    let report = ground.build(NEW);
    assert_eq!(ground.tree(), as_tree(&[NEW]));
    assert_eq!(report.unchanged, 2);
    assert_eq!(
        names(&report.removed),
        ["about", "topic/index.html", "assets/old.css", "gone/deep/index.html"]
    );
    assert_eq!(report.kept, []);
    assert_eq!(time_of(&ground.out().join("same/index.html")), before);
    ground.build(OLD);
    assert_eq!(ground.tree(), as_tree(&[OLD]));
}

#[test]
fn a_build_without_changes_has_no_effect_on_the_disk() {
    let ground = Ground::new();
    ground.build(OLD);
    let stop = &mut |step: Step<'_>| Err(Failure::new(format!("{step:?}")));
    let report = build(ground.dir(), OLD, false, stop).unwrap();
    assert_eq!((report.unchanged, report.written.len()), (OLD.len(), 0));
}

#[test]
fn a_new_key_with_the_same_bytes_is_recorded_without_writing() {
    let ground = Ground::new();
    ground.build(&[("index.html", "home")]);
    let place = ground.out().join("index.html");
    let before = time_of(&place);
    let destination = ground.open(false).unwrap();
    let other = key("another recipe");
    let finding = Diagnostic::new(Code::MissingAlt, "said again");
    assert!(destination.kept(&path("index.html"), other).is_none());
    let planned = destination
        .put(path("index.html"), Phase::Page, other, b"home", vec![finding.clone()])
        .unwrap();
    assert!(!planned.is_new());
    let mut steps = Vec::new();
    let report = destination
        .publish_stepwise(vec![planned], engine(), &mut |step| {
            steps.push(format!("{step:?}"));
            Ok(())
        })
        .unwrap();
    assert_eq!((report.unchanged, report.written.len(), steps), (1, 0, vec!["Record".into()]));
    assert_eq!(time_of(&place), before);
    let destination = ground.open(false).unwrap();
    let kept = destination.kept(&path("index.html"), other).unwrap();
    assert_eq!(kept.entry().findings, [finding]);
    assert_eq!(destination.manifest().engine, engine());
}

#[test]
fn removes_only_folders_that_it_made() {
    let ground = Ground::new();
    fs::create_dir_all(ground.out()).unwrap();
    ground.build(&[("index.html", "home")]);
    fs::create_dir_all(ground.out().join("theirs")).unwrap();
    ground.build(&[("theirs/a/index.html", "page"), ("index.html", "home")]);
    ground.build(&[("index.html", "home")]);
    let left: Vec<String> = ground.tree().into_keys().collect();
    assert_eq!(left, ["index.html", "theirs/"]);
}

#[test]
fn dropping_without_publishing_leaves_no_trace() {
    let ground = Ground::new();
    ground.build(OLD);
    let before = tree(ground.dir());
    let destination = ground.open(false).unwrap();
    destination.put(path("index.html"), Phase::Page, key("x"), b"new", Vec::new()).unwrap();
    drop(destination);
    assert_eq!(tree(ground.dir()), before);
}

// When a file is fresh.

#[test]
fn times_tell_at_once_even_right_after_publishing() {
    let ground = Ground::new();
    ground.build(&[("index.html", "home")]);
    let place = ground.out().join("index.html");
    let entry_time = |destination: &Destination| {
        destination.manifest().entries.values().next().unwrap().modified
    };
    assert!(entry_time(&ground.open(false).unwrap()).is_some(), "no file need be read");
    // Another text of the same size, in the same moment: only a time set back beforehand tells.
    fs::write(&place, "HOME").unwrap();
    assert!(ground.open(false).unwrap().kept(&path("index.html"), key("home")).is_none());
    let report = ground.build(&[("index.html", "home")]);
    assert_eq!(names(&report.written), ["index.html"]);
    assert_eq!(fs::read_to_string(&place).unwrap(), "home");
}

#[test]
fn a_file_whose_time_says_nothing_is_read() {
    let ground = Ground::new();
    ground.build(&[("index.html", "home")]);
    let place = ground.out().join("index.html");
    let modified = || ground.open(false).unwrap().manifest().entries[&path("index.html")].modified;
    // As after a copy without times: the bytes decide, and a time too new is not recorded.
    set_time(&place, SystemTime::now());
    assert_eq!(ground.build(&[("index.html", "home")]).unchanged, 1);
    assert_eq!(modified(), None);
    fs::write(&place, "HOME").unwrap();
    assert!(ground.open(false).unwrap().kept(&path("index.html"), key("home")).is_none());
    fs::write(&place, "home").unwrap();
    set_time(&place, SystemTime::now() - Duration::from_secs(60));
    assert_eq!(ground.build(&[("index.html", "home")]).unchanged, 1);
    assert!(modified().is_some());
}

#[test]
fn a_change_that_hides_behind_its_time_is_found_by_hashes() {
    let ground = Ground::new();
    ground.build(&[("index.html", "home")]);
    let place = ground.out().join("index.html");
    let time = time_of(&place);
    fs::write(&place, "HOME").unwrap();
    set_time(&place, time);
    let destination = ground.open(false).unwrap();
    assert!(destination.kept(&path("index.html"), key("home")).is_some());
    let destination = destination.trusting(Trust::Hashes);
    assert!(destination.kept(&path("index.html"), key("home")).is_none());
    let put = destination.put(path("index.html"), Phase::Page, key("home"), b"home", Vec::new());
    assert!(put.unwrap().is_new());
}

#[test]
fn an_edited_output_is_made_again_and_a_missing_one_too() {
    let ground = Ground::new();
    ground.build(OLD);
    ground.write("index.html", "edited by hand");
    fs::remove_dir_all(ground.out().join("same")).unwrap();
    let report = ground.build(OLD);
    assert_eq!(names(&report.written), ["index.html", "same/index.html"]);
    assert_eq!(ground.tree(), as_tree(&[OLD]));
}

// What is not ours.

#[test]
fn a_stale_file_that_was_changed_is_kept_and_reported() {
    let ground = Ground::new();
    ground.build(OLD);
    ground.write("gone/deep/index.html", "OLD PAGE");
    let report = ground.build(THIRD);
    let kept = Kept { path: path("gone/deep/index.html"), reason: KeptReason::Changed };
    assert_eq!(
        kept.to_string(),
        "`gone/deep/index.html` is no longer part of the site but was left, since somebody changed \
         it since it was published"
    );
    assert_eq!(report.kept, [kept]);
    assert_eq!(ground.tree()["gone/deep/index.html"], "OLD PAGE");
    // From now on it is theirs: nothing is said of it, and nobody else may have its place.
    assert_eq!(ground.build(THIRD).kept, []);
    let failure = build(ground.dir(), OLD, false, &mut |_| Ok(())).unwrap_err();
    assert_eq!(
        ground.said(failure),
        "alongside did not write `/public/gone/deep/index.html` and will not replace what it did \
         not write\nhelp: move it away, or run again with `--adopt` to have it replaced"
    );
}

#[test]
fn foreign_files_in_the_way_are_replaced_only_when_adopting() {
    let ground = Ground::new();
    ground.build(THIRD);
    ground.write("sitemap.xml", "theirs");
    ground.write("about", "theirs");
    let before = tree(ground.dir());
    let try_build = |adopt| build(ground.dir(), OLD, adopt, &mut |_| Ok(()));
    assert_eq!(
        ground.said(try_build(false).unwrap_err()),
        "alongside did not write `/public/about` and 1 more file and will not replace what it did \
         not write\nhelp: move it away, or run again with `--adopt` to have it replaced"
    );
    assert_eq!(tree(ground.dir()), before);
    try_build(true).unwrap();
    assert_eq!(ground.tree(), as_tree(&[OLD]));
}

#[test]
fn a_foreign_file_is_never_removed_for_a_folder_nor_a_folder_for_a_file() {
    let ground = Ground::new();
    ground.build(THIRD);
    ground.write("about", "theirs");
    let failure = build(ground.dir(), NEW, true, &mut |_| Ok(())).unwrap_err();
    assert_eq!(
        ground.said(failure),
        "`/public/about` must be a folder, but a file is there\n\
         help: move it away and run the command again"
    );
    fs::remove_file(ground.out().join("about")).unwrap();
    ground.write("topic/theirs.txt", "theirs");
    let failure = build(ground.dir(), NEW, true, &mut |_| Ok(())).unwrap_err();
    assert_eq!(
        ground.said(failure),
        "`/public/topic` must be a file, but a folder is there that alongside may not remove\n\
         help: move the folder away and run the command again"
    );
    assert_eq!(ground.tree()["topic/theirs.txt"], "theirs");
    assert_eq!(ground.tree()["index.html"], "third home");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_symbolic_link() {
    use std::os::unix::fs::symlink;
    let ground = Ground::new();
    ground.build(OLD);
    let outside = ground.dir().join("outside");
    fs::create_dir_all(outside.join("deep")).unwrap();
    fs::write(outside.join("deep/index.html"), "old page").unwrap();
    fs::write(outside.join("index.html"), "theirs").unwrap();
    let before = tree(&outside);

    // A folder of the site leads outside: nothing there is replaced nor removed.
    fs::remove_dir_all(ground.out().join("gone")).unwrap();
    symlink(&outside, ground.out().join("gone")).unwrap();
    let failure = build(ground.dir(), OLD, true, &mut |_| Ok(())).unwrap_err();
    assert_eq!(
        ground.said(failure),
        "`/public/gone` must be a folder, but a symbolic link is there\n\
         help: move it away and run the command again"
    );
    let report = ground.build(THIRD);
    let kept = Kept { path: path("gone/deep/index.html"), reason: KeptReason::BehindLink };
    assert_eq!(report.kept, [kept]);
    assert_eq!(tree(&outside), before);

    // A file of the site is a link: the link is replaced and not what it leads to.
    fs::remove_file(ground.out().join("index.html")).unwrap();
    symlink(outside.join("index.html"), ground.out().join("index.html")).unwrap();
    ground.build(THIRD);
    assert_eq!(ground.tree()["index.html"], "third home");
    assert_eq!(tree(&outside), before);

    // A stale file became a link: it is left.
    fs::remove_file(ground.out().join("index.html")).unwrap();
    symlink(outside.join("index.html"), ground.out().join("index.html")).unwrap();
    assert_eq!(ground.build(&[]).kept.len(), 1);
    assert_eq!(tree(&outside), before);
}

#[test]
fn two_outputs_cannot_have_one_path_nor_one_lie_in_the_other() {
    let ground = Ground::new();
    let failure = |files| build(ground.dir(), files, false, &mut |_| Ok(())).unwrap_err();
    assert_eq!(failure(&[("a", "1"), ("a", "2")]), Failure::new("two outputs would both be `a`"));
    assert_eq!(
        failure(&[("a", "1"), ("a-b", "2"), ("a/b/c", "3")]),
        Failure::new("`a` would be both a file and the folder of `a/b/c`")
    );
    assert!(!ground.out().exists());
}

// Ownership.

const NOT_OURS: &str = "the output folder `/public` is not empty and there is no record that \
     alongside wrote it\nhelp: choose an empty folder, or run again with `--adopt`, as after \
     losing the cache folder: files that the site needs are replaced, all others are kept";

#[test]
fn a_folder_with_foreign_files_is_refused_unless_adopted() {
    let ground = Ground::new();
    ground.write("notes.txt", "theirs");
    ground.write("index.html", "theirs");
    assert_eq!(ground.said(ground.open(false).unwrap_err()), NOT_OURS);
    assert!(!ground.dir().join("cache").exists(), "a refusal leaves no trace");
    build(ground.dir(), THIRD, true, &mut |_| Ok(())).unwrap();
    assert_eq!(ground.tree(), as_tree(&[THIRD, &[("notes.txt", "theirs")]]));
    // Once adopted, it need not be said again; the foreign file outlives the site.
    ground.build(&[]);
    assert_eq!(ground.tree(), as_tree(&[&[("notes.txt", "theirs")]]));
}

#[test]
fn a_lost_or_damaged_manifest_is_said_and_adopting_writes_nothing_anew() {
    for damage in ["lost", "short", "flipped", "older"] {
        let ground = Ground::new();
        ground.build(OLD);
        let manifest = ground.dir().join("cache/manifest");
        let mut bytes = fs::read(&manifest).unwrap();
        match damage {
            "lost" => fs::remove_dir_all(ground.dir().join("cache")).unwrap(),
            "short" => fs::write(&manifest, &bytes[..bytes.len() / 2]).unwrap(),
            "flipped" => {
                *bytes.last_mut().unwrap() ^= 1;
                fs::write(&manifest, &bytes).unwrap();
            }
            _ => fs::write(&manifest, "alongside manifest 0\n").unwrap(),
        }
        assert_eq!(ground.said(ground.open(false).unwrap_err()), NOT_OURS, "{damage}");
        let report = build(ground.dir(), OLD, true, &mut |_| Ok(())).unwrap();
        assert_eq!((report.unchanged, report.written.len()), (OLD.len(), 0), "{damage}");
        ground.build(THIRD);
        let files = |tree: BTreeMap<String, String>| {
            tree.into_keys().filter(|name| !name.ends_with('/')).collect::<Vec<_>>()
        };
        assert_eq!(files(ground.tree()), files(as_tree(&[THIRD])), "{damage}");
    }
}

#[test]
fn a_damaged_manifest_of_an_empty_folder_only_costs_time() {
    let ground = Ground::new();
    ground.build(OLD);
    fs::write(ground.dir().join("cache/manifest"), "damaged").unwrap();
    fs::remove_dir_all(ground.out()).unwrap();
    assert_eq!(ground.build(OLD).written.len(), OLD.len());
}

#[test]
fn two_builds_cannot_run_at_once() {
    let ground = Ground::new();
    let first = ground.open(false).unwrap();
    assert_eq!(
        ground.said(ground.open(false).unwrap_err()),
        "another build is writing into `/public`\n\
         help: wait until it has finished and run the command again"
    );
    drop(first);
    ground.open(false).unwrap();
}

// Folders that are refused whatever is asked.

#[test]
fn dangerous_output_folders_are_refused() {
    let ground = Ground::new();
    let dir = ground.dir();
    for folder in ["content/a", "repo/.git", "home", "worktree"] {
        fs::create_dir_all(dir.join(folder)).unwrap();
    }
    fs::write(dir.join("file"), "").unwrap();
    fs::write(dir.join("worktree/.git"), "gitdir: elsewhere").unwrap();
    let elsewhere = "help: choose a folder that holds nothing else, such as `public`";
    let before = tree(dir);
    let said = |output: PathBuf| {
        for adopt in [true, false] {
            let open = Destination::open(
                &output,
                &dir.join("cache"),
                &[dir.join("content"), dir.join("templates")],
                adopt,
            );
            let text = ground.said(open.unwrap_err());
            if adopt {
                return text;
            }
        }
        unreachable!()
    };
    let cases = [
        ("content", "is `/content`"),
        ("public/../content", "is `/content`"),
        ("content/a", "lies in `/content`"),
        ("content/b/c", "lies in `/content`"),
        ("templates", "is `/templates`"),
        (".", "contains `/content`"),
        ("cache", "is `/cache`"),
        ("cache/x", "lies in `/cache`"),
    ];
    for (output, verb) in cases {
        let shown = dir.join(output).display().to_string().replace(&dir.display().to_string(), "");
        let expected = format!(
            "the output folder `{shown}` {verb}, which publishing must not touch\n{elsewhere}"
        );
        assert_eq!(said(dir.join(output)), expected);
    }
    assert_eq!(
        said(dir.join("file")),
        format!("the output folder `/file` is not a folder\n{elsewhere}")
    );
    for repository in ["repo", "worktree"] {
        assert_eq!(
            said(dir.join(repository)),
            format!(
                "the output folder `/{repository}` is a repository: it holds `.git`\n\
                 help: build into another folder and copy the result into the repository"
            )
        );
    }
    assert_eq!(
        said(PathBuf::from("/")),
        format!("the output folder `/` is the root of the file system\n{elsewhere}")
    );
    if let Some(home) = std::env::home_dir().filter(|home| home.parent().is_some()) {
        let text =
            format!("the output folder `{}` is the home folder\n{elsewhere}", home.display());
        assert_eq!(said(home), text);
    }
    assert_eq!(tree(dir), before, "a refusal leaves no trace");
}

#[cfg(unix)]
#[test]
fn links_to_the_output_folder_are_followed_unless_they_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let ground = Ground::new();
    let dir = ground.dir();
    symlink(dir.join("nowhere"), dir.join("public")).unwrap();
    assert_eq!(
        ground.said(ground.open(false).unwrap_err()),
        "the folder `/public` is reached through a symbolic link that leads nowhere: `/public`\n\
         help: remove the link, or create the folder that it leads to"
    );
    fs::create_dir(dir.join("nowhere")).unwrap();
    ground.build(THIRD);
    assert_eq!(tree(&dir.join("nowhere")), as_tree(&[THIRD]));
    assert_eq!(
        default_cache(dir, &dir.join("public")).unwrap(),
        default_cache(dir, &dir.join("nowhere")).unwrap()
    );
    // A link to a source folder is that folder.
    fs::create_dir(dir.join("content")).unwrap();
    fs::remove_file(dir.join("public")).unwrap();
    symlink(dir.join("content"), dir.join("public")).unwrap();
    assert_eq!(
        ground.said(ground.open(true).unwrap_err()),
        "the output folder `/public` is `/content`, which publishing must not touch\n\
         help: choose a folder that holds nothing else, such as `public`"
    );
}

// Trouble with the disk.

#[test]
fn a_cache_folder_that_cannot_be_made_is_said() {
    let ground = Ground::new();
    fs::write(ground.dir().join("cache"), "a file").unwrap();
    assert_eq!(
        ground.said(ground.open(false).unwrap_err()),
        "cannot use the cache folder `/cache`: file exists"
    );
}

#[test]
fn staging_falls_back_to_the_parent_and_then_to_the_output_folder() {
    let ground = Ground::new();
    ground.build(OLD);
    let staged = |ground: &Ground| {
        let destination = ground.open(false).unwrap();
        destination.put(path("x"), Phase::Page, key("x"), b"x", Vec::new()).unwrap();
        let mut found = tree(ground.dir()).into_keys();
        found.find(|name| name.ends_with("alongside-staging")).unwrap()
    };
    fs::write(ground.dir().join("cache/staging"), "in the way").unwrap();
    let beside = staged(&ground);
    assert!(beside.starts_with(".public.alongside-"), "{beside}");
    let (folder, _) = beside.split_once('/').unwrap();
    fs::write(ground.dir().join(folder), "in the way").unwrap();
    let inside = staged(&ground);
    assert!(inside.starts_with("public/.alongside-"), "{inside}");
    ground.build(NEW);
    assert_eq!(ground.tree(), as_tree(&[NEW]));
    // With no place left, it is said and nothing is touched.
    fs::write(ground.dir().join(inside.rsplit_once('/').unwrap().0), "in the way").unwrap();
    let before = tree(ground.dir());
    let failure = build(ground.dir(), OLD, false, &mut |_| Ok(())).unwrap_err();
    assert_eq!(ground.said(failure), "cannot make a staging folder for `/public`: file exists");
    assert_eq!(tree(ground.dir()), before);
}

#[test]
fn a_disk_that_fails_half_way_is_said_and_the_next_run_completes() {
    let ground = Ground::new();
    ground.build(OLD);
    let place = ground.out().join("fresh");
    let failure = build(ground.dir(), NEW, false, &mut |step| {
        if matches!(step, Step::MakeFolder(folder) if folder.as_str() == "fresh") {
            fs::write(&place, "in the way").unwrap();
        }
        Ok(())
    });
    assert_eq!(
        ground.said(failure.unwrap_err()),
        "cannot make the folder `/public/fresh`: file exists"
    );
    assert_eq!(ground.tree()["fresh"], "in the way");
    fs::remove_file(place).unwrap();
    ground.build(NEW);
    assert_eq!(ground.tree(), as_tree(&[NEW]));
}

/// The name by which the test binary knows a test of this file.
fn test_name(name: &str) -> String {
    let module = module_path!().split_once("::").map_or("", |(_, module)| module);
    format!("{module}::{name}")
}

const CHILD: &str = "ALONGSIDE_PUBLISH_CHILD";

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_site_as_it_was() {
    let ground = Ground::new();
    ground.build(OLD);
    let before = ground.tree();
    // No file may grow past a few kilobytes, which to the writer is as good as a full disk.
    let status = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &test_name("child_on_a_full_disk")])
        .env(CHILD, ground.dir())
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stdout));
    assert!(ground.dir().join("seen").exists(), "the child ran");
    assert_eq!(ground.tree(), before);
    assert!(!ground.dir().join("cache/staging").exists());
}

#[test]
fn child_on_a_full_disk() {
    let Some(dir) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let destination = open(&dir, false).unwrap();
    let put = |text: &[u8]| {
        destination.put(path("index.html"), Phase::Page, key("big"), text, Vec::new())
    };
    put(b"small").unwrap();
    let failure = put(&[b'x'; 100_000]).unwrap_err();
    let folder = dir.join("cache/staging");
    let expected = format!("cannot write into `{}`: file too large", folder.display());
    assert_eq!(failure.message, expected);
    fs::write(dir.join("seen"), "").unwrap();
}

// Being stopped at every step.

fn prepared() -> Ground {
    let ground = Ground::new();
    ground.build(OLD);
    for (name, text) in FOREIGN {
        ground.write(name, text);
    }
    ground
}

/// Builds, and fails ahead of the step `at`.
fn stop(ground: &Ground, files: &Files, at: usize) -> Result<Report, Failure> {
    let mut step = 0;
    build(ground.dir(), files, false, &mut |_| {
        step += 1;
        if step > at { Err(Failure::new("stopped")) } else { Ok(()) }
    })
}

fn count_steps() -> usize {
    let mut steps = 0;
    let ground = prepared();
    let mut count = |_: Step<'_>| {
        steps += 1;
        Ok(())
    };
    build(ground.dir(), NEW, false, &mut count).unwrap();
    steps
}

/// Each file is old, new or not there yet; what is foreign is untouched.
fn assert_each_old_or_new(ground: &Ground, at: usize) {
    let (old, new, foreign) = (as_tree(&[OLD]), as_tree(&[NEW]), as_tree(&[FOREIGN]));
    let found = ground.tree();
    for (name, text) in &found {
        let is = |tree: &BTreeMap<String, String>| tree.get(name) == Some(text);
        assert!(is(&old) || is(&new) || is(&foreign), "step {at}: {name} is {text:?}");
    }
    for name in foreign.keys() {
        assert!(found.contains_key(name), "step {at}: {name} is gone");
    }
    for name in old.keys().filter(|name| new.contains_key(*name)) {
        assert!(found.contains_key(name), "step {at}: {name} is missing for a moment");
    }
}

/// The next run ends as if nothing had been stopped, and leaves nothing of its own behind.
fn assert_mended(ground: &Ground, next: &Files, at: &str) {
    let report = build(ground.dir(), next, false, &mut |_| Ok(())).unwrap();
    assert_eq!(report.kept, [], "{at}");
    assert_eq!(ground.tree(), as_tree(&[next, FOREIGN]), "{at}");
    let cache: Vec<String> = tree(&ground.dir().join("cache")).into_keys().collect();
    assert_eq!(cache, [".gitignore", "lock", "manifest"], "{at}");
    let beside: Vec<_> = fs::read_dir(ground.dir()).unwrap().flatten().collect();
    assert_eq!(beside.len(), 2, "{at}");
    let entries = ground.open(false).unwrap().manifest().entries.len();
    assert_eq!(entries, next.len(), "{at}");
}

fn assert_recovers(stopped: impl Fn() -> Ground, at: usize) {
    for next in [NEW, OLD, THIRD] {
        let ground = stopped();
        assert_each_old_or_new(&ground, at);
        assert_mended(&ground, next, &format!("step {at}"));
    }
}

#[test]
fn a_failure_at_any_step_is_mended_by_the_next_run() {
    let steps = count_steps();
    assert_eq!(steps, 19, "every kind of step is in it");
    for at in 0..steps {
        let stopped = || {
            let ground = prepared();
            assert_eq!(stop(&ground, NEW, at), Err(Failure::new("stopped")));
            ground
        };
        if at == 0 {
            assert_eq!(stopped().tree(), as_tree(&[OLD, FOREIGN]));
        }
        assert_recovers(stopped, at);
    }
}

#[test]
fn two_runs_stopped_one_after_the_other_are_mended_by_the_third() {
    for first in 0..count_steps() {
        for second in 0.. {
            let ground = prepared();
            stop(&ground, NEW, first).unwrap_err();
            let ended = stop(&ground, OLD, second).is_ok();
            assert_mended(&ground, THIRD, &format!("steps {first} and {second}"));
            if ended {
                break;
            }
        }
    }
}

#[test]
fn being_killed_at_any_step_is_mended_by_the_next_run() {
    for at in 0..count_steps() {
        let stopped = || {
            let ground = prepared();
            let child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", &test_name("child_that_is_killed")])
                .env(CHILD, ground.dir())
                .env("ALONGSIDE_PUBLISH_STEP", at.to_string())
                .output()
                .unwrap();
            assert!(!child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
            assert!(ground.dir().join("cache/staging").exists(), "step {at}: nothing was swept");
            ground
        };
        assert_recovers(stopped, at);
    }
}

#[test]
fn child_that_is_killed() {
    let Some(dir) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let at: usize = std::env::var("ALONGSIDE_PUBLISH_STEP").unwrap().parse().unwrap();
    let mut step = 0;
    let _ = build(&dir, NEW, false, &mut |_| {
        step += 1;
        if step > at {
            std::process::abort();
        }
        Ok(())
    });
}

#[test]
fn being_stopped_while_adopting_leaves_what_was_not_yet_replaced() {
    for at in 0..7 {
        let ground = Ground::new();
        ground.write("index.html", "theirs");
        ground.write("notes.txt", "theirs");
        let mut step = 0;
        let _ = build(ground.dir(), THIRD, true, &mut |_| {
            step += 1;
            if step > at { Err(Failure::new("stopped")) } else { Ok(()) }
        });
        let home = ground.tree()["index.html"].clone();
        // An empty site now: what we wrote goes, what is theirs stays.
        build(ground.dir(), &[], true, &mut |_| Ok(())).unwrap();
        let mut expected = as_tree(&[&[("notes.txt", "theirs")]]);
        if home == "theirs" {
            expected.insert("index.html".into(), home);
        }
        assert_eq!(ground.tree(), expected, "step {at}");
    }
}

#[test]
fn a_staging_folder_that_is_not_ours_is_left_alone() {
    let ground = Ground::new();
    let theirs = ground.dir().join("cache/staging");
    fs::create_dir_all(&theirs).unwrap();
    fs::write(theirs.join("1"), "theirs").unwrap();
    ground.build(OLD);
    assert_eq!(fs::read_to_string(theirs.join("1")).unwrap(), "theirs");
}
