//! Prints: the print page, and that the print page, the PDF and the Word file say the same.
//!
//! The site of `tests/fixtures/print` has a role specification, a page with every kind of block and
//! a second page beside it. `UPDATE_EXPECTED=1` rewrites what they become; read the difference.

use std::fs;
use std::path::Path;

use super::site::{Built, Site, read_folder};

/// The site of the tests, with the default theme as the program carries it.
pub fn fixture() -> Site {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/print");
    let mut site = Site::empty();
    site.files = read_folder(&folder);
    site.files.retain(|path, _| !path.starts_with("expected/"));
    site.options.embedded = alongside::theme::DEFAULT_THEME;
    site
}

/// What may neither break a file nor become code of it.
#[cfg(any(feature = "pdf", feature = "docx"))]
pub struct Hostile {
    /// What looks like code.
    pub code: String,
    /// A very long word.
    pub long: String,
}

/// The site of the tests with a page such as a hostile or careless author may write.
#[cfg(any(feature = "pdf", feature = "docx"))]
pub fn hostile() -> (Site, Hostile) {
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(20);
    let code = r##"#import "secret.typ": * #panic("x") $a^2$ @cite \ \u{41} <label> #{1+1} `raw` #read("/etc/passwd")"##;
    let rows: String = (0..60).map(|row| format!("| Row {row} | {row} |\n")).collect();
    let items: String = (0..3000).map(|item| format!("- Item {item}\n")).collect();
    let nested: String =
        (0..12).map(|depth| format!("{}- Level {depth}\n", "  ".repeat(depth))).collect();
    let mut site = fixture();
    let escaped = code
        .replace('\\', "\\\\")
        .replace('<', "\\<")
        .replace('`', "\\`")
        .replace('$', "\\$")
        .replace('*', "\\*")
        .replace('@', "\\@");
    let page = format!(
        "+++\ntitle = '{}'\ndescription = '''{code}'''\ntype = \"guidance\"\nowner = \"editorial\"\nreviewed = 2026-05-01\nsources = [\"handbook-2020\"]\nquestion = '{code}'\nchecklist = ['A #b $c$']\n+++\n\n\
         {escaped}\n\n{long}\n\nمرحبا بكم and 🙂 and \u{e000}.\n\n## {escaped}\n\n| A | B |\n|---|---|\n{rows}\n{items}\n{nested}\n\n```\n{code}\n```\n",
        code.replace('\'', "")
    );
    site.write("content/guidance/hostile.md", &page);
    (site, Hostile { code: code.to_string(), long })
}

/// A build that found nothing but that forms are left out.
#[track_caller]
pub fn made(site: &mut Site) -> Built {
    let built = site.build();
    let errors: Vec<_> = built
        .outcome
        .findings
        .iter()
        // The day of these sites is before that on which the portal's pages were reviewed.
        .filter(|found| !matches!(found.code.name(), "print-left-out" | "review-to-come"))
        .collect();
    assert!(errors.is_empty(), "{}", built.printed);
    built
}

/// The text of an output.
#[track_caller]
pub fn text<'b>(built: &'b Built, path: &str) -> &'b str {
    let bytes = built.folder.get(path).unwrap_or_else(|| panic!("no output `{path}`"));
    std::str::from_utf8(bytes).expect("the output is text")
}

/// Compares a text with the expected one in the fixture.
#[track_caller]
pub fn assert_expected(name: &str, found: &str) {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/print/expected").join(name);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, found).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(found, expected, "{name}");
}

/// What stands in the body of a page's article.
fn article(html: &str) -> &str {
    let start = html.find("<article").expect("there is an article");
    let end = html.find("</article>").expect("it ends");
    &html[start..end]
}

/// A page with each block on a line of its own, to be read by people.
fn lines(html: &str) -> String {
    let mut text = html.to_string();
    for tag in [
        "<p",
        "<h",
        "<li",
        "<dt",
        "<dd",
        "<ul",
        "<ol",
        "<div",
        "<table",
        "<tr",
        "<figure",
        "<section",
        "<nav",
        "<pre",
        "<blockquote",
        "<caption",
    ] {
        text = text.replace(tag, &format!("\n{tag}"));
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_print_page_holds_the_fields_in_order_and_then_the_text() {
    let built = made(&mut fixture());
    let page = article(text(&built, "roles/garden-worker/print/index.html"));
    assert_expected("garden-worker.html", &lines(page));
}

#[test]
fn a_print_page_holds_every_kind_of_block() {
    let built = made(&mut fixture());
    let page = article(text(&built, "guidance/everything/print/index.html"));
    assert_expected("everything.html", &lines(page));
}

#[test]
fn a_section_is_printed_whole() {
    let built = made(&mut fixture());
    let page = text(&built, "guidance/print/index.html");
    assert_expected("guidance.html", &lines(article(page)));
    // One page of a section is no section.
    assert!(!built.folder.contains_key("roles/print/index.html"));
    assert!(!built.folder.contains_key("print/index.html"));
}

#[test]
fn ids_of_a_print_are_its_own_and_links_inside_it_lead_somewhere() {
    let built = made(&mut Site::portal());
    let mut seen = 0;
    for (path, bytes) in built.folder.iter().filter(|(path, _)| path.ends_with("/print/index.html"))
    {
        let html = std::str::from_utf8(bytes).unwrap();
        let values = |mark: &str| -> Vec<String> {
            html.match_indices(mark)
                .map(|(at, _)| {
                    let rest = &html[at + mark.len()..];
                    rest[..rest.find('"').unwrap()].to_string()
                })
                .collect()
        };
        let mut ids = values(" id=\"");
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{path}: an id twice");
        for target in values(" href=\"#") {
            assert!(ids.contains(&target), "{path}: nothing has the id `{target}`");
            seen += 1;
        }
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
    }
    assert!(seen > 100, "{seen} links");
}

#[test]
fn no_script_prints_by_itself() {
    let built = made(&mut fixture());
    for path in ["roles/garden-worker/print/index.html", "guidance/print/index.html"] {
        assert!(!text(&built, path).contains("<script"), "{path}");
    }
}

#[test]
fn a_page_offers_its_prints() {
    let built = made(&mut fixture());
    let page = text(&built, "roles/garden-worker/index.html");
    let start = page.find("<nav class=\"print-links\"").expect("there are links to prints");
    let links = &page[start..start + page[start..].find("</nav>").unwrap()];
    assert!(links.contains("href=\"/guidance/roles/garden-worker/print/\">Printable version</a>"));
    let size = |name: &str| {
        let bytes = built.folder.get(&format!("roles/garden-worker/{name}"));
        bytes.map(|bytes| format!("{} KB", bytes.len().div_ceil(1000)))
    };
    let word = size("garden-worker.docx").map(|size| format!("to edit (Word), {size}</a>"));
    assert_eq!(word.is_some(), cfg!(feature = "docx"));
    assert!(word.is_none_or(|words| links.contains(&words)), "{links}");
    let pdf = size("garden-worker.pdf").map(|size| format!("(PDF), {size}, 2 pages</a>"));
    assert_eq!(pdf.is_some(), cfg!(feature = "pdf"));
    assert!(pdf.is_none_or(|words| links.contains(&words)), "{links}");
    let alternates = page.matches("<link rel=\"alternate\" type=\"application/").count();
    let files = usize::from(cfg!(feature = "docx")) + usize::from(cfg!(feature = "pdf"));
    assert_eq!(alternates, files + 1, "the files and the feed");
    let sitemap = text(&built, "sitemap.xml");
    assert_eq!(
        sitemap.matches("/garden-worker.docx\"/>").count(),
        usize::from(cfg!(feature = "docx"))
    );
    assert_eq!(
        sitemap.matches("/garden-worker.pdf\"/>").count(),
        usize::from(cfg!(feature = "pdf"))
    );
    assert!(!sitemap.contains("/print/"));
}

#[test]
fn nothing_is_printed_again_without_a_change() {
    let mut site = fixture();
    made(&mut site);
    assert_eq!(made(&mut site).made(), Vec::<&str>::new());
    // A word of the page makes its prints, that of its section and the page, and not its neighbours'.
    site.edit("content/roles/garden-worker.md", "Likes rain.", "Likes wind.");
    let again = made(&mut site);
    let mut wanted = vec!["roles/garden-worker/index.html", "roles/garden-worker/print/index.html"];
    if cfg!(feature = "docx") {
        wanted.push("roles/garden-worker/garden-worker.docx");
    }
    if cfg!(feature = "pdf") {
        wanted.push("roles/garden-worker/garden-worker.pdf");
    }
    wanted.sort_unstable();
    let prints: Vec<&str> =
        again.made().into_iter().filter(|path| !path.starts_with("search/")).collect();
    assert_eq!(prints, wanted);
}

#[test]
fn an_incremental_build_of_prints_equals_a_clean_one() {
    let mut site = fixture();
    made(&mut site);
    let edits = [
        ("content/guidance/second.md", "More words", "Other words"),
        ("content/guidance/second.md", "title = \"The second page\"", "title = \"Page two\""),
        ("content/_references.toml", "Our own copy.", "Their copy."),
        ("content/roles/garden-worker.md", "hours = \"Two days a week\"\n", ""),
        ("site-config.toml", "Riverside Trust", "The Riverside Trust"),
    ];
    for (path, from, to) in edits {
        site.edit(path, from, to);
        site.build_and_compare(&format!("`{to}` in {path}"));
    }
    site.write("print/blocks.toml", "[details]\nform = \"plain\"\n");
    site.build_and_compare("other blocks");
}

#[test]
fn a_withdrawn_page_says_so_on_paper() {
    let mut site = fixture();
    site.edit(
        "content/roles/garden-worker.md",
        "owner = ",
        "status = \"withdrawn\"\nstatus_reason = \"We have closed the garden.\"\nowner = ",
    );
    site.edit(
        "content/guidance/everything.md",
        "[the role](../roles/garden-worker.md)",
        "the role",
    );
    let built = made(&mut site);
    let page = text(&built, "roles/garden-worker/print/index.html");
    assert!(page.contains("callout-urgent") && page.contains("We have closed the garden."));
}

#[test]
fn a_form_that_was_not_built_in_is_said_once() {
    let built = fixture().build();
    let said = built.printed.matches("info[print-left-out]").count();
    let lacking = usize::from(!cfg!(feature = "docx")) + usize::from(!cfg!(feature = "pdf"));
    assert_eq!(said, lacking, "{}", built.printed);
}

/// The words of the print page, without the marks of lists, which the other forms count themselves.
#[cfg(any(feature = "pdf", feature = "docx"))]
pub fn words_of_page(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = article(html).replace("<span class=\"letter\">", "<span class=\"letter\">\u{1}");
    // What only the page has: the way back, and the hint how to print.
    if let Some(at) = rest.find("<div class=\"print-how\">") {
        let end = at + rest[at..].find("</div>").unwrap();
        rest.replace_range(at..end, "");
    }
    let mut rest = rest.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        if let Some((_, _letter)) = before.split_once('\u{1}') {
            text.push(' ');
        } else {
            text.push_str(before);
        }
        let (tag, after) = after.split_once('>').unwrap();
        let inline = [
            "a ", "/a", "em", "/em", "strong", "/strong", "code", "/code", "sup", "/sup", "span",
            "/span", "cite", "/cite", "del", "/del",
        ];
        if !inline.iter().any(|name| tag.starts_with(name)) || tag.contains("letter") {
            text.push(' ');
        }
        rest = after;
    }
    let text = text
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    words(&text)
}

/// Words as they are compared: white space and places to break a line do not count.
#[cfg(any(feature = "pdf", feature = "docx"))]
pub fn words(text: &str) -> Vec<String> {
    let text = text.replace(['\u{200b}', '\u{ad}'], "").replace('\u{a0}', " ");
    text.split_whitespace().map(str::to_string).collect()
}
