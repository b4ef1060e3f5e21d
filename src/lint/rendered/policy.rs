//! What a strict content security policy would refuse, and what would be fetched from elsewhere.

use scraper::ElementRef;

use super::{Fault, Page, tag};
use crate::diagnostic::Code;

pub(super) fn check(page: &Page) -> Vec<Fault> {
    let mut faults = Vec::new();
    for element in page.elements() {
        let is_inline = is_inline_code(element)
            || element.attr("style").is_some()
            || element.value().attrs().any(|(name, _)| name.starts_with("on"))
            || element.attr("href").is_some_and(|href| {
                href.trim_start().to_ascii_lowercase().starts_with("javascript:")
            });
        if is_inline {
            faults.push(Fault::new(
                Code::HtmlInline,
                format!("`{}` holds a script or style in the page itself", tag(element)),
                "put it into a file of assets/: the policy that keeps pages safe refuses it here",
            ));
        }
        if let Some(address) = fetched(element).filter(|address| is_remote(address)) {
            faults.push(Fault::new(
                Code::HtmlRemote,
                format!("`{}` is fetched from `{address}`", element.value().name()),
                "put the file into assets/: what comes from elsewhere can follow readers, and fail",
            ));
        }
    }
    faults
}

fn is_inline_code(element: ElementRef) -> bool {
    match element.value().name() {
        "style" => true,
        // Data is not run.
        "script" => {
            element.attr("src").is_none()
                && !element.attr("type").is_some_and(|kind| kind.ends_with("json"))
        }
        _ => false,
    }
}

/// The address of what a browser fetches for an element by itself.
fn fetched(element: ElementRef<'_>) -> Option<&str> {
    match element.value().name() {
        "audio" | "embed" | "iframe" | "img" | "input" | "script" | "source" | "track"
        | "video" => element.attr("src"),
        "object" => element.attr("data"),
        "link" => {
            let fetched = ["icon", "manifest", "modulepreload", "preload", "stylesheet"];
            let kinds = element.attr("rel").unwrap_or("");
            let is_fetched = kinds.split_whitespace().any(|kind| fetched.contains(&kind));
            element.attr("href").filter(|_| is_fetched)
        }
        _ => None,
    }
}

fn is_remote(address: &str) -> bool {
    let address = address.trim_start().to_ascii_lowercase();
    ["http://", "https://", "//"].iter().any(|start| address.starts_with(start))
}
