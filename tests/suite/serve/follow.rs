//! The preview follows every way of saving, in every kind of file, and says what is wrong.

use std::fs;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::preview::Preview;
use super::{DAY, address, published, saved};
use crate::site::{Site, day, read_folder};

const PAGE: &str = "content/guidance/staying.md";
const ADDRESS: &str = "/guidance/staying/";

fn small() -> (Site, Preview) {
    let site = saved(Site::small());
    let preview = Preview::of(&site.root(), &["--date", DAY]);
    (site, preview)
}

fn messages(findings: &Value) -> Vec<String> {
    let message = |finding: &Value| finding["message"].as_str().unwrap().to_string();
    findings.as_array().unwrap().iter().map(message).collect()
}

#[test]
fn everything_is_served_as_it_would_be_published_and_nothing_is_written() {
    let (site, preview) = small();
    let wanted = published(&site.files, &site, day(DAY)).unwrap();
    for (path, bytes) in &wanted {
        let answer = preview.get(&address("/", path));
        assert_eq!(answer.status, 200, "{path}");
        let served = super::preview::without_client(answer.body);
        assert_eq!(String::from_utf8_lossy(&served), String::from_utf8_lossy(bytes), "{path}");
    }
    assert_eq!(read_folder(&site.root()), site.files, "the preview wrote into the site's folder");
    assert!(!site.out().exists());
    let answer = preview.get("/nowhere/");
    assert_eq!(answer.status, 404);
    assert_eq!(super::preview::without_client(answer.body), wanted["404.html"]);
    let answer = preview.get("/guidance/staying");
    assert_eq!((answer.status, answer.header("location")), (302, Some(ADDRESS)));
}

#[test]
fn pages_tell_the_size_of_their_files_as_published_ones_do() {
    let site = saved(crate::print::fixture());
    let preview = Preview::of(&site.root(), &["--date", DAY]);
    let wanted = published(&site.files, &site, day(DAY)).unwrap();
    for path in wanted.keys().filter(|path| path.starts_with("roles/")) {
        let served = preview.output(&address("/guidance/", path));
        assert!(served == wanted[path], "{path}");
    }
    let page = String::from_utf8_lossy(&wanted["roles/garden-worker/index.html"]).into_owned();
    assert_eq!(page.contains(" (Word), "), cfg!(feature = "docx"));
    assert_eq!(page.contains(" (PDF), "), cfg!(feature = "pdf"));
}

#[test]
fn a_site_below_a_path_is_served_there() {
    let mut site = Site::small();
    site.edit("site-config.toml", "https://small.example/", "https://small.example/a/b/");
    let site = saved(site);
    let preview = Preview::of(&site.root(), &["--date", DAY]);
    assert!(preview.url.ends_with("/a/b/"), "{}", preview.url);
    assert_eq!(preview.get("/").header("location"), Some("/a/b/"));
    assert_eq!(preview.get("/a/b/guidance/").status, 200);
    assert_eq!(preview.get("/guidance/").status, 404);
}

#[test]
fn every_way_of_saving_is_seen() {
    let (site, preview) = small();
    let file = site.root().join(PAGE);
    let text = site.read(PAGE);
    let with = |words: &str| format!("{text}\nSaved {words}.\n");
    let see = |words: &str| preview.until_says(ADDRESS, &format!("Saved {words}."));
    fs::write(&file, with("in place")).unwrap();
    see("in place");
    // As many editors save: a new file in the place of the old one.
    let beside = file.with_extension("md~");
    fs::write(&beside, with("by renaming")).unwrap();
    fs::rename(&beside, &file).unwrap();
    see("by renaming");
    // As others save: the old file aside, a new one, the old one away.
    let aside = file.with_extension("bak.tmp");
    fs::rename(&file, &aside).unwrap();
    fs::write(&file, with("with a copy")).unwrap();
    fs::remove_file(&aside).unwrap();
    see("with a copy");
    fs::remove_file(&file).unwrap();
    std::thread::sleep(Duration::from_millis(15));
    fs::write(&file, with("after deleting")).unwrap();
    see("after deleting");
    // The same size and the same time.
    let time = fs::metadata(&file).unwrap().modified().unwrap();
    fs::write(&file, with("after deletion")).unwrap();
    fs::File::options().append(true).open(&file).unwrap().set_modified(time).unwrap();
    see("after deletion");
    // Back to what was there before.
    fs::write(&file, &text).unwrap();
    preview.until(ADDRESS, |answer| !answer.text().contains("Saved"));
}

#[test]
fn a_checkout_of_another_branch_is_seen_whole() {
    let mut site = saved(Site::generated(5, 30));
    let root = site.root();
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b.example",
                "-c",
                "init.defaultBranch=one",
            ])
            .args(arguments)
            .current_dir(&root)
            .output()
            .expect("git can be started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "one"]);
    let one = published(&site.files, &site, day(DAY)).unwrap();
    git(&["checkout", "-q", "-b", "two"]);
    let pages: Vec<String> =
        site.files.keys().filter(|path| path.ends_with(".md")).cloned().collect();
    for path in &pages {
        let text = site.read(path);
        site.write(path, &format!("{text}\nOn the other branch.\n"));
    }
    let moved = site.files.remove("content/guidance/leaving.md").unwrap();
    site.files.insert("content/roles/leaving.md".into(), moved);
    for path in ["content/_glossary.toml", "content/guidance/first-week.md", "content/_index.md"] {
        let text = site.read(path).replace("/guidance/leaving.md", "/roles/leaving.md");
        site.write(path, &text);
    }
    site.write("templates/404.html", "<!doctype html><title>Two</title><main>Two</main>");
    let two = published(&site.files, &site, day(DAY));
    site.save(false);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "two"]);
    git(&["checkout", "-q", "one"]);
    let preview = Preview::of(&root, &["--date", DAY]);
    let same = |wanted: &crate::site::Files| {
        for (path, bytes) in wanted {
            let asked = address("/", path);
            preview.until(&asked, |answer| {
                super::preview::without_client(answer.body.clone()) == *bytes
            });
        }
    };
    same(&one);
    git(&["checkout", "-q", "two"]);
    match &two {
        Some(two) => same(two),
        None => drop(preview.until_says("/guidance/", "On the other branch.")),
    }
    git(&["checkout", "-q", "one"]);
    same(&one);
}

#[test]
fn every_kind_of_file_takes_effect_without_a_restart() {
    let (mut site, preview) = small();
    let see = |path: &str, words: &str| drop(preview.until_says(path, words));
    site.edit(PAGE, "title = \"", "title = \"Anew: ").save(false);
    see("/guidance/", "Anew: ");
    site.edit("content/_glossary.toml", "Regular time to think", "A fixed hour").save(false);
    see("/glossary/", "A fixed hour");
    site.edit("content/_references.toml", "Read *chapter two*.", "Read it all.").save(false);
    see("/about/sources/", "Read it all.");
    site.edit("site-config.toml", "A small site", "A tiny site").save(false);
    see("/feed.xml", "A tiny site");
    site.edit("themes/small/strings/en-GB.toml", "title = \"A to Z\"", "title = \"All of it\"")
        .save(false);
    see("/a-z/", "All of it");
    site.edit("themes/small/types/guide.toml", "label = \"Guide\"", "label = \"How to\"")
        .save(false);
    see("/a-z/", "How to");
    let css = "themes/small/assets/css/site.css";
    let text = site.read(css) + "/* new */";
    site.write(css, &text).save(false);
    see("/assets/css/site.css", "/* new */");
    // Folders that were not there when the preview began.
    site.write("templates/404.html", "<!doctype html><title>Own</title>").save(false);
    preview.until("/nowhere", |answer| answer.text().contains("<title>Own</title>"));
    let component = "themes/small/components/callout.html";
    let text = site.read(component).replacen("-%}\n<", "-%}\n<b>own</b><", 1);
    site.write("components/callout.html", &text).save(false);
    let with_callout = site.files.iter().find(|(path, bytes)| {
        path.ends_with(".md") && String::from_utf8_lossy(bytes).contains("::: callout")
    });
    let path = with_callout.unwrap().0.strip_prefix("content").unwrap();
    see(&format!("{}/", path.trim_end_matches(".md")), "<b>own</b>");
    site.write("assets/new/deep/file.txt", "deep").save(false);
    see("/assets/new/deep/file.txt", "deep");
    site.write("content/fresh/_index.md", "+++\ntitle = \"Fresh section\"\n+++\n").save(false);
    see("/fresh/", "Fresh section");
}

#[test]
fn a_new_page_appears_at_once_marked_as_the_draft_that_it_is() {
    let (site, preview) = small();
    let output = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .args(["new", "page", "A garden group", "--section", "guidance", "--root"])
        .arg(site.root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    preview.until_says("/guidance/a-garden-group/", "A garden group");
    // A draft is in the way of readers, and so is in the lists of the preview alone.
    let panel = preview.until_panel("/guidance/a-garden-group/", |panel| !panel["page"].is_null());
    assert_eq!(panel["page"]["state"], "draft");
    preview.until_says("/guidance/", "A garden group");
    let preview = Preview::of(&site.root(), &["--date", DAY, "--published"]);
    assert_eq!(preview.get("/guidance/a-garden-group/").status, 404);
}

#[test]
fn the_panel_tells_of_the_page_and_its_place_in_the_site() {
    let mut site = Site::small();
    let config = site.read("site-config.toml");
    site.write("site-config.toml", &format!("{config}\n[serve]\neditor = \"vscode\"\n"));
    site.write("content/guidance/later.md", "+++\ntitle = \"Later\"\npublish = 2026-12-24\n+++\n\nNot yet. See [staying](staying.md).\n");
    site.write(
        "content/guidance/over.md",
        "+++\ntitle = \"Over\"\nexpires = 2026-05-31\n+++\n\nNo more.\n",
    );
    let site = saved(site);
    let preview = Preview::of(&site.root(), &["--date", DAY]);
    let later = preview.panel("/guidance/later/");
    assert_eq!(later["page"]["state"], "future");
    assert_eq!(later["page"]["state_since"], "2026-12-24");
    assert_eq!(later["page"]["words"], 4);
    assert_eq!(later["page"]["links_out"][0]["url"], ADDRESS);
    let file = site.root().canonicalize().unwrap().join("content/guidance/later.md");
    let editor = format!("vscode://file{}:1:1", file.to_str().unwrap());
    assert_eq!(later["page"]["editor"], editor);
    assert_eq!(preview.panel("/guidance/over/")["page"]["state"], "expired");
    let staying = preview.panel(ADDRESS);
    assert_eq!(staying["page"]["file"], PAGE);
    let linked: Vec<&str> = staying["page"]["links_in"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| link["title"].as_str().unwrap())
        .collect();
    assert!(linked.contains(&"Later"), "{linked:?}");
    assert_eq!(preview.panel("/a-z/")["page"], Value::Null);
}

#[test]
fn a_broken_page_keeps_its_last_good_text_and_says_what_is_wrong() {
    let (mut site, preview) = small();
    let before = preview.output(ADDRESS);
    let good = site.read(PAGE);
    let broken = [("title = ", "titel = "), ("+++\n", "+++\n\"\n"), ("\n+++\n", "\n")];
    for (from, to) in broken {
        site.write(PAGE, &good.replacen(from, to, 1)).save(false);
        let panel =
            preview.until_panel(ADDRESS, |panel| !panel["here"].as_array().unwrap().is_empty());
        assert_eq!(panel["here"][0]["severity"], "error");
        assert_eq!(panel["here"][0]["place"]["file"], PAGE);
        assert_eq!(preview.output(ADDRESS), before, "{from:?}");
        assert!(String::from_utf8(preview.output("/guidance/")).is_ok());
        site.write(PAGE, &good).save(false);
        preview.until_panel(ADDRESS, |panel| panel["here"].as_array().unwrap().is_empty());
    }
    // A directive that no component answers is an error of the text; the page cannot be made.
    site.write(PAGE, &format!("{good}\n::: callot\n:::\n")).save(false);
    let panel = preview.until_panel(ADDRESS, |panel| !panel["here"].as_array().unwrap().is_empty());
    assert_eq!(messages(&panel["here"])[0], "there is no block `callot`");
    assert_eq!(preview.output(ADDRESS), before);
}

#[test]
fn a_broken_site_keeps_its_pages_and_says_what_is_wrong() {
    let (mut site, preview) = small();
    let before = preview.output(ADDRESS);
    let config = site.read("site-config.toml");
    site.write("site-config.toml", &config.replacen("title = \"", "title = ", 1)).save(false);
    let panel = preview.until_panel(ADDRESS, |panel| panel["broken"] == true);
    assert_eq!(panel["elsewhere"][0]["code"], "invalid-toml");
    assert_eq!(panel["elsewhere"][0]["place"]["file"], "site-config.toml");
    assert!(panel["elsewhere"][0]["place"]["excerpt"].is_array());
    assert_eq!(preview.output(ADDRESS), before);
    // What is edited meanwhile shows once the site is whole again.
    let text = site.read(PAGE);
    site.write(PAGE, &format!("{text}\nWritten meanwhile.\n")).save(false);
    site.write("site-config.toml", &config).save(false);
    preview.until_says(ADDRESS, "Written meanwhile.");
    let template = "themes/small/templates/base.html";
    let base = site.read(template);
    site.write(template, &format!("{base}{{% if %}}")).save(false);
    let panel = preview.until_panel(ADDRESS, |panel| panel["broken"] == true);
    let elsewhere = panel["elsewhere"].as_array().unwrap();
    assert!(elsewhere.iter().any(|found| found["code"] == "template-syntax"), "{panel}");
    preview.until_says(ADDRESS, "Written meanwhile.");
    // A template that can be read but not used fails on each page by itself.
    site.write(template, &base.replacen("<body>", "<body>{{ page.nothing.here }}", 1)).save(false);
    let panel = preview.until_panel(ADDRESS, |panel| !panel["here"].as_array().unwrap().is_empty());
    assert_eq!(panel["here"][0]["code"], "template-error");
    preview.until_says(ADDRESS, "Written meanwhile.");
    site.write(template, &base).save(false);
    preview.until_panel(ADDRESS, |panel| {
        panel["broken"] == false && panel["here"].as_array().unwrap().is_empty()
    });
}

#[test]
fn a_site_that_is_broken_from_the_start_appears_when_it_is_mended() {
    let mut site = Site::small();
    let config = site.read("site-config.toml");
    site.write("site-config.toml", "nonsense");
    let mut site = saved(site);
    let preview = Preview::of(&site.root(), &["--date", DAY]);
    let answer = preview.get(ADDRESS);
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("/.alongside/client.js"), "the panel is there");
    assert_eq!(preview.panel(ADDRESS)["elsewhere"][0]["code"], "invalid-toml");
    site.write("site-config.toml", &config).save(false);
    preview.until(ADDRESS, |answer| answer.status == 200);
}

#[test]
fn addresses_that_are_lost_are_told_with_what_to_write() {
    let (mut site, preview) = small();
    let text = site.files.remove(PAGE).unwrap();
    site.files.insert("content/guidance/remaining.md".into(), text.clone());
    site.save(false);
    let panel = preview.until_panel("/", |panel| {
        panel["lost"].as_array().unwrap().iter().any(|lost| lost["url"] == ADDRESS)
    });
    let lost =
        panel["lost"].as_array().unwrap().iter().find(|lost| lost["url"] == ADDRESS).unwrap();
    assert_eq!(lost["file"], "content/guidance/remaining.md");
    assert_eq!(lost["alias"], "aliases = [\"/guidance/staying/\"]");
    let text = String::from_utf8(text).unwrap().replacen(
        "+++\n",
        "+++\naliases = [\"/guidance/staying/\"]\n",
        1,
    );
    site.write("content/guidance/remaining.md", &text).save(false);
    preview.until_panel("/", |panel| {
        panel["lost"].as_array().unwrap().iter().all(|lost| lost["url"] != ADDRESS)
    });
    assert!(preview.get(ADDRESS).text().contains("/guidance/remaining/"));
}

#[test]
fn pages_ask_with_their_key_and_streams_tell_of_assets() {
    let (mut site, preview) = small();
    let events = preview.events();
    let next = |words: &str| loop {
        let line = events.recv_timeout(super::preview::PATIENCE).expect("an event");
        if line.contains(words) {
            return line;
        }
    };
    next("event: hello");
    let page = preview.get(ADDRESS);
    let tag = page.header("etag").unwrap().to_string();
    assert!(page.text().contains(&format!("data-alongside-key={tag}")));
    assert_eq!(preview.ask(ADDRESS, &format!("If-None-Match: {tag}\r\n")).status, 304);
    // Another page changes nothing for this one.
    let other = "content/guidance/leaving.md";
    let text = site.read(other);
    site.write(other, &format!("{text}\nMore.\n")).save(false);
    next("event: change");
    assert_eq!(preview.ask(ADDRESS, &format!("If-None-Match: {tag}\r\n")).status, 304);
    // Nor does a stylesheet, whose name stays.
    let css = "themes/small/assets/css/site.css";
    let text = site.read(css) + "/* new */";
    site.write(css, &text).save(false);
    assert!(next("\"assets\":[\"/assets").contains("\"/assets/css/site.css\""));
    assert_eq!(preview.ask(ADDRESS, &format!("If-None-Match: {tag}\r\n")).status, 304);
    site.edit(PAGE, "Supervision helps", "Supervision serves").save(false);
    preview.until(ADDRESS, |answer| answer.header("etag") != Some(tag.as_str()));
    // The frame round the main part is the same, so the page can be changed in place.
    let frame = |page: String| {
        page.split("data-alongside-frame=\"").nth(1).unwrap().split('"').next().unwrap().to_string()
    };
    assert_eq!(frame(preview.get(ADDRESS).text()), frame(page.text()));
}

#[test]
fn search_is_tested_when_there_is_time() {
    let mut site = Site::small();
    site.write("templates/search.html", "{{ search.index }}");
    let tests = "[[tests]]\nquery = \"zebra\"\npages = [\"guidance/staying.md\"]\n";
    site.write("content/_search-tests.toml", tests);
    let mut site = saved(site);
    let preview = Preview::of(&site.root(), &["--date", DAY]);
    let is_found =
        |panel: &Value| messages(&panel["elsewhere"]).iter().any(|m| m.contains("zebra"));
    preview.until_panel("/", is_found);
    site.edit(PAGE, "Supervision helps", "A zebra helps").save(false);
    preview.until_panel("/", |panel| !is_found(panel));
    preview.until_says(ADDRESS, "A zebra helps");
}

#[test]
fn a_poller_sees_what_is_not_told() {
    let site = saved(Site::small());
    let preview = Preview::of(&site.root(), &["--date", DAY, "--poll"]);
    // A poller tells files apart by their times, and these have their limits.
    std::thread::sleep(Duration::from_millis(1100));
    let text = site.read(PAGE);
    fs::write(site.root().join(PAGE), format!("{text}\nSeen by looking.\n")).unwrap();
    preview.until_says(ADDRESS, "Seen by looking.");
    fs::create_dir_all(site.root().join("templates")).unwrap();
    fs::write(site.root().join("templates/404.html"), "<!doctype html><title>Own</title>").unwrap();
    preview.until("/nowhere", |answer| answer.text().contains("<title>Own</title>"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_when_it_is_asked_for() {
    use std::os::unix::fs::PermissionsExt;
    let site = saved(Site::small());
    let folder = crate::site::ground();
    let (opener, opened) = (folder.path().join("xdg-open"), folder.path().join("opened"));
    let script = format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display());
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_alongside"));
    let path = std::env::var("PATH").unwrap_or_default();
    program.env("PATH", format!("{}:{path}", folder.path().display()));
    let preview = Preview::with(program, &site.root(), &["--date", DAY, "--open"]);
    let begun = std::time::Instant::now();
    let link = loop {
        match fs::read_to_string(&opened) {
            Ok(link) if link.ends_with('\n') => break link,
            _ => assert!(begun.elapsed() < super::preview::PATIENCE, "nothing was opened"),
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(link.trim_end(), preview.url);
}
