//! Ids that stand twice, and references to ids that stand nowhere.

use std::collections::BTreeSet;

use super::{Fault, Page, tag};
use crate::diagnostic::Code;

/// Attributes that hold ids, parted by blanks.
const REFERENCES: [&str; 11] = [
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "for",
    "headers",
    "list",
];

pub(super) fn check(page: &Page) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for element in page.elements() {
        if let Some(id) = element.attr("id")
            && !ids.insert(id)
        {
            faults.push(Fault::new(
                Code::HtmlDuplicateId,
                format!("the id `{id}` stands on more than one element"),
                "give each element an id of its own; links and labels lead to the first only",
            ));
        }
    }
    for element in page.elements() {
        for name in REFERENCES {
            let wanted = element.attr(name).unwrap_or("").split_whitespace();
            for id in wanted.filter(|id| !ids.contains(id)) {
                faults.push(Fault::new(
                    Code::HtmlReference,
                    format!(
                        "`{name}` of `{}` names `{id}`, which is not on the page",
                        tag(element)
                    ),
                    "name the id of an element of the same page, or remove the attribute",
                ));
            }
        }
        let fragment = element.attr("href").and_then(|href| href.strip_prefix('#'));
        if let Some(fragment) = fragment
            && !matches!(fragment, "" | "top")
            && !ids.contains(decoded(fragment).as_str())
        {
            faults.push(Fault::new(
                Code::HtmlReference,
                format!("a link leads to `#{fragment}`, which is not on the page"),
                "lead to the id of an element of the same page",
            ));
        }
    }
    faults
}

/// A fragment with its percent escapes resolved.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment;
    while let Some(c) = rest.chars().next() {
        let escaped = rest.strip_prefix('%').and_then(|rest| rest.get(..2));
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = rest.get(3..).unwrap_or("");
            }
            None => {
                bytes.extend(c.to_string().bytes());
                rest = rest.get(c.len_utf8()..).unwrap_or("");
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
