//! The baseline: findings that were there when a site began to use the checks, and that may wait.
//!
//! A finding is known again by its file, its code and the words at its place, not by its line, so
//! that an edit elsewhere on the page changes nothing. Each entry answers for one finding.

use std::collections::BTreeMap;

use crate::data::{Entry, NodeKind, Table, parse_toml};
use crate::diagnostic::{Area, Code, Diagnostic, Diagnostics};
use crate::source::{SitePath, SourceTree, Span};

/// Where the baseline stands. A site without that file has none.
pub const BASELINE_FILE: &str = "check-baseline.toml";

/// How many characters of the words at a place are kept.
const LONGEST: usize = 80;

/// The findings that may wait: for each file and code, the words of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    pages: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// Findings held against a [`Baseline`].
#[derive(Debug, Default)]
pub struct Parted {
    /// Those that it does not know.
    pub fresh: Vec<Diagnostic>,
    /// The entries for those that it knows.
    pub waiting: Baseline,
    /// The entries whose findings are there no longer.
    pub mended: Baseline,
}

/// The text of the file that a finding is in.
pub type TextOf<'f> = &'f dyn Fn(&SitePath) -> Option<String>;

impl Baseline {
    /// Reads the site's baseline.
    pub fn read(tree: &SourceTree) -> (Baseline, Diagnostics) {
        let mut found = Diagnostics::new();
        let Some(id) = tree.find(BASELINE_FILE) else { return (Baseline::default(), found) };
        let path = SitePath::new(BASELINE_FILE);
        let table = match tree.text(id) {
            Ok(text) => match parse_toml(&text, 0) {
                Ok(table) => table,
                Err(errors) => {
                    found.extend(super::site::syntax_findings(&path, errors));
                    return (Baseline::default(), found);
                }
            },
            Err(error) => {
                found.push(Diagnostic::unread(&path, "the baseline", &error));
                return (Baseline::default(), found);
            }
        };
        let mut pages = BTreeMap::new();
        for page in &table.entries {
            match &page.value.kind {
                NodeKind::Table(codes) => {
                    pages.insert(
                        page.key.clone(),
                        read_codes(codes, &mut |entry| {
                            found.push(misshapen(&path, entry.value.span));
                        }),
                    );
                }
                _ => found.push(misshapen(&path, page.value.span)),
            }
        }
        (Baseline { pages }, found)
    }

    /// The baseline of findings that are to wait. Those that cannot wait are left out.
    pub fn of(findings: &[Diagnostic], text_of: TextOf) -> Baseline {
        let mut baseline = Baseline::default();
        for (finding, words) in with_words(findings, text_of) {
            if let (Some(place), Some(words)) = (&finding.place, words) {
                baseline.put(&place.path, finding.code, words);
            }
        }
        baseline
    }

    /// Takes away the findings that this baseline knows.
    pub fn part(&self, findings: Vec<Diagnostic>, text_of: TextOf) -> Parted {
        let mut parted = Parted { mended: self.clone(), ..Parted::default() };
        if self.is_empty() {
            parted.fresh = findings;
            return parted;
        }
        let is_known: Vec<bool> = with_words(&findings, text_of)
            .map(|(finding, words)| {
                let (Some(place), Some(words)) = (&finding.place, words) else { return false };
                let known = parted.mended.take(place.path.as_str(), finding.code.name(), &words);
                if known {
                    parted.waiting.put(&place.path, finding.code, words);
                }
                known
            })
            .collect();
        let fresh = findings.into_iter().zip(is_known).filter(|(_, known)| !known);
        parted.fresh = fresh.map(|(finding, _)| finding).collect();
        parted
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// How many findings wait.
    pub fn len(&self) -> usize {
        self.pages.values().flat_map(BTreeMap::values).map(Vec::len).sum()
    }

    /// On how many files they are.
    pub fn files(&self) -> usize {
        self.pages.len()
    }

    /// The text of the file, one finding a line, so that two people who mend two pages do not meet
    /// in it.
    pub fn to_toml(&self) -> String {
        let mut text = String::from(
            "# Findings that were there when this site began to use the checks. They are not shown\n\
             # again. To adopt the checks on a page, remove its part; to drop what is mended, run\n\
             # `alongside check --baseline prune`.\n",
        );
        for (path, codes) in &self.pages {
            text.push_str(&format!("\n[{}]\n", quoted(path)));
            for (code, words) in codes {
                text.push_str(&format!("{code} = [\n"));
                for words in words {
                    text.push_str(&format!("  {},\n", quoted(words)));
                }
                text.push_str("]\n");
            }
        }
        text
    }

    /// Adds an entry, where the order of words has it.
    fn put(&mut self, path: &SitePath, code: Code, words: String) {
        let codes = self.pages.entry(path.to_string()).or_default();
        let waiting = codes.entry(code.name().to_string()).or_default();
        waiting.insert(waiting.partition_point(|other| *other <= words), words);
    }

    /// Uses up an entry, if it is there.
    fn take(&mut self, path: &str, code: &str, words: &str) -> bool {
        let Some(codes) = self.pages.get_mut(path) else { return false };
        let Some(waiting) = codes.get_mut(code) else { return false };
        let Some(at) = waiting.iter().position(|other| other == words) else { return false };
        waiting.remove(at);
        if waiting.is_empty() {
            codes.remove(code);
        }
        if codes.is_empty() {
            self.pages.remove(path);
        }
        true
    }
}

/// Findings, which are sorted by file, with the words of those that may wait.
fn with_words<'f>(
    findings: &'f [Diagnostic],
    text_of: TextOf<'f>,
) -> impl Iterator<Item = (&'f Diagnostic, Option<String>)> {
    let mut last: Option<(SitePath, Option<String>)> = None;
    findings.iter().map(move |finding| {
        let place = finding.place.as_ref().filter(|_| may_wait(finding.code));
        let words = place.map(|place| {
            if last.as_ref().is_none_or(|(path, _)| *path != place.path) {
                last = Some((place.path.clone(), text_of(&place.path)));
            }
            let text = last.as_ref().and_then(|(_, text)| text.as_deref()).unwrap_or("");
            words_at(text, place.span)
        });
        (finding, words)
    })
}

/// The words of a place: its first line, in one run, as much as is needed to know it again.
fn words_at(text: &str, span: Span) -> String {
    let words = text.get(span.start as usize..span.end as usize).unwrap_or("");
    let line = words.lines().next().unwrap_or("");
    let one: Vec<&str> = line.split_whitespace().collect();
    one.join(" ").chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// Whether a finding can be put off at all. Configuration cannot, and neither can what keeps a page
/// or a file from being made: a build that hid it would publish a site with a hole.
fn may_wait(code: Code) -> bool {
    code.area() != Area::Configuration
        && !matches!(
            code,
            Code::FileName
                | Code::NotUtf8
                | Code::SymlinkOutside
                | Code::SymlinkFolder
                | Code::CaseClash
                | Code::UnreadableFile
                | Code::FrontMatterMissing
                | Code::FrontMatterUnclosed
                | Code::FrontMatterSyntax
                | Code::DataSyntax
                | Code::UnknownType
                | Code::UnknownDirective
                | Code::DirectiveArgument
                | Code::DuplicateUrl
                | Code::AliasClash
                | Code::MissingHome
                | Code::MissingSectionIndex
                | Code::TemplateError
                | Code::HtmlDuplicateId
                | Code::HtmlReference
                | Code::HtmlName
                | Code::HtmlLandmark
                | Code::HtmlHeading
                | Code::HtmlPage
                | Code::HtmlInline
                | Code::HtmlRemote
                | Code::ExternalLinkBroken
                | Code::ExternalLinkMoved
                | Code::ExternalLinkUnchecked
                | Code::MinifyGuard
                | Code::ChangeWithoutNote
        )
}

fn read_codes(table: &Table, report: &mut dyn FnMut(&Entry)) -> BTreeMap<String, Vec<String>> {
    let mut codes = BTreeMap::new();
    for entry in &table.entries {
        let words: Option<Vec<String>> = match &entry.value.kind {
            NodeKind::List(items) => items
                .iter()
                .map(|item| match &item.kind {
                    NodeKind::Text(words) => Some(words.clone()),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        match words {
            Some(words) if !words.is_empty() => {
                codes.insert(entry.key.clone(), words);
            }
            _ => report(entry),
        }
    }
    codes
}

fn misshapen(path: &SitePath, span: Span) -> Diagnostic {
    Diagnostic::new(Code::ConfigValue, "the baseline holds something that it cannot hold")
        .at(path, span)
        .help("run `alongside check --baseline write` to write it anew")
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
