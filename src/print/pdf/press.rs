//! Setting a print: the world that Typst sees, which holds the layout, the fonts, the print and its
//! pictures, and nothing else.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{pack, signs};
use crate::print::document::{BlockKind, PrintDocument};
use crate::source::Span;
use crate::theme::LAYOUT_FILE;

/// The name under which the layout finds the print.
const INPUT: &str = "input.json";

/// What every print is set with: the layout and the fonts.
pub struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: BTreeMap<String, Source>,
    families: Vec<String>,
}

/// A print that was set.
pub struct Printed {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many sheets it fills.
    pub sheets: usize,
    /// Signs that no font has, with where they were written; they are printed as a mark that
    /// something is missing.
    pub missing: Vec<(char, Span)>,
}

/// Why a print could not be set.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in the words of the typesetter.
    pub message: String,
    /// What to do, in its words.
    pub hints: Vec<String>,
    /// The block that brought it about; none if the layout fails on any print.
    pub block: Option<Span>,
    /// The place in the layout, if there is one: file and bytes.
    pub layout: Option<(String, Span)>,
}

impl Problem {
    /// A problem that has no place.
    fn of(message: String) -> Problem {
        Problem { message, hints: Vec::new(), block: None, layout: None }
    }
}

/// The bytes of a print and how many sheets it fills, or why not.
type Set = Result<(Vec<u8>, usize), Problem>;

impl Press {
    /// Takes in the files of a theme's `print/`: `.typ` files and fonts, each with its name.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Press {
        let mut fonts = Vec::new();
        let mut sources = BTreeMap::new();
        for (name, bytes) in files {
            if name.ends_with(".typ") {
                if let (Some(id), Ok(text)) = (file_id(&name), String::from_utf8(bytes)) {
                    sources.insert(name, Source::new(id, text));
                }
            } else {
                fonts.extend(Font::iter(Bytes::new(bytes)));
            }
        }
        let mut families: Vec<String> =
            fonts.iter().map(|font| font.info().family.to_string()).collect();
        families.dedup();
        // Cells that head a row can only be said so with the extras.
        let features = [Feature::A11yExtras].into_iter().collect();
        Press {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
            families,
        }
    }

    /// Sets a print. `colours` are the theme's, by name; `pictures` have their root-relative
    /// addresses. The same print gives the same bytes.
    ///
    /// # Errors
    ///
    /// When the layout or the rules of PDF/UA-1 refuse it, with the block that is the cause.
    pub fn print(
        &self,
        print: &PrintDocument,
        colours: &BTreeMap<String, String>,
        pictures: &[(String, Vec<u8>)],
        address: &str,
    ) -> Result<Printed, Box<Problem>> {
        let set = |print: &PrintDocument| {
            let sheet = Sheet::new(self, print, colours, pictures);
            sheet.set(address)
        };
        let outcome = set(print);
        // What is remembered between prints makes the next one faster, and must not grow for ever.
        typst::comemo::evict(8);
        let (bytes, sheets) =
            outcome.map_err(|problem| Box::new(self.blamed(problem, print, &set)))?;
        let missing = print.blocks.iter().flat_map(|block| {
            let signs = signs::missing(&serde_json::to_value(block).unwrap_or_default(), self);
            signs.into_iter().map(|sign| (sign, block.span)).collect::<Vec<_>>()
        });
        Ok(Printed { bytes, sheets, missing: missing.collect() })
    }

    /// Finds the block that is the cause of a problem: the first that has the same when it is set
    /// alone.
    fn blamed(
        &self,
        problem: Problem,
        print: &PrintDocument,
        set: &dyn Fn(&PrintDocument) -> Set,
    ) -> Problem {
        let empty = PrintDocument {
            blocks: Vec::new(),
            notes: print.notes.clone(),
            works: print.works.clone(),
            ..print.clone()
        };
        if set(&empty).is_err() {
            return problem;
        }
        for block in &print.blocks {
            let mut block = block.clone();
            // Alone it follows the title, so no level is skipped.
            if let BlockKind::Heading { level, .. } = &mut block.kind {
                *level = 2;
            }
            let span = block.span;
            let alone = PrintDocument { blocks: vec![block], ..empty.clone() };
            // Alone it may have others, such as links to what is not there then.
            if set(&alone).is_err_and(|other| other.message == problem.message) {
                return Problem { block: Some(span), ..problem };
            }
        }
        Problem { block: Some(Span::default()), ..problem }
    }

    /// Whether a font has a sign.
    pub(super) fn has(&self, sign: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(sign)))
    }
}

fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{name}")).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

#[expect(clippy::expect_used, reason = "the name is a constant, and a path")]
fn layout_id() -> FileId {
    file_id(LAYOUT_FILE).expect("the layout has a name")
}

/// What Typst sees while it sets one print.
struct Sheet<'p> {
    press: &'p Press,
    main: FileId,
    files: BTreeMap<String, Bytes>,
}

impl<'p> Sheet<'p> {
    fn new(
        press: &'p Press,
        print: &PrintDocument,
        colours: &BTreeMap<String, String>,
        pictures: &[(String, Vec<u8>)],
    ) -> Sheet<'p> {
        let mut files = BTreeMap::new();
        let mut paths = serde_json::Map::new();
        for (at, (address, bytes)) in pictures.iter().enumerate() {
            let name = format!("picture-{at}");
            paths.insert(address.clone(), Value::String(format!("/{name}")));
            files.insert(name, Bytes::new(bytes.clone()));
        }
        let print = signs::settled(serde_json::to_value(print).unwrap_or_default(), press);
        let input = json!({
            "document": print,
            "colours": colours,
            "pictures": paths,
            "fonts": press.families,
        });
        files.insert(INPUT.to_string(), Bytes::from_string(input.to_string()));
        Sheet { press, main: layout_id(), files }
    }

    fn set(&self, address: &str) -> Set {
        let document = typst::compile::<PagedDocument>(self).output;
        let document = document.map_err(|errors| self.problem(&errors))?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| Problem::of(error.message().to_string()))?;
        let options = PdfOptions {
            // The same for ever and on every machine, and nobody else's.
            ident: Smart::Custom(address.to_string()),
            creator: Smart::Custom(Some("alongside".to_string())),
            standards,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| self.problem(&errors))?;
        let bytes = pack::packed(&bytes).map_err(|error| Problem::of(error.to_string()))?;
        Ok((bytes, document.pages().len()))
    }

    fn problem(&self, errors: &EcoVec<SourceDiagnostic>) -> Problem {
        let Some(error) = errors.first() else { return Problem::of(String::new()) };
        let file = error.span.id().map(|id| id.get().vpath().get_without_slash().to_string());
        let range = self.range(error.span).map(|range| Span::new(range.start..range.end));
        Problem {
            message: error.message.to_string(),
            hints: error.hints.iter().map(|hint| hint.v.to_string()).collect(),
            block: None,
            layout: file.filter(|file| file.ends_with(".typ")).zip(range),
        }
    }

    fn name(id: FileId) -> &'static str {
        id.get().vpath().get_without_slash()
    }
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = self.press.sources.get(Sheet::name(id)).cloned();
        source.ok_or_else(|| FileError::NotFound(Sheet::name(id).into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.get(Sheet::name(id)).cloned();
        file.ok_or_else(|| FileError::NotFound(Sheet::name(id).into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
