//! The theme's colours with the site's changes: checked for contrast, and written as a stylesheet.

use std::fmt::Write;

use crate::config::{Appearance, CONFIG_FILE, Colour, Palette, Token};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::{SitePath, Span};

/// The asset that holds the colours. A theme or site that has a file of this name writes its own.
pub(super) const PALETTE_ASSET: &str = "css/palette.css";

/// A colour and where it was chosen.
struct Chosen<'p> {
    name: &'p str,
    colour: Colour,
    /// Its place in the site's configuration, if that has it.
    by_site: Option<Span>,
}

/// The stylesheet of the colours, if the theme declares any, and what is wrong with them.
pub(super) fn stylesheet(
    palette: &Palette,
    appearance: &Appearance,
) -> (Option<String>, Diagnostics) {
    let mut found = Diagnostics::new();
    let light = chosen(&palette.colours.light, &appearance.colours.light, &mut found);
    let dark = chosen(&palette.colours.dark, &appearance.colours.dark, &mut found);
    if light.is_empty() {
        return (None, found);
    }
    for pair in &palette.pairs {
        for (scheme, colours) in [("light", &light), ("dark", &dark)] {
            // What the dark palette does not name is as in the light one.
            let find = |name: &str| colours.iter().chain(&light).find(|each| each.name == name);
            let (Some(front), Some(ground)) = (find(&pair.front), find(&pair.ground)) else {
                continue;
            };
            let ratio = front.colour.contrast(ground.colour);
            if ratio < pair.least {
                found.push(too_weak(scheme, (front, ground), ratio, pair.least));
            }
        }
    }
    let mut css = String::from("@layer tokens{:root{");
    write_tokens(&mut css, &light);
    // For screens only: paper is always light.
    css.push_str("}@media screen and (prefers-color-scheme:dark){:root{");
    write_tokens(&mut css, &dark);
    css.push_str("}}}\n");
    (Some(css), found)
}

fn write_tokens(css: &mut String, tokens: &[Chosen]) {
    for (at, token) in tokens.iter().enumerate() {
        let between = if at == 0 { "" } else { ";" };
        // Writing to text cannot fail.
        let _ = write!(css, "{between}--{}:{}", token.name, token.colour);
    }
}

fn chosen<'p>(theme: &'p [Token], site: &[Token], found: &mut Diagnostics) -> Vec<Chosen<'p>> {
    for token in site {
        let name = token.name.value.as_str();
        if theme.iter().all(|own| own.name.value != name) {
            let names = theme.iter().map(|own| own.name.value.as_str());
            let help = match nearest(name, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its colours are: {}", names.collect::<Vec<_>>().join(", ")),
            };
            found.push(
                Diagnostic::new(Code::ConfigKey, format!("the theme has no colour `{name}`"))
                    .at(&SitePath::new(CONFIG_FILE), token.name.span)
                    .help(help),
            );
        }
    }
    theme
        .iter()
        .map(|own| {
            let by_site = site.iter().find(|token| token.name.value == own.name.value);
            Chosen {
                name: &own.name.value,
                colour: by_site.map_or(own.colour.value, |token| token.colour.value),
                by_site: by_site.map(|token| token.colour.span),
            }
        })
        .collect()
}

fn too_weak(
    scheme: &str,
    (front, ground): (&Chosen, &Chosen),
    ratio: f64,
    least: f64,
) -> Diagnostic {
    // Rounded down: 4.499 is not 4.5.
    let ratio = (ratio * 100.0).floor() / 100.0;
    let message = format!(
        "`{}` on `{}` has a contrast of {ratio:.2} to 1 on {scheme} screens, and needs {least}",
        front.name, ground.name
    );
    let help = format!(
        "{} and {} are too near each other: make one of them darker or lighter",
        front.colour, ground.colour
    );
    let finding = Diagnostic::new(Code::PaletteContrast, message).help(help);
    match front.by_site.or(ground.by_site) {
        Some(span) => finding.at(&SitePath::new(CONFIG_FILE), span),
        None => finding,
    }
}
