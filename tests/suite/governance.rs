//! Who looks after pages: what was published before, and the lists for those who review.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const DAY: &str = "2026-11-22";

struct Ground {
    _keep: TempDir,
    site: PathBuf,
}

impl Ground {
    /// A site with a page for each stretch of time, and one for each reason to be left out.
    fn new() -> Ground {
        let keep = super::site::ground();
        let site = keep.path().join("site");
        let ground = Ground { _keep: keep, site };
        ground.write(
            "site-config.toml",
            "title = \"Reviews\"\ndescription = \"One.\"\nbase_url = \"https://example.org/sub/\"\n\
             language = \"en-GB\"\n[publisher]\nname = \"We\"\n\
             [[owners]]\nid = \"practice\"\nname = \"Practice, and training\"\n\
             [[owners]]\nid = \"evidence\"\nname = \"Evidence\"\n\
             [help]\nchecked = 2026-11-20\n[[help.contacts]]\nname = \"999\"\nphone = \"999\"\n",
        );
        ground.write("content/_index.md", "+++\ntitle = \"Home\"\n+++\n");
        for (name, keys) in [
            ("overdue", "reviewed = 2025-01-01\nowner = \"practice\""),
            ("today", "reviewed = 2025-11-22\nowner = \"evidence\""),
            ("soon", "reviewed = 2025-12-22"),
            ("later", "reviewed = 2026-01-21\nowner = \"practice\""),
            ("much-later", "reviewed = 2026-02-20\nowner = \"practice\""),
            ("far", "reviewed = 2026-11-01\nowner = \"practice\""),
            ("never", "owner = \"practice\""),
            ("draft", "reviewed = 2020-01-01\ndraft = true"),
            (
                "withdrawn",
                "reviewed = 2020-01-01\nstatus = \"withdrawn\"\nstatus_reason = \"Old.\"",
            ),
        ] {
            let period = if name == "never" { "" } else { "review_in = \"12 months\"\n" };
            ground.write(
                &format!("content/{name}.md"),
                &format!(
                    "+++\ntitle = \"=A \\\"{name}\\\", page\"\ndescription = \"One.\"\n\
                     {period}{keys}\n+++\n\nText.\n"
                ),
            );
        }
        ground
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.site.join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn edit(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.site.join(path)).expect("the page is there");
        assert!(text.contains(old), "`{old}` in {text}");
        self.write(path, &text.replacen(old, new, 1));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_alongside"))
            .args(arguments)
            .args(["--date", DAY, "--root"])
            .arg(&self.site)
            .env("NO_COLOR", "1")
            .output()
            .expect("the program can be started")
    }

    fn report(&self, more: &[&str]) -> (String, String) {
        let output = self.run(&[&["report", "reviews"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        (text(&output.stdout), text(&output.stderr))
    }

    /// The files that have no note of their change.
    fn unnoted(&self) -> Vec<String> {
        let output = self.run(&["check", "--format", "json"]);
        let said = text(&output.stdout);
        let findings =
            said.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).expect("it is JSON"));
        let unnoted = findings.filter(|finding| finding["code"] == "change-without-note");
        unnoted.filter_map(|finding| finding["file"].as_str().map(str::to_string)).collect()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what the program prints is UTF-8")
}

#[test]
fn the_list_of_reviews_as_a_table() {
    let (table, counts) = Ground::new().report(&[]);
    assert_eq!(
        table,
        "Due         When            Page                   Owner                   File\n\
         2026-01-01  overdue         =A \"overdue\", page     Practice, and training  content/overdue.md\n\
         2026-11-22  within 30 days  =A \"today\", page       Evidence                content/today.md\n\
         2026-12-22  within 30 days  =A \"soon\", page        nobody                  content/soon.md\n\
         2027-01-21  within 60 days  =A \"later\", page       Practice, and training  content/later.md\n\
         2027-02-20  within 90 days  =A \"much-later\", page  Practice, and training  content/much-later.md\n"
    );
    assert_eq!(
        counts,
        "reviews: 1 overdue, 2 within 30 days, 1 within 60 days, 1 within 90 days\n"
    );
}

#[test]
fn the_list_of_reviews_as_csv() {
    let (csv, _) = Ground::new().report(&["--as", "csv", "--within", "30"]);
    assert_eq!(
        csv,
        "due,days,when,title,owner,reviewed,file,address\r\n\
         2026-01-01,-325,overdue,\"'=A \"\"overdue\"\", page\",\"Practice, and training\",2025-01-01,content/overdue.md,https://example.org/sub/overdue/\r\n\
         2026-11-22,0,within 30 days,\"'=A \"\"today\"\", page\",Evidence,2025-11-22,content/today.md,https://example.org/sub/today/\r\n\
         2026-12-22,30,within 30 days,\"'=A \"\"soon\"\", page\",,2025-12-22,content/soon.md,https://example.org/sub/soon/\r\n"
    );
}

#[test]
fn the_list_of_reviews_as_a_calendar() {
    let ground = Ground::new();
    let (calendar, _) = ground.report(&["--as", "calendar", "--owner", "evidence"]);
    assert_eq!(
        calendar,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//alongside//reviews//EN\r\n\
         CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Page reviews\r\n\
         BEGIN:VEVENT\r\nUID:ID@alongside\r\nDTSTAMP:20261122T000000Z\r\n\
         DTSTART;VALUE=DATE:20261122\r\nSUMMARY:Review: =A \"today\"\\, page\r\n\
         DESCRIPTION:File: content/today.md\\nOwner: Evidence\\nLast reviewed: 2025-11\r\n -22\r\n\
         URL:https://example.org/sub/today/\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n\
         END:VCALENDAR\r\n"
            .replace("UID:ID@", &format!("UID:{}@", id(&calendar)))
    );
    assert_eq!(id(&calendar).len(), 24);
    // The event keeps its identity when the page is reviewed, so that calendars move it.
    ground.edit("content/today.md", "2025-11-22", "2025-11-23");
    let (moved, _) = ground.report(&["--as", "calendar", "--owner", "evidence"]);
    assert!(moved.contains("DTSTART;VALUE=DATE:20261123"));
    assert_eq!(id(&moved), id(&calendar));
}

fn id(calendar: &str) -> String {
    let rest = calendar.split("UID:").nth(1).unwrap_or_default();
    rest.split('@').next().unwrap_or_default().to_string()
}

#[test]
fn an_owner_that_does_not_exist_is_refused() {
    let output = Ground::new().run(&["report", "reviews", "--owner", "practise"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        text(&output.stderr),
        "error: there is no owner `practise`\nhelp: did you mean `practice`?\n"
    );
}

#[test]
fn a_change_of_a_published_text_wants_a_note() {
    let ground = Ground::new();
    assert_eq!(ground.unnoted(), [""; 0], "nothing was published yet");
    assert_eq!(ground.run(&["build", "-q"]).status.code(), Some(0));
    assert_eq!(ground.unnoted(), [""; 0], "nothing changed");
    // What readers do not read needs no note.
    ground.edit("content/far.md", "owner = \"practice\"", "owner = \"evidence\"\norder = 3");
    ground.edit("content/far.md", "reviewed = 2026-11-01", "reviewed = 2026-11-21");
    assert_eq!(ground.unnoted(), [""; 0]);
    ground.edit("content/far.md", "Text.", "Another text.");
    ground.edit("content/later.md", "=A ", "The ");
    ground.write("content/new.md", "+++\ntitle = \"New\"\n+++\n\nNew.\n");
    assert_eq!(ground.unnoted(), ["content/far.md", "content/later.md"]);
    ground.edit(
        "content/far.md",
        "+++\n\n",
        "[[changes]]\ndate = 2026-11-22\nnote = \"New.\"\n+++\n\n",
    );
    assert_eq!(ground.unnoted(), ["content/later.md"]);
    // Publishing without one is the editor's choice; from then on it is what readers know.
    assert_eq!(ground.run(&["build", "-q"]).status.code(), Some(0));
    assert_eq!(ground.unnoted(), [""; 0]);
}
