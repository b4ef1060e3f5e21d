//! The commands through the real program: exit codes, what is said where, and refusals.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The day of every run that has one.
const DAY: &str = "2026-11-22";

/// The pages of a new site.
const STARTED: [&str; 5] = [
    "site/content/_index.md",
    "site/content/glossary.md",
    "site/content/guidance/_index.md",
    "site/content/guidance/first-week.md",
    "site/content/guidance/supervision.md",
];

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
        // Its pages are reviewed on the day of this run; the runs below have a day of their own.
        for page in STARTED {
            let text = fs::read_to_string(ground.path(page)).expect("init wrote the page");
            let (head, rest) = text.split_once("reviewed = ").expect("it has a review");
            let (day, rest) = rest.split_at("2026-11-20".len());
            assert!(day >= "2026-11-20" && rest.starts_with('\n'), "{page}: {day}");
            ground.write(page, &format!("{head}reviewed = 2026-11-20{rest}"));
        }
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
    for command in
        ["", "build", "check", "serve", "explain", "report reviews", "schema", "new", "init"]
    {
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        arguments.push("--help");
        // A terminal of one width, so that lines break alike everywhere.
        let output = ground.command(&arguments).env("COLUMNS", "100").output();
        let output = output.expect("the program can be started");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(err(&output), "");
        let name = if command.is_empty() { "alongside" } else { command };
        let file = folder.join(format!("{}.txt", name.replace(' ', "-")));
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
    let nowhere = ground.run(&["check", "--root", "."]);
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
fn errors_of_the_language_rules_stop_publishing_in_strict_mode() {
    let ground = Ground::with_site();
    let text = "+++\ntitle = \"Loss\"\n+++\n\nTheir brother committed suicide.\n";
    ground.write("site/content/guidance/loss.md", text);
    let built = |more: &[&str]| {
        let mut arguments = vec!["build", "--root", "site", "--date", DAY, "--clean"];
        arguments.extend(more);
        let output = ground.run(&arguments);
        let is_there = ground.path("site/public/guidance/loss/index.html").is_file();
        let _ = fs::remove_dir_all(ground.path("site/public"));
        (output.status.code(), is_there, err(&output))
    };
    let (code, is_there, said) = built(&[]);
    assert_eq!((code, is_there), (Some(0), true), "{said}");
    assert!(said.contains("error[st-01-suicide-verbs]"), "{said}");
    assert!(
        said.contains("with `--strict`, or `strict = true` below `[checks]`, they do"),
        "{said}"
    );
    for strict in [&["--strict"][..], &["--deny", "warnings"], &["--deny", "st-01-suicide-verbs"]] {
        let (code, is_there, said) = built(strict);
        assert_eq!((code, is_there), (Some(1), false), "{said}");
        assert!(said.contains("nothing was published: found 1 error"), "{said}");
    }
    // Whatever a build does, a check says that there are errors.
    assert_eq!(ground.run(&["check", "--root", "site", "--date", DAY]).status.code(), Some(1));
    let config = std::fs::read_to_string(ground.path("site/site-config.toml")).unwrap();
    for checks in ["strict = true", "st-01-suicide-verbs = \"error\""] {
        ground.write("site/site-config.toml", &format!("{config}\n[checks]\n{checks}\n"));
        let (code, is_there, said) = built(&[]);
        assert_eq!((code, is_there), (Some(1), false), "{checks}\n{said}");
    }
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
fn each_form_goes_where_its_readers_look() {
    let ground = Ground::with_site();
    ground.spoil();
    let said = |format: &str| {
        let output = ground.run(&["check", "--format", format, "--root", "site", "--date", DAY]);
        assert_eq!(output.status.code(), Some(1), "{format}");
        (out(&output), err(&output))
    };
    let (stdout, stderr) = said("plain");
    assert_eq!(stdout, "");
    assert!(stderr.starts_with("Error 1 of 2: there is no page `nowhere.md`.\n"), "{stderr}");
    assert!(stderr.ends_with("found 1 error and 1 warning\n"), "{stderr}");
    // Those that others lay over a repository name the files of the site below it.
    let (stdout, stderr) = said("github");
    assert_eq!(stderr, "");
    assert!(stdout.starts_with("::error file=site/content/guidance/spoilt.md,line=5,"), "{stdout}");
    let (stdout, stderr) = said("sarif");
    assert_eq!(stderr, "");
    assert!(stdout.contains("\"uri\": \"site/content/guidance/spoilt.md\""), "{stdout}");
    let (stdout, stderr) = said("junit");
    assert_eq!(stderr, "");
    assert!(stdout.contains("<testsuites name=\"alongside\" tests=\"2\" failures=\"1\""));
}

#[test]
fn a_baseline_lets_old_findings_wait_and_shows_new_ones() {
    let ground = Ground::with_site();
    let check = |more: &[&str]| {
        let mut arguments = vec!["check", "--root", "site", "--date", DAY];
        arguments.extend(more);
        ground.run(&arguments)
    };
    ground.spoil();
    assert_said(
        &check(&["--baseline", "write"]),
        0,
        "",
        "wrote check-baseline.toml: 2 findings in 2 files may wait\n\
         checked 6 pages: nothing to mend\n",
    );
    let written = fs::read_to_string(ground.path("site/check-baseline.toml")).unwrap_or_default();
    let entries = "\n[\"content/guidance/spoilt.md\"]\n\
                   broken-link = [\n  \"[Gone](nowhere.md)\",\n]\n\n\
                   [\"content/guidance/supervision.md\"]\n\
                   duplicate-title = [\n  \"\\\"Supervision\\\"\",\n]\n";
    assert!(written.ends_with(entries), "{written}");
    let waits = "checked 6 pages: nothing to mend\n\
                 2 findings of check-baseline.toml may wait; `alongside check --baseline ignore` shows all\n";
    assert_said(&check(&["--deny", "warnings"]), 0, "", waits);
    assert_eq!(check(&["--baseline", "ignore"]).status.code(), Some(1));
    // The site can be published meanwhile, and what is new on the page is still found.
    let build = ground.run(&["build", "--root", "site", "--date", DAY]);
    assert_eq!(build.status.code(), Some(0), "{}", err(&build));
    let page = fs::read_to_string(ground.path("site/content/guidance/spoilt.md"));
    let page = page.unwrap_or_default();
    ground.write("site/content/guidance/spoilt.md", &(page.clone() + "\n[Gone](nowhere.md)\n"));
    let again = err(&check(&[]));
    assert!(again.contains("spoilt.md:7:1"), "{again}");
    assert!(again.contains("found 1 error and 1 warning\n"), "{again}");
    // What is mended is counted, and taken out on demand.
    ground.write(
        "site/content/guidance/spoilt.md",
        &page.replace("Supervision", "A title of its own").replace("Gone", "Still gone"),
    );
    let mended = err(&check(&[]));
    assert!(mended.contains("2 findings are in check-baseline.toml and on no page; "), "{mended}");
    let pruned = check(&["--baseline", "prune"]);
    assert!(err(&pruned).starts_with("wrote check-baseline.toml: 2 findings taken out\n"));
    assert!(!ground.path("site/check-baseline.toml").exists(), "an empty one is taken away");
}

#[test]
fn a_baseline_cannot_hide_what_would_leave_a_hole() {
    let ground = Ground::with_site();
    ground.write("site/content/guidance/spoilt.md", "No front matter.\n");
    let check = ground.run(&["check", "--baseline", "write", "--root", "site", "--date", DAY]);
    assert_eq!(check.status.code(), Some(1));
    assert!(!ground.path("site/check-baseline.toml").exists());
    ground.write("site/check-baseline.toml", "\"content/a.md\" = 1\n[x]\nbroken-link = \"a\"\n");
    let check = ground.run(&["check", "--root", "site", "--date", DAY]);
    assert_eq!(check.status.code(), Some(2));
    let said = err(&check);
    assert!(said.contains("check-baseline.toml:1:18") && said.contains(":3:15"), "{said}");
    ground.write("site/check-baseline.toml", "[\n");
    assert_eq!(ground.run(&["check", "--root", "site", "--date", DAY]).status.code(), Some(2));
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
    // The folder was called a site without configuration.
    for command in ["build", "check", "serve", "schema"] {
        let run = ground.run(&[command, "--root", "sight"]);
        assert_refused(&run, 2, "there is no folder `sight`");
    }
}

/// Rules have short names everywhere but here.
#[test]
fn deny_and_allow_take_the_short_names_of_rules() {
    let ground = Ground::with_site();
    let text = "+++\ntitle = \"Words\"\n+++\n\nThey said he is a drug addict.\n";
    ground.write("site/content/guidance/words.md", text);
    let check = |more: &[&str]| {
        let mut arguments = vec!["check", "-q", "--root", "site", "--date", DAY];
        arguments.extend(more);
        ground.run(&arguments).status.code()
    };
    assert_eq!(
        [check(&[]), check(&["--allow", "ST05"]), check(&["--allow", "st05"])],
        [Some(1), Some(0), Some(0)]
    );
}

/// A draft was passed over in silence, and its editor told that there was nothing to mend.
#[test]
fn pages_that_are_held_back_are_spoken_of() {
    let ground = Ground::with_site();
    let page = |name: &str, more: &str| {
        let text = format!("+++\ntitle = \"{name}\"\n{more}\n+++\n\nText.\n");
        ground.write(&format!("site/content/guidance/{name}.md"), &text);
    };
    page("unfinished", "draft = true");
    let check = ["check", "--root", "site", "--date", DAY];
    let one = "checked 5 pages: nothing to mend\n1 page is a draft or of another day and is not \
               published: `alongside check --drafts` takes it in\n";
    assert_said(&ground.run(&check), 0, "", one);
    page("later", "publish = 2030-01-01");
    let build = err(&ground.run(&["build", "--root", "site", "--date", DAY]));
    let two = "2 pages are drafts or of another day and are not published: `alongside build \
               --drafts` takes them in\n";
    assert!(build.ends_with(two), "{build}");
}

/// A page was put into a folder without an introduction, which the next check refused.
#[test]
fn new_says_which_folders_lack_a_page_of_their_own() {
    let ground = Ground::with_site();
    let made = ground.run(&["new", "page", "Pay", "--root", "site", "--section", "hr/money"]);
    let said = "wrote content/hr/money/pay.md: open it, write, and remove the line `draft = true`\n\
        the folder content/hr has no page of its own yet: add content/hr/_index.md with a title\n\
        the folder content/hr/money has no page of its own yet: add content/hr/money/_index.md with a \
        title\n";
    assert_said(&made, 0, "", said);
    let section = ground.run(&["new", "section", "Work", "--root", "site"]);
    assert_eq!(err(&section).lines().count(), 1, "{}", err(&section));
}

/// Hosts of static files read names that begin with a sign, which were passed over.
#[test]
fn files_for_hosts_are_published_by_their_own_names() {
    let ground = Ground::with_site();
    fs::create_dir_all(ground.path("site/content/.well-known")).expect("a folder can be made");
    fs::create_dir_all(ground.path("site/content/.git")).expect("a folder can be made");
    let files = [".well-known/security.txt", ".nojekyll", "_headers", "_redirects", "CNAME"];
    for file in files.iter().chain(&[".git/config", ".env"]) {
        ground.write(&format!("site/content/{file}"), "text\n");
    }
    let check = ["check", "--root", "site", "--deny", "warnings", "--date", DAY];
    assert_said(&ground.run(&check), 0, "", "checked 5 pages: nothing to mend\n");
    assert_eq!(ground.run(&["build", "-q", "--root", "site"]).status.code(), Some(0));
    for file in files {
        assert!(ground.path(&format!("site/public/{file}")).is_file(), "{file}");
    }
    assert!(!ground.path("site/public/.git").exists() && !ground.path("site/public/.env").exists());
}

/// A site that cannot be written to could not be built at all.
#[test]
fn the_cache_can_be_elsewhere() {
    let ground = Ground::with_site();
    let build = ["build", "--root", "site", "--output", "out", "--cache", "known", "--date", DAY];
    assert_eq!(ground.run(&build).status.code(), Some(0));
    assert!(!ground.path("site/.alongside").exists() && ground.path("known").is_dir());
    let again = err(&ground.run(&build));
    assert!(again.contains(": 0 made, "), "{again}");
}

#[test]
fn unsafe_folders_are_refused_and_left_alone() {
    let ground = Ground::with_site();
    let build = |folder: &str| ground.run(&["build", "--root", "site", "--output", folder]);
    for folder in ["/", "site", "site/content", "site/content/guidance"] {
        assert_refused(&build(folder), 2, "the output folder");
    }
    fs::create_dir(ground.path("theirs")).expect("a folder can be made");
    ground.write("theirs/letter.txt", "not ours");
    assert_refused(&build("theirs"), 2, "there is no record that alongside wrote it");
    assert_refused(&build("theirs/letter.txt"), 2, "is not a folder");
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
    let check = ["check", "--root", "site", "--full", "--drafts", "--deny", "warnings"];
    let left_out = match cfg!(feature = "pdf") {
        true => "",
        false => {
            "info[print-left-out]: PDFs are left out: this alongside was built without the feature `pdf`\n \
             |\n = help: pages offer their other printed forms; for PDFs use a release of alongside, or \
             build it with `--features pdf`\n\n"
        }
    };
    let all = format!("{left_out}checked {} pages: nothing to mend\n", 5 + names.len());
    assert_said(&ground.run(&check), 0, "", &all);
}

/// `new` filled in the first work and the first team as if they were known to be right, and named the
/// choices of no field.
#[test]
fn a_started_page_states_nothing_that_nobody_knows() {
    let ground = Ground::with_site();
    let team = "\n[[owners]]\nid = \"practice\"\nname = \"Practice\"\n";
    let config = fs::read_to_string(ground.path("site/site-config.toml")).unwrap_or_default();
    ground.write("site/site-config.toml", &format!("{config}{team}"));
    let made = ground.run(&["new", "pathway", "Induction", "--root", "site"]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let text = fs::read_to_string(ground.path("site/content/induction.md")).unwrap_or_default();
    for line in [
        "# The team that keeps the page right, one of: editorial, practice",
        "# owner = \"editorial\"",
        "# sources = [\"commonmark\"]",
        "# Who it is for (may be left out), any of: managers, new-colleagues",
        "# audience = [\"managers\"]",
        "status = \"required\"  # One of: required, recommended, example",
    ] {
        assert!(text.lines().any(|other| other == line), "`{line}` in\n{text}");
    }
    let undrafted = text.replace("draft = true\n", "");
    ground.write("site/content/induction.md", &undrafted);
    let check = err(&ground.run(&["check", "--root", "site", "--date", "2100-01-01"]));
    let open = undrafted.matches("\nWrite the text of the page here.").count()
        + undrafted
            .lines()
            .filter(|line| !line.starts_with('#') && line.contains("\"To be written"))
            .count();
    assert_eq!(check.matches("error[placeholder-text]").count(), open, "{check}");
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
    assert_refused(&new("page", "Supervision", "guidance"), 2, "supervision.md");
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
