//! alongside: a static site generator for guidance portals.
//!
//! The modules are listed in the order in which a build passes through them; each opens with what
//! it owns, what it must never do and where to enter. `ARCHITECTURE.md` is the map.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

pub mod fingerprint;

pub mod source;

pub mod diagnostic;

pub mod data;

pub mod config;

pub mod external;

pub mod library;

pub mod minify;

pub mod output;

pub mod document;

pub mod schema;

pub mod theme;

pub mod site;

pub mod lint;

pub mod render;

pub mod print;

pub mod report;

pub mod search;

pub mod build;

pub mod serve;

pub mod cli;
