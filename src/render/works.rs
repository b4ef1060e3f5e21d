//! A work in the list of references.

use super::html::escape;
use crate::library::Reference;

/// The entry of a work as HTML: authors, year, title, where it appeared, a remark.
pub fn entry(work: &Reference, note: Option<&str>) -> String {
    let mut html = String::new();
    if let Some(authors) = &work.authors {
        html.push_str(&escape::text(authors));
        html.push(' ');
    }
    if let Some(year) = &work.year {
        html.push_str(&format!("({}) ", escape::text(year)));
    }
    let title = format!("<cite>{}</cite>", escape::text(&work.title));
    match &work.url {
        Some(url) => {
            html.push_str("<a href=\"");
            escape::push_address(&mut html, url);
            html.push_str(&format!("\">{title}</a>"));
        }
        None => html.push_str(&title),
    }
    html.push_str(full_stop_after(&work.title));
    if let Some(container) = &work.container {
        html.push_str(&format!(" {}{}", escape::text(container), full_stop_after(container)));
    }
    if let Some(note) = note.filter(|note| !note.is_empty()) {
        html.push(' ');
        html.push_str(note);
    }
    html
}

/// The full stop that a part of an entry needs, unless it ends in a mark of its own.
fn full_stop_after(text: &str) -> &'static str {
    if text.ends_with(['.', '?', '!']) { "" } else { "." }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn an_entry_is_escaped_and_ends_its_parts_once() {
        let work = Reference {
            key: "k".to_string(),
            authors: Some("Mead S & McNeil C".to_string()),
            year: Some("2006".to_string()),
            title: "What makes it <unique>?".to_string(),
            container: Some("Journal, 10, 29-37".to_string()),
            url: Some("https://example.org/?a=\"b".to_string()),
            note: None,
            seed: false,
            key_span: Span::default(),
        };
        assert_eq!(
            entry(&work, Some("Read <em>twice</em>.")),
            "Mead S &amp; McNeil C (2006) <a href=\"https://example.org/?a=%22b\"><cite>What makes it \
             &lt;unique&gt;?</cite></a> Journal, 10, 29-37. Read <em>twice</em>."
        );
    }
}
