//! `site-config.toml`, `theme.toml` and the content types: first as written, then as checked values
//! that cannot hold nonsense.
//!
//! Owns what a site is told to be. It must never read content. Enter at [`Config::read`] and
//! [`ContentTypes::read`].

mod address;
mod appearance;
mod baseline;
mod colour;
mod help;
mod language;
mod paper;
mod serve;
mod site;
mod theme_info;
mod types;
mod writing;

pub use address::{BaseUrl, address_part};
pub use appearance::{Appearance, Font, Pair, Palette, Phase, Schemes, Token};
pub use baseline::{BASELINE_FILE, Baseline, Parted};
pub use colour::Colour;
pub use help::HelpPlaces;
pub use language::Language;
pub use paper::Paper;
pub use serve::EditorLink;
pub use site::{
    Config, Contact, HelpContacts, Level, Licence, MarkdownSettings, Minify, NavigationEntry,
    OutputSettings, Owner, Publisher, SiteInfo, Taxonomy, Term,
};
pub use theme_info::ThemeInfo;
pub use types::{
    Choice, ContentType, ContentTypes, Expected, Field, FieldDefault, FieldKind, FieldPrint,
    PrintFormat, TextPlace,
};
pub use writing::{GenderMode, SmallNumbers, WritingSettings};

/// The file that makes a folder a site.
pub const CONFIG_FILE: &str = "site-config.toml";
