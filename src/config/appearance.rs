//! What a site changes of its theme's looks: `[appearance]` of `site-config.toml`, and the palette
//! of `theme.toml` that it changes.

use serde::Serialize;

use super::Colour;
use crate::data::{Located, NodeKind, Reader};
use crate::diagnostic::Code;
use crate::source::Span;

/// The looks that a site chose.
#[derive(Clone, Debug, Default)]
pub struct Appearance {
    /// Which face the text is set in.
    pub font: Font,
    /// The name of an asset that stands before the site's name.
    pub logo: Option<Located<String>>,
    /// What readers should know of the state of the whole site.
    pub phase: Option<Phase>,
    /// The colours that differ from the theme's.
    pub colours: Schemes,
}

/// Which face the text is set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Font {
    /// The theme's own, if it brings one.
    #[default]
    Theme,
    /// The reader's: nothing is sent.
    System,
}

/// A word for the state of the site, such as "Trial", and a sentence about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phase {
    /// The word.
    pub label: String,
    /// The sentence.
    pub text: String,
}

/// Colours by name, for light and for dark screens.
#[derive(Clone, Debug, Default)]
pub struct Schemes {
    /// On light screens and on paper.
    pub light: Vec<Token>,
    /// On dark screens.
    pub dark: Vec<Token>,
}

/// A colour with its name.
#[derive(Clone, Debug)]
pub struct Token {
    /// The name, such as `brand`.
    pub name: Located<String>,
    /// The colour.
    pub colour: Located<Colour>,
}

/// What `theme.toml` says of the theme's colours.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// The colours.
    pub colours: Schemes,
    /// Which of them meet, and how well they must stand out.
    pub pairs: Vec<Pair>,
}

/// Two colours that meet on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// What is read or seen.
    pub front: String,
    /// What it lies on.
    pub ground: String,
    /// The least contrast that WCAG 2.2 AA allows: 4.5 for text, 3 for edges and the focus.
    pub least: f64,
}

impl Appearance {
    /// Reads the table `[appearance]`, if there is one.
    pub(super) fn read(reader: &mut Reader) -> Appearance {
        let Some(table) = reader.table("appearance") else { return Appearance::default() };
        let mut inner = reader.inner(&table, "[appearance]");
        let font = match inner.choice("font", &["theme", "system"]) {
            Some("system") => Font::System,
            _ => Font::Theme,
        };
        let logo = inner.text("logo");
        let phase = inner.table("phase").and_then(|table| {
            let mut inner = inner.inner(&table, "[appearance.phase]");
            let label = inner.required_text("label", "add a word such as \"Trial\"");
            let text = inner.required_text("text", "add a sentence about it");
            inner.finish();
            Some(Phase { label: label?.value, text: text?.value })
        });
        let colours = Schemes::read(&mut inner);
        inner.finish();
        Appearance { font, logo, phase, colours }
    }
}

impl Schemes {
    fn read(reader: &mut Reader) -> Schemes {
        Schemes { light: tokens(reader, "light"), dark: tokens(reader, "dark") }
    }
}

fn tokens(reader: &mut Reader, key: &str) -> Vec<Token> {
    let Some(table) = reader.table(key) else { return Vec::new() };
    let mut tokens = Vec::new();
    for entry in &table.value.entries {
        let colour = match &entry.value.kind {
            NodeKind::Text(text) => Colour::parse(text),
            _ => None,
        };
        match colour {
            Some(colour) => tokens.push(Token {
                name: Located { value: entry.key.clone(), span: entry.key_span },
                colour: Located { value: colour, span: entry.value.span },
            }),
            None => reader.report(
                Code::ConfigValue,
                entry.value.span,
                format!("`{}` is not a colour", entry.key),
                Some("write six digits after a #, such as \"#17514f\"".to_string()),
            ),
        }
    }
    tokens
}

impl Palette {
    /// Reads the table `[palette]` of `theme.toml`, if there is one.
    pub(super) fn read(reader: &mut Reader) -> Palette {
        let Some(table) = reader.table("palette") else { return Palette::default() };
        let mut inner = reader.inner(&table, "[palette]");
        let colours = Schemes::read(&mut inner);
        let mut pairs = Vec::new();
        for table in inner.tables("pairs") {
            let mut pair = inner.inner(&table, "[[palette.pairs]]");
            let least = match pair.choice("kind", &["text", "edge"]) {
                Some("edge") => 3.0,
                _ => 4.5,
            };
            let (fronts, grounds) = (pair.texts("front"), pair.texts("ground"));
            for name in fronts.iter().chain(&grounds) {
                known(&mut pair, &colours, &name.value, name.span);
            }
            pair.finish();
            for front in &fronts {
                pairs.extend(grounds.iter().map(|ground| Pair {
                    front: front.value.clone(),
                    ground: ground.value.clone(),
                    least,
                }));
            }
        }
        inner.finish();
        Palette { colours, pairs }
    }
}

fn known(reader: &mut Reader, colours: &Schemes, name: &str, span: Span) {
    if !colours.light.iter().any(|token| token.name.value == name) {
        let message = format!("the palette has no colour `{name}`");
        let help = "add it to [palette.light] or correct the name".to_string();
        reader.report(Code::ConfigValue, span, message, Some(help));
    }
}
