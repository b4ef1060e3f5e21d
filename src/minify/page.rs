//! Minifying one page, behind the guard.

use super::same_text;

/// What minify-html may not touch: closing tags and opening `html` and `head`, which readers of the
/// source and simple programs rely on; scripts and styles, which it can break.
fn settings() -> minify_html::Cfg {
    minify_html::Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        keep_input_type_text_attr: true,
        minify_css: false,
        minify_js: false,
        ..minify_html::Cfg::default()
    }
}

pub(super) fn minify(html: &str) -> Option<String> {
    let bytes = minify_html::minify(html.as_bytes(), &settings());
    let smaller = String::from_utf8(bytes).ok()?;
    same_text(html, &smaller).then_some(smaller)
}
