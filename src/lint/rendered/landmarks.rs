//! The parts of a page that screen readers jump between, its language and its title.

use std::collections::BTreeMap;

use scraper::ElementRef;

use super::{Fault, Page, is_hidden, name, role, words};
use crate::diagnostic::Code;

pub(super) fn check(page: &Page) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut named: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    for element in page.elements().filter(|element| !is_hidden(*element)) {
        if let Some(landmark) = landmark(element) {
            *named.entry((landmark, name_of(page, element))).or_default() += 1;
        }
    }
    let count = |wanted: &str| -> usize {
        named.iter().filter(|((kind, _), _)| *kind == wanted).map(|(_, number)| number).sum()
    };
    if count("main") != 1 {
        faults.push(Fault::new(
            Code::HtmlLandmark,
            format!("the page has {} main parts", number(count("main"))),
            "put what is special to the page into one <main>",
        ));
    }
    for (kind, what) in [("banner", "a <header>"), ("contentinfo", "a <footer>")] {
        if count(kind) > 1 {
            faults.push(Fault::new(
                Code::HtmlLandmark,
                format!(
                    "the page has {} headers or footers of the whole site ({kind})",
                    count(kind)
                ),
                format!("leave one of them; {what} that belongs to a part stands inside <article>"),
            ));
        }
    }
    for ((kind, name), number) in &named {
        let may_repeat = matches!(*kind, "main" | "banner" | "contentinfo");
        if may_repeat || (*number == 1 && (!name.is_empty() || count(kind) == 1)) {
            continue;
        }
        let message = if name.is_empty() {
            format!("one of {} parts of the kind `{kind}` has no name", count(kind))
        } else {
            format!("{number} parts of the kind `{kind}` are called `{name}`")
        };
        faults.push(Fault::new(
            Code::HtmlLandmark,
            message,
            "give each an aria-label of its own, so that a list of them tells them apart",
        ));
    }
    let root = page.html.root_element();
    if root.attr("lang").is_none_or(|lang| lang.trim().is_empty()) {
        faults.push(Fault::new(
            Code::HtmlPage,
            "the page does not say its language",
            "write <html lang=\"{{ page.language }}\"> in the template",
        ));
    }
    let title = page.elements().find(|element| element.value().name() == "title");
    if title.is_none_or(|title| words(title).is_empty()) {
        faults.push(Fault::new(
            Code::HtmlPage,
            "the page has no title for tabs and search engines",
            "write a <title> in the template",
        ));
    }
    faults
}

fn number(count: usize) -> String {
    if count == 0 { "no".to_string() } else { count.to_string() }
}

/// A landmark is named by what it is told, never by its words.
fn name_of(page: &Page, element: ElementRef) -> String {
    let given = ["aria-label", "aria-labelledby", "title"];
    if given.iter().any(|attribute| element.attr(attribute).is_some()) {
        return name(page, element);
    }
    String::new()
}

fn landmark(element: ElementRef) -> Option<&'static str> {
    if let Some(role) = role(element) {
        return ["main", "banner", "contentinfo", "navigation", "complementary", "search"]
            .into_iter()
            .find(|landmark| *landmark == role);
    }
    // A header or footer inside a part belongs to that part.
    let of_part = || {
        element.ancestors().filter_map(ElementRef::wrap).any(|above| {
            matches!(
                above.value().name(),
                "article" | "aside" | "main" | "nav" | "section" | "figure" | "blockquote"
            )
        })
    };
    match element.value().name() {
        "main" => Some("main"),
        "nav" => Some("navigation"),
        "aside" if !of_part() => Some("complementary"),
        "search" => Some("search"),
        "header" if !of_part() => Some("banner"),
        "footer" if !of_part() => Some("contentinfo"),
        _ => None,
    }
}
