//! The files as they are: which exist, what they hold, and where a byte stands in them.
//!
//! The only room that reads inputs. It must never parse what it reads nor be bypassed by another
//! room. Enter at [`SourceTree::scan`].

mod path;
mod place;
mod renew;
mod scan;
mod tree;

pub use path::SitePath;
pub use place::{LineIndex, Place, Position, Span};
pub use renew::Renewed;
pub use scan::{Embedded, ScanProblem, text_on_disk};
pub use tree::{FileId, KEEP_BYTES, SourceFile, SourceTree, TextError};
