//! The 652 examples of CommonMark 0.31.2, through the parser and the writer that pages go through.
//!
//! There is no second writer for it: the test hands the writer resolvers that change nothing, and
//! compares after both sides have lost what means nothing in HTML (line ends beside blocks, the
//! slash of void elements, whether a quotation mark in text is escaped). An example may differ only if [`DIFFERENCES`] says why, and one that
//! is listed must differ.

use std::collections::BTreeMap;

use alongside::document::body::{Options, parse};
use alongside::render::html::{Inputs, Labels, ResolvedImage, ResolvedLink, write};
use alongside::source::SitePath;

/// Examples whose HTML we mean to write otherwise, or that pulldown-cmark reads otherwise.
const DIFFERENCES: &[(u32, &str)] = &[];

#[derive(serde::Deserialize)]
struct Example {
    example: u32,
    markdown: String,
    html: String,
}

#[test]
fn examples_of_the_specification() {
    let text = include_str!("../fixtures/commonmark/spec-0.31.2.json");
    let examples: Vec<Example> = serde_json::from_str(text).expect("the examples are valid JSON");
    assert_eq!(examples.len(), 652);
    let listed: BTreeMap<u32, &str> = DIFFERENCES.iter().copied().collect();
    let mut complaints = String::new();
    for example in &examples {
        let found = normalised(&written(&example.markdown));
        let expected = normalised(&example.html);
        match (found == expected, listed.get(&example.example)) {
            (true, Some(reason)) => complaints.push_str(&format!(
                "example {} is listed as different ({reason}) but is equal\n",
                example.example
            )),
            (false, None) => complaints.push_str(&format!(
                "example {}:\n--- Markdown\n{}\n--- expected\n{expected}\n--- found\n{found}\n\n",
                example.example, example.markdown
            )),
            _ => {}
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
}

fn written(markdown: &str) -> String {
    let (body, findings) =
        parse(markdown, 0, &Options::commonmark(), &SitePath::new("content/example.md"));
    assert!(findings.is_empty(), "strict CommonMark has no findings: {findings:?}");
    let written = write(
        &body,
        &Inputs {
            link: &|url| Some(ResolvedLink { url: url.to_string(), external: false }),
            image: &|url| Some(ResolvedImage { url: url.to_string(), width: None, height: None }),
            terms: &[],
            citation: &|_| None,
            directive: &|_, inside| Ok(inside),
            labels: &Labels::default(),
            id_prefix: "",
        },
    );
    written.html
}

const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ul",
    "ol",
    "li",
    "pre",
    "hr",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "br",
];

/// HTML without what does not matter: white space beside the tags of blocks, and how void elements
/// are closed. The focus stop that we give to preformatted text is no part of CommonMark.
fn normalised(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    let mut in_pre = false;
    let mut after_block = true;
    while !rest.is_empty() {
        let is_tag = rest.starts_with('<');
        let end = if is_tag {
            rest.find('>').map_or(rest.len(), |end| end + 1)
        } else {
            rest.find('<').unwrap_or(rest.len())
        };
        let (token, behind) = rest.split_at(end);
        rest = behind;
        if !is_tag {
            let before_block = rest.is_empty() || block_name(rest).is_some();
            let mut text = token;
            if !in_pre && after_block {
                text = text.trim_start();
            }
            if !in_pre && before_block {
                text = text.trim_end();
            }
            after_block = after_block && text.is_empty();
            out.push_str(&text.replace("&quot;", "\""));
            continue;
        }
        let name = block_name(token);
        if name == Some("pre") {
            in_pre = !token.starts_with("</");
        }
        after_block = name.is_some();
        out.push_str(&token.replace(" />", ">").replace("<pre tabindex=\"0\">", "<pre>"));
    }
    out
}

/// The name of the block element whose tag stands at the beginning of `html`.
fn block_name(html: &str) -> Option<&'static str> {
    let tag = html.strip_prefix('<')?;
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let length = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    BLOCKS.iter().copied().find(|name| *name == &tag[..length])
}
