//! Rules over one document or over the site, one file each.
//!
//! It must never change what it looks at. Enter at [`directives`].

mod directives;

pub use directives::directives;
