//! The default theme, carried inside the program so that it works in any folder.

use crate::source::Embedded;

/// Every file of the default theme.
pub const DEFAULT_THEME: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));
