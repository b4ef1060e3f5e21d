//! Pages on paper: one [`PrintDocument`] and its writers.
//!
//! Owns how a document becomes a print ([`compose`]) and how a print becomes a print page
//! ([`html`]), a PDF ([`pdf`]) and a Word file ([`docx`]). The four say the same because they write
//! the same tree. It must never parse Markdown or HTML, read a file, or know a content type by name:
//! what fields look like on paper is said in the type's declaration, and what blocks look like in
//! the theme's `print/blocks.toml`. Enter at [`compose::add`].

pub mod compose;
mod document;
#[cfg(feature = "docx")]
pub mod docx;
pub mod html;
mod markup;
#[cfg(feature = "pdf")]
pub mod pdf;

pub use document::*;
