//! Running text.

use super::{CitationMark, Writer, escape};
use crate::document::body::{CitedWork, Image, Inline, InlineKind, Link};

impl Writer<'_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => self.push_text(text),
            InlineKind::Code(text) => {
                self.push("<code>");
                self.push_text(text);
                self.push("</code>");
            }
            InlineKind::Emphasis(inlines) => self.wrapped("em", inlines),
            InlineKind::Strong(inlines) => self.wrapped("strong", inlines),
            InlineKind::Strikethrough(inlines) => self.wrapped("del", inlines),
            InlineKind::Link(link) => self.link(link),
            InlineKind::Image(image) => self.image(image),
            InlineKind::HardBreak => self.push("<br>\n"),
            InlineKind::Html(html) => self.push(html),
            InlineKind::FootnoteReference { number, occurrence } => {
                self.footnote_mark(*number, *occurrence);
            }
            InlineKind::Citation(works) => self.citation(works),
            InlineKind::Term { index, text } => self.term(*index, text),
        }
    }

    fn wrapped(&mut self, tag: &str, inlines: &[Inline]) {
        self.push("<");
        self.push(tag);
        self.push(">");
        self.inlines(inlines);
        self.push("</");
        self.push(tag);
        self.push(">");
    }

    fn link(&mut self, link: &Link) {
        let Some(resolved) = (self.inputs.link)(&link.destination) else {
            return self.inlines(&link.inlines);
        };
        self.push("<a");
        self.push_address("href", &resolved.url);
        if !link.title.is_empty() {
            self.push_attribute("title", &link.title);
        }
        if resolved.external {
            self.push(" rel=\"external\"");
        }
        self.push(">");
        self.inlines(&link.inlines);
        self.push("</a>");
    }

    fn image(&mut self, image: &Image) {
        let Some(resolved) = (self.inputs.image)(&image.destination) else {
            return self.push_text(&image.alt);
        };
        self.push("<img");
        self.push_address("src", &resolved.url);
        self.push_attribute("alt", &image.alt);
        if !image.title.is_empty() {
            self.push_attribute("title", &image.title);
        }
        for (name, size) in [("width", resolved.width), ("height", resolved.height)] {
            if let Some(size) = size {
                self.push_attribute(name, &size.to_string());
            }
        }
        self.push(">");
    }

    /// `[1, p. 4; 2]`, each number a link to the list of works. A work that is not in it keeps its
    /// key, so that a draft shows what is missing.
    fn citation(&mut self, works: &[CitedWork]) {
        self.push("<span class=\"citation\">[");
        for (at, work) in works.iter().enumerate() {
            if at > 0 {
                self.push("; ");
            }
            match (self.inputs.citation)(&work.key) {
                Some(number) => self.cited_work(&work.key, number),
                None => {
                    self.push("@");
                    self.push_text(&work.key);
                }
            }
            if let Some(locator) = &work.locator {
                self.push(", ");
                self.push_text(locator);
            }
        }
        self.push("]</span>");
    }

    fn cited_work(&mut self, key: &str, number: u32) {
        let count = self.cited.entry(key.to_string()).or_insert(0);
        *count += 1;
        let id = format!("{}cite-{key}-{count}", self.inputs.id_prefix);
        self.push("<a href=\"#ref-");
        escape::push_address(&mut self.html, key);
        self.push("\"");
        self.push_attribute("id", &id);
        let label = &self.inputs.labels.citation_mark;
        self.push_attribute("aria-label", &label.replace("{n}", &number.to_string()));
        self.push(">");
        self.push_number(number);
        self.push("</a>");
        self.citations.push(CitationMark { key: key.to_string(), id });
    }

    fn term(&mut self, index: usize, text: &str) {
        let Some(term) = self.inputs.terms.get(index) else { return self.push_text(text) };
        self.push("<a class=\"term\"");
        self.push_address("href", &term.url);
        self.push(">");
        self.push_text(text);
        self.push("</a>");
    }
}
