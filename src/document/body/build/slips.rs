//! What Markdown takes without a word and an author surely meant otherwise.

use std::ops::Range;

use super::super::Extent;
use super::super::tree::{Block, BlockKind, Cell, Inline, InlineKind};
use super::super::visit::plain_text;
use super::Builder;
use crate::diagnostic::Code as Finding;

/// The kinds of alerts that exist.
const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

impl Builder<'_, '_> {
    /// Reports a block of code whose closing line is missing: all that follows became code.
    pub(super) fn check_fenced_code(&mut self, range: &Range<usize>) {
        if self.options.strict {
            return;
        }
        let text = self.source.get(range.clone()).unwrap_or("").trim_end();
        let first = text.lines().next().unwrap_or("");
        let mark = first.trim_start().chars().next().unwrap_or('`');
        let length = first.trim_start().chars().take_while(|c| *c == mark).count();
        // In a quote each line begins with the quote's mark.
        let last = text.lines().last().unwrap_or("").trim_start_matches(['>', ' ', '\t']);
        let closed = text.lines().count() > 1
            && last.chars().count() >= length
            && last.chars().all(|c| c == mark);
        if !closed {
            self.report.add(
                Finding::CodeUnclosed,
                self.report.span(range.start..range.start + first.trim_end().len()),
                "this block of code is never closed",
                &format!(
                    "write a line with {} alone where it ends; until then all below is code",
                    mark.to_string().repeat(length)
                ),
            );
        }
    }

    /// Reports a quote that begins with `[!WORD]` and is no alert.
    pub(super) fn check_alert(&mut self, blocks: &[Block]) {
        if self.options.strict {
            return;
        }
        let Some(Block { kind: BlockKind::Paragraph(inlines), span }) = blocks.first() else {
            return;
        };
        let text = plain_text(inlines);
        let Some((word, _)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else {
            return;
        };
        if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '-') {
            return;
        }
        let place = crate::source::Span { end: span.start + word.len() as u32 + 3, ..*span };
        let place = crate::source::Span { end: place.end.min(span.end), ..place };
        let message = format!("there is no alert of the kind `{word}`");
        self.report.add(
            Finding::UnknownAlert,
            place,
            message,
            &format!("choose one of: {}", ALERTS.join(", ")),
        );
    }

    /// Reports what a row holds behind its last column, which no reader would see.
    pub(super) fn check_row(&mut self, cells: &[Cell], range: &Range<usize>) {
        if self.options.strict {
            return;
        }
        let row = self.source.get(range.clone()).unwrap_or("").trim_end();
        let mut escaped = false;
        let bars = row
            .char_indices()
            .filter(|(_, c)| {
                let is_bar = *c == '|' && !escaped;
                escaped = *c == '\\' && !escaped;
                is_bar
            })
            .map(|(at, _)| at)
            .collect::<Vec<_>>();
        let leading = usize::from(row.trim_start().starts_with('|'));
        let Some(after) = bars.get(cells.len() + leading - 1) else { return };
        let rest = row.get(after + 1..).unwrap_or("");
        let extra = rest.trim_matches(['|', ' ', '\t']);
        if extra.is_empty() {
            return;
        }
        let start = range.start + after + 1 + rest.find(extra).unwrap_or(0);
        self.report.add(
            Finding::TableRow,
            self.report.span(start..start + extra.len()),
            format!("`{extra}` stands behind the last column and would not be shown"),
            "give the table one more column, or write a `|` that belongs to the text as `\\|`",
        );
    }

    /// Reports a paragraph that is nothing but a few words in bold: to the eye a heading, to a screen
    /// reader a line like any other.
    pub(super) fn check_bold_line(&mut self, inlines: &[Inline], range: &Range<usize>) {
        let [Inline { kind: InlineKind::Strong(inner), .. }] = inlines else { return };
        let text = plain_text(inner);
        let is_sentence = text.trim_end().ends_with(['.', ',', ':', ';', '!', '…']);
        let is_short = text.chars().count() <= 60;
        // A number to call or an address stands out for another reason.
        let is_contact =
            text.contains('@') || text.chars().filter(char::is_ascii_digit).count() > 4;
        if self.frames.len() == 1
            && self.extent == Extent::Page
            && is_short
            && !is_sentence
            && !is_contact
        {
            self.report.add(
                Finding::StrayMarkup,
                self.report.span(self.trimmed(range.clone())),
                "this looks like a heading",
                "begin the line with `##` or `###` and take the stars away, so that everybody can find it",
            );
        }
    }

    /// Reports a caption that stands below no table.
    pub(super) fn check_lone_caption(&mut self, range: &Range<usize>) {
        self.report.add(
            Finding::StrayMarkup,
            self.report.span(self.trimmed(range.clone())),
            "this looks like the caption of a table",
            "put it directly below its table, with an empty line between",
        );
    }

    /// Looks through the words of a paragraph, as they stand in the source, for markup that is none.
    pub(super) fn check_paragraph(&mut self, words: &str, range: &Range<usize>) {
        let source = self.source.get(range.clone()).unwrap_or("");
        let slips = [
            heading(source).map(|at| (at, "this looks like a heading", "write an ordinary space behind the `#`")),
            block(source).map(|at| {
                (at, "this looks like a block", "begin and end a block with three colons: `::: callout`")
            }),
            spaced_link(source, words).map(|at| {
                (
                    at,
                    "this looks like a link",
                    "write no space between `]` and `(`, and put a path with spaces between `<` and `>`",
                )
            }),
            turned_link(source, words).map(|at| {
                (
                    at,
                    "this looks like a link with its brackets changed round",
                    "write the words in square brackets and the path in round ones: [words](page.md)",
                )
            }),
            open_link(source, words).map(|at| {
                (at, "this looks like a link", "close the round bracket behind the path with `)`")
            }),
            citation(source, words).map(|at| {
                (at, "this looks like a citation", "begin it with the key: `[@key, p. 4]`")
            }),
            bullet(source).map(|at| {
                (
                    at,
                    "this looks like an item of a list",
                    "begin each item with a hyphen and a space, on a line of its own: `- Hours`",
                )
            }),
            glued_item(source).map(|at| {
                (at, "this looks like an item of a list", "write a space behind the mark: `- Hours`")
            }),
            tick_box(source, words).map(|at| {
                (at, "this looks like a box to tick", "write a space between its brackets: `[ ]`")
            }),
            table(source).map(|at| {
                (
                    at,
                    "this looks like a table",
                    "write hyphens below each heading of its first row: `| --- | --- |`",
                )
            }),
        ];
        for (at, message, help) in slips.into_iter().flatten() {
            let place = range.start + at.start..range.start + at.end;
            self.report.add(Finding::StrayMarkup, self.report.span(place), message, help);
        }
    }
}

/// `##Word` at the start of a paragraph, or with a space there that Markdown does not take for one.
fn heading(source: &str) -> Option<Range<usize>> {
    let rest = source.trim_start_matches('#');
    let marks = source.len() - rest.len();
    let is_text = |c: char| c.is_alphabetic() || matches!(c, '\u{a0}' | '\u{202f}' | '\u{2003}');
    let glued = (2..=6).contains(&marks) && rest.starts_with(is_text);
    glued.then(|| first_line(source))
}

fn first_line(source: &str) -> Range<usize> {
    0..source.lines().next().unwrap_or("").trim_end().len()
}

/// A line that begins with a sign that other programs make bullets with.
fn bullet(source: &str) -> Option<Range<usize>> {
    const BULLETS: [char; 9] = ['•', '‣', '◦', '▪', '▫', '●', '○', '\u{f0b7}', '\u{f0a7}'];
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let content = line.trim();
        if content.starts_with(BULLETS) {
            let start = at + line.find(content).unwrap_or(0);
            return Some(start..start + content.len());
        }
        at += line.len();
    }
    None
}

/// Two lines or more that each begin like `-Word` or `1.Word`.
fn glued_item(source: &str) -> Option<Range<usize>> {
    let is_glued = |line: &str| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let mark: &[char] = if digits.len() < line.len() { &['.', ')'] } else { &['-'] };
        digits.strip_prefix(mark).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    };
    (source.lines().count() > 1 && source.lines().all(is_glued)).then(|| first_line(source))
}

/// `- [] Word`, with no space between the brackets.
fn tick_box(source: &str, words: &str) -> Option<Range<usize>> {
    let start = source.find("[] ").filter(|_| words.starts_with("[] "))?;
    Some(start..start + 2)
}

/// Rows between upright bars, without the row that makes a table of them.
fn table(source: &str) -> Option<Range<usize>> {
    let is_row = |line: &str| {
        let line = line.trim();
        line.starts_with('|') && line.matches('|').count() > 1
    };
    (source.lines().count() > 1 && source.lines().all(is_row)).then(|| first_line(source))
}

/// `(words)[page.md]`.
fn turned_link(source: &str, words: &str) -> Option<Range<usize>> {
    for (at, _) in words.match_indices(")[") {
        let Some(open) = words.get(..at).and_then(|before| before.rfind('(')) else { continue };
        let inside = words.get(at + 2..).and_then(|rest| rest.split(']').next()).unwrap_or("");
        if is_path(inside) || inside.starts_with("https://") || inside.starts_with("http://") {
            let written = words.get(open..at + 2 + inside.len() + 1)?;
            let start = source.find(written)?;
            return Some(start..start + written.len());
        }
    }
    None
}

/// `[words](page.md` with nothing to close it.
fn open_link(source: &str, words: &str) -> Option<Range<usize>> {
    let (at, _) = words.rmatch_indices("](").next()?;
    let rest = words.get(at + 2..).unwrap_or("");
    let path = rest.split(|c: char| c.is_whitespace() || c == '\0').next().unwrap_or("");
    let open = words.get(..at).and_then(|before| before.rfind('['))?;
    if rest.contains(')') || !is_path(path.trim_end_matches(['.', ','])) {
        return None;
    }
    let written = words.get(open..at + 2 + path.len())?;
    let start = source.find(written)?;
    Some(start..start + written.len())
}

/// Whether an address ends as those of pages and files do.
fn is_path(path: &str) -> bool {
    let path = path.split('#').next().unwrap_or(path);
    [".md", ".pdf", ".docx", ".html"].iter().any(|end| path.ends_with(end))
}

/// `:: word` or `::` alone at the start of a line.
fn block(source: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let content = line.trim_end();
        if content.strip_prefix("::").is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
            return Some(at..at + content.len());
        }
        at += line.len();
    }
    None
}

/// `[words] (page.md)` or `[words](first week.md)` left as words.
fn spaced_link(source: &str, words: &str) -> Option<Range<usize>> {
    for between in ["](", "] ("] {
        for (at, _) in words.match_indices(between) {
            let Some(open) = words.get(..at).and_then(|before| before.rfind('[')) else { continue };
            let rest = words.get(at + between.len()..).unwrap_or("");
            let Some(close) = rest.find(')') else { continue };
            if !is_path(rest.get(..close).unwrap_or("")) {
                continue;
            }
            let written = words.get(open..at + between.len() + close + 1).unwrap_or("");
            let start = source.find(written)?;
            return Some(start..start + written.len());
        }
    }
    None
}

/// `[see @key]` left as words.
fn citation(source: &str, words: &str) -> Option<Range<usize>> {
    for (at, _) in words.match_indices(" @") {
        let Some(open) = words.get(..at).and_then(|before| before.rfind('[')) else { continue };
        let inside = words.get(open + 1..).unwrap_or("");
        let Some(close) = inside.find(']') else { continue };
        let inside = inside.get(..close).unwrap_or("");
        let key = inside.split_once(" @").map_or("", |(_, key)| key);
        let is_key = key.starts_with(char::is_alphanumeric) && key.contains(char::is_numeric);
        if !inside.contains('[') && is_key {
            let start = source.find(&format!("[{inside}]"))?;
            return Some(start..start + inside.len() + 2);
        }
    }
    None
}
