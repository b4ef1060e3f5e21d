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
    html.push('.');
    if let Some(container) = &work.container {
        let end = if container.ends_with('.') { "" } else { "." };
        html.push_str(&format!(" {}{end}", escape::text(container)));
    }
    if let Some(note) = note.filter(|note| !note.is_empty()) {
        html.push(' ');
        html.push_str(note);
    }
    html
}
