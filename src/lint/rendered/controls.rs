//! Controls, images and frames that a screen reader cannot name.

use scraper::ElementRef;

use super::{Fault, Page, is_hidden, name, role, tag};
use crate::diagnostic::Code;

pub(super) fn check(page: &Page) -> Vec<Fault> {
    let mut faults = Vec::new();
    for element in page.elements().filter(|element| !is_hidden(*element)) {
        let (what, help) = match kind(element) {
            Some(Kind::Field) => {
                ("field", "give it a <label> that is tied to it by `for` and `id`")
            }
            Some(Kind::Control) => {
                ("control", "give it words, or an aria-label that says what it does")
            }
            Some(Kind::Frame) => ("frame", "give it a title that says what is in it"),
            Some(Kind::Image)
                if element.attr("alt").is_none() && name(page, element).is_empty() =>
            {
                ("image", "say what it shows in `alt`, or write alt=\"\" if it only adorns")
            }
            Some(Kind::Image) | None => continue,
        };
        if name(page, element).is_empty() {
            let message = format!("the {what} `{}` has no name", tag(element));
            faults.push(Fault::new(Code::HtmlName, message, help));
        }
    }
    faults
}

enum Kind {
    Field,
    Control,
    Frame,
    Image,
}

fn kind(element: ElementRef) -> Option<Kind> {
    Some(match element.value().name() {
        "input" => match element.attr("type") {
            Some("hidden") => return None,
            Some("button" | "submit" | "reset" | "image") => Kind::Control,
            _ => Kind::Field,
        },
        "select" | "textarea" => Kind::Field,
        "a" | "area" if element.attr("href").is_some() => Kind::Control,
        "button" | "summary" => Kind::Control,
        "iframe" => Kind::Frame,
        "img" => Kind::Image,
        _ => match role(element)? {
            "button" | "link" | "menuitem" | "switch" | "tab" => Kind::Control,
            "checkbox" | "combobox" | "listbox" | "radio" | "searchbox" | "slider"
            | "spinbutton" | "textbox" => Kind::Field,
            _ => return None,
        },
    })
}
