//! How findings are said in each form: whole outputs over findings with everything that could trip
//! a reader of them. `tests/formats/` holds the same forms against validators that others wrote.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use alongside::diagnostic::{Code, Diagnostic, Format, Severity, Style, print, print_below};
use alongside::source::{Place, SitePath, Span};

/// A file whose first line has letters of many bytes before the words meant.
const TEXT: &str = "Café, naïve: see [the role](../gone.md).\nSecond line\nthird: 50%, done\n";

fn text_of<'t>(place: &Place) -> Option<Cow<'t, str>> {
    place.path.as_str().ends_with(".md").then_some(Cow::Borrowed(TEXT))
}

fn span_of(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words are there");
    Span::new(start..start + words.len())
}

fn findings() -> Vec<Diagnostic> {
    let page = SitePath::new("content/a, b: c%/näme.md");
    let mut over_lines = Diagnostic::new(Code::StrayMarkup, "100% odd, with <b> & \"quotes\"")
        .at(&page, span_of("Second line\nthird: 50%"))
        .related(&page, span_of("done"), "the other place, see: there");
    over_lines.severity = Severity::Info;
    vec![
        Diagnostic::new(Code::BrokenLink, "there is no page `../gone.md`")
            .at(&page, span_of("[the role](../gone.md)"))
            .help("did you mean `../here.md`?\nwrite it as a path"),
        over_lines,
        Diagnostic::new(Code::FileName, "the name of `x\u{1}y` is not valid text")
            .at(&SitePath::new("content/x.bin"), Span::default()),
        Diagnostic::new(Code::DuplicateTitle, "two pages have one title")
            .at(&page, span_of("Café"))
            .help("give one another title"),
        Diagnostic::new(Code::MissingHome, "the site has no home page")
            .help("add content/_index.md with a title"),
    ]
}

#[track_caller]
fn assert_form(format: Format, file: &str) {
    let said = print_below("guidance/site", &findings(), format, Style::Plain, &text_of);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(file);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &said).expect("the expected file can be written");
    }
    assert_eq!(said, fs::read_to_string(&path).unwrap_or_default(), "{}", path.display());
}

#[test]
fn text_for_people() {
    assert_form(Format::Human, "human.txt");
}

#[test]
fn text_that_is_read_out_draws_nothing() {
    assert_form(Format::Plain, "plain.txt");
    let said = print(&findings(), Format::Plain, Style::Colour, &text_of);
    let drawn = |c: char| "|^\u{1b}~─│┌└".contains(c);
    assert!(!said.contains(drawn), "{said}");
}

#[test]
fn json_lines() {
    assert_form(Format::Json, "json.txt");
}

#[test]
fn a_sarif_log() {
    assert_form(Format::Sarif, "sarif.json");
}

#[test]
fn annotations_for_github() {
    assert_form(Format::Github, "github.txt");
}

#[test]
fn a_junit_report() {
    assert_form(Format::Junit, "junit.xml");
}

/// The same words twice on a page are two findings for code scanning, and stay these two when a
/// line is put before them.
#[test]
fn sarif_knows_findings_again() {
    let at = |text: &'static str| {
        let mut findings = Vec::new();
        for (start, words) in text.match_indices("[x](y.md)") {
            let place = SitePath::new("content/a.md");
            let span = Span::new(start..start + words.len());
            findings.push(Diagnostic::new(Code::BrokenLink, "there is no page").at(&place, span));
        }
        let said = print(&findings, Format::Sarif, Style::Plain, &|_| Some(Cow::Borrowed(text)));
        let log: serde_json::Value = serde_json::from_str(&said).expect("a log is JSON");
        let results = log["runs"][0]["results"].as_array().cloned().unwrap_or_default();
        let prints = results.iter().map(|result| result["partialFingerprints"].to_string());
        prints.collect::<Vec<_>>()
    };
    let (before, after) = (at("[x](y.md) and [x](y.md)"), at("New.\n\n[x](y.md) and [x](y.md)"));
    assert_eq!(before, after);
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
}

#[test]
fn nothing_found_is_a_sound_report_too() {
    let none = |format| print(&[], format, Style::Plain, &text_of);
    for format in [Format::Human, Format::Plain, Format::Json, Format::Github] {
        assert_eq!(none(format), "");
    }
    assert!(none(Format::Junit).contains("tests=\"1\" failures=\"0\""));
    let log: serde_json::Value = serde_json::from_str(&none(Format::Sarif)).expect("it is JSON");
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}
