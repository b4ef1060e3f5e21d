//! What is open while a tree is being built.

use std::ops::Range;

use super::super::tree::{
    AlertKind, Alignment, Argument, Block, Cell, Definition, Inline, ListItem,
};
use crate::source::Span;

/// One open element.
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// Its place in the text.
    pub(super) range: Range<usize>,
    /// The blocks in it so far.
    pub(super) blocks: Vec<Block>,
    /// The running text in it so far; in a frame of blocks, of a paragraph without events.
    pub(super) inlines: Vec<Inline>,
}

/// What is open, with what is known of it from its beginning and gathered since.
pub(super) enum FrameKind {
    Root,
    Directive {
        name: String,
        name_span: Span,
        arguments: Vec<Argument>,
    },
    Paragraph,
    Heading {
        level: u8,
        id: String,
        former_ids: Vec<String>,
        classes: Vec<String>,
    },
    Quote(Option<AlertKind>),
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<ListItem>,
    },
    Item {
        task: Option<bool>,
    },
    Definitions {
        tight: bool,
        entries: Vec<Definition>,
    },
    DefinitionTerm,
    Meaning,
    Footnote(String),
    Code {
        info: String,
        text: String,
    },
    Html(String),
    Table {
        alignments: Vec<Alignment>,
        header: Vec<Cell>,
        rows: Vec<Vec<Cell>>,
    },
    TableHead(Vec<Cell>),
    TableRow(Vec<Cell>),
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link {
        destination: String,
        title: String,
    },
    Image {
        destination: String,
        title: String,
    },
    /// A citation in the clothes of a link or an image; its label.
    Citation {
        label: String,
        image: bool,
    },
}

impl Frame {
    pub(super) fn new(kind: FrameKind, range: Range<usize>) -> Frame {
        Frame { kind, range, blocks: Vec::new(), inlines: Vec::new() }
    }
}

impl FrameKind {
    /// Whether blocks may stand in it.
    pub(super) fn holds_blocks(&self) -> bool {
        matches!(
            self,
            FrameKind::Root
                | FrameKind::Directive { .. }
                | FrameKind::Quote(_)
                | FrameKind::Item { .. }
                | FrameKind::Meaning
                | FrameKind::Footnote(_)
        )
    }

    /// Whether it is a part of running text.
    pub(super) fn is_inline(&self) -> bool {
        matches!(
            self,
            FrameKind::Emphasis
                | FrameKind::Strong
                | FrameKind::Strikethrough
                | FrameKind::Link { .. }
                | FrameKind::Image { .. }
                | FrameKind::Citation { .. }
        )
    }
}
