//! What is printed, whatever it is printed to: one tree from which the print page, the PDF and the
//! Word file are written, so that the three cannot disagree.
//!
//! Everything in it is settled: labels, numbers, addresses, words. A writer decides how a thing
//! looks and never what it says. The typesetter is given this same tree as data, in the form that
//! serde gives it.

use serde::Serialize;

use crate::config::Paper;
use crate::source::Span;

/// A page, or a section with its pages, made ready for paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PrintDocument {
    /// The title: the only heading of level 1.
    pub title: String,
    /// What kind of page it is, for the line above the title.
    pub kind: String,
    /// One or two sentences on what it is about.
    pub description: Option<String>,
    /// The language tag, such as `en-GB`.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Who publishes it: the author in a file's properties.
    pub publisher: String,
    /// The name of the site.
    pub site: String,
    /// The paper that files are made for.
    pub paper: Paper,
    /// The text.
    pub blocks: Vec<Block>,
    /// The footnotes, the first being note 1.
    pub notes: Vec<Note>,
    /// The works cited, the first being reference 1.
    pub works: Vec<Work>,
    /// Works that it rests on and does not cite.
    pub sources: Vec<Work>,
    /// Where it comes from: address, dates, keeper, licence.
    pub imprint: Vec<Fact>,
    /// Words of the interface.
    pub words: Words,
}

/// Words that writers put into a print, in the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Words {
    /// The heading of the contents list.
    pub contents: String,
    /// The heading of the footnotes.
    pub notes: String,
    /// The heading of the works cited.
    pub references: String,
    /// The heading of other works.
    pub sources: String,
    /// The heading of the last part: where this comes from.
    pub imprint: String,
    /// `Page {page} of {pages}`.
    pub page_of: String,
    /// What stands in a place that the reader fills in.
    pub blank: String,
    /// The name of an empty box.
    pub open: String,
    /// The name of a ticked box.
    pub done: String,
    /// The name of a table without a caption.
    pub table: String,
    /// The mark of note `{n}` in the text.
    pub note_mark: String,
    /// The mark of reference `{n}` in the text.
    pub reference_mark: String,
}

/// A block and where it was written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Block {
    /// What it is.
    #[serde(flatten)]
    pub kind: BlockKind,
    /// Its place in the page's file.
    #[serde(skip)]
    pub span: Span,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// From 2; no level is skipped.
        level: u8,
        /// What links inside the print lead to; each once.
        id: String,
        /// Its words.
        runs: Vec<Run>,
        /// Whether a page of a section begins here.
        part: bool,
    },
    /// Running text.
    Paragraph {
        /// Its words.
        runs: Vec<Run>,
        /// Whether it introduces what follows, in larger type.
        lead: bool,
    },
    /// Labels and what they say.
    Facts {
        /// Each with a label.
        facts: Vec<Fact>,
    },
    /// A list.
    List {
        /// How its items are marked.
        marks: Marks,
        /// The items.
        items: Vec<Item>,
    },
    /// Terms and their meanings.
    Definitions {
        /// Each term with its meanings.
        entries: Vec<Definition>,
    },
    /// Rows and columns.
    Table(Table),
    /// A block set apart, with a word that says what it is.
    Box {
        /// How it looks; the theme knows which there are.
        tone: String,
        /// What it is called.
        title: String,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// Words of somebody else.
    Quote {
        /// What they said.
        blocks: Vec<Block>,
        /// Who said it; empty if nobody is named.
        by: String,
    },
    /// Blocks in another language than the print's.
    Passage {
        /// Its tag, as BCP 47 has it.
        language: String,
        /// `ltr` or `rtl`.
        direction: String,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// A picture.
    Figure {
        /// The picture.
        image: Image,
        /// The words below it; empty if there are none.
        caption: String,
    },
    /// Preformatted text.
    Code {
        /// Its lines.
        text: String,
    },
    /// A place that the reader fills in.
    Blank {
        /// What is to be filled in.
        label: Vec<Run>,
        /// What is known of it.
        note: Vec<Run>,
    },
}

/// A label and what it says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// What it says; empty where the reader fills it in.
    pub runs: Vec<Run>,
    /// Whether the reader fills it in.
    pub blank: bool,
}

/// How the items of a list are marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "marks", rename_all = "kebab-case")]
pub enum Marks {
    /// Dots.
    Bullets,
    /// Numbers or letters that follow each other.
    Counted {
        /// How they are counted.
        style: Count,
        /// What stands before each, such as `C `.
        before: String,
        /// The first.
        start: u64,
    },
    /// Each item has a mark of its own, or none.
    Own,
    /// Boxes to tick.
    Boxes,
}

/// How the items of a list are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Count {
    /// 1, 2, 3
    Number,
    /// a, b, c
    Small,
    /// A, B, C
    Capital,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Its mark as text, as readers see it; empty for dots.
    pub mark: String,
    /// Whether its box is ticked.
    pub done: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A term and its meanings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Definition {
    /// The term.
    pub term: Vec<Run>,
    /// Its meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// Rows and columns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// What it is called; empty if it has no caption.
    pub caption: Vec<Run>,
    /// How each column is set.
    pub alignments: Vec<Alignment>,
    /// The first row.
    pub header: Vec<Vec<Run>>,
    /// The other rows, each as long as the first.
    pub rows: Vec<Vec<Vec<Run>>>,
    /// Whether the first cell of a row heads it.
    pub row_headers: bool,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// Where lines begin.
    Start,
    /// In the middle.
    Centre,
    /// Where lines end, as figures are.
    End,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Image {
    /// Its address on the site, root-relative.
    pub address: String,
    /// What it shows, in words.
    pub alt: String,
    /// In pixels, where known.
    pub width: Option<u32>,
    /// In pixels, where known.
    pub height: Option<u32>,
}

/// A part of running text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Run {
    /// Words; a line end in them means a space.
    Text {
        /// The words.
        text: String,
    },
    /// Words set as code.
    #[serde(rename = "mono")]
    Code {
        /// The words.
        text: String,
    },
    /// Stressed words.
    Emphasis {
        /// The words.
        runs: Vec<Run>,
    },
    /// Important words.
    Strong {
        /// The words.
        runs: Vec<Run>,
    },
    /// Words struck out.
    Struck {
        /// The words.
        runs: Vec<Run>,
    },
    /// A link.
    Link {
        /// The id of a heading in this print; empty if the link leads out of it.
        inside: String,
        /// The full address.
        address: String,
        /// Whether it leads to another site.
        external: bool,
        /// Its words.
        runs: Vec<Run>,
    },
    /// A picture in a line.
    Picture {
        /// The picture.
        image: Image,
    },
    /// A line break that the author wants.
    Break,
    /// The mark of a footnote.
    Note {
        /// Its number, from 1.
        number: usize,
        /// The how manieth mark of this note it is, from 1.
        occurrence: usize,
    },
    /// Works cited.
    Cite {
        /// Each with its number.
        works: Vec<Cited>,
    },
}

/// One work of a citation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Its number in the list of works.
    pub number: usize,
    /// Where in it, such as `, p. 4`; empty for all of it.
    pub locator: String,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A work in the list of works.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Work {
    /// Its key in the references file.
    pub key: String,
    /// Its entry.
    pub runs: Vec<Run>,
}

impl Run {
    /// Words.
    pub fn text(text: impl Into<String>) -> Run {
        Run::Text { text: text.into() }
    }
}

impl Block {
    /// A block made of others, which has the place of what it was made from.
    pub fn new(kind: BlockKind, span: Span) -> Block {
        Block { kind, span }
    }

    /// A paragraph.
    pub fn paragraph(runs: Vec<Run>, span: Span) -> Block {
        Block { kind: BlockKind::Paragraph { runs, lead: false }, span }
    }
}

/// The words of running text, without what they look like.
pub fn plain(runs: &[Run]) -> String {
    let mut text = String::new();
    push_plain(&mut text, runs);
    text
}

fn push_plain(text: &mut String, runs: &[Run]) {
    for run in runs {
        match run {
            Run::Text { text: words } | Run::Code { text: words } => {
                text.push_str(&words.replace('\n', " "));
            }
            Run::Emphasis { runs } | Run::Strong { runs } | Run::Struck { runs } => {
                push_plain(text, runs);
            }
            Run::Link { runs, .. } => push_plain(text, runs),
            Run::Picture { image } => text.push_str(&image.alt),
            Run::Break => text.push(' '),
            Run::Note { .. } | Run::Cite { .. } => {}
        }
    }
}
