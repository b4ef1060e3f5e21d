//! Running text: words, links, images, citations, HTML, footnote marks.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::super::tree::{CitedWork, Image, Inline, InlineKind, Link};
use super::super::visit::plain_text;
use super::super::{citations, comments};
use super::frame::{Frame, FrameKind};
use super::{Builder, Extent};
use crate::diagnostic::Code as Finding;

/// The frame of a link, or of a citation that Markdown takes for one.
pub(super) fn link(
    link_type: LinkType,
    destination: CowStr,
    title: CowStr,
    label: CowStr,
    strict: bool,
) -> FrameKind {
    if cites(link_type, &label, strict) {
        return FrameKind::Citation { label: label.into_string(), image: false };
    }
    let destination = match link_type {
        LinkType::Email => format!("mailto:{destination}"),
        _ => destination.into_string(),
    };
    FrameKind::Link { destination, title: title.into_string() }
}

/// The frame of an image, or of a citation behind an exclamation mark.
pub(super) fn image(
    link_type: LinkType,
    destination: CowStr,
    title: CowStr,
    label: CowStr,
    strict: bool,
) -> FrameKind {
    if cites(link_type, &label, strict) {
        return FrameKind::Citation { label: label.into_string(), image: true };
    }
    FrameKind::Image { destination: destination.into_string(), title: title.into_string() }
}

fn cites(link_type: LinkType, label: &str, strict: bool) -> bool {
    !strict
        && !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email)
        && citations::is_citation(label)
}

impl Builder<'_, '_> {
    /// Takes words, or a line of code.
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        let Some(frame) = self.frames.last_mut() else { return };
        match &mut frame.kind {
            FrameKind::Code { text: code, .. } => {
                // Fences in code are masked; the source is not.
                let written = self.source.get(range.clone());
                code.push_str(
                    written.filter(|written| written.len() == text.len()).unwrap_or(text),
                );
            }
            _ => {
                if !self.options.strict {
                    self.check_words(text, &range);
                }
                self.push_text(text, range);
            }
        }
    }

    /// Adds words to the text inline that stands last, or as a new one.
    pub(super) fn push_text(&mut self, text: &str, range: Range<usize>) {
        let span = self.report.span(range);
        let Some(frame) = self.frames.last_mut() else { return };
        if let Some(Inline { kind: InlineKind::Text(before), span: place }) =
            frame.inlines.last_mut()
        {
            before.push_str(text);
            place.end = place.end.max(span.end);
            return;
        }
        // More is likely to follow: an apostrophe, the next line.
        let mut words = String::with_capacity(text.len() + text.len() / 2 + 16);
        words.push_str(text);
        frame.inlines.push(Inline { kind: InlineKind::Text(words), span });
    }

    /// Looks for what Markdown left as text but was surely meant otherwise.
    fn check_words(&mut self, text: &str, range: &Range<usize>) {
        if text.starts_with('^') && self.bracket_end == Some(range.start) {
            self.check_footnote(range.start);
        }
        self.bracket_end = text.ends_with('[').then_some(range.end);
        if text.starts_with("::") && self.is_line_start() {
            // A definition list may have taken the first colon.
            let before = range.start.saturating_sub(1);
            let start = if self.source.get(before..range.start) == Some(":") {
                before
            } else {
                range.start
            };
            if self.source.get(start..).is_some_and(|rest| rest.starts_with(":::")) {
                self.report_fence_in_text(start);
            }
        }
    }

    fn is_line_start(&self) -> bool {
        self.frames.last().is_some_and(|frame| match frame.inlines.last() {
            None => !frame.kind.is_inline(),
            Some(Inline { kind: InlineKind::Text(text), .. }) => text.ends_with('\n'),
            Some(inline) => inline.kind == InlineKind::HardBreak,
        })
    }

    /// Reports `[^label]` in text: a mark without a footnote. `caret` is the offset of the `^`.
    fn check_footnote(&mut self, caret: usize) {
        let rest = self.source.get(caret..).unwrap_or("");
        let Some(end) = rest.find([']', '[', '\n', '\r']).filter(|end| *end > 1) else { return };
        if !rest.get(end..).is_some_and(|rest| rest.starts_with(']')) {
            return;
        }
        let label = rest.get(1..end).unwrap_or("").to_string();
        self.report.add(
            Finding::MissingFootnote,
            self.report.span(caret.saturating_sub(1)..caret + end + 1),
            format!("there is no footnote `{label}`"),
            &format!("add a paragraph that begins with `[^{label}]:`"),
        );
    }

    pub(super) fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        if self.extent == Extent::Field {
            self.report_footnote_in_field(range);
            return;
        }
        let number = self.footnotes.reference(label);
        self.push_inline(InlineKind::FootnoteReference { number, occurrence: 0 }, range);
    }

    pub(super) fn report_footnote_in_field(&mut self, range: Range<usize>) {
        self.report.add(
            Finding::WrongValue,
            self.report.span(range),
            "a footnote stands in a field",
            "put it in round brackets, or cite a source with `[@key]`",
        );
    }

    /// A piece of HTML in running text.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if self.options.strict {
            return self.push_inline(InlineKind::Html(html.to_string()), range);
        }
        if html.starts_with("<!--") {
            self.take_comments(html, range);
            return;
        }
        self.check_html_images(html, &range);
        if self.options.raw_html {
            self.push_inline(InlineKind::Html(html.to_string()), range);
        } else if let Some(name) = html.strip_prefix("</") {
            // Half of a pair is one mistake with its other half.
            let name = name.trim_end_matches('>').trim().to_ascii_lowercase();
            match self.html_open.iter().rposition(|open| *open == name) {
                Some(at) => {
                    self.html_open.remove(at);
                }
                None => self.report_html(html, range),
            }
        } else {
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let name: String = html.chars().skip(1).take_while(|c| is_name(*c)).collect();
            self.html_open.push(name.to_ascii_lowercase());
            self.report_html(html, range);
        }
    }

    /// Keeps the comments of a piece of HTML and gives what is left of it.
    pub(super) fn take_comments(&mut self, html: &str, range: Range<usize>) -> String {
        let taken = comments::take_comments(html);
        // Line ends and the marks of quotes are missing in `html`, so places come from the source.
        let source = comments::take_comments(self.source.get(range.clone()).unwrap_or(""));
        let same = source.comments.len() == taken.comments.len();
        for (at, (text, _)) in taken.comments.into_iter().enumerate() {
            let inside = source
                .comments
                .get(at)
                .filter(|_| same)
                .map(|(_, inside)| range.start + inside.start..range.start + inside.end);
            let span = self.report.span(inside.unwrap_or(range.clone()));
            self.comments.push(super::Comment { text, span });
        }
        taken.rest
    }

    pub(super) fn report_html(&mut self, html: &str, range: Range<usize>) {
        let shown: String = html.trim().lines().next().unwrap_or("").chars().take(40).collect();
        self.report.add(
            Finding::RawHtml,
            self.report.span(range),
            format!("HTML is not allowed here: `{shown}`"),
            "write it as Markdown or with a `:::` block; to show a `<`, write `\\<` or use code",
        );
    }

    /// Ends a link, an image or a citation.
    pub(super) fn finish_link(&mut self, frame: Frame) {
        let Frame { kind, range, inlines, .. } = frame;
        match kind {
            FrameKind::Link { destination, title } => {
                if !self.options.strict {
                    self.check_link(&destination, &inlines, range.clone());
                }
                let link = Link { destination, title, inlines };
                self.push_inline(InlineKind::Link(Box::new(link)), range);
            }
            FrameKind::Image { destination, title } => {
                let alt = plain_text(&inlines);
                // `![](line.png "decorative")` says that there is nothing to say.
                let decorative = title.eq_ignore_ascii_case("decorative") && !self.options.strict;
                let title = if decorative && alt.trim().is_empty() { String::new() } else { title };
                if alt.trim().is_empty() && !self.options.strict && !decorative {
                    self.report.add(
                        Finding::MissingAlt,
                        self.report.span(range.clone()),
                        format!("the image `{destination}` has no alternative text"),
                        "say in the square brackets what the image tells those who cannot see it",
                    );
                }
                let image = Image { destination, title, alt };
                self.push_inline(InlineKind::Image(Box::new(image)), range);
            }
            FrameKind::Citation { label, image } => {
                self.finish_citation(&label, image, inlines, range);
            }
            _ => {}
        }
    }

    fn check_link(&mut self, destination: &str, inlines: &[Inline], range: Range<usize>) {
        let (message, help) = if destination.trim().is_empty() {
            ("a link has no address", "write the address in the round brackets")
        } else if plain_text(inlines).trim().is_empty() {
            ("a link has no words", "write in the square brackets where the link leads")
        } else {
            return;
        };
        self.report.add(Finding::EmptyLink, self.report.span(range), message, help);
    }

    /// A citation may have taken what stands before it for its words: `a note [1][@key]`, or
    /// another citation: `[@a][@b]`. And `so![@key]` looks like an image.
    fn finish_citation(
        &mut self,
        label: &str,
        image: bool,
        inlines: Vec<Inline>,
        range: Range<usize>,
    ) {
        let source = self.source.get(range.clone()).unwrap_or("");
        let start = range.start + usize::from(image);
        if image {
            self.push_text("!", range.start..start);
        }
        // The label is what stands in the last brackets.
        let body = source.strip_suffix("[]").unwrap_or(source);
        let label_at = body.rfind(label).filter(|at| body.get(at + label.len()..) == Some("]"));
        let before = label_at.and_then(|at| body.get(usize::from(image)..at.checked_sub(1)?));
        if let Some(words) = before.and_then(|b| b.strip_prefix('[')?.strip_suffix(']')) {
            if citations::is_citation(words) {
                self.push_citation(words, Some(start + 1), start..start + words.len() + 2);
            } else {
                self.push_text("[", start..start + 1);
                if let Some(frame) = self.frames.last_mut() {
                    frame.inlines.extend(inlines);
                }
                self.push_text("]", start..range.end);
            }
        }
        let at = label_at.map(|at| range.start + at);
        let place = at.map_or(range.start, |at| at.saturating_sub(1))..range.end;
        self.push_citation(label, at, place);
    }

    /// Adds a citation. `at` is the offset of the label if it stands in the source as it is.
    fn push_citation(&mut self, label: &str, at: Option<usize>, range: Range<usize>) {
        let mut works = Vec::new();
        let mut from = range.start;
        for work in citations::works(label) {
            let place = match at {
                Some(at) => at + work.range.start..at + work.range.end,
                None => self.cited_at(&work.key, from..range.end).unwrap_or(range.clone()),
            };
            from = place.end;
            let span = self.report.span(place);
            works.push(CitedWork { key: work.key, locator: work.locator, span });
        }
        self.push_inline(InlineKind::Citation(works), range);
    }

    /// Where a key stands in a label that goes over the end of a line in a quote or list.
    fn cited_at(&self, key: &str, range: Range<usize>) -> Option<Range<usize>> {
        let mark = format!("@{key}");
        let start = range.start + self.source.get(range)?.find(&mark)?;
        Some(start..start + mark.len())
    }
}
