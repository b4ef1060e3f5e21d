//! The commands through the real program: exit codes, what is said where, and refusals.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The day of every run that has one.
const DAY: &str = "2026-11-22";

/// A folder with a site in it as `alongside init` makes it.
struct Ground(TempDir);

impl Ground {
    fn empty() -> Ground {
        Ground(super::site::ground())
    }

    fn with_site() -> Ground {
        let ground = Ground::empty();
        assert_said(
            &ground.run(&["init", "site"]),
            0,
            "",
            "started a site in site\nnext: alongside build --root site\n",
        );
        ground
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).expect("a file can be written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
        command.current_dir(self.0.path()).args(arguments).env("NO_COLOR", "1");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program can be started")
    }

    /// Adds a page with a link to nowhere (an error) and a title that another page has (a warning).
    fn spoil(&self) {
        let text = "+++\ntitle = \"Supervision\"\n+++\n\n[Gone](nowhere.md)\n";
        self.write("site/content/guidance/spoilt.md", text);
    }

    /// As [`Ground::spoil`], with the warning alone.
    fn tarnish(&self) {
        self.write(
            "site/content/guidance/spoilt.md",
            "+++\ntitle = \"Supervision\"\n+++\n\nText.\n",
        );
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

#[track_caller]
fn assert_said(output: &Output, code: i32, stdout: &str, stderr: &str) {
    assert_eq!(err(output), stderr);
    assert_eq!(out(output), stdout);
    assert_eq!(output.status.code(), Some(code));
}

#[track_caller]
fn assert_refused(output: &Output, code: i32, sentence: &str) {
    let said = err(output);
    assert!(said.contains(sentence), "`{sentence}` in\n{said}");
    assert!(said.contains("help: ") || said.contains("tip: ") || said.contains("--help"), "{said}");
    assert_eq!(output.status.code(), Some(code), "{said}");
}

#[test]
fn help_of_every_command() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/help");
    let ground = Ground::empty();
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    for command in ["", "build", "check", "new", "init"] {
        let mut arguments: Vec<&str> = vec![command, "--help"];
        arguments.retain(|argument| !argument.is_empty());
        // A terminal of one width, so that lines break alike everywhere.
        let output = ground.command(&arguments).env("COLUMNS", "100").output();
        let output = output.expect("the program can be started");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(err(&output), "");
        let file =
            folder.join(format!("{}.txt", if command.is_empty() { "alongside" } else { command }));
        if update {
            fs::create_dir_all(&folder).expect("a folder can be made");
            fs::write(&file, out(&output)).expect("a file can be written");
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(out(&output), expected, "{}", file.display());
        if !command.is_empty() {
            assert!(expected.contains("Example"), "`{command} --help` shows examples");
        }
    }
}

#[test]
fn a_new_site_builds_and_is_clean() {
    let ground = Ground::with_site();
    let build = ground.run(&["build", "--root", "site", "--date", DAY]);
    let said = err(&build);
    assert!(said.starts_with("built 5 pages ("), "{said}");
    assert!(said.contains("the site is in site/public\n"), "{said}");
    assert_eq!((out(&build).as_str(), build.status.code()), ("", Some(0)));
    assert!(ground.path("site/public/guidance/first-week/index.html").is_file());
    let check = ["check", "--root", "site", "--full", "--deny", "warnings", "--date", DAY];
    assert_said(&ground.run(&check), 0, "", "checked 5 pages: nothing to mend\n");
    let again = err(&ground.run(&["build", "--root", "site", "--date", DAY]));
    assert!(again.contains(": 0 made, "), "{again}");
}

#[test]
fn exit_codes_tell_content_from_configuration() {
    let ground = Ground::with_site();
    let check = ["check", "--root", "site", "--date", DAY];
    ground.tarnish();
    assert_eq!(ground.run(&check).status.code(), Some(0), "a warning alone is fine");
    ground.spoil();
    assert_eq!(ground.run(&check).status.code(), Some(1));
    let build = ground.run(&["build", "--root", "site", "--date", DAY]);
    assert_eq!(build.status.code(), Some(1));
    assert!(err(&build).ends_with("nothing was published: found 1 error and 1 warning\n"));
    assert!(!ground.path("site/public/index.html").exists());
    ground.write("site/site-config.toml", "title = \n");
    assert_eq!(ground.run(&check).status.code(), Some(2));
    let nowhere = ground.run(&["check", "--root", "no-such-folder"]);
    assert_refused(&nowhere, 2, "there is no `site-config.toml` here");
}

#[test]
fn deny_and_allow_settle_what_stops_a_build() {
    let ground = Ground::with_site();
    ground.tarnish();
    let code = |more: &[&str]| {
        let mut arguments = vec!["check", "--root", "site", "--date", DAY];
        arguments.extend(more);
        ground.run(&arguments).status.code()
    };
    assert_eq!(code(&["--deny", "warnings"]), Some(1));
    assert_eq!(code(&["--deny", "duplicate-title"]), Some(1));
    assert_eq!(code(&["--deny", "warnings", "--allow", "duplicate-title"]), Some(0));
    ground.spoil();
    assert_eq!(code(&["--allow", "broken-link"]), Some(0));
    assert_refused(
        &ground.run(&["check", "--root", "site", "--deny", "duplicate-titel"]),
        2,
        "did you mean `duplicate-title`?",
    );
}

#[test]
fn quiet_verbose_and_json() {
    let ground = Ground::with_site();
    assert_said(&ground.run(&["build", "-q", "--root", "site", "--date", DAY]), 0, "", "");
    assert_said(
        &ground.run(&["check", "--format", "json", "--root", "site", "--date", DAY]),
        0,
        "",
        "",
    );
    ground.spoil();
    let quiet = err(&ground.run(&["check", "-q", "--root", "site", "--date", DAY]));
    assert!(quiet.contains("error[broken-link]"), "{quiet}");
    assert!(!quiet.contains("warning") && !quiet.contains("found"), "{quiet}");
    let json = ground.run(&["check", "--format", "json", "--root", "site", "--date", DAY]);
    assert_eq!(err(&json), "");
    let lines: Vec<serde_json::Value> = out(&json)
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is an object"))
        .collect();
    let codes: Vec<&str> = lines.iter().filter_map(|line| line["code"].as_str()).collect();
    assert_eq!(codes, ["broken-link", "duplicate-title"]);
    assert_eq!(lines[0]["file"], "content/guidance/spoilt.md");
    assert_eq!((&lines[0]["line"], &lines[0]["column"]), (&5.into(), &1.into()));
    let timings = err(&ground.run(&[
        "build",
        "--timings",
        "-v",
        "--root",
        "site",
        "--allow",
        "broken-link",
        "--clean",
    ]));
    assert!(
        timings.contains(" ms  load\n") && timings.contains("  made index.html\n"),
        "{timings}"
    );
}

#[test]
fn the_day_decides_what_is_published() {
    let ground = Ground::with_site();
    let page = |name: &str, keys: &str| {
        let text = format!("+++\ntitle = \"{name}\"\n{keys}\n+++\n\nText.\n");
        ground.write(&format!("site/content/guidance/{name}.md"), &text);
    };
    page("unfinished", "draft = true");
    page("later", "publish = 2027-01-01");
    page("over", "expires = 2026-12-01");
    let published = |more: &[&str]| {
        let mut arguments = vec!["build", "-q", "--root", "site"];
        arguments.extend(more);
        assert_said(&ground.run(&arguments), 0, "", "");
        ["unfinished", "later", "over"]
            .map(|name| ground.path(&format!("site/public/guidance/{name}/index.html")).is_file())
    };
    assert_eq!(published(&["--date", "2026-11-30"]), [false, false, true]);
    assert_eq!(published(&["--date", "2026-12-01"]), [false, false, false]);
    assert_eq!(published(&["--date", "2027-01-01"]), [false, true, false]);
    assert_eq!(published(&["--date", "2026-11-30", "--drafts"]), [true, true, true]);
}

#[test]
fn wrong_use_is_refused() {
    let ground = Ground::with_site();
    assert_refused(&ground.run(&["bild"]), 2, "bild");
    assert_refused(&ground.run(&["build", "--rot", "site"]), 2, "--rot");
    assert_refused(
        &ground.run(&["build", "--date", "2026-13-01"]),
        2,
        "13 is not a month; write it as 2026-11-20",
    );
    assert_refused(
        &ground.run(&["build", "--base-url", "example.org"]),
        2,
        "it does not begin with https://; write https://example.org/guidance/",
    );
    assert_refused(&ground.run(&["init", "site"]), 2, "the folder `site` is not empty");
}

#[test]
fn unsafe_folders_are_refused_and_left_alone() {
    let ground = Ground::with_site();
    let build = |folder: &str| ground.run(&["build", "--root", "site", "--output", folder]);
    for folder in ["/", "site", "site/content", "site/content/guidance"] {
        assert_refused(&build(folder), 3, "the output folder");
    }
    fs::create_dir(ground.path("theirs")).expect("a folder can be made");
    ground.write("theirs/letter.txt", "not ours");
    assert_refused(&build("theirs"), 3, "there is no record that alongside wrote it");
    assert_refused(&build("theirs/letter.txt"), 3, "is not a folder");
    assert_eq!(
        fs::read_to_string(ground.path("theirs/letter.txt")).ok().as_deref(),
        Some("not ours")
    );
    let adopted = ground.run(&["build", "-q", "--root", "site", "--output", "theirs", "--adopt"]);
    assert_eq!(adopted.status.code(), Some(0), "{}", err(&adopted));
    assert!(
        ground.path("theirs/letter.txt").is_file() && ground.path("theirs/index.html").is_file()
    );
}

#[test]
fn a_started_page_of_every_type_is_ready_to_build() {
    let ground = Ground::with_site();
    let types = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/types");
    let mut names: Vec<String> = fs::read_dir(types)
        .expect("the default theme has types")
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_string()))
        .collect();
    names.sort();
    // A site has one glossary, and `init` made it.
    names.retain(|name| name != "glossary");
    assert!(names.len() >= 10, "{names:?}");
    for name in &names {
        let title = format!("Made for “{name}”: a page");
        let output = ground.run(&["new", name, &title, "--root", "site", "--section", "guidance"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(err(&output).starts_with("wrote content/guidance/made-for-"), "{}", err(&output));
    }
    // Role specifications ask for PDFs, which not every build of the program can make.
    let check = [
        "check",
        "--root",
        "site",
        "--full",
        "--drafts",
        "--deny",
        "warnings",
        "--allow",
        "print-left-out",
    ];
    let all = format!("checked {} pages: nothing to mend\n", 5 + names.len());
    assert_said(&ground.run(&check), 0, "", &all);
}

#[test]
fn new_refuses_what_it_cannot_do() {
    let ground = Ground::with_site();
    let new = |kind: &str, title: &str, section: &str| {
        ground.run(&["new", kind, title, "--root", "site", "--section", section])
    };
    assert_refused(&new("guidence", "A page", "guidance"), 2, "did you mean `guidance`?");
    assert_refused(&new("page", "!?", "guidance"), 2, "do not make a path below content/");
    assert_refused(
        &new("page", "A page", "../../elsewhere"),
        2,
        "do not make a path below content/",
    );
    let before = fs::read(ground.path("site/content/guidance/supervision.md")).ok();
    assert_refused(&new("page", "Supervision", "guidance"), 3, "supervision.md");
    assert_eq!(fs::read(ground.path("site/content/guidance/supervision.md")).ok(), before);
    ground.write("site/site-config.toml", "");
    assert_refused(
        &new("page", "A page", "guidance"),
        2,
        "`title` is missing from site-config.toml",
    );
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_nobodys_concern() {
    let ground = Ground::with_site();
    ground.spoil();
    for arguments in [&["--help"][..], &["check", "--format", "json", "--root", "site"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let output = ground
            .command(arguments)
            .stdout(Stdio::from(writer))
            .stderr(Stdio::piped())
            .output()
            .expect("the program can be started");
        assert!(output.status.code().is_some_and(|code| code < 2), "{:?}", output.status);
        assert!(!err(&output).contains("panicked"), "{}", err(&output));
    }
}
