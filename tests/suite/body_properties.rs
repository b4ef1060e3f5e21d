//! Whatever is written, parsing and writing end, and every place lies in the text.

use alongside::document::body::{
    Block, Body, Descend, Inline, MAX_DEPTH, Options, TermMatcher, TermWords, Visit, mark_terms,
    parse, place_in_source, visit,
};
use alongside::render::html::{Inputs, Labels, ResolvedImage, ResolvedLink, write};
use alongside::source::{SitePath, Span};
use proptest::prelude::*;

const OFFSET: u32 = 11;

/// Looks at every span of a tree, and at how deep it is.
struct Places<'s> {
    text: &'s str,
    depth: usize,
}

impl Places<'_> {
    fn check(&self, span: Span) {
        let range = (span.start - OFFSET) as usize..(span.end - OFFSET) as usize;
        assert!(self.text.get(range.clone()).is_some(), "{range:?} is not in {:?}", self.text);
    }
}

impl<'t> Visit<'t> for Places<'_> {
    fn enter_block(&mut self, block: &'t Block) -> Descend {
        self.check(block.span);
        self.depth += 1;
        assert!(self.depth <= MAX_DEPTH + 4);
        Descend::Into
    }

    fn leave_block(&mut self, _: &'t Block) {
        self.depth -= 1;
    }

    fn enter_inline(&mut self, inline: &'t Inline) -> Descend {
        self.check(inline.span);
        if let alongside::document::body::InlineKind::Text(words) = &inline.kind {
            let start = (inline.span.start - OFFSET) as usize;
            let source = &self.text[start..(inline.span.end - OFFSET) as usize];
            for (at, _) in words.char_indices().take(20) {
                assert!(source.is_char_boundary(place_in_source(source, words, at)));
            }
        }
        self.depth += 1;
        Descend::Into
    }

    fn leave_inline(&mut self, _: &'t Inline) {
        self.depth -= 1;
    }
}

fn html(body: &Body) -> String {
    let written = write(
        body,
        &Inputs {
            link: &|url| Some(ResolvedLink { url: url.to_string(), external: true }),
            image: &|url| Some(ResolvedImage { url: url.to_string(), width: None, height: None }),
            terms: &[],
            citation: &|_| Some(1),
            directive: &|_, inside| Ok(inside),
            labels: &Labels::default(),
            id_prefix: "",
        },
    );
    written.html
}

fn holds(text: &str) {
    let path = SitePath::new("content/page.md");
    for options in [
        Options::default(),
        Options { raw_html: true, smart_punctuation: false, ..Options::default() },
        Options::commonmark(),
    ] {
        let (mut body, findings) = parse(text, OFFSET, &options, &path);
        let places = &mut Places { text, depth: 0 };
        for finding in findings.iter() {
            places.check(finding.place.as_ref().expect("a finding has a place").span);
        }
        visit(&body, places);
        let matcher = TermMatcher::new(&[TermWords { words: vec!["a".into(), "é b".into()] }]);
        mark_terms(&mut body, &matcher, &mut Vec::new());
        visit(&body, places);
        body.comments.iter().for_each(|comment| places.check(comment.span));
        body.facts();
        let html = html(&body);
        assert!(!html.contains('\0') || options.raw_html);
        if !options.raw_html {
            assert!(!html.contains("<script"), "{html}");
        }
    }
}

/// Pieces that mean something to Markdown or to us.
fn piece() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "  \n",
        " ",
        "    ",
        "\t",
        "::: x\n",
        ":::\n",
        ":::x {a=\"b\"}\n",
        ":::",
        "> ",
        ">",
        "- ",
        "* ",
        "1. ",
        "- [ ] ",
        "+\n",
        "# ",
        "## ",
        "{#a}",
        " {#b aka=c}",
        "***",
        "**",
        "*",
        "_",
        "~~",
        "`",
        "```\n",
        "~~~",
        "[",
        "]",
        "](",
        "(",
        ")",
        "![",
        "[^a]",
        "[^a]: ",
        "[^b]",
        "[@k]",
        "[@k, p. 4; @l]",
        "[a]: /u",
        " \"t\"",
        "[a]",
        "[a][b]",
        "[]",
        "<",
        ">",
        "<b>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<?>",
        "<div>\n",
        "</div>",
        "<script>",
        "<http://a.b>",
        "<a@b.c>",
        "| a ",
        "|",
        "\n|---|---|\n",
        "|-|\n",
        "Table: x",
        ": ",
        ":",
        "\\",
        "&amp;",
        "&#0;",
        "&#xD800;",
        "\\uD800",
        "\0",
        "\u{feff}",
        "é",
        "支",
        "’",
        "\"",
        "'",
        "--",
        "...",
        "a",
        "word",
        "[!NOTE]\n",
        "---\n",
        "===\n",
        "\u{a0}",
        "\u{2028}",
        "🙂",
    ]);
    prop_oneof![9 => marks.prop_map(str::to_string), 1 => any::<char>().prop_map(String::from)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_markdown(pieces in prop::collection::vec(piece(), 0..40)) {
        holds(&pieces.concat());
    }
}

/// `PROPTEST_CASES` asks for more than the few that every test run does.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(400)
}

/// Bombs: thousands of containers in each other, on a thread with little stack.
#[test]
fn deep_nesting_is_laid_flat() {
    let many = 10_000;
    let bombs = [
        ">".repeat(many),
        format!("{}a", "> ".repeat(many)),
        "- ".repeat(many),
        format!("{}a", "1. ".repeat(many)),
        "[".repeat(many),
        format!("{}a{}", "[".repeat(many), "](b)".repeat(many)),
        format!("{}a{}", "![".repeat(many), "](b)".repeat(many)),
        format!("{}a{}", "*".repeat(many), "*".repeat(many)),
        format!("{}a{}", "*a _b ".repeat(many), " c_ d*".repeat(many)),
        format!("{}a{}", "**a ~~b ".repeat(many), " c~~ d**".repeat(many)),
        "::: x\n".repeat(many),
        format!("{}{}", "::: x\n".repeat(many), ":::\n".repeat(many)),
        ":::\n".repeat(many),
        "[@a".repeat(many),
        "[@a][@b]".repeat(many),
        "[^a]".repeat(many),
        "[^a".repeat(many),
        "## a\n\n".repeat(many),
        (0..1_000).map(|n| format!("a[^{n}]\n\n[^{n}]: b\n\n")).collect(),
        "<!--".repeat(many),
        "a <!-- ".repeat(many),
        "\\".repeat(many),
        "&".repeat(many),
        "|".repeat(many),
        (0..300).map(|n| format!("{}- a\n", "  ".repeat(n))).collect(),
    ];
    let started = std::time::Instant::now();
    let run = move || {
        for bomb in bombs {
            let started = std::time::Instant::now();
            holds(&bomb);
            let name: String = bomb.chars().take(12).collect();
            println!("{name:?}: {:?}", started.elapsed());
        }
    };
    let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(run);
    thread.expect("a thread starts").join().expect("no bomb goes off");
    println!("{:?}", started.elapsed());
}

#[test]
fn deep_nesting_is_said_once() {
    let path = SitePath::new("content/page.md");
    let (body, findings) = parse(&"> ".repeat(500), 0, &Options::default(), &path);
    let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["lists, quotes or emphasis lie more than 100 deep in each other"]);
    assert_eq!(body.blocks.len(), 1);
}
