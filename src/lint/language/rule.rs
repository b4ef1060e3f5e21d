//! What a rule is: its manual page and what it looks at.

use super::page::{Finding, Page};
use crate::diagnostic::{Code, Severity};

/// The groups of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Stigmatising and person-first language.
    Stigma,
    /// Plain English.
    Plain,
    /// Acronyms.
    Acronym,
    /// Gendered assumptions.
    Gender,
    /// The peer support role.
    Role,
    /// Links.
    Link,
    /// Images.
    Image,
    /// Headings.
    Heading,
    /// Dates and numbers.
    Number,
    /// Whole pages.
    Readability,
}

impl Group {
    /// Every group, in the order of the rules.
    pub const ALL: [Group; 10] = [
        Group::Stigma,
        Group::Plain,
        Group::Acronym,
        Group::Gender,
        Group::Role,
        Group::Link,
        Group::Image,
        Group::Heading,
        Group::Number,
        Group::Readability,
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Group::Stigma => "Stigmatising and person-first language",
            Group::Plain => "Plain English",
            Group::Acronym => "Acronyms",
            Group::Gender => "Gendered assumptions",
            Group::Role => "Peer support role",
            Group::Link => "Links",
            Group::Image => "Images",
            Group::Heading => "Headings",
            Group::Number => "Dates and numbers",
            Group::Readability => "Readability of whole pages",
        }
    }

    /// Whether quotations, names and words that are only spoken about are left alone.
    pub fn spares_quotations(self) -> bool {
        matches!(self, Group::Stigma | Group::Plain | Group::Gender | Group::Role | Group::Number)
    }
}

/// A rule and its manual page.
#[derive(Debug)]
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// Its short name, such as `ST05`.
    pub id: &'static str,
    /// Its group.
    pub group: Group,
    /// Its heading.
    pub title: &'static str,
    /// What it reports.
    pub flags: &'static str,
    /// Why.
    pub why: &'static str,
    /// The reason in a few words, for messages.
    pub reason: &'static str,
    /// What to write instead.
    pub write: &'static str,
    /// What it leaves alone.
    pub except: Option<&'static str>,
    /// Texts that it reports.
    pub bad: &'static [&'static str],
    /// Texts that it leaves alone.
    pub good: &'static [&'static str],
    /// How it looks.
    pub check: Check,
}

/// How a rule looks at a page.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// By the phrases that the theme and the site list under its code.
    Words,
    /// The same, where a function has the last word on each phrase found.
    WordsIf(fn(&Page, &super::page::Hit) -> bool),
    /// By a function over the page.
    Page(fn(&'static Rule, &Page, &mut Vec<Finding>)),
    /// While Markdown is read: the tree no longer shows it.
    Reading,
}

impl Rule {
    /// How much a finding weighs unless configuration says otherwise.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}
