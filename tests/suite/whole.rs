//! A whole site against a whole folder: the small site and a page in every state, below a sub-path,
//! compared file by file with `tests/fixtures/whole`. `UPDATE_EXPECTED=1` writes what is made; read
//! the difference before committing it.

use std::fs;
use std::path::Path;

use alongside::source::Embedded;

use super::site::{Built, Files, Site, read_folder, write_folder};

/// The path below which the site of these tests lies.
const BASE: &str = "/sub/path/";

/// The small site in all its states, below a sub-path, with short lists and uncompacted pages.
fn whole() -> Site {
    let mut site = Site::small();
    site.edit("site-config.toml", "https://small.example/", "https://small.example/sub/path/")
        .edit("site-config.toml", "per_page = 12", "per_page = 2")
        .edit("site-config.toml", "minify = \"templates\"", "minify = \"off\"");
    let mut page = |name: &str, keys: &str, text: &str| {
        let text = format!("+++\ntitle = \"{name}\"\n{keys}+++\n\n{text}\n");
        site.write(&format!("content/guidance/{}.md", name.to_lowercase()), &text);
    };
    page("Draft", "draft = true\n", "Nobody reads this.");
    page("Future", "publish = 2026-07-01\n", "Not yet.");
    page("Over", "expires = 2026-06-01\n", "No longer.");
    page(
        "Today",
        "publish = 2026-06-01\naliases = [\"/was/here\", \"/old.html\"]\n",
        "Since today.",
    );
    page(
        "Withdrawn",
        "status = \"withdrawn\"\nstatus_reason = \"It was wrong.\"\n",
        "Do not do this.",
    );
    page(
        "Superseded",
        "status = \"superseded\"\nsuccessor = \"staying.md\"\nslug = \"old-staying\"\n",
        "See [today](today.md), [the list](/a-z/), [mail](mailto:a@b.example) and \
         [elsewhere](https://other.example/x?y=1#z).",
    );
    site
}

#[track_caller]
fn made(mut site: Site) -> Built {
    let built = site.build();
    assert!(built.outcome.report.is_some(), "{}", built.printed);
    built
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no output `{path}`"));
    std::str::from_utf8(bytes).expect("the output is text")
}

#[test]
fn every_file_is_as_expected() {
    let built = made(whole());
    assert_eq!(built.printed, "");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/whole");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        let _ = fs::remove_dir_all(&folder);
        write_folder(&folder, &built.folder);
    }
    super::site::assert_same_files(&built.folder, &read_folder(&folder), "the whole site");
}

#[test]
fn every_address_lies_below_the_base() {
    let built = made(whole());
    let mut seen = 0;
    for (path, bytes) in &built.folder {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for mark in [" href=\"", " src=\"", "url=/", "<loc>", "<id>"] {
            for (at, _) in text.match_indices(mark) {
                let value = &text[at + mark.len()..];
                let value = &value[..value.find(['"', '<', '&']).unwrap_or(value.len())];
                let elsewhere = [
                    "mailto:",
                    "tel:",
                    "https://other.example/",
                    "https://testers.example/",
                    "https://papers.example/",
                    "#",
                ];
                if elsewhere.iter().any(|other| value.starts_with(other)) {
                    continue;
                }
                let inside = value.strip_prefix("https://small.example").unwrap_or(value);
                let inside =
                    if mark == "url=/" { format!("/{inside}") } else { inside.to_string() };
                assert!(inside.starts_with(BASE), "`{value}` in {path}");
                seen += 1;
            }
        }
    }
    assert!(seen > 200, "{seen} addresses were looked at");
}

#[test]
fn every_address_leads_to_a_file() {
    let built = made(whole());
    for (path, bytes) in built.folder.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = std::str::from_utf8(bytes).expect("pages are text");
        for (at, _) in text.match_indices("=\"/") {
            let value = &text[at + 2..];
            let value = &value[..value.find('"').unwrap_or(value.len())];
            let (address, anchor) = value.split_once('#').unwrap_or((value, ""));
            let file = address.strip_prefix(BASE).unwrap_or(address);
            let file = if file.is_empty() || file.ends_with('/') {
                format!("{file}index.html")
            } else {
                file.to_string()
            };
            let target = built.folder.get(&file);
            assert!(target.is_some(), "`{value}` in {path} leads to no file");
            let anchors = target.map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
            assert!(
                anchor.is_empty() || anchors.contains(&format!("id=\"{anchor}\"")),
                "`{value}` in {path}"
            );
        }
    }
}

/// What each way to write a link becomes.
#[test]
fn links_are_resolved_by_this_table() {
    let table = [
        ("staying.md", "/sub/path/guidance/staying/"),
        ("./staying.md", "/sub/path/guidance/staying/"),
        ("../guidance/staying.md", "/sub/path/guidance/staying/"),
        ("/guidance/staying.md", "/sub/path/guidance/staying/"),
        ("../roles/../guidance/staying.md", "/sub/path/guidance/staying/"),
        ("stay%69ng.md", "/sub/path/guidance/staying/"),
        ("staying.md?print", "/sub/path/guidance/staying/"),
        ("superseded.md", "/sub/path/guidance/old-staying/"),
        ("_index.md", "/sub/path/guidance/"),
        ("../_index.md", "/sub/path/"),
        ("first-week.md#team", "/sub/path/guidance/first-week/#team"),
        ("#here", "#here"),
        ("../roles/badge.svg", "/sub/path/roles/badge.svg"),
        ("/a-z/", "/sub/path/a-z/"),
        ("/sub/path/a-z/", "/sub/path/a-z/"),
        ("/audience/managers", "/sub/path/audience/managers/"),
        ("/feed.xml", "/sub/path/feed.xml"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:116123", "tel:116123"),
        ("https://other.example/ä?b=c#d", "https://other.example/%C3%A4?b=c#d"),
    ];
    let mut site = whole();
    let links: String = table
        .iter()
        .enumerate()
        .map(|(at, (written, _))| format!("[Link {at}]({written})\n\n"))
        .collect();
    site.write(
        "content/guidance/links.md",
        &format!("+++\ntitle = \"Links\"\n+++\n\n## Here\n\n{links}"),
    );
    let built = made(site);
    assert_eq!(built.printed, "");
    let page = text(&built.folder, "guidance/links/index.html");
    let found: Vec<&str> = page
        .split("<p><a href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(href, _)| href))
        .collect();
    let expected: Vec<&str> = table.iter().map(|(_, href)| *href).collect();
    assert_eq!(found, expected);
}

#[test]
fn lists_are_split_and_know_each_other() {
    let built = made(whole());
    let second = text(&built.folder, "guidance/page/2/index.html");
    assert!(second.contains("href=\"/sub/path/guidance/\""), "the way back is the section itself");
    assert!(second.contains("href=\"/sub/path/guidance/page/3/\""));
    assert!(!built.folder.contains_key("guidance/page/1/index.html"));
    assert!(!built.folder.contains_key("guidance/page/4/index.html"));
}

#[test]
fn a_sites_own_files_shadow_the_themes() {
    let mut site = whole();
    site.write(
        "templates/404.html",
        "{% extends \"base.html\" %}{% block body %}Ours{% endblock body %}",
    );
    site.write("components/callout.html", "{% component callout(title: string) %}Our {{ title }}: {{ body }}{% endcomponent callout %}");
    site.write("assets/note.txt", "Our note");
    site.write("strings/en-GB.toml", "skip = \"Our way to the text\"\n");
    let built = made(site);
    assert!(text(&built.folder, "404.html").contains("Ours"));
    assert!(text(&built.folder, "guidance/first-week/index.html").contains("Our Mind: "));
    assert!(text(&built.folder, "index.html").contains("Our way to the text"));
    assert_eq!(text(&built.folder, "assets/note.txt"), "Our note");
}

#[test]
fn a_page_in_another_language_has_its_words() {
    let built = made(whole());
    let welsh = text(&built.folder, "guidance/deeper/thinking/index.html");
    assert!(welsh.contains("<html lang=\"cy\""));
    assert!(welsh.contains("Neidio i’r testun") && welsh.contains("7 gair"));
    assert!(!text(&built.folder, "index.html").contains("lang=\"cy\""));
}

#[test]
fn the_carried_theme_yields_to_one_on_disk() {
    static CARRIED: &[Embedded] = &[
        Embedded { path: "themes/small/theme.toml", bytes: b"label = 3" },
        Embedded { path: "themes/small/templates/404.html", bytes: b"{{ broken" },
    ];
    let mut site = whole();
    site.options.embedded = CARRIED;
    assert_eq!(made(site).printed, "");
}
