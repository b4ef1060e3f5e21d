//! What the parser finds wrong in a text, where, and what it keeps nevertheless.

use alongside::document::body::{
    BlockKind, Body, Options, TermMatcher, TermWords, mark_terms, parse, parse_fragment,
};
use alongside::source::{SitePath, Span};

fn path() -> SitePath {
    SitePath::new("content/page.md")
}

/// The findings of a text as `code @ the words they point at`, in order.
fn findings(text: &str) -> Vec<String> {
    let offset = 7;
    let (_, findings) = parse(text, offset, &Options::default(), &path());
    let mut shown = Vec::new();
    for finding in findings.into_sorted() {
        let span = finding.place.expect("every finding has a place").span;
        let words = &text[(span.start - offset) as usize..(span.end - offset) as usize];
        assert!(finding.help.is_some(), "`{}` says what to do next", finding.message);
        shown.push(format!("{} @ {words}", finding.code));
    }
    shown
}

fn body(text: &str) -> Body {
    parse(text, 0, &Options::default(), &path()).0
}

/// The directives of a text with how many blocks stand in each, and nested ones in brackets.
fn directives(text: &str) -> String {
    fn show(blocks: &[alongside::document::body::Block]) -> String {
        let shown = blocks.iter().map(|block| match &block.kind {
            BlockKind::Directive(directive) => {
                format!("{}({})", directive.name, show(&directive.blocks))
            }
            BlockKind::Paragraph(_) => "p".to_string(),
            BlockKind::Code(_) => "code".to_string(),
            BlockKind::List(_) => "list".to_string(),
            BlockKind::Heading(_) => "h".to_string(),
            _ => "other".to_string(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }
    show(&body(text).blocks)
}

#[test]
fn a_clean_page_has_no_findings() {
    let text = "## One\n\nText[^1] and [a link](x.md) [@key, p. 4].\n\n### Two\n\n- [ ] a\n- [x] b\n\n\
                | | A |\n|---|---|\n| b | c |\n\nTable: A table\n\n[^1]: Note.\n";
    assert_eq!(findings(text), [""; 0]);
}

#[test]
fn directives_nest_and_end_everything_before_them() {
    assert_eq!(directives("a\n::: x\nb\n\n::: y\n- c\n:::\nd\n:::\ne"), "p x(p y(list) p) p");
    assert_eq!(directives(":::x\r\na\r\n:::\r\n"), "x(p)");
    assert_eq!(directives("::: x\n:::\n::: x\n:::"), "x() x()");
    assert_eq!(directives("- a\n::: x\nb\n:::\n- c"), "list x(p) list");
    assert_eq!(directives("> a\n::: x\nb\n:::"), "other x(p)");
    assert_eq!(directives("Term\n: meaning\n::: x\nb\n:::"), "other x(p)");
    assert_eq!(directives("| a |\n|---|\n| b |\n::: x\n:::"), "other x()");
    assert_eq!(directives("[^1]: note\n::: x\nSee[^1].\n:::"), "x(p)");
}

#[test]
fn directives_in_code_and_comments_are_examples() {
    assert_eq!(directives("```\n::: x\n:::\n```"), "code");
    assert_eq!(directives("- a\n\n  ```\n  ::: x\n  ```\n"), "list");
    assert_eq!(directives("<!--\n::: x\n-->\n\na"), "p");
    let BlockKind::Code(code) = &body("~~~ md\n::: x {a=\"b\"}\r\nc\n:::\n~~~").blocks[0].kind
    else {
        panic!("the block is code");
    };
    assert_eq!(code.text, "::: x {a=\"b\"}\nc\n:::\n");
}

#[test]
fn wrong_directives_are_found_and_the_page_goes_on() {
    assert_eq!(findings("::: x\na"), ["directive-unclosed @ ::: x"]);
    assert_eq!(
        findings("a\n:::\n\n### b"),
        ["directive-unopened @ :::", "he-04-heading-level @ ### b"]
    );
    assert_eq!(findings("::: {.x}\na\n:::\n"), ["directive-syntax @ {.x}"]);
    assert_eq!(directives("::: {.x}\na\n:::\nb"), "p p");
    assert_eq!(findings("::: x y\na\n:::\n"), ["directive-syntax @ y"]);
    assert_eq!(findings("- a\n\n  ::: x\n  b\n"), ["directive-syntax @ ::: x"]);
    assert_eq!(findings("> ::: x\n> b\n"), ["directive-syntax @ ::: x"]);
    assert_eq!(findings("> a\n> ::: x\n"), ["directive-syntax @ ::: x"]);
    assert_eq!(findings("a\n     ::: x\n"), ["directive-syntax @ ::: x"]);
    assert_eq!(findings("- a\n  ::: x\n"), ["directive-syntax @ ::: x"]);
    assert_eq!(findings("[a]: /b \"c\n::: x\nd\"\n:::\n\n[a]"), [""; 0]);
}

#[test]
fn headings() {
    assert_eq!(
        findings("# A\n\n## B\n\n#### C\n"),
        ["he-04-heading-level @ # A", "he-04-heading-level @ #### C"]
    );
    assert_eq!(findings("##\n"), ["empty-heading @ ##"]);
    assert_eq!(findings("## A {#a}\n\n## B {#a}\n"), ["duplicate-id @ ## B {#a}"]);
    assert_eq!(findings("## A {#a}\n\n## B {#b aka=a}\n"), ["duplicate-id @ ## B {#b aka=a}"]);
    assert_eq!(findings("## A {name}\n"), ["heading-attribute @ ## A {name}"]);
    let facts = body("## A\n\n## A\n\n## A {#a-2 aka=old aka=older}\n\n## Á *b* `c`\n").facts();
    let ids: Vec<_> = facts.outline.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["a", "a-3", "a-2", "á-b-c"]);
    assert_eq!(facts.anchors, ["a", "a-2", "a-3", "old", "older", "á-b-c"]);
}

#[test]
fn footnotes() {
    assert_eq!(findings("a[^x] b\\[^y] `[^z]` [^]\n"), ["missing-footnote @ [^x]"]);
    assert_eq!(findings("a\n\n[^x]: b\n"), ["unused-footnote @ [^x]: b"]);
    assert_eq!(findings("a[^x]\n\n[^x]: b\n\n[^X]: c\n"), ["unused-footnote @ [^X]: c"]);
    assert_eq!(findings("a\n\n[^x]: b[^x]\n"), ["unused-footnote @ [^x]: b[^x]"]);
    let body = body("a[^b] c[^a] d[^b]\n\n[^a]: A[^c]\n\n[^b]: B\n\n[^c]: C\n");
    let notes: Vec<_> =
        body.footnotes.iter().map(|note| (note.label.as_str(), note.references)).collect();
    assert_eq!(notes, [("b", 2), ("a", 1), ("c", 1)]);
}

#[test]
fn links_and_images() {
    assert_eq!(
        findings("[a][b] and [c][] and [d] and ![e][f]\n"),
        [
            "undefined-reference @ [a][b]",
            "undefined-reference @ [c][]",
            "undefined-reference @ ![e][f]",
        ]
    );
    assert_eq!(
        findings("[](x.md) [a]() [![b](c.png)](d.md)\n"),
        ["empty-link @ [](x.md)", "empty-link @ [a]()"]
    );
    assert_eq!(findings("![](a.png)"), ["al-01-missing-alt @ ![](a.png)"]);
}

#[test]
fn citations() {
    let keys = |text: &str| -> Vec<(String, String)> {
        let cited = body(text).facts().citations;
        let shown = cited.into_iter();
        shown.map(|(key, at)| (key, text[at.start as usize..at.end as usize].to_string())).collect()
    };
    let pair = |key: &str| (key.to_string(), format!("@{key}"));
    assert_eq!(keys("a [@b] [@c, p. 4; @d]"), [pair("b"), pair("c"), pair("d")]);
    assert_eq!(keys("[@a][@b][@c]"), [pair("a"), pair("b"), pair("c")]);
    assert_eq!(keys("so![@a] x[1][@b]"), [pair("a"), pair("b")]);
    assert_eq!(keys("`[@a]` \\[@b] [@c](d.md)"), []);
    assert_eq!(keys("[@a]\n\n[@a]: /x"), [pair("a")]);
    assert_eq!(keys("> x [@a,\n> p. 4] y"), [pair("a")]);
    assert_eq!(findings("[@a] [@b][@c] [1][@d]"), [""; 0]);
}

#[test]
fn html_and_comments() {
    assert_eq!(
        findings("a <b>c</b>\n\n<div>\nx\n</div>\n"),
        ["raw-html @ <b>", "raw-html @ <div>\nx\n</div>"]
    );
    let text = "a <!-- one --> b\n\n<!-- two\nlines -->\n\nc\n";
    assert_eq!(findings(text), [""; 0]);
    let comments: Vec<_> =
        body(text).comments.into_iter().map(|comment| (comment.text, comment.span.start)).collect();
    assert_eq!(comments, [("one".to_string(), 2), ("two\nlines".to_string(), 18)]);
}

#[test]
fn fences_directly_below_html_still_count() {
    assert_eq!(findings("::: x\n<div>a</div>\n:::\n"), ["raw-html @ <div>a</div>"]);
    let options = Options { raw_html: true, ..Options::default() };
    let (body, findings) = parse("::: x\n<div>a</div>\n:::\n", 0, &options, &path());
    let codes: Vec<_> = findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["directive-syntax"]);
    assert_eq!(body.blocks.len(), 1);
}

#[test]
fn tables() {
    assert_eq!(findings("| a | |\n|---|---|\n| b | c |\n").len(), 1);
    assert_eq!(findings("| | a |\n|---|---|\n| b | c |\n"), [""; 0]);
}

#[test]
fn fields_hold_no_parts_of_pages() {
    let found = |text: &str| -> Vec<String> {
        let span = Span { start: 3, end: 9 };
        let (_, findings) = parse_fragment(text, span, &Options::default(), &path());
        let findings = findings.into_sorted();
        assert!(findings.iter().all(|f| f.place.as_ref().is_some_and(|at| at.span == span)));
        findings.into_iter().map(|finding| finding.message).collect()
    };
    assert_eq!(found("a *b* [@c]\n\n- d"), [""; 0]);
    assert_eq!(found("## a"), ["a heading stands in a field"]);
    assert_eq!(found("::: a\nb\n:::"), ["a `:::` block stands in a field"]);
    assert_eq!(found("a[^1]\n\n[^1]: b"), ["a footnote stands in a field"]);
}

#[test]
fn terms_are_marked_once_and_whole() {
    let terms = [
        TermWords { words: vec!["mother and baby unit".into(), "MBU".into()] },
        TermWords { words: vec!["unit".into()] },
        TermWords { words: vec!["peer worker".into()] },
        TermWords { words: vec!["IT".into()] },
    ];
    let matcher = TermMatcher::new(&terms);
    let marked = |text: &str| {
        let mut body = body(text);
        let mut used = Vec::new();
        mark_terms(&mut body, &matcher, &mut used);
        let mut words = Vec::new();
        struct Terms<'w>(&'w mut Vec<String>);
        impl<'t> alongside::document::body::Visit<'t> for Terms<'_> {
            fn enter_inline(
                &mut self,
                inline: &'t alongside::document::body::Inline,
            ) -> alongside::document::body::Descend {
                if let alongside::document::body::InlineKind::Term { text, .. } = &inline.kind {
                    self.0.push(text.clone());
                }
                alongside::document::body::Descend::Into
            }
        }
        alongside::document::body::visit(&body, &mut Terms(&mut words));
        (used, words)
    };
    let of = |used: &[usize], words: &[&str]| {
        (used.to_vec(), words.iter().map(|word| word.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(
        marked("A Mother and\nbaby units, an MBU, a unit."),
        of(&[0, 1], &["Mother and\nbaby units", "unit"])
    );
    assert_eq!(marked("it is IT"), of(&[3], &["IT"]));
    assert_eq!(marked("mbu, reunite, units"), of(&[1], &["units"]));
    assert_eq!(marked("## Peer worker\n\n[peer worker](x.md) `peer worker`"), of(&[], &[]));
    assert_eq!(marked("*peer workers* and peer worker"), of(&[2], &["peer workers"]));
}
