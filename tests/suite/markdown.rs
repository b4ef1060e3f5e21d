//! Markdown fixtures: every `tests/fixtures/markdown/*.md` becomes exactly the `.html` beside it,
//! findings included. `UPDATE_EXPECTED=1` writes what is found; read the difference before
//! committing it.

use std::fs;
use std::path::Path;

use alongside::document::body::{ArgumentValue, Directive, Options, TermMatcher, TermWords};
use alongside::document::body::{mark_terms, parse, parse_fragment};
use alongside::render::html::{
    Inputs, Labels, ResolvedImage, ResolvedLink, TermLink, Written, escape, write, write_fragment,
};
use alongside::source::{SitePath, Span};

#[test]
fn fixtures_become_their_html() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/markdown");
    let entries = fs::read_dir(&folder).expect("the folder of fixtures can be read");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("a fixture can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 12, "the fixtures are there");
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut wrong = String::new();
    for path in paths {
        let markdown = fs::read_to_string(&path).expect("a fixture is UTF-8");
        let found = page(&markdown);
        let expected_path = path.with_extension("html");
        if update {
            fs::write(&expected_path, &found).expect("the expected file can be written");
            continue;
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if found != expected {
            let name = path.display();
            wrong += &format!("{name}\n--- expected\n{expected}\n--- found\n{found}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The HTML of a text, one block a line so that differences can be read, and its findings.
fn page(markdown: &str) -> String {
    let path = SitePath::new("content/page.md");
    let (mut body, mut findings) = parse(markdown, 0, &Options::default(), &path);
    let matcher = TermMatcher::new(&[
        TermWords { words: vec!["peer worker".to_string()] },
        TermWords { words: vec!["mother and baby unit".to_string(), "MBU".to_string()] },
    ]);
    mark_terms(&mut body, &matcher, &mut Vec::new());
    let written = with_inputs(|inputs| write(&body, inputs));
    findings.extend(written.diagnostics);
    let mut page = written.html;
    for tag in ["</p>", "</li>", "</tr>", "</h2>", "</h3>", "</div>", "</pre>", "</dd>", "</ul>"] {
        page = page.replace(tag, &format!("{tag}\n"));
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    for mark in written.citations {
        page += &format!("cited: {} at {}\n", mark.key, mark.id);
    }
    for finding in findings.into_sorted() {
        let span = finding.place.map(|place| place.span).unwrap_or_default();
        let words = &markdown[span.start as usize..span.end as usize];
        page += &format!("{}: {} ({words:?})\n", finding.code, finding.message);
    }
    page
}

fn with_inputs(write: impl Fn(&Inputs) -> Written) -> Written {
    write(&Inputs {
        link: &|url| {
            let external = url.starts_with("https:");
            let url = url.replace(".md", "/");
            (!url.contains("missing")).then_some(ResolvedLink { url, external })
        },
        image: &|url| {
            let known = !url.contains("missing");
            known.then(|| ResolvedImage { url: url.to_string(), width: Some(80), height: Some(60) })
        },
        terms: &[
            TermLink { url: "/glossary/#peer-worker".to_string() },
            TermLink { url: "/glossary/#mbu".to_string() },
        ],
        citation: &|key| match key {
            "moran-2020" => Some(1),
            "smith-2019" => Some(2),
            _ => None,
        },
        directive: &|directive, inside| Ok(component(directive, &inside)),
        labels: &Labels::default(),
        id_prefix: "",
    })
}

#[test]
fn one_paragraph_of_a_field_stands_in_a_line() {
    let html = |text: &str| {
        let (span, path) = (Span::default(), SitePath::new("content/page.md"));
        let (body, findings) = parse_fragment(text, span, &Options::default(), &path);
        assert!(findings.is_empty());
        with_inputs(|inputs| write_fragment(&body, inputs)).html
    };
    assert_eq!(
        html("One *word* [@moran-2020]."),
        "One <em>word</em> <span class=\"citation\">[<a href=\"#ref-moran-2020\" \
         id=\"cite-moran-2020-1\" aria-label=\"Reference 1\">1</a>]</span>."
    );
    assert_eq!(html("One.\n\nTwo."), "<p>One.</p><p>Two.</p>");
    assert_eq!(html("- one"), "<ul><li>one</li></ul>");
    assert_eq!(html(""), "");
}

/// What a component of a theme might make of a directive.
fn component(directive: &Directive, inside: &str) -> String {
    let mut html = format!("<div data-component=\"{}\"", directive.name);
    for argument in &directive.arguments {
        let value = match &argument.value {
            ArgumentValue::Text(text) => text.clone(),
            ArgumentValue::Integer(number) => number.to_string(),
            ArgumentValue::Float(number) => number.to_string(),
            ArgumentValue::Boolean(yes) => yes.to_string(),
        };
        html += &format!(" data-{}=\"{}\"", argument.name, escape::attribute(&value));
    }
    format!("{html}>{inside}</div>")
}
