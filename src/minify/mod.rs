//! Smaller HTML with the same words.
//!
//! Owns compacting a template when it is loaded, minifying a page when it is made, and the guard
//! that compares the two. It must never change what a reader sees or hears: whatever would is left
//! as it was. Enter at [`compact_template`] and [`minify_page`].

mod guard;
#[cfg(feature = "minify")]
mod page;
mod template;

pub use guard::same_text;
pub use template::compact_template;

/// Minifies one page with minify-html. `None` when the guard found that the text would change.
///
/// Without the feature `minify` the page stays as it is.
pub fn minify_page(html: &str) -> Option<String> {
    #[cfg(feature = "minify")]
    return page::minify(html);
    #[cfg(not(feature = "minify"))]
    return Some(html.to_string());
}

/// Elements whose edges separate words by themselves, so white space beside them means nothing.
/// Source: the HTML standard's rendering section, `display: block`, `list-item` and table parts.
const BLOCK_ELEMENTS: [&str; 58] = [
    "address",
    "article",
    "aside",
    "base",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "meta",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "script",
    "search",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
];

fn is_block(name: &str) -> bool {
    name == "ul" || BLOCK_ELEMENTS.binary_search(&name).is_ok()
}

/// Elements in which white space is kept as it is or means something to a program.
fn keeps_space(name: &str) -> bool {
    matches!(name, "pre" | "textarea" | "script" | "style")
}
