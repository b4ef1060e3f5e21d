//! Findings as the panel in the browser shows them: where, the line, what to do, and the way into
//! an editor.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;

use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{LineIndex, Place, SitePath, text_on_disk};

/// Longer lines are cut round what is meant.
const LINE: usize = 160;

/// More findings help nobody at once.
pub(super) const MOST: usize = 200;

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shown {
    severity: Severity,
    code: &'static str,
    message: String,
    help: Option<String>,
    place: Option<ShownPlace>,
    related: Vec<ShownPlace>,
}

/// A place in a file.
#[derive(Clone, Debug, Serialize)]
struct ShownPlace {
    file: String,
    line: u32,
    column: u32,
    /// The line in three parts: before what is meant, that, and after it.
    excerpt: Option<[String; 3]>,
    /// What the place has to do with the finding.
    note: Option<String>,
    /// The address that opens the place in an editor.
    editor: Option<String>,
}

/// The first of the findings as the panel shows them: what keeps the site from being published comes
/// first, and else they keep their order.
pub(super) fn shown(
    mut findings: Vec<&Diagnostic>,
    most: usize,
    snapshot: &Snapshot,
    root: &Path,
) -> Vec<Shown> {
    let mut texts = Texts { snapshot, root, read: HashMap::new() };
    findings.sort_by_key(|finding| Reverse(finding.severity));
    findings.into_iter().take(most).map(|finding| one(finding, &mut texts)).collect()
}

fn one(finding: &Diagnostic, texts: &mut Texts) -> Shown {
    let related = finding.related.iter();
    Shown {
        severity: finding.severity,
        code: finding.code.name(),
        message: finding.message.clone(),
        help: finding.help.clone(),
        place: finding.place.as_ref().map(|place| texts.place(place, None)),
        related: related.map(|(place, note)| texts.place(place, Some(note))).collect(),
    }
}

/// The texts of files, each read once.
struct Texts<'t> {
    snapshot: &'t Snapshot,
    root: &'t Path,
    read: HashMap<SitePath, Option<Cow<'static, str>>>,
}

impl Texts<'_> {
    fn place(&mut self, place: &Place, note: Option<&String>) -> ShownPlace {
        let file = place.path.to_string();
        let text = self
            .read
            .entry(place.path.clone())
            .or_insert_with(|| text_on_disk(self.root, &place.path));
        let (line, column, excerpt) = match text {
            Some(text) => {
                let at = LineIndex::new(text).position(place.span.start);
                (at.line, at.column, excerpt(text, place))
            }
            None => (1, 1, None),
        };
        let editor = editor(self.snapshot, self.root, &place.path, line, column);
        ShownPlace { file, line, column, excerpt, note: note.cloned(), editor }
    }
}

/// The address that opens a file in an editor, if the site names one.
pub(super) fn editor(
    snapshot: &Snapshot,
    root: &Path,
    path: &SitePath,
    line: u32,
    column: u32,
) -> Option<String> {
    let link = snapshot.good.as_ref()?.project.config.editor.as_ref()?;
    let file = root.join(path.as_str()).canonicalize().ok()?;
    // Windows writes full paths with a beginning that editors do not know.
    let file = file.to_str()?;
    Some(link.to(file.strip_prefix(r"\\?\").unwrap_or(file), line, column))
}

/// The first line of a span in three parts. None when nothing is on it, as with whole files.
fn excerpt(text: &str, place: &Place) -> Option<[String; 3]> {
    if place.span.end == 0 {
        return None;
    }
    let bound = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (bound(place.span.start), bound(place.span.end));
    let ends = |c: char| c == '\n' || c == '\r';
    let head = text.get(..start)?;
    let head = head.get(head.rfind(ends).map_or(0, |at| at + 1)..)?;
    let rest = text.get(start..)?;
    let line = rest.split(ends).next()?;
    let meant = line.get(..end.saturating_sub(start).min(line.len()))?;
    let tail = line.get(meant.len()..)?;
    let last: String = {
        let from = head.chars().count().saturating_sub(LINE / 2);
        let cut = if from > 0 { "…" } else { "" };
        format!("{cut}{}", head.chars().skip(from).collect::<String>())
    };
    let first = |part: &str| {
        let cut = if part.chars().count() > LINE { "…" } else { "" };
        format!("{}{cut}", part.chars().take(LINE).collect::<String>())
    };
    let last = last.trim_start_matches('\u{feff}').to_string();
    (!line.is_empty() || !last.is_empty()).then(|| [last, first(meant), first(tail)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn cut(text: &str, start: usize, end: usize) -> Option<[String; 3]> {
        excerpt(text, &Place { path: SitePath::new("a"), span: Span::new(start..end) })
    }

    #[test]
    fn excerpts_are_the_line_in_three_parts() {
        let parts = |a: &str, b: &str, c: &str| Some([a.into(), b.into(), c.into()]);
        assert_eq!(cut("one\ntwo three four\nfive", 8, 13), parts("two ", "three", " four"));
        assert_eq!(cut("one\r\ntwo\r\nthree", 5, 12), parts("", "two", ""));
        assert_eq!(cut("é", 0, 2), parts("", "é", ""));
        assert_eq!(cut("a\n\nb", 2, 2), None);
        assert_eq!(cut("abc", 0, 0), None);
        assert_eq!(cut("abc", 90, 99), parts("abc", "", ""));
        let long = "x".repeat(500);
        let cut = cut(&long, 200, 450).unwrap();
        assert_eq!(cut.map(|part| part.chars().count()), [81, 161, 50]);
    }
}
