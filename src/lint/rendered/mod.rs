//! Rules over the HTML that was made, as a browser reads it: what templates, components and texts
//! are together. A rule looks at one page; who gathers pages says where else a fault stands.
//!
//! Enter at [`rendered`].

mod controls;
mod headings;
mod ids;
mod landmarks;
mod policy;

use scraper::{ElementRef, Html};

use crate::diagnostic::Code;

/// What is wrong with a page that was made. The same fault on two pages is equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The kind of finding.
    pub code: Code,
    /// What is wrong: lower case, no full stop, the culprit in backticks.
    pub message: String,
    /// What to do next.
    pub help: String,
}

impl Fault {
    fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault { code, message: message.into(), help: help.into() }
    }
}

/// Everything that these rules find on a page, each fault once.
pub fn rendered(html: &str) -> Vec<Fault> {
    let page = Page { html: Html::parse_document(html) };
    let mut faults = Vec::new();
    for rule in [ids::check, controls::check, landmarks::check, headings::check, policy::check] {
        faults.extend(rule(&page));
    }
    faults.sort();
    faults.dedup();
    faults
}

/// A page as a browser has it.
struct Page {
    html: Html,
}

impl Page {
    /// Every element in reading order.
    fn elements(&self) -> impl Iterator<Item = ElementRef<'_>> {
        self.html.root_element().descendants().filter_map(ElementRef::wrap)
    }

    /// The first element with an id.
    fn by_id(&self, id: &str) -> Option<ElementRef<'_>> {
        self.elements().find(|element| element.attr("id") == Some(id))
    }
}

/// The opening tag of an element, short enough for a message.
fn tag(element: ElementRef) -> String {
    let mut tag = format!("<{}", element.value().name());
    for (name, value) in element.value().attrs() {
        let more =
            if value.is_empty() { format!(" {name}") } else { format!(" {name}=\"{value}\"") };
        if tag.chars().count() + more.chars().count() > 90 {
            tag.push_str(" …");
            break;
        }
        tag.push_str(&more);
    }
    tag.push('>');
    tag.replace('`', "'")
}

/// Whether an element or one around it is hidden from everybody or from screen readers.
fn is_hidden(element: ElementRef) -> bool {
    let hides = |element: ElementRef| {
        element.attr("hidden").is_some() || element.attr("aria-hidden") == Some("true")
    };
    hides(element) || element.ancestors().filter_map(ElementRef::wrap).any(hides)
}

/// What an element is to assistive technology, as far as the rules ask.
fn role(element: ElementRef<'_>) -> Option<&str> {
    element.attr("role").and_then(|role| role.split_whitespace().next())
}

/// The name by which a screen reader announces an element; empty if it has none.
fn name(page: &Page, element: ElementRef) -> String {
    let by_reference = element.attr("aria-labelledby").map(|ids| {
        let parts = ids.split_whitespace().filter_map(|id| page.by_id(id)).map(words);
        parts.collect::<Vec<_>>().join(" ")
    });
    let given = by_reference.or_else(|| element.attr("aria-label").map(str::to_string));
    if let Some(given) = given.filter(|given| !given.trim().is_empty()) {
        return given.trim().to_string();
    }
    let own = match element.value().name() {
        "input" => match element.attr("type").unwrap_or("text") {
            "submit" | "reset" => Some(element.attr("value").unwrap_or("Submit").to_string()),
            "button" => element.attr("value").map(str::to_string),
            "image" => element.attr("alt").map(str::to_string),
            _ => label(page, element),
        },
        "select" | "textarea" | "meter" | "progress" | "output" => label(page, element),
        "img" | "area" => element.attr("alt").map(str::to_string),
        "iframe" | "object" | "embed" => None,
        _ => Some(words(element)),
    };
    let own = own.filter(|own| !own.trim().is_empty());
    own.or_else(|| element.attr("title").map(str::to_string)).unwrap_or_default().trim().to_string()
}

/// The words of the label of a field: one that names it, or one around it.
fn label(page: &Page, field: ElementRef) -> Option<String> {
    let named = field.attr("id").and_then(|id| {
        let is_label = |element: &ElementRef| element.value().name() == "label";
        page.elements().filter(is_label).find(|element| element.attr("for") == Some(id))
    });
    let around = || {
        let mut above = field.ancestors().filter_map(ElementRef::wrap);
        above.find(|element| element.value().name() == "label")
    };
    named.or_else(around).map(words)
}

/// The words of an element as they are read out: its text, the alternatives of its images, the
/// names given inside it; nothing that is hidden.
fn words(element: ElementRef) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(element: ElementRef, text: &mut String) {
    for child in element.children() {
        if let Some(words) = child.value().as_text() {
            text.push_str(words);
        }
        let Some(inner) = ElementRef::wrap(child) else { continue };
        let hidden = inner.attr("hidden").is_some() || inner.attr("aria-hidden") == Some("true");
        if hidden || matches!(inner.value().name(), "script" | "style" | "template") {
            continue;
        }
        match (inner.attr("aria-label"), inner.value().name()) {
            (Some(label), _) => text.push_str(label),
            (None, "img") => text.push_str(inner.attr("alt").unwrap_or("")),
            _ => gather(inner, text),
        }
        text.push(' ');
    }
}
