//! The owned tree that a text becomes.
//!
//! Every span is a run of bytes of the file that holds the text. A tree is never deeper than
//! [`super::MAX_DEPTH`] containers, so walking, comparing and dropping it by recursion is safe.

use crate::source::Span;

/// The text of one page or of one Markdown field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// The footnotes that the text refers to, in the order of their numbers: the first is note 1.
    pub footnotes: Vec<Footnote>,
    /// The HTML comments, which are never written to a page.
    pub comments: Vec<Comment>,
}

/// A footnote that is referred to at least once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Footnote {
    /// Its label in the source.
    pub label: String,
    /// How many places refer to it.
    pub references: u32,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Where it is defined.
    pub span: Span,
}

/// A comment of the editors, such as `<!-- lint-allow term: quoted from the source -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The words between the marks, trimmed.
    pub text: String,
    /// Where it stands, marks included.
    pub span: Span,
}

/// A block and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading.
    Heading(Heading),
    /// A quotation.
    Quote(Vec<Block>),
    /// A `> [!NOTE]` block.
    Alert(AlertKind, Vec<Block>),
    /// A bulleted or numbered list.
    List(List),
    /// Terms and their meanings.
    DefinitionList(DefinitionList),
    /// Preformatted text.
    Code(Code),
    /// Rows and columns.
    Table(Table),
    /// A line across the page.
    Rule,
    /// HTML as the author wrote it; only where the site allows it.
    Html(String),
    /// A `::: name` block, to be drawn by a component of the theme.
    Directive(Directive),
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    /// Its anchor: the one written, or one made from its words. Empty in strict CommonMark.
    pub id: String,
    /// Anchors that it had before and still answers to: `{#new-id aka=old-id}`.
    pub former_ids: Vec<String>,
    /// Classes: `{.name}`.
    pub classes: Vec<String>,
    /// Its words.
    pub inlines: Vec<Inline>,
}

/// The kinds of alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// A bulleted or numbered list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The first number; none for bullets.
    pub start: Option<u64>,
    /// Whether its items are lines rather than paragraphs.
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// For `- [ ]` and `- [x]`: whether it is done.
    pub task: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// Terms and their meanings.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionList {
    /// Whether the meanings are lines rather than paragraphs.
    pub tight: bool,
    /// The terms with their meanings.
    pub entries: Vec<Definition>,
}

/// One term and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// Its meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// Preformatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What stands behind the opening fence, such as a language; empty for an indented block.
    pub info: String,
    /// The text, with its last line end.
    pub text: String,
}

/// Rows and columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// How each column is set.
    pub alignments: Vec<Alignment>,
    /// The cells of the first row.
    pub header: Vec<Cell>,
    /// The other rows, each with as many cells as the first.
    pub rows: Vec<Vec<Cell>>,
    /// The words of a paragraph `Table: …` directly after it.
    pub caption: Option<Vec<Inline>>,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it says.
    pub inlines: Vec<Inline>,
    /// Where it stands.
    pub span: Span,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the page is.
    Natural,
    /// At the side where lines begin.
    Start,
    /// In the middle.
    Centre,
    /// At the side where lines end, as figures are.
    End,
}

/// A `::: name {key="value"}` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Directive {
    /// The name of the component.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The arguments in the order in which they were written, each name once.
    pub arguments: Vec<Argument>,
    /// What stands between the opening and the closing line.
    pub blocks: Vec<Block>,
}

/// An argument of a directive.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// Its value.
    pub value: ArgumentValue,
    /// Where the value stands, quotation marks included.
    pub value_span: Span,
}

/// The value of an argument.
#[derive(Clone, Debug, PartialEq)]
pub enum ArgumentValue {
    /// `"…"`
    Text(String),
    /// `12`
    Integer(i64),
    /// `1.5`, never infinite
    Float(f64),
    /// `true` or `false`
    Boolean(bool),
}

/// A part of running text and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Words. A line end of the source is a `\n` in them and means a space. Two texts never stand
    /// side by side, unless a term was marked between them.
    Text(String),
    /// Words set as code.
    Code(String),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Important words.
    Strong(Vec<Inline>),
    /// Words struck out.
    Strikethrough(Vec<Inline>),
    /// A link.
    Link(Box<Link>),
    /// An image.
    Image(Box<Image>),
    /// A line break that the author wants.
    HardBreak,
    /// A piece of HTML as the author wrote it; only where the site allows it.
    Html(String),
    /// The mark of a footnote.
    FootnoteReference {
        /// The footnote's number, from 1: `footnotes[number - 1]` of the body.
        number: u32,
        /// The how manieth reference to this footnote it is, from 1.
        occurrence: u32,
    },
    /// One or more works cited: `[@key, p. 4; @other]`.
    Citation(Vec<CitedWork>),
    /// A word of the glossary, at its first use.
    Term {
        /// Which one: an index into what the matcher was built from.
        index: usize,
        /// The words as they stand in the text.
        text: String,
    },
}

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it leads, as written; `mailto:` is put before a plain e-mail address.
    pub destination: String,
    /// Its title; empty if it has none.
    pub title: String,
    /// Its words.
    pub inlines: Vec<Inline>,
}

/// An image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Where it is, as written.
    pub destination: String,
    /// Its title; empty if it has none.
    pub title: String,
    /// What it shows, in words.
    pub alt: String,
}

/// One work of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedWork {
    /// Its key in the references file.
    pub key: String,
    /// Where in the work, such as `p. 4`.
    pub locator: Option<String>,
    /// Where the key stands, `@` included.
    pub span: Span,
}

/// Whether an argument of a directive is a path to a page or file by its name, and so is checked
/// and resolved like a link.
pub fn is_path_argument(name: &str) -> bool {
    matches!(name, "src" | "href" | "page")
}
