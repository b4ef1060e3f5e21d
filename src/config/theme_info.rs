//! `theme.toml`.

use super::Palette;
use crate::data::{Codes, Reader, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SitePath, SourceTree, Span};

/// What a theme says of itself.
#[derive(Clone, Debug, Default)]
pub struct ThemeInfo {
    /// The theme's name, as its folder is called.
    pub name: String,
    /// The name that people read.
    pub label: String,
    /// The theme's own version.
    pub version: String,
    /// The theme's colours.
    pub palette: Palette,
}

impl ThemeInfo {
    /// Reads `themes/<name>/theme.toml`. `asked` is where the configuration named the theme.
    pub fn read(
        tree: &SourceTree,
        name: &str,
        asked: (&SitePath, Span),
    ) -> (Option<ThemeInfo>, Diagnostics) {
        let mut found = Diagnostics::new();
        let path = format!("themes/{name}/theme.toml");
        let Some(text) = tree.find(&path).and_then(|id| tree.text(id).ok()) else {
            found.push(
                Diagnostic::new(Code::UnknownTheme, format!("there is no theme `{name}`"))
                    .at(asked.0, asked.1)
                    .help(format!("a theme is a folder with a theme.toml: {path}")),
            );
            return (None, found);
        };
        let path = SitePath::new(&path);
        let table = match parse_toml(&text, 0) {
            Ok(table) => table,
            Err(errors) => {
                found.extend(super::site::syntax_findings(&path, errors));
                return (None, found);
            }
        };
        let mut reader = Reader::new(
            &table,
            Span::default(),
            &path,
            Codes::CONFIGURATION,
            "theme.toml",
            &mut found,
        );
        let palette = Palette::read(&mut reader);
        let mut read = |key| reader.text(key).map(|text| text.value).unwrap_or_default();
        let info = ThemeInfo {
            name: name.to_string(),
            label: read("label"),
            version: read("version"),
            palette,
        };
        for key in ["name", "description", "requires", "author", "licence", "extra"] {
            reader.skip(key);
        }
        reader.finish();
        (Some(info), found)
    }
}
