//! Languages of pages.

use serde::{Deserialize, Serialize};

/// A language tag such as `en-GB` or `cy`, in the form of BCP 47.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(String);

/// Languages that are written from right to left, by their first subtag.
const RIGHT_TO_LEFT: [&str; 11] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

impl Language {
    /// Reads a tag: a language of two or three letters, then subtags of up to eight letters and
    /// digits.
    pub fn parse(text: &str) -> Option<Language> {
        let mut parts = text.split('-');
        let first = parts.next()?;
        let first_is_sound =
            (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
        let rest_is_sound = parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        (first_is_sound && rest_is_sound).then(|| Language(text.to_string()))
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// `ltr` or `rtl`, for the `dir` attribute.
    pub fn direction(&self) -> &'static str {
        let first = self.0.split('-').next().unwrap_or("").to_ascii_lowercase();
        let right_to_left = RIGHT_TO_LEFT.contains(&first.as_str())
            || self.0.to_ascii_lowercase().contains("-arab");
        if right_to_left { "rtl" } else { "ltr" }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_and_directions() {
        let direction = |tag| Language::parse(tag).map(|language| language.direction());
        assert_eq!(direction("en-GB"), Some("ltr"));
        assert_eq!(direction("ur"), Some("rtl"));
        assert_eq!(direction("pa-Arab"), Some("rtl"));
        assert_eq!(direction("english"), None);
        assert_eq!(direction("en_GB"), None);
    }
}
