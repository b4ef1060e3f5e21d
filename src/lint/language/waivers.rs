//! What editors allow, with a reason: `<!-- lint-allow ST05: name of a service -->`.
//!
//! A comment at the end of a line speaks of that line; alone on its line it speaks of the next one
//! that is not empty. A rule about the whole page may be allowed anywhere on it. In front matter
//! the same is written behind a `#`. Each comment must name a rule, give a reason and be needed.

use super::page::{Finding, Page};
use super::{RULES, rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::Span;

/// What a comment begins with that allows something.
const MARK: &str = "lint-allow";

/// The codes beside the numbered rules that may be allowed as well.
const ACCESS: [Code; 6] = [
    Code::SameLinkText,
    Code::ColourOnly,
    Code::AllCapitals,
    Code::AsciiArt,
    Code::EmojiRow,
    Code::LanguageOfPart,
];

struct Waiver {
    code: Code,
    /// How the editor calls it.
    name: &'static str,
    /// The bytes of the line of which it speaks.
    line: Span,
    span: Span,
    used: bool,
}

/// The findings that nobody has allowed, and what is wrong with the comments themselves.
pub(super) fn settle(page: &Page, findings: Vec<Finding>, access: Diagnostics) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut waivers = read(page, &mut found);
    let of_rules = findings.into_iter().map(|finding| finding.diagnostic(page.path));
    for finding in of_rules.chain(access) {
        let whole_page = matches!(finding.code, Code::ReadingGrade | Code::Smog);
        let span = finding.place.as_ref().map_or(Span::default(), |place| place.span);
        let waiver = waivers.iter_mut().find(|waiver| {
            let meets = waiver.line.start <= span.end && span.start <= waiver.line.end;
            waiver.code == finding.code && (whole_page || meets)
        });
        match waiver {
            Some(waiver) => waiver.used = true,
            None => found.push(finding),
        }
    }
    for waiver in waivers.iter().filter(|waiver| !waiver.used) {
        let message = format!("{} is allowed here and finds nothing", waiver.name);
        found.push(
            Diagnostic::new(Code::UnusedWaiver, message)
                .at(page.path, waiver.span)
                .help("delete the comment"),
        );
    }
    found
}

fn read(page: &Page, found: &mut Diagnostics) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for comment in page.document.map_or(&[][..], |document| &document.body.comments) {
        if let Some(words) = comment.text.strip_prefix(MARK) {
            waivers.extend(one(page, words, comment.span, found));
        }
    }
    if !page.source.contains(MARK) {
        return waivers;
    }
    // In front matter and in data files a comment is what follows a `#`.
    let end = match page.document {
        Some(_) => front_matter_end(page.source),
        None => page.source.len(),
    };
    let mut start = 0;
    for line in page.source.get(..end).unwrap_or("").split_inclusive('\n') {
        if let Some((at, words)) = comment_of(line) {
            let span = Span::new(start + at..start + line.trim_end().len());
            waivers.extend(one(page, words, span, found));
        }
        start += line.len();
    }
    waivers
}

fn comment_of(line: &str) -> Option<(usize, &str)> {
    let at = line.rfind('#')?;
    let words = line.get(at + 1..)?.trim();
    Some((at, words.strip_prefix(MARK)?))
}

/// Where the text begins, behind the line that closes the front matter.
fn front_matter_end(source: &str) -> usize {
    let text = source.trim_start_matches('\u{feff}');
    let fence = text.lines().next().map_or("", str::trim_end);
    if !matches!(fence, "+++" | "---") {
        return 0;
    }
    let mark = format!("\n{fence}");
    text.get(fence.len()..)
        .and_then(|rest| rest.find(&mark))
        .map_or(0, |at| source.len() - text.len() + fence.len() + at + mark.len())
}

fn one(page: &Page, words: &str, span: Span, found: &mut Diagnostics) -> Option<Waiver> {
    let mut report = |message: String, help: String| {
        found.push(Diagnostic::new(Code::WaiverSyntax, message).at(page.path, span).help(help));
    };
    let example = "write <!-- lint-allow ST05: name of a service -->";
    let (name, reason) = words.split_once(':').unwrap_or((words, ""));
    let name = name.trim();
    let access = ACCESS.iter().find(|code| code.name() == name).map(|code| (*code, code.name()));
    let Some((code, known)) = rule(name).map(|rule| (rule.code, rule.id)).or(access) else {
        let names = RULES.iter().flat_map(|rule| [rule.id, rule.code.name()]);
        let names = names.chain(ACCESS.iter().map(|code| code.name()));
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => example.to_string(),
        };
        report(format!("there is no language rule `{name}` to allow"), help);
        return None;
    };
    if !reason.contains(char::is_alphabetic) {
        report(format!("{known} is allowed here without a reason"), example.to_string());
        return None;
    }
    if code == Code::HeadingLevel || code == Code::MissingAlt {
        let message = format!("{known} cannot be allowed");
        report(message, "mend what it finds instead".to_string());
        return None;
    }
    Some(Waiver { code, name: known, line: line_of(page.source, span), span, used: false })
}

/// The line of which a comment speaks.
fn line_of(source: &str, comment: Span) -> Span {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let line_start = source.get(..start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    let rest = source.get(end..).unwrap_or("");
    let line_end = rest.find('\n').map_or(source.len(), |at| end + at);
    let alone = |from, to| source.get(from..to).is_some_and(|text: &str| text.trim().is_empty());
    if !(alone(line_start, start) && alone(end, line_end)) {
        return Span::new(line_start..line_end);
    }
    let mut from = line_end;
    for line in source.get(line_end..).unwrap_or("").split_inclusive('\n') {
        if !line.trim().is_empty() {
            return Span::new(from..from + line.trim_end().len());
        }
        from += line.len();
    }
    Span::new(line_start..line_end)
}
