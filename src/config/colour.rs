//! A colour and how well it stands out from another.

use std::fmt;

/// An opaque colour of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// Reads `#17514f` or `#fff`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        let values: Vec<u8> = digits
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        match values.as_slice() {
            [r, g, b] => Some(Colour { red: r * 17, green: g * 17, blue: b * 17 }),
            [r, s, g, h, b, c] => {
                Some(Colour { red: r * 16 + s, green: g * 16 + h, blue: b * 16 + c })
            }
            _ => None,
        }
    }

    /// How light it is, from 0 to 1: WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.red) + 0.7152 * part(self.green) + 0.0722 * part(self.blue)
    }

    /// The contrast with another colour, from 1 to 21: WCAG 2.2, "contrast ratio".
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_written() {
        let written = |text| Colour::parse(text).map(|colour| colour.to_string());
        assert_eq!(written("#17514F"), Some("#17514f".into()));
        assert_eq!(written("#fa0"), Some("#ffaa00".into()));
        for wrong in ["17514f", "#17514", "#17514fff", "#gggggg", "red", "", "#", "#é1"] {
            assert_eq!(written(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let contrast = |a, b| {
            let colour = |text| Colour::parse(text).unwrap();
            format!("{:.2}", colour(a).contrast(colour(b)))
        };
        assert_eq!(contrast("#000", "#fff"), "21.00");
        assert_eq!(contrast("#fff", "#fff"), "1.00");
        // The pair that everybody knows: just below and just above 4.5.
        assert_eq!(contrast("#777777", "#ffffff"), "4.48");
        assert_eq!(contrast("#ffffff", "#767676"), "4.54");
    }
}
