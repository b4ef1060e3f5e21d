//! Rules over one document or over the site, one file each.
//!
//! It must never change what it looks at. Enter at [`directives`], [`language::check`] and
//! [`search_tests`].

mod directives;
pub mod language;
mod search_tests;

pub use directives::directives;
pub use search_tests::search_tests;
