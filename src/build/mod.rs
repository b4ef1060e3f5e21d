//! The run from scan to publish.
//!
//! Owns the order of the steps ([`load`]), the list of everything that a site consists of
//! ([`plan`]) and making one output from its recipe ([`make`]). It must never talk to a terminal
//! nor watch. Enter at [`run`], or at [`Project::load`] to stop before making.

mod echoes;
mod external;
mod inputs;
mod load;
mod make;
mod plan;
mod policy;
mod prints;
mod rendered;
mod run;
mod search;
mod timings;
mod unchanged;

pub use external::external_links;
pub use inputs::{Inputs, Shared};
pub use load::{LoadRequest, Project, Reading, Readings, SOURCES, Scanned};
pub use make::{Made, Tools, make};
pub use plan::{FileFacts, Output, Plan, Recipe, Stock};
pub use policy::Policy;
pub use run::{BuildRequest, Depth, Outcome, check, run, run_stepwise, run_watched};
pub use search::paths as searched_paths;
pub use timings::Timings;

/// What was found as this run weighs it: settled, sorted, without what only says again what another
/// finding has said, and without what the site's baseline lets wait. Without a project the
/// configuration that would weigh them could not be read.
pub fn settled(
    policy: &Policy,
    found: crate::diagnostic::Diagnostics,
    project: Option<&Project>,
) -> Vec<crate::diagnostic::Diagnostic> {
    let Some(project) = project else {
        return echoes::dropped(policy.settle(found, &std::collections::BTreeMap::new()));
    };
    let findings = echoes::dropped(policy.settle(found, &project.config.checks));
    policy.part(findings, &project.baseline, &project.tree).fresh
}
