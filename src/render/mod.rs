//! From what a page is made of to HTML.
//!
//! Owns the HTML writer ([`html`]), fields as templates see them ([`fields`]) and entries of the
//! list of works ([`works`]). It must never ask the site for anything: all it needs is given.

pub mod fields;
pub mod html;
pub mod works;
pub mod xml;
