//! Whatever an editor writes, reading it ends, nothing panics and every place lies in the file;
//! compacting a template never changes the text that it makes; no path climbs out of the site.

use std::sync::LazyLock;

use alongside::config::{Config, ContentTypes};
use alongside::data::{Node, NodeKind, Table, parse_toml, parse_yaml};
use alongside::diagnostic::Diagnostics;
use alongside::document::{Rules, body, parse};
use alongside::library::{GLOSSARY_FILE, Library, REFERENCES_FILE};
use alongside::lint::language::WordLists;
use alongside::minify::compact_template;
use alongside::search::{self, Facets, Fragment, PageEntry, Ranker, Reader, Source, Stems, index};
use alongside::source::{SitePath, SourceTree, Span};
use alongside::theme::DEFAULT_THEME;
use proptest::prelude::*;
use proptest::sample::select;

const CONFIG: &str = "title = \"T\"\ndescription = \"D\"\nbase_url = \"https://example.org/\"\n\
    language = \"en-GB\"\ntheme = \"default\"\n[publisher]\nname = \"P\"\n[[owners]]\nid = \"us\"\n\
    name = \"Us\"\n[[taxonomies]]\nname = \"topic\"\nlabel = \"Topic\"\n[[taxonomies.terms]]\n\
    slug = \"one\"\nlabel = \"One\"\ndescription = \"One.\"\n";

/// A configuration and the default theme's types, to check pages against.
static SITE: LazyLock<(Config, ContentTypes)> = LazyLock::new(|| {
    let tree = tree_of(CONFIG);
    let (config, found) = Config::read(&tree);
    let config = config.unwrap_or_else(|| panic!("{found:?}"));
    let (types, _) = ContentTypes::read(&tree, "default", &["topic"]);
    (config, types)
});

fn tree_of(config: &str) -> SourceTree {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("site-config.toml"), config).unwrap();
    SourceTree::scan(folder.path(), &["site-config.toml"], DEFAULT_THEME, u64::MAX).0
}

fn rules() -> Rules<'static> {
    let (config, types) = &*SITE;
    Rules {
        types,
        taxonomies: &config.taxonomies,
        owners: &config.site.owners,
        markdown: body::Options::default(),
    }
}

fn inside(text: &str, span: Span) {
    let range = span.start as usize..span.end as usize;
    assert!(text.get(range.clone()).is_some(), "{range:?} is no place in {text:?}");
}

fn places_inside(text: &str, found: &Diagnostics) {
    for finding in found.iter() {
        inside(text, finding.place.as_ref().expect("a finding has a place").span);
        finding.related.iter().for_each(|(place, _)| inside(text, place.span));
    }
}

fn page_holds(text: &str) {
    for path in ["content/page.md", "content/_index.md"] {
        let (document, found) = parse(&SitePath::new(path), text, rules());
        places_inside(text, &found);
        let Some(document) = document else { continue };
        inside(text, document.front.title_span);
        node_inside(text, &document.extra);
        let facts = document.body.facts();
        facts.links.iter().for_each(|link| inside(text, link.span));
        facts.outline.iter().for_each(|heading| inside(text, heading.span));
    }
}

fn node_inside(text: &str, node: &Node) {
    inside(text, node.span);
    match &node.kind {
        NodeKind::List(items) => items.iter().for_each(|item| node_inside(text, item)),
        NodeKind::Table(table) => table_inside(text, table),
        _ => {}
    }
}

fn table_inside(text: &str, table: &Table) {
    table.entries.iter().for_each(|entry| node_inside(text, &entry.value));
}

fn data_holds(text: &str) {
    for result in [parse_toml(text, 0), parse_yaml(text, 0)] {
        match result {
            Ok(table) => table_inside(text, &table),
            Err(errors) => errors.iter().for_each(|error| inside(text, error.span)),
        }
    }
}

/// Lines of front matter, right and wrong, in both syntaxes, and what may stand between them.
fn line() -> impl Strategy<Value = String> {
    let lines = vec![
        "title = \"A\"",
        "title = ",
        "title = \"é",
        "title: A",
        "title: 'A",
        "title: |",
        "  a b",
        "type = \"guidance\"",
        "type: case-study",
        "type = \"x\"",
        "type = 3",
        "owner = \"us\"",
        "owner: them",
        "topic = [\"one\", \"two\"]",
        "topic: [one, two]",
        "topic:",
        "- one",
        "  - two",
        "- [",
        "reviewed = 2026-11-20",
        "reviewed = 2026-13-40",
        "reviewed: 2026-02-30",
        "publish: tomorrow",
        "order = 99999999999",
        "order: -1",
        "order = 1.5",
        "draft = true",
        "draft: yes",
        "slug = \"A b\"",
        "slug: é",
        "aliases = [\"/a/\", \"b\", \"/../c\"]",
        "status = \"withdrawn\"",
        "status: superseded",
        "successor: x.md",
        "status_reason = '''",
        "'''",
        "\"\"\"",
        "[extra]",
        "[[changes]]",
        "date = 2026-11-20",
        "note = \"*b* [@k]\"",
        "[a.b]",
        "a.b.c = 1",
        "[[a]]",
        "extra: {a: 1}",
        "checklist = [\"*a*\", \"[b](c.md)\", \"::: x\"]",
        "checklist:",
        "question: &a b",
        "x: *a",
        "<<: *a",
        "? a",
        ": b",
        "!!str a: b",
        "{",
        "}",
        "%YAML 1.2",
        "# c",
        "\u{feff}",
        "\0",
        "\t",
        "related = [\"a.md\"]",
        "language = \"xx-\"",
        "review_in = \"12 months\"",
        "+++",
        "---",
        "## A",
        "::: box {a=\"b\"}",
        ":::",
        "[a](b.md#c)",
        "[@k, p. 4]",
        "text é 支 🙂",
    ];
    prop_oneof![
        12 => select(lines).prop_map(str::to_string),
        1 => any::<String>(),
    ]
}

fn page() -> impl Strategy<Value = String> {
    let fence = select(vec!["+++", "---", "+++ ", "\u{feff}+++", "\u{feff}---", ""]);
    let end = select(vec!["\n", "\r\n", "\r"]);
    let lines = || prop::collection::vec(line(), 0..12);
    (fence, select(vec!["+++", "---", "..."]), lines(), lines(), end).prop_map(
        |(opening, closing, front, body, end)| {
            let mut all = vec![opening.to_string()];
            all.extend(front);
            all.push(closing.to_string());
            all.extend(body);
            all.join(end)
        },
    )
}

/// A line as data files have them, right or wrong.
fn data_line() -> impl Strategy<Value = String> {
    let lines = vec![
        "[[terms]]",
        "[[references]]",
        "[[tests]]",
        "[[st-01-suicide-verbs]]",
        "[[pl-05-jargon]]",
        "[classes]",
        "term = \"pay band\"",
        "short = \"PB\"",
        "also = [\"é\", \"\"]",
        "meaning = \"a [b](c.md) ::: d\"",
        "key = \"k-2020\"",
        "title = \"A *b*\"",
        "url = \"https://a.example/\"",
        "url = \"javascript:x\"",
        "year = 2020",
        "query = \"pay -\\\"b c\"",
        "pages = [\"a.md\", \"../b\"]",
        "top = -1",
        "rule = \"ST05\"",
        "find = [\"a b/n\", \"{people} (who | that)? ..2 suffer/v\"]",
        "find = [\"(((\"]",
        "find = [\"{none} / ..9\", \"\", \"é’s | -\"]",
        "unless = [\"(a | )? b\"]",
        "write = \"c\"",
        "people = [\"person/n\", \"{people}\"]",
        "= x",
        "[a.b]",
    ];
    prop_oneof![8 => select(lines).prop_map(str::to_string), 1 => any::<String>()]
}

/// Texts of words as readers and editors write them, and of anything.
fn searched() -> impl Strategy<Value = String> {
    let words = vec![
        "the",
        "of",
        "peer",
        "support",
        "supports",
        "mother-and-baby",
        "co-production",
        "1,000.5",
        "don’t",
        "’s",
        "-pay",
        "\"",
        "“a",
        "b”",
        "é",
        "ǅ",
        "支",
        "שלום",
        "🙂",
        "-",
        "--x",
        "a-b-c-d",
        "ﬁne",
        "e\u{301}",
        "\u{200d}",
        "½",
    ];
    let word = prop_oneof![6 => select(words).prop_map(str::to_string), 1 => "\\PC{0,45}"];
    prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "))
}

/// Templates without variables: tags, text and white space.
fn template() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<p>",
        "</p>",
        "<div class=\"a  b\">",
        "</div>",
        "<pre>a  b\n c</pre>",
        "<b>",
        "</b>",
        "<br>",
        "<textarea>a  b\n c</textarea>",
        "<script>a  b\n c</script>",
        "<style>a  b\n c</style>",
        "<!-- c -->",
        "<li>",
        "</li>",
        "<ul>",
        "</ul>",
        "<a href='x'>",
        "</a>",
        "<img alt=\"a  b\">",
        " ",
        "  ",
        "\n",
        "\n\n    ",
        "\t",
        "word",
        "two words",
        "é",
        "\u{a0}",
        "{# c #}",
        "{#- c -#}",
        "{% if true %}",
        "{%- if false -%}",
        "{% endif %}",
        "{% raw %}a  {# b #} {{ c{% endraw %}",
        "{{ \"a  b\" }}",
        "{{- 'x' -}}",
        "&amp;",
        "\"",
        "'",
        "<!x>",
        "<!doctype html>",
        "<p id=a'b>",
        "<a title={# c #}\"d  e\">",
        ">",
    ];
    prop::collection::vec(select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

/// The words of a page in order, and where white space parts them, however much of it.
fn words(html: &str) -> Vec<&str> {
    html.split_ascii_whitespace().collect()
}

fn rendered(template: &str) -> Option<String> {
    let mut tera = tera::Tera::new();
    tera.add_raw_template("t.html", template).ok()?;
    tera.render("t.html", &tera::Context::new()).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page(text in any::<String>()) {
        page_holds(&text);
    }

    #[test]
    fn pages_with_some_sense(text in page()) {
        page_holds(&text);
    }

    #[test]
    fn any_data(lines in prop::collection::vec(line(), 0..16)) {
        data_holds(&lines.join("\n"));
    }

    #[test]
    fn any_configuration(lines in prop::collection::vec(line(), 0..4), at in 0_usize..16) {
        let mut all: Vec<&str> = CONFIG.lines().collect();
        let at = at.min(all.len());
        all.splice(at..at, lines.iter().map(String::as_str));
        let text = all.join("\n");
        let (_, found) = Config::read(&tree_of(&text));
        places_inside(&text, &found);
    }

    #[test]
    fn compacting_keeps_the_text(template in template()) {
        let compact = compact_template(&template);
        if let Some(before) = rendered(&template) {
            let after = rendered(&compact);
            prop_assert!(after.is_some(), "{template:?} became {compact:?}");
            let after = after.unwrap_or_default();
            let same = alongside::minify::same_text(&before, &after);
            prop_assert!(same, "{before:?} became {after:?}");
            prop_assert!(words(&after).len() <= words(&before).len());
        }
    }

    #[test]
    fn any_data_file(lines in prop::collection::vec(data_line(), 0..12)) {
        let text = lines.join("\n");
        let folder = tempfile::tempdir().unwrap();
        for file in [GLOSSARY_FILE, REFERENCES_FILE, "content/_search-tests.toml", "language/a.toml"] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &text).unwrap();
        }
        let (tree, _) = SourceTree::scan(folder.path(), &["content", "language"], &[], u64::MAX);
        let (library, mut found) = Library::read(&tree);
        let settings = &SITE.0.writing;
        found.extend(WordLists::read(&tree, "default", settings, &library.glossary).1);
        for place in found.iter().filter_map(|finding| finding.place.as_ref()) {
            inside(&text, place.span);
        }
    }

    #[test]
    fn a_page_is_found_by_the_words_of_its_title(
        title in searched(), text in searched(), query in searched(),
    ) {
        let mut stems = Stems::new("en-GB");
        let path = SitePath::new("content/page.md");
        let page = format!("+++\ntitle = {}\n+++\n{text}", serde_json::json!(title));
        let (document, _) = parse(&path, &page, rules());
        let Some(document) = document else { return Ok(()) };
        let fragment = Fragment::of(&document, &SITE.1, &mut stems).expect("pages are searched");
        let title = &document.front.title;
        let entry =
            PageEntry { path: &path, title, url: "/a/", kind: 0, terms: vec![], fragment: &fragment };
        let facets = Facets { types: vec![("page".into(), "Page".into())], taxonomies: vec![] };
        let synonyms = [vec![title.clone(), query.clone()]];
        let files = index(&Source {
            language: "en-GB",
            pages: &[entry],
            facets: &facets,
            synonyms: &synonyms,
        });
        let reader = Reader::new(&files).expect("an index of ours can be read");
        let mut ranker = Ranker::new(&reader);
        prop_assert!(ranker.search(&query, 10).hits.len() <= 1);
        let plain: Vec<String> =
            search::words(&search::fold(title)).into_iter().map(|word| word.form).collect();
        let hits = ranker.search(&plain.join(" "), 10).hits;
        prop_assert!(plain.is_empty() || hits.len() == 1, "{title:?}");
    }

    #[test]
    fn joining_never_climbs_out(folder in "(content(/[a-z]{1,3}){0,3})?", target in "[a-z./]{0,24}|\\PC{0,16}") {
        if let Some(path) = SitePath::join("content", &folder, &target) {
            let parts: Vec<&str> = path.as_str().split('/').collect();
            prop_assert!(path.as_str().is_empty() || parts.iter().all(|part| !part.is_empty()));
            prop_assert!(!parts.contains(&".") && !parts.contains(&".."), "{path}");
        }
    }
}

/// `PROPTEST_CASES` asks for more than the few that every test run does.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(256)
}
