//! Where front matter ends and the text begins.

use std::ops::Range;

use crate::data::{SyntaxError, Table, parse_toml, parse_yaml};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SitePath, Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Toml,
    Yaml,
}

/// The parts of a page's text, in bytes.
#[derive(Debug)]
pub(super) struct Front {
    syntax: Syntax,
    matter: Range<usize>,
    /// The end of the opening line, which stands for the whole front matter in messages.
    pub(super) opening: usize,
    /// The text after the front matter.
    pub(super) body: Range<usize>,
}

/// Why there is no front matter to read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Missing,
    /// The first line is a key: only the lines round the keys are missing.
    Bare(Range<usize>),
    /// The first line is nearly an opening line.
    Opening(Range<usize>, &'static str),
    /// A line is nearly the closing one, or that of the other kind.
    Closing {
        line: &'static str,
        near: Range<usize>,
    },
    /// No line ends as other programs expect it.
    LineEnds,
    /// Something stands before the opening line, which is at this place.
    Late(Range<usize>),
    Unclosed {
        line: &'static str,
        end: usize,
    },
}

impl Problem {
    pub(super) fn diagnostic(self, path: &SitePath) -> Diagnostic {
        match self {
            Problem::Missing => {
                Diagnostic::new(Code::FrontMatterMissing, "this page has no front matter")
                    .at(path, Span::default())
                    .help("begin the file with a line `+++`, then title = \"…\", then a line `+++`")
            }
            Problem::Bare(range) => Diagnostic::new(
                Code::FrontMatterMissing,
                "the keys of this page do not stand between lines `+++`",
            )
            .at(path, Span::new(range))
            .help("put a line `+++` above the first key and another below the last"),
            Problem::Opening(range, fence) => {
                Diagnostic::new(Code::FrontMatterMissing, "this line does not open front matter")
                    .at(path, Span::new(range))
                    .help(format!(
                        "write `{fence}` at the very start of the line, and nothing else"
                    ))
            }
            Problem::Closing { line, near } => Diagnostic::new(
                Code::FrontMatterUnclosed,
                format!("this line does not close the front matter, which is opened with `{line}`"),
            )
            .at(path, Span::new(near))
            .help(format!("write `{line}` at the very start of the line, and nothing else")),
            Problem::LineEnds => Diagnostic::new(
                Code::FrontMatterMissing,
                "the lines of this file end as on very old computers",
            )
            .at(path, Span::default())
            .help("save the file again with the line ends of Windows or Unix"),
            Problem::Late(range) => {
                Diagnostic::new(Code::FrontMatterMissing, "the front matter begins too late")
                    .at(path, Span::new(range))
                    .help("let this be the first line of the file; remove what stands before it")
            }
            Problem::Unclosed { line, end } => Diagnostic::new(
                Code::FrontMatterUnclosed,
                format!("the front matter is opened with `{line}` and never closed"),
            )
            .at(path, Span::new(0..end))
            .help(format!("put a line `{line}` after the last key")),
        }
    }
}

/// Finds the front matter: between two lines `+++` (TOML) or `---` (YAML) at the very start, after
/// a byte order mark if there is one.
pub(super) fn split(text: &str) -> Result<Front, Problem> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = Lines { text, at: start };
    let Some((opening, first)) = lines.next() else { return Err(Problem::Missing) };
    let (syntax, fence) = match first {
        "+++" => (Syntax::Toml, "+++"),
        "---" => (Syntax::Yaml, "---"),
        "" => {
            let late = lines.find(|(_, content)| !content.is_empty());
            let fence = late.filter(|(_, content)| matches!(*content, "+++" | "---"));
            return Err(fence.map_or(Problem::Missing, |(range, _)| Problem::Late(range)));
        }
        _ if text.contains('\r') && !text.contains('\n') => return Err(Problem::LineEnds),
        _ if is_nearly_fence(first) => {
            let fence = if first.contains('-') { "---" } else { "+++" };
            return Err(Problem::Opening(opening, fence));
        }
        _ if is_key(first) => return Err(Problem::Bare(opening)),
        _ => return Err(Problem::Missing),
    };
    let matter_start = lines.at;
    let mut near = None;
    while let Some((line, content)) = lines.next() {
        if content == fence {
            return Ok(Front {
                syntax,
                matter: matter_start..line.start,
                opening: opening.end,
                body: lines.at..text.len(),
            });
        }
        if near.is_none() && is_nearly_fence(content) {
            near = Some(line);
        }
    }
    if let Some(near) = near {
        return Err(Problem::Closing { line: fence, near });
    }
    Err(Problem::Unclosed { line: fence, end: opening.end })
}

/// Whether a line is made of plus signs or hyphens alone, as a fence is.
fn is_nearly_fence(line: &str) -> bool {
    let marks = line.trim();
    marks.len() > 1 && (marks.chars().all(|c| c == '+') || marks.chars().all(|c| c == '-'))
}

/// Whether a line begins like `title = ` or `title: `.
fn is_key(line: &str) -> bool {
    line.split_once(['=', ':']).is_some_and(|(key, _)| {
        matches!(key.trim(), "title" | "description" | "type" | "draft" | "owner" | "reviewed")
    })
}

impl Front {
    pub(super) fn is_yaml(&self) -> bool {
        self.syntax == Syntax::Yaml
    }

    pub(super) fn body<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.body.clone()).unwrap_or("")
    }

    pub(super) fn parse(&self, text: &str) -> Result<Table, Vec<SyntaxError>> {
        let matter = text.get(self.matter.clone()).unwrap_or("");
        let offset = u32::try_from(self.matter.start).unwrap_or(u32::MAX);
        match self.syntax {
            Syntax::Toml => parse_toml(matter, offset),
            Syntax::Yaml => parse_yaml(matter, offset),
        }
    }
}

/// Lines with the range of their content; blanks at the end do not belong to it.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = (Range<usize>, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let whole = rest.split_inclusive('\n').next().unwrap_or(rest);
        let content = whole.trim_end();
        let range = self.at..self.at + content.len();
        self.at += whole.len();
        Some((range, content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Result<(&str, &str), Problem> {
        split(text).map(|front| (&text[front.matter.clone()], front.body(text)))
    }

    #[test]
    fn both_fences_line_ends_and_marks() {
        assert_eq!(parts("+++\na = 1\n+++\nText"), Ok(("a = 1\n", "Text")));
        assert_eq!(parts("---\r\na: 1\r\n---\r\nText"), Ok(("a: 1\r\n", "Text")));
        assert_eq!(parts("\u{feff}+++  \n+++\n"), Ok(("", "")));
        assert_eq!(parts("+++\na = 1\n+++"), Ok(("a = 1\n", "")));
        assert_eq!(parts("Text"), Err(Problem::Missing));
        assert_eq!(parts(""), Err(Problem::Missing));
        assert_eq!(parts("\n+++\n+++\n"), Err(Problem::Late(1..4)));
        assert_eq!(parts("---\na: 1\nText\n"), Err(Problem::Unclosed { line: "---", end: 3 }));
        let mixed = Problem::Closing { line: "---", near: 9..12 };
        assert_eq!(parts("---\na: 1\n+++\n"), Err(mixed));
        assert_eq!(parts("++++\na = 1\n++++\n"), Err(Problem::Opening(0..4, "+++")));
        assert_eq!(parts("title = \"A\"\n\nText"), Err(Problem::Bare(0..11)));
    }
}
