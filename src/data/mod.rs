//! TOML and YAML text to one tree of values that know where they stand, and the reader that checks
//! a table against what is expected of it.
//!
//! Configuration, content types, front matter and data files all pass through here, so an unknown
//! key or a value of the wrong kind is found and worded in one place. It must never know what the
//! keys mean. Enter at [`parse_toml`], [`parse_yaml`] and [`Reader::new`].

mod date;
mod node;
mod reader;
mod toml;
mod yaml;

pub use date::{Date, Period, PeriodUnit, date_advice, parse_date, parse_period};
pub use node::{Entry, Node, NodeKind, Table};
pub use reader::{Codes, Located, Reader, not_a_choice};
pub use toml::parse_toml;
pub use yaml::parse_yaml;

use crate::source::Span;

/// Why a text is not valid TOML or YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, in the words of a diagnostic.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to do next, for the usual slips.
    pub help: Option<String>,
    /// Whether a date that does not exist is all that is wrong.
    pub is_date: bool,
}
