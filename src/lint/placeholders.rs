//! Words of `alongside new` that nobody replaced. It must never look at drafts: there they belong.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Document;
use crate::source::{SitePath, Span};

/// What stands in a field of a new page until somebody writes something better.
pub const PLACEHOLDER: &str = "To be written";

/// What stands below the front matter of a new page.
pub const PLACEHOLDER_TEXT: &str = "Write the text of the page here. Headings begin with `##`.";

/// Reports each field of a page, and its text, that is still as `alongside new` wrote it.
pub fn placeholders(path: &SitePath, text: &str, document: &Document) -> Diagnostics {
    let mut found = Diagnostics::new();
    if document.front.draft {
        return found;
    }
    let (mut at, mut fences) = (0, 0);
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        fences += usize::from(fences < 2 && matches!(content, "+++" | "---"));
        let words = match fences {
            2 => Some(PLACEHOLDER_TEXT).filter(|words| content == *words),
            _ => Some(PLACEHOLDER).filter(|words| is_value(content, words)),
        };
        if let Some((words, start)) = words.and_then(|words| Some((words, line.find(words)?))) {
            let place = Span::new(at + start..at + start + words.len());
            let message = "this page is no draft, and nobody has written what belongs here";
            found.push(Diagnostic::new(Code::PlaceholderText, message).at(path, place).help(
                "write it, remove it if it may be left out, or keep the page back with draft = true",
            ));
        }
        at += line.len();
    }
    found
}

/// Whether a line of front matter gives just these words as a value, in TOML or YAML.
fn is_value(line: &str, words: &str) -> bool {
    if line.starts_with('#') {
        return false;
    }
    let Some((before, after)) = line.split_once(words) else { return false };
    let before = before.trim_end_matches(['"', '\'']);
    let after = after.strip_prefix('.').unwrap_or(after);
    before.trim_end().ends_with(['=', ':', '-', '[', ','])
        && after.trim_start_matches(['"', '\'']).trim_start_matches([']', ',', ' ']).is_empty()
}
