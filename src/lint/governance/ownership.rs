//! Pages without the owner, the review or the sources that their type expects.

use super::Governed;
use crate::config::Expected;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::site::Page;

pub(super) fn gaps(of: Governed, page: &Page) -> Diagnostics {
    let mut found = Diagnostics::new();
    let (summary, front) = (&page.summary, &page.summary.front);
    let Some(kind) = of.types.get(&front.kind) else { return found };
    let label = kind.label.to_lowercase();
    let mut report = |code, message: String, help: String| {
        found.push(Diagnostic::new(code, message).at(&summary.path, front.title_span).help(help));
    };
    for expected in &kind.expects {
        match expected {
            // A site without teams or works has none to name.
            Expected::Owner if front.owner.is_none() && !of.owners.is_empty() => {
                let ids: Vec<&str> = of.owners.iter().map(|owner| owner.id.as_str()).collect();
                report(
                    Code::MissingOwner,
                    format!("this page ({label}) has no owner"),
                    format!(
                        "name the team that keeps it right: owner = \"…\", one of: {}",
                        ids.join(", ")
                    ),
                );
            }
            Expected::Reviewed if front.reviewed.is_none() => report(
                Code::MissingReview,
                format!("this page ({label}) does not say when it was last reviewed"),
                format!("add the day on which somebody read it with care: reviewed = {}", of.date),
            ),
            Expected::Sources
                if front.sources.is_empty()
                    && summary.citations.is_empty()
                    && of.library.bibliography.keys().next().is_some() =>
            {
                report(
                    Code::MissingSource,
                    format!("this page ({label}) names no source"),
                    "list the works it was written from: sources = [\"key\"], with keys of content/_references.toml"
                        .to_string(),
                );
            }
            _ => {}
        }
    }
    found
}
