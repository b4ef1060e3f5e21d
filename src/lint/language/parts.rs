//! The links, images and headings of a page, for rules that look at one kind of them.

use super::page::Page;
use super::prose::{Run, Token};
use crate::document::FieldValue;
use crate::document::body::{
    ArgumentValue, Block, BlockKind, Body, Descend, Inline, InlineKind, Link, Visit, visit,
};
use crate::source::Span;

/// Hands every link of the text and the fields to `see`.
pub(super) fn links(page: &Page, see: &mut dyn FnMut(&Link, Span)) {
    each(page, &mut |part| {
        if let Part::Link(link, span) = part {
            see(link, span);
        }
    });
}

/// Hands the alternative text of every image that has one to `see`.
pub(super) fn images(page: &Page, see: &mut dyn FnMut(&str, Span)) {
    each(page, &mut |part| {
        if let Part::Alt(alt, span) = part
            && !alt.trim().is_empty()
        {
            see(alt, span);
        }
    });
}

enum Part<'p> {
    Link(&'p Link, Span),
    Alt(&'p str, Span),
}

fn each(page: &Page, see: &mut dyn FnMut(Part)) {
    let Some(document) = page.document else { return };
    let mut walk = |body: &Body| visit(body, &mut Walk { see: &mut *see });
    for (_, value) in &document.fields {
        value.visit(&mut |value| {
            if let FieldValue::Markdown(body) = value {
                walk(body);
            }
        });
    }
    walk(&document.body);
}

struct Walk<'s> {
    see: &'s mut dyn FnMut(Part),
}

impl<'t> Visit<'t> for Walk<'_> {
    fn enter_block(&mut self, block: &'t Block) -> Descend {
        if let BlockKind::Directive(directive) = &block.kind {
            for argument in &directive.arguments {
                if let ("alt", ArgumentValue::Text(alt)) = (argument.name.as_str(), &argument.value)
                {
                    (self.see)(Part::Alt(alt, argument.value_span));
                }
            }
        }
        if let BlockKind::Html(html) = &block.kind {
            html_alts(html, &mut |alt| (self.see)(Part::Alt(alt, block.span)));
        }
        Descend::Into
    }

    fn enter_inline(&mut self, inline: &'t Inline) -> Descend {
        match &inline.kind {
            InlineKind::Link(link) => (self.see)(Part::Link(link, inline.span)),
            InlineKind::Image(image) => (self.see)(Part::Alt(&image.alt, inline.span)),
            InlineKind::Html(html) => {
                html_alts(html, &mut |alt| (self.see)(Part::Alt(alt, inline.span)));
            }
            _ => {}
        }
        Descend::Into
    }
}

/// Hands the alternative texts of the images in a piece of HTML to `see`.
fn html_alts(html: &str, see: &mut dyn FnMut(&str)) {
    let tags = html.split('<').filter(|tag| {
        tag.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("img"))
            && tag.get(3..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    });
    for tag in tags {
        let value = tag.split_once("alt=").map(|(_, value)| value);
        let quote =
            value.and_then(|value| value.chars().next()).filter(|c| matches!(c, '"' | '\''));
        if let (Some(value), Some(quote)) = (value, quote) {
            see(value.get(1..).and_then(|rest| rest.split(quote).next()).unwrap_or(""));
        }
    }
}

/// The title and the headings with all their words.
pub(super) fn titles<'p>(page: &Page<'p>) -> impl Iterator<Item = (&'p Run, &'p [Token])> {
    let prose = page.prose;
    prose.runs.iter().filter(|run| run.role.is_title()).filter_map(move |run| {
        let sentences = prose.sentences_of(run);
        let (first, last) = (sentences.first()?, sentences.last()?);
        Some((run, prose.tokens.get(first.tokens.start..last.tokens.end)?))
    })
}

/// Where a heading's words stand.
pub(super) fn span_of(page: &Page, run: &Run, tokens: &[Token]) -> Span {
    match tokens {
        [first, .., last] | [first @ last] => page.place(run, first, last),
        [] => run.span,
    }
}

/// Words as messages show them: on one line, not too long, without the marks of code.
pub(super) fn quoted(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    match words.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or("").trim_end()),
        None => words,
    }
}

/// Whether all letters are capitals.
pub(super) fn is_shouted(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.chars().any(char::is_lowercase)
}
