//! AL02: useless alt.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::parts;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::UselessAlt,
    id: "AL02",
    group: Group::Image,
    title: "Useless alt",
    flags: "“image of, picture of, photo of” at the start; file names; “image, photo, chart, logo” alone.",
    why: "Screen readers already say it is an image.",
    reason: "a screen reader has already said that it is an image",
    write: "say what the image shows",
    except: None,
    bad: &["![Image of a garden](g.jpg)", "![IMG_2041.jpg](g.jpg)"],
    good: &["![A garden with two benches](g.jpg)", "![Steps from induction to mentoring](s.svg)"],
    check: Check::Page(look),
};

const KINDS: &[&str] = &[
    "image",
    "picture",
    "photo",
    "photograph",
    "pic",
    "graphic",
    "icon",
    "screenshot",
    "illustration",
    "drawing",
    "snapshot",
];

const ALONE: &[&str] =
    &["chart", "logo", "graph", "diagram", "figure", "banner", "map", "img", "alt"];

const ENDINGS: &[&str] =
    &["jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff", "heic"];

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    parts::images(page, &mut |alt, span| {
        if is_useless(alt.trim()) {
            findings.push(Finding::of_words(rule, alt, span, None));
        }
    });
}

fn is_useless(alt: &str) -> bool {
    let small = alt.to_lowercase();
    let mut words =
        small.split_whitespace().skip_while(|word| matches!(*word, "a" | "an" | "the" | "this"));
    let (first, second) = (words.next().unwrap_or(""), words.next());
    let kind = first.trim_matches(|c: char| !c.is_alphanumeric());
    let starts = KINDS.contains(&kind) && matches!(second, Some("of" | "showing" | "shows"));
    let counted = second.is_none_or(|next| next.chars().all(|c| c.is_ascii_digit()));
    let alone =
        (KINDS.contains(&kind) || ALONE.contains(&kind)) && counted && words.next().is_none();
    starts || alone || is_file_name(&small)
}

fn is_file_name(alt: &str) -> bool {
    if alt.contains(char::is_whitespace) {
        return false;
    }
    if alt.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending)) {
        return true;
    }
    // What cameras write: IMG_2041, DSC0042.
    let digits = alt.chars().rev().take_while(char::is_ascii_digit).count();
    let name = alt.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['_', '-']);
    digits >= 3
        && ["img", "dsc", "dscn", "dscf", "pict", "image", "photo", "p", "pxl", "screenshot"]
            .contains(&name)
}
