//! Lines, columns and addresses of places, as other programs want them.

use super::TextOf;
use crate::source::{LineIndex, Place, Position};

/// Where a span begins and where the character after it stands.
pub(super) fn positions(place: &Place, text_of: TextOf) -> (Position, Position) {
    let text = text_of(place).unwrap_or_default();
    let index = LineIndex::new(&text);
    (index.position(place.span.start), index.position(place.span.end))
}

/// The path of a place with the folder of the site before it.
pub(super) fn path_below(below: &str, place: &Place) -> String {
    match below.trim_matches('/') {
        "" => place.path.as_str().to_string(),
        folder => format!("{folder}/{}", place.path),
    }
}

/// Text as a log can show it: what would steer a terminal is shown as a mark instead.
pub(super) fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// A path as a relative URI reference: every byte that is not plainly allowed is escaped.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
