//! LI03: file without type.

use crate::diagnostic::Code;
use crate::document::body::plain_text;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::parts;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::FileType,
    id: "LI03",
    group: Group::Link,
    title: "File without type",
    flags: "Link to a document file whose text lacks the type.",
    why: "People should know before they open it.",
    reason: "people should know that it is a file before they open it",
    write: "add the type to the words of the link, such as “(PDF)”",
    except: None,
    bad: &["[Role specification](spec.pdf)", "[Budget](costs.xlsx)"],
    good: &["[Role specification (PDF)](spec.pdf)", "[Budget page](/costs/)"],
    check: Check::Page(look),
};

/// File endings with the words that say so.
const TYPES: &[(&[&str], &[&str])] = &[
    (&["pdf"], &["pdf"]),
    (&["doc", "docx", "docm", "dot", "dotx"], &["word", "doc", "docx"]),
    (&["xls", "xlsx", "xlsm"], &["excel", "xls", "xlsx", "spreadsheet"]),
    (&["ppt", "pptx", "pps", "ppsx"], &["powerpoint", "ppt", "pptx", "slides"]),
    (&["odt"], &["odt", "opendocument", "writer"]),
    (&["ods"], &["ods", "opendocument", "spreadsheet"]),
    (&["odp"], &["odp", "opendocument"]),
    (&["csv"], &["csv", "spreadsheet"]),
    (&["rtf"], &["rtf"]),
    (&["txt"], &["txt", "text"]),
    (&["zip"], &["zip"]),
    (&["epub"], &["epub"]),
    (&["ics"], &["ics", "calendar"]),
    (&["mp3", "wav", "m4a"], &["mp3", "wav", "m4a", "audio", "sound"]),
    (&["mp4", "mov", "webm"], &["mp4", "mov", "webm", "video", "film"]),
];

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    parts::links(page, &mut |link, span| {
        let Some((ending, names)) = file_type(&link.destination) else { return };
        let words = plain_text(&link.inlines);
        let small = words.to_lowercase();
        // The name must stand behind the words, or the slides of a talk would need no more.
        let mut said = small.split(|c: char| !c.is_alphanumeric());
        let is_said = match ending.as_str() {
            "ppt" | "pptx" | "pps" | "ppsx" => {
                said.any(|word| word != "slides" && names.contains(&word))
                    || small.contains("(slides")
            }
            _ => said.any(|word| names.contains(&word)),
        };
        if !is_said {
            let ending = ending.to_uppercase();
            // Of "here (PDF)" nobody would know more.
            let write = match page.lists.vague_links.contains(small.trim()) {
                true => {
                    format!("say what it is and its type, as in “Role specification ({ending})”")
                }
                false => format!("write “{} ({ending})”", words.trim()),
            };
            findings.push(Finding::of_words(rule, &words, span, Some(&write)));
        }
    });
}

fn file_type(destination: &str) -> Option<(String, &'static [&'static str])> {
    let path = destination.split(['?', '#']).next()?;
    let name = path.rsplit('/').next()?;
    // The name of a site is no file: https://example.doc has nothing behind its host.
    if path.contains("://") && path.split('/').count() <= 3 {
        return None;
    }
    let ending = name.rsplit_once('.')?.1.to_lowercase();
    let (_, names) = TYPES.iter().find(|(endings, _)| endings.contains(&ending.as_str()))?;
    Some((ending, names))
}
