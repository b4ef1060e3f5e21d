//! A print as a Word file (Office Open XML) that can be edited: real headings, lists, tables, notes
//! and links, no text boxes, and places to fill in.
//!
//! We write the parts ourselves, since no library sets the language, header rows and a title. It
//! must never decide what a print says. Enter at [`write`]; `parts` has what is the same in every
//! file, `text` the document itself, `numbering` its lists.
//! Source: ECMA-376, Office Open XML, parts 1 and 4.

mod numbering;
mod parts;
mod text;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::document::PrintDocument;
use crate::config::Paper;

/// What a file is made with besides the print.
pub struct Style<'s> {
    /// The theme's colours by name, as `#rrggbb`.
    pub colours: &'s BTreeMap<String, String>,
    /// The pictures, each with its root-relative address.
    pub pictures: &'s [(String, Vec<u8>)],
}

impl Style<'_> {
    /// A colour as Word writes it: `17514f`.
    fn colour(&self, name: &str, otherwise: &str) -> String {
        let colour = self.colours.get(name).and_then(|colour| colour.strip_prefix('#'));
        colour.unwrap_or(otherwise).to_string()
    }
}

/// A sheet of paper and its margins, all in twentieths of a point.
struct Sheet {
    width: usize,
    height: usize,
}

impl Sheet {
    const SIDE: usize = 1020;
    const TOP: usize = 1020;
    const BOTTOM: usize = 1304;
    /// From the foot line to the edge.
    const FOOT: usize = 567;

    fn of(print: &PrintDocument) -> Sheet {
        match print.paper {
            Paper::A4 => Sheet { width: 11906, height: 16838 },
            Paper::Letter => Sheet { width: 12240, height: 15840 },
        }
    }

    fn text_width(&self) -> usize {
        self.width - 2 * Sheet::SIDE
    }
}

/// Writes a print. The same print gives the same bytes.
///
/// # Errors
///
/// When the file would be larger than the container can hold.
pub fn write(print: &PrintDocument, style: &Style) -> Result<Vec<u8>, zip::result::ZipError> {
    let text = text::write(print, style);
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), parts::content_types(&text.pictures).into_bytes()),
        ("_rels/.rels".into(), parts::root_links().into_bytes()),
        ("docProps/core.xml".into(), parts::core(print).into_bytes()),
        ("docProps/app.xml".into(), parts::app(print).into_bytes()),
        ("word/document.xml".into(), text.document.into_bytes()),
        ("word/_rels/document.xml.rels".into(), parts::links(&text.links).into_bytes()),
        ("word/styles.xml".into(), parts::styles(print, style).into_bytes()),
        ("word/numbering.xml".into(), text.numbering.into_bytes()),
        ("word/settings.xml".into(), parts::settings(print).into_bytes()),
        ("word/footer1.xml".into(), parts::footer(print).into_bytes()),
        ("word/footnotes.xml".into(), text.notes.into_bytes()),
        ("word/_rels/footnotes.xml.rels".into(), parts::note_links(&text.links).into_bytes()),
    ];
    for (name, bytes) in text.pictures {
        files.push((format!("word/media/{name}"), bytes));
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
