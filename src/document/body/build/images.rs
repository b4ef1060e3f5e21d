//! Images that an author wrote as HTML: whether they speak.

use std::ops::Range;

use super::Builder;
use crate::diagnostic::Code as Finding;

impl Builder<'_, '_> {
    /// Reports every `<img>` of a piece of HTML that has no alternative text and is not marked as
    /// decoration with `alt=""` and `role="presentation"`.
    pub(super) fn check_html_images(&mut self, html: &str, range: &Range<usize>) {
        let small = html.to_ascii_lowercase();
        for (at, _) in small.match_indices("<img") {
            let tag = small.get(at..).unwrap_or("");
            let tag = tag.get(..tag.find('>').map_or(tag.len(), |end| end + 1)).unwrap_or("");
            if tag.get(4..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) {
                continue;
            }
            let decorative = ["role=\"presentation\"", "role=\"none\"", "aria-hidden=\"true\""]
                .iter()
                .any(|mark| tag.replace('\'', "\"").contains(mark));
            let alt = tag.split_once("alt=").map(|(_, rest)| rest.trim_matches(['"', '\'']));
            let says = alt.is_some_and(|rest| {
                rest.starts_with(|c: char| {
                    !c.is_whitespace() && !matches!(c, '"' | '\'' | '/' | '>')
                })
            });
            let empty = alt.is_some() && !says;
            if says || (empty && decorative) {
                continue;
            }
            let start = range.start + at;
            let end = (start + tag.len()).min(range.end);
            self.report.add(
                Finding::MissingAlt,
                self.report.span(start..end),
                "an image has no alternative text",
                "say in alt=\"…\" what the image tells those who cannot see it",
            );
        }
    }
}
