//! The run from scan to publish.
//!
//! Owns the order of the steps ([`load`]), the list of everything that a site consists of
//! ([`plan`]) and making one output from its recipe ([`make`]). It must never talk to a terminal
//! nor watch. Enter at [`run`], or at [`Project::load`] to stop before making.

mod echoes;
mod inputs;
mod load;
mod make;
mod plan;
mod policy;
mod run;
mod search;
mod timings;

pub use inputs::{Inputs, Shared};
pub use load::{LoadRequest, Project, Reading, Readings, SOURCES};
pub use make::{Made, Tools, make};
pub use plan::{Listed, Output, Plan, Recipe, Stock};
pub use policy::Policy;
pub use run::{BuildRequest, Outcome, check, run, run_stepwise, run_watched};
pub use search::paths as searched_paths;
pub use timings::Timings;

/// What was found as this run weighs it: settled, sorted, and without what only says again what
/// another finding has said.
pub fn settled(
    policy: &Policy,
    found: crate::diagnostic::Diagnostics,
    checks: &std::collections::BTreeMap<crate::diagnostic::Code, crate::config::Level>,
) -> Vec<crate::diagnostic::Diagnostic> {
    echoes::dropped(policy.settle(found, checks))
}
