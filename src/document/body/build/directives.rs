//! Directives: where a mask of a `:::` line is met, a block opens or closes.

use std::ops::Range;

use super::super::fence_line::{self, FenceLine, Opening};
use super::super::tree::{Argument, BlockKind, Directive};
use super::frame::{Frame, FrameKind};
use super::{Builder, Extent, MAX_DEPTH};
use crate::diagnostic::Code as Finding;

const OUTSIDE: &str = "begin the line in the first column, outside lists and quotes";

impl Builder<'_, '_> {
    /// Whether an HTML block at `range` is the mask of a fence; if so, it is dealt with.
    pub(super) fn fence(&mut self, range: &Range<usize>) -> bool {
        while self.fences.get(self.next_fence).is_some_and(|f| f.range.start < range.start) {
            self.next_fence += 1;
        }
        let line = match self.fences.get_mut(self.next_fence) {
            Some(fence) if fence.range.start == range.start => {
                fence.seen = true;
                fence.range.clone()
            }
            _ => return false,
        };
        self.take_fence(line);
        true
    }

    fn take_fence(&mut self, line: Range<usize>) {
        self.close_paragraph();
        if self.extent == Extent::Field {
            self.report.add(
                Finding::WrongValue,
                self.report.span(line),
                "a `:::` block stands in a field",
                "fields hold paragraphs, lists and tables; move the block to the text of a page",
            );
        } else if !self.frames.last().is_some_and(is_outside) {
            self.misplaced_fence(line);
        } else {
            match fence_line::parse(self.source.get(line.clone()).unwrap_or("")) {
                FenceLine::Open(opening) => self.open_directive(opening, line),
                FenceLine::Close => self.close_directive(line),
            }
        }
    }

    /// Where the first fence stands in a block of HTML that only an empty line ends. Markdown takes
    /// it for HTML; the author surely means a fence.
    pub(super) fn fence_in_html(&self, html: &str, range: &Range<usize>) -> Option<usize> {
        let tag = html.trim_start().strip_prefix('<')?.to_ascii_lowercase();
        let verbatim = ["!", "?", "pre", "script", "style", "textarea"];
        let outside = self.frames.iter().all(is_outside);
        if !outside || verbatim.iter().any(|name| tag.starts_with(name)) {
            return None;
        }
        let from = self.fences.partition_point(|fence| fence.range.start < range.start);
        let first = self.fences.get(from).map(|fence| fence.range.start)?;
        (first < range.end).then_some(first)
    }

    /// Takes the fences among the last lines of a block of HTML.
    pub(super) fn fences_in_html(&mut self, range: Range<usize>) {
        let from = self.fences.partition_point(|fence| fence.range.start < range.start);
        let inside = self.fences.iter_mut().skip(from);
        let inside: Vec<_> = inside
            .take_while(|fence| fence.range.start < range.end)
            .map(|fence| {
                fence.seen = true;
                fence.range.clone()
            })
            .collect();
        for line in inside {
            if self.options.raw_html {
                self.report.add(
                    Finding::DirectiveSyntax,
                    self.report.span(line.clone()),
                    "a `:::` line stands directly below HTML",
                    "leave an empty line between the two",
                );
            }
            self.take_fence(line);
        }
    }

    /// Notes that the lines in `range` are code, HTML or a comment, so that fences among them are
    /// examples.
    pub(super) fn pass_fences(&mut self, range: &Range<usize>) {
        let from = self.fences.partition_point(|fence| fence.range.start < range.start);
        let inside = self.fences.iter_mut().skip(from);
        for fence in inside.take_while(|fence| fence.range.start < range.end) {
            fence.seen = true;
        }
    }

    /// Reports text that begins with three colons: a fence that is in a list or quote.
    pub(super) fn report_fence_in_text(&mut self, at: usize) {
        let line = self.source.get(at..).and_then(|rest| rest.lines().next()).unwrap_or("");
        self.misplaced_fence(at..at + line.trim_end().len());
    }

    pub(super) fn misplaced_fence(&mut self, range: Range<usize>) {
        let line = self.source.get(range.clone()).unwrap_or("");
        let closes = line.trim_end().bytes().all(|byte| byte == b':');
        // The closing line of a misplaced block is one mistake with its opening line.
        if std::mem::replace(&mut self.misplaced, !closes) && closes {
            return;
        }
        let span = self.report.span(range);
        self.report.add(Finding::DirectiveSyntax, span, "a `:::` line cannot stand here", OUTSIDE);
    }

    fn open_directive(&mut self, opening: Opening, line: Range<usize>) {
        let place = |range: Range<usize>| line.start + range.start..line.start + range.end;
        for problem in &opening.problems {
            self.report.add(
                Finding::DirectiveSyntax,
                self.report.span(place(problem.range.clone())),
                problem.message.as_str(),
                problem.help,
            );
        }
        if self.frames.len() >= MAX_DEPTH {
            self.report_depth(line);
            return;
        }
        let arguments = opening.arguments.into_iter().map(|argument| Argument {
            name: argument.name,
            name_span: self.report.span(place(argument.name_range)),
            value: argument.value,
            value_span: self.report.span(place(argument.value_range)),
        });
        let kind = FrameKind::Directive {
            arguments: arguments.collect(),
            name: opening.name,
            name_span: self.report.span(place(opening.name_range)),
        };
        self.push_frame(kind, line);
    }

    fn close_directive(&mut self, line: Range<usize>) {
        if !matches!(self.frames.last(), Some(Frame { kind: FrameKind::Directive { .. }, .. })) {
            // Past the depth limit blocks are not opened, so theirs are not missed either.
            if !self.too_deep {
                self.report.add(
                    Finding::DirectiveUnopened,
                    self.report.span(line),
                    "`:::` closes a block, but none is open",
                    "remove it, or write the opening line such as `::: callout`",
                );
            }
            return;
        }
        self.pop_directive(line.end);
    }

    /// Closes directives that are still open at the end of the text.
    pub(super) fn close_directives(&mut self) {
        self.close_paragraph();
        while let Some(Frame { kind: FrameKind::Directive { name, .. }, range, .. }) =
            self.frames.last()
        {
            let message = match name.as_str() {
                "" => "a `:::` block is never closed".to_string(),
                name => format!("the block `{name}` is never closed"),
            };
            self.report.add(
                Finding::DirectiveUnclosed,
                self.report.span(range.clone()),
                message,
                "write a line with `:::` alone where it ends",
            );
            self.pop_directive(self.source.len());
        }
    }

    fn pop_directive(&mut self, end: usize) {
        self.close_paragraph();
        let Some(frame) = self.frames.pop() else { return };
        let FrameKind::Directive { name, name_span, arguments } = frame.kind else { return };
        if name.is_empty() {
            // Reported where it was opened; what is in it belongs to the page.
            if let Some(parent) = self.frames.last_mut() {
                parent.blocks.extend(frame.blocks);
            }
            return;
        }
        let directive = Directive { name, name_span, arguments, blocks: frame.blocks };
        self.push_block(BlockKind::Directive(directive), frame.range.start..end);
    }

    /// Reports fences that the parse swallowed, such as one inside the title of a link.
    pub(super) fn report_hidden_fences(&mut self) {
        let hidden: Vec<_> =
            self.fences.iter().filter(|fence| !fence.seen).map(|f| f.range.clone()).collect();
        for range in hidden {
            self.misplaced_fence(range);
        }
    }
}

/// Whether a directive may stand directly in a frame.
fn is_outside(frame: &Frame) -> bool {
    matches!(frame.kind, FrameKind::Root | FrameKind::Directive { .. })
}
