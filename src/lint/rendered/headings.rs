//! The outline of a page as it was made.

use super::{Fault, Page, is_hidden, words};
use crate::diagnostic::Code;

pub(super) fn check(page: &Page) -> Vec<Fault> {
    let mut faults = Vec::new();
    let headings: Vec<(u8, String)> = page
        .elements()
        .filter(|element| !is_hidden(*element))
        .filter_map(|element| {
            let level = match element.value().name() {
                "h1" => 1,
                "h2" => 2,
                "h3" => 3,
                "h4" => 4,
                "h5" => 5,
                "h6" => 6,
                _ => return None,
            };
            Some((level, words(element)))
        })
        .collect();
    let titles = headings.iter().filter(|(level, _)| *level == 1).count();
    if titles != 1 {
        let number = if titles == 0 { "no".to_string() } else { titles.to_string() };
        faults.push(Fault::new(
            Code::HtmlHeading,
            format!("the page has {number} headings of the first level"),
            "make the page's title its one <h1>",
        ));
    }
    let mut last = 0;
    for (level, words) in &headings {
        if words.is_empty() {
            faults.push(Fault::new(
                Code::HtmlHeading,
                format!("a heading <h{level}> has no words"),
                "give it words, or leave it out when there is nothing to head",
            ));
        }
        // What stands before the title, such as the name of a part of the header, has no place yet.
        if last > 0 && *level > last + 1 {
            faults.push(Fault::new(
                Code::HtmlHeading,
                format!("`{words}` is a heading of level {level} after one of level {last}"),
                "leave no level out: readers who jump by headings think that something is missing",
            ));
        }
        last = *level;
    }
    faults
}
