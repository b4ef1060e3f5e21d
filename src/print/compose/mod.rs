//! A document to a print: its fields in the order of their declaration, then its text.
//!
//! It must never ask the site for more than its [`Inputs`]. Enter at [`add`] for each page, and then
//! at [`settle()`].

mod blocks;
mod fields;
mod letters;
mod settle;
mod works;

use super::document::{Block, BlockKind, Note, PrintDocument, Run};
use crate::config::{ContentType, TextPlace};
use crate::data::Date;
use crate::document::Document;
use crate::source::Span;
use crate::theme::PrintStyle;

pub use settle::settle;
pub use works::{Entry, entry};

/// Everything that composing needs to know of the site. The closures must be functions of their
/// arguments, so that the same document always becomes the same print.
pub struct Inputs<'i> {
    /// Where a link leads; none if it leads nowhere, which was reported elsewhere.
    pub link: &'i dyn Fn(&str) -> Option<Target>,
    /// Where an image is; none if it does not exist, which was reported elsewhere.
    pub image: &'i dyn Fn(&str) -> Option<Picture>,
    /// The title and place of a page that a field refers to.
    pub reference: &'i dyn Fn(&str) -> Option<(String, Target)>,
    /// The number of a cited work; none if it is unknown, which was reported elsewhere.
    pub number: &'i dyn Fn(&str) -> Option<usize>,
    /// How the theme prints its blocks.
    pub style: &'i PrintStyle,
    /// The words of the interface at a dotted path.
    pub word: &'i dyn Fn(&str) -> String,
    /// A date in words.
    pub date: &'i dyn Fn(Date) -> String,
    /// The people to turn to, each as a line.
    pub contacts: &'i [Vec<Run>],
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The id that it would have in this print; empty if it surely leads out of it.
    pub inside: String,
    /// The full address.
    pub address: String,
    /// Whether it leads to another site.
    pub external: bool,
}

/// Where an image is and how large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its root-relative address.
    pub address: String,
    /// In pixels, where known.
    pub size: Option<(u32, u32)>,
}

/// A page and how it takes its place in a print.
pub struct Part<'p> {
    /// The page.
    pub document: &'p Document,
    /// Its type.
    pub content_type: &'p ContentType,
    /// What ids begin with, so that two pages of a print share none; empty for the only one.
    pub prefix: &'p str,
    /// The id of its title as a heading, if it is one of several pages.
    pub heading: Option<&'p str>,
    /// What kind of page it is, and sentences to say before all else.
    pub notices: &'p [(String, String)],
}

/// Composes a page and puts it behind what the print holds already.
pub fn add(print: &mut PrintDocument, part: &Part, inputs: &Inputs) {
    let composer = Composer {
        inputs,
        prefix: part.prefix,
        raise: u8::from(part.heading.is_some()),
        notes_before: print.notes.len(),
    };
    let notes = part.document.body.footnotes.iter();
    let notes = notes.map(|note| Note { blocks: composer.blocks(&note.blocks) });
    print.blocks.extend(composer.part(part));
    print.notes.extend(notes);
}

/// Composes one page.
struct Composer<'c, 'i> {
    inputs: &'c Inputs<'i>,
    prefix: &'c str,
    /// How many levels its headings stand below their own.
    raise: u8,
    /// How many notes there were before it.
    notes_before: usize,
}

impl Composer<'_, '_> {
    fn part(&self, part: &Part) -> Vec<Block> {
        let mut blocks = Vec::new();
        let front = &part.document.front;
        if let Some(id) = part.heading {
            let runs = vec![Run::text(&front.title)];
            let kind = BlockKind::Heading { level: 2, id: id.to_string(), runs, part: true };
            blocks.push(Block::new(kind, Span::default()));
            if let Some(description) = &front.description {
                let runs = vec![Run::text(description)];
                blocks.push(Block::new(BlockKind::Paragraph { runs, lead: true }, Span::default()));
            }
        }
        for (title, text) in part.notices {
            let blocks_inside = vec![Block::paragraph(vec![Run::text(text)], Span::default())];
            let (tone, title) = ("urgent".to_string(), title.clone());
            blocks.push(Block::new(
                BlockKind::Box { tone, title, blocks: blocks_inside },
                Span::default(),
            ));
        }
        blocks.extend(self.facts(&part.content_type.fields, &part.document.fields));
        let fields = self.sections(&part.content_type.fields, &part.document.fields);
        let text = self.blocks(&part.document.body.blocks);
        match part.content_type.print_text {
            TextPlace::First => {
                blocks.extend(text);
                blocks.extend(fields);
            }
            TextPlace::Last => {
                let follows = !fields.is_empty();
                blocks.extend(fields);
                // Else the first words of the text would seem to belong to the last field.
                let opens = text.first().map(|block| &block.kind);
                if follows && opens.is_some_and(|kind| !matches!(kind, BlockKind::Heading { .. })) {
                    blocks.push(self.heading("text", &(self.inputs.word)("print.text")));
                }
                blocks.extend(text);
            }
        }
        blocks
    }

    /// A heading that the text does not have itself.
    fn heading(&self, id: &str, words: &str) -> Block {
        let id = format!("{}part-{id}", self.prefix);
        let runs = vec![Run::text(words)];
        let kind = BlockKind::Heading { level: 2 + self.raise, id, runs, part: false };
        Block::new(kind, Span::default())
    }
}
