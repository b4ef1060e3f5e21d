//! What a theme says of paper: how its blocks are printed, the layout of PDFs and the fonts in it.
//!
//! Its folder is `print/`; a site's files in a folder of that name go before the theme's.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::config::{Appearance, Palette};
use crate::data::{Codes, NodeKind, Reader, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::source::{FileId, SourceTree, Span};

/// The file that says how blocks are printed.
const LOOKS_FILE: &str = "blocks.toml";

/// The layout of PDFs. A theme without it makes none.
pub const LAYOUT_FILE: &str = "document.typ";

/// What a theme says of paper.
#[derive(Clone, Debug, Default)]
pub struct PrintStyle {
    looks: BTreeMap<String, Look>,
    /// The layout and the fonts, by name below `print/`.
    files: BTreeMap<String, FileId>,
    /// The colours of the light scheme by name, as `#rrggbb`.
    pub colours: BTreeMap<String, String>,
    /// The fingerprint of how blocks are printed and of the colours.
    pub looks_fingerprint: Option<Fingerprint>,
    /// The fingerprint of the layout and the fonts.
    pub layout_fingerprint: Option<Fingerprint>,
}

/// How a block of the theme is printed.
#[derive(Clone, Debug, Serialize)]
pub struct Look {
    /// Its form.
    pub form: Form,
    /// The tone of a box; `{name}` stands for an argument.
    pub tone: String,
    /// The path of the words that are its title when the author gives none.
    pub title: Option<String>,
    /// The argument that names whose words they are.
    pub by: Option<String>,
    /// The path of words that are put behind that name.
    pub note: Option<String>,
    /// The language of what stands in it; `{name}` stands for an argument.
    pub language: Option<String>,
    /// What arguments are that the author does not write.
    pub defaults: BTreeMap<String, String>,
}

/// The forms in which blocks can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Form {
    /// Set apart, with a title.
    Box,
    /// A box whose lists are boxes to tick.
    Checklist,
    /// Words of somebody else.
    Quote,
    /// The picture that `src` names.
    Figure,
    /// The people to turn to, from the site's configuration.
    Contacts,
    /// As if its content stood there alone.
    Plain,
}

const FORMS: [(&str, Form); 6] = [
    ("box", Form::Box),
    ("checklist", Form::Checklist),
    ("quote", Form::Quote),
    ("figure", Form::Figure),
    ("contacts", Form::Contacts),
    ("plain", Form::Plain),
];

impl PrintStyle {
    pub(super) fn load(
        tree: &SourceTree,
        files: &BTreeMap<String, FileId>,
        palette: &Palette,
        appearance: &Appearance,
    ) -> (PrintStyle, Diagnostics) {
        let mut found = Diagnostics::new();
        let looks =
            files.get(LOOKS_FILE).map(|id| read_looks(tree, *id, &mut found)).unwrap_or_default();
        let tokens = palette.colours.light.iter().chain(&appearance.colours.light);
        let colours: BTreeMap<String, String> = tokens
            .map(|token| (token.name.value.clone(), token.colour.value.to_string()))
            .collect();
        let mut files = files.clone();
        files.retain(|name, _| {
            [".typ", ".ttf", ".otf"].iter().any(|extension| name.ends_with(extension))
        });
        let layout: Vec<(&String, Fingerprint)> =
            files.iter().map(|(name, id)| (name, tree.file(*id).fingerprint)).collect();
        let style = PrintStyle {
            looks_fingerprint: Some(Fingerprint::of("looks", &(&looks, &colours))),
            layout_fingerprint: Some(Fingerprint::of("layout", &layout)),
            looks,
            files,
            colours,
        };
        (style, found)
    }

    /// How a block of this name is printed; none if the theme does not say.
    pub fn look(&self, directive: &str) -> Option<&Look> {
        self.looks.get(directive)
    }

    /// The layout and the fonts, by name below `print/`.
    pub fn files(&self) -> impl Iterator<Item = (&str, FileId)> {
        self.files.iter().map(|(name, id)| (name.as_str(), *id))
    }

    /// Whether the theme lays out PDFs.
    pub fn lays_out(&self) -> bool {
        self.files.contains_key(LAYOUT_FILE)
    }
}

fn read_looks(tree: &SourceTree, id: FileId, found: &mut Diagnostics) -> BTreeMap<String, Look> {
    let path = &tree.file(id).path;
    let text = match tree.text(id) {
        Ok(text) => text,
        Err(error) => {
            found.push(Diagnostic::unread(path, "this file", &error));
            return BTreeMap::new();
        }
    };
    let table = match parse_toml(&text, 0) {
        Ok(table) => table,
        Err(errors) => {
            found.extend(errors.into_iter().map(|error| {
                Diagnostic::new(Code::InvalidToml, error.message)
                    .at(path, error.span)
                    .maybe_help(error.help)
            }));
            return BTreeMap::new();
        }
    };
    let names: Vec<&str> = table.entries.iter().map(|entry| entry.key.as_str()).collect();
    let mut reader =
        Reader::new(&table, Span::default(), path, Codes::CONFIGURATION, "blocks.toml", found);
    let mut looks = BTreeMap::new();
    for name in names {
        if let Some(table) = reader.table(name) {
            let mut inner = reader.inner(&table, "the block");
            looks.insert(name.to_string(), read_look(&mut inner));
            inner.finish();
        }
    }
    reader.finish();
    looks
}

fn read_look(reader: &mut Reader) -> Look {
    let words = FORMS.map(|(word, _)| word);
    let form = reader.choice("form", &words).unwrap_or("box");
    let mut text = |key| reader.text(key).map(|text| text.value);
    let (tone, title, by, note) = (text("tone"), text("title"), text("by"), text("note"));
    let language = text("language");
    let mut defaults = BTreeMap::new();
    if let Some(table) = reader.table("defaults") {
        for entry in &table.value.entries {
            match &entry.value.kind {
                NodeKind::Text(text) => {
                    defaults.insert(entry.key.clone(), text.clone());
                }
                _ => reader.wrong(&entry.key, &entry.value, "text"),
            }
        }
    }
    Look {
        form: FORMS.iter().find(|(word, _)| *word == form).map_or(Form::Box, |(_, form)| *form),
        tone: tone.unwrap_or_else(|| "note".to_string()),
        title,
        by,
        note,
        language,
        defaults,
    }
}
