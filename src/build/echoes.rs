//! Findings that only say again what another one has said.
//!
//! One mistake should be one finding. Steps look at different things and do not know of each other,
//! so some mistakes are met twice; here the later word is dropped. It must never drop an error
//! whose cause is not reported as an error itself.

use std::collections::BTreeSet;

use crate::config::CONFIG_FILE;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::library::REFERENCES_FILE;
use crate::source::SitePath;

/// The settled and sorted findings without echoes, in the same order.
pub(super) fn dropped(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let causes = Causes::of(&findings);
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(findings.len());
    for finding in findings {
        if causes.explain(&finding)
            || (finding.code == Code::TemplateError && join(&mut kept, &finding))
        {
            continue;
        }
        kept.push(finding);
    }
    kept
}

/// What makes other findings follow.
#[derive(Default)]
struct Causes {
    /// Owners, terms, types and their fields may be missing from the configuration as it was read.
    vocabulary: bool,
    /// The references could not all be read.
    references: bool,
    /// A content type names a template that does not exist.
    template: bool,
    /// A template could not be read as text.
    unread_template: bool,
    /// Files whose paths differ from another's only in capitals.
    cases: BTreeSet<SitePath>,
    /// Pages with a directive that no component can answer.
    directives: BTreeSet<SitePath>,
    /// Pages whose text is at fault, with the finding that the page as it was made will bring too.
    rendered: BTreeSet<(SitePath, Code)>,
}

impl Causes {
    fn of(findings: &[Diagnostic]) -> Causes {
        let mut causes = Causes::default();
        for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
            causes.template |= finding.code == Code::TemplateMissing;
            let Some(place) = &finding.place else { continue };
            let path = place.path.as_str();
            match finding.code {
                Code::InvalidToml
                | Code::ConfigKey
                | Code::ConfigValue
                | Code::ConfigMissing
                | Code::TypeDeclaration => {
                    let of_type = path.starts_with("types/") || path.contains("/types/");
                    causes.vocabulary |= path == CONFIG_FILE || of_type;
                }
                Code::NotUtf8 if path.ends_with(".html") => causes.unread_template = true,
                Code::DataSyntax | Code::NotUtf8 | Code::WrongValue | Code::MissingField => {
                    causes.references |= path == REFERENCES_FILE;
                }
                Code::CaseClash => {
                    causes.cases.insert(place.path.clone());
                }
                Code::UnknownDirective | Code::DirectiveArgument => {
                    causes.directives.insert(place.path.clone());
                }
                code => {
                    let echo = echo_in_page(code).map(|echo| (place.path.clone(), echo));
                    causes.rendered.extend(echo);
                }
            }
        }
        causes
    }

    fn explain(&self, finding: &Diagnostic) -> bool {
        match finding.code {
            Code::UnknownField | Code::UnknownOwner | Code::UnknownTerm | Code::UnknownType => {
                self.vocabulary
            }
            Code::UnknownCitation => self.references,
            Code::TemplateMissing | Code::TemplateSyntax => self.unread_template,
            Code::DuplicateUrl | Code::DuplicateTitle | Code::AliasClash => {
                let related = finding.related.iter().map(|(place, _)| place);
                let mut places = finding.place.iter().chain(related);
                places.any(|place| self.cases.contains(&place.path))
            }
            Code::TemplateError => {
                let place = finding.place.as_ref();
                (self.template && finding.related.is_empty())
                    || place.is_some_and(|place| self.directives.contains(&place.path))
            }
            code => {
                let place = finding.place.as_ref();
                place.is_some_and(|place| self.rendered.contains(&(place.path.clone(), code)))
            }
        }
    }
}

/// What a fault of a text becomes in the page that is made from it.
fn echo_in_page(code: Code) -> Option<Code> {
    Some(match code {
        Code::HeadingLevel | Code::EmptyHeading => Code::HtmlHeading,
        Code::DuplicateId => Code::HtmlDuplicateId,
        Code::EmptyLink | Code::MissingAlt => Code::HtmlName,
        Code::RemoteImage => Code::HtmlRemote,
        Code::BrokenAnchor | Code::MissingFootnote => Code::HtmlReference,
        _ => return None,
    })
}

/// Whether the same failure of a template on another page stands last; it is then counted there.
fn join(kept: &mut [Diagnostic], finding: &Diagnostic) -> bool {
    let Some(last) = kept.last_mut() else { return false };
    let same =
        (last.code, &last.place, &last.message) == (finding.code, &finding.place, &finding.message);
    if !same {
        return false;
    }
    let Some((_, note)) = last.related.first_mut() else {
        // A page that the site makes itself has no file to name; one that has is better.
        last.related.clone_from(&finding.related);
        return true;
    };
    *note = match note.strip_prefix("while making this and ") {
        None => "while making this and 1 other page".to_string(),
        Some(rest) => {
            let others: usize = rest.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(1);
            format!("while making this and {} other pages", others + 1)
        }
    };
    true
}
