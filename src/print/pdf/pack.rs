//! Packing a PDF: Typst writes the hundreds of small objects behind its tags one by one. Together and
//! compressed, as PDF has known since 1.5, they take half the room.

use lopdf::{Document, SaveOptions};

/// The objects in one stream: more than any print of one page has, so that what is alike lies together.
const OBJECTS: usize = 10_000;

/// The same document in fewer bytes. The same bytes give the same.
///
/// # Errors
///
/// When it is no PDF.
pub(super) fn packed(bytes: &[u8]) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::load_mem(bytes)?;
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS)
        .compression_level(9)
        .build();
    let mut packed = Vec::with_capacity(bytes.len() / 2);
    document.save_with_options(&mut packed, options)?;
    Ok(packed)
}
