//! Rules over one document or over the site, one file each.
//!
//! It must never change what it looks at. Enter at [`directives`], [`governance()`],
//! [`language::check`], [`placeholders()`], [`signs()`] and [`search_tests`].

mod directives;
mod governance;
pub mod language;
mod placeholders;
mod rendered;
mod search_tests;
mod signs;

pub use directives::directives;
pub use governance::{Governed, governance, missing_notes, uncited_figures};
pub use placeholders::{PLACEHOLDER, PLACEHOLDER_TEXT, placeholders};
pub use rendered::{Fault, rendered};
pub use search_tests::search_tests;
pub use signs::signs;
