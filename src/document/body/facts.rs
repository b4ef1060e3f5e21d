//! What the rest of the site needs to know of a text once its tree is gone.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::tree::{
    ArgumentValue, Block, BlockKind, Body, Directive, Inline, InlineKind, is_path_argument,
};
use super::visit::{Descend, Visit, plain_text, visit_blocks};
use crate::source::Span;

/// A summary of a [`Body`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The headings in order.
    pub outline: Vec<OutlineEntry>,
    /// Every id that a link may lead to, sorted: headings, their former ids, footnotes.
    pub anchors: Vec<String>,
    /// The links and images in order.
    pub links: Vec<LinkUse>,
    /// The keys of works cited, in order, with their places.
    pub citations: Vec<(String, Span)>,
    /// The names of directives used, sorted, each once.
    pub directives: Vec<String>,
    /// How many words there are.
    pub words: u32,
}

/// One heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutlineEntry {
    /// From 1 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Anchors that it answers to as well.
    pub former_ids: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// One link or image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkUse {
    /// Where it leads, as written.
    pub destination: String,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: LinkKind,
}

/// What uses an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// A link, to a page or elsewhere.
    Page,
    /// An image.
    Image,
}

impl Body {
    /// The summary of this text.
    pub fn facts(&self) -> Facts {
        let mut gatherer = Gatherer::default();
        visit_blocks(&self.blocks, &mut gatherer);
        for (number, note) in (1..).zip(&self.footnotes) {
            visit_blocks(&note.blocks, &mut gatherer);
            gatherer.facts.anchors.extend([format!("fn-{number}"), format!("fnref-{number}")]);
        }
        let mut facts = gatherer.facts;
        facts.anchors.sort_unstable();
        facts.anchors.dedup();
        facts.directives = gatherer.directives.into_iter().map(str::to_string).collect();
        facts
    }
}

#[derive(Default)]
struct Gatherer<'t> {
    facts: Facts,
    directives: BTreeSet<&'t str>,
}

impl<'t> Visit<'t> for Gatherer<'t> {
    fn enter_block(&mut self, block: &'t Block) -> Descend {
        match &block.kind {
            BlockKind::Heading(heading) => {
                self.facts.anchors.push(heading.id.clone());
                self.facts.anchors.extend(heading.former_ids.iter().cloned());
                self.facts.outline.push(OutlineEntry {
                    level: heading.level,
                    id: heading.id.clone(),
                    text: plain_text(&heading.inlines),
                    former_ids: heading.former_ids.clone(),
                    span: block.span,
                });
            }
            BlockKind::Directive(directive) => {
                self.facts.links.extend(path_arguments(directive));
                self.directives.insert(&directive.name);
            }
            _ => {}
        }
        Descend::Into
    }

    fn enter_inline(&mut self, inline: &'t Inline) -> Descend {
        let used = |destination: &str, kind| LinkUse {
            destination: destination.to_string(),
            span: inline.span,
            kind,
        };
        match &inline.kind {
            // A word that is half emphasised counts twice; nobody will miss the other half.
            InlineKind::Text(text) | InlineKind::Term { text, .. } | InlineKind::Code(text) => {
                self.facts.words = self.facts.words.saturating_add(words(text));
            }
            InlineKind::Link(link) => {
                self.facts.links.push(used(&link.destination, LinkKind::Page));
            }
            InlineKind::Image(image) => {
                self.facts.links.push(used(&image.destination, LinkKind::Image));
            }
            InlineKind::Citation(works) => {
                let cited = works.iter().map(|work| (work.key.clone(), work.span));
                self.facts.citations.extend(cited);
            }
            _ => {}
        }
        Descend::Into
    }
}

/// The arguments of a directive that lead somewhere.
fn path_arguments(directive: &Directive) -> impl Iterator<Item = LinkUse> {
    directive.arguments.iter().filter(|argument| is_path_argument(&argument.name)).filter_map(
        |argument| match &argument.value {
            ArgumentValue::Text(destination) => Some(LinkUse {
                destination: destination.clone(),
                span: argument.value_span,
                kind: if argument.name == "src" { LinkKind::Image } else { LinkKind::Page },
            }),
            _ => None,
        },
    )
}

/// How many words a text has: runs without white space that hold a letter or digit.
fn words(text: &str) -> u32 {
    let is_word = |run: &&str| run.chars().any(char::is_alphanumeric);
    u32::try_from(text.split_whitespace().filter(is_word).count()).unwrap_or(u32::MAX)
}
