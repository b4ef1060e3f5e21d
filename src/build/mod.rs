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
mod rendered;
mod run;
mod search;
mod timings;

pub use external::external_links;
pub use inputs::{Inputs, Shared};
pub use load::{LoadRequest, Project, Reading, Readings};
pub use make::Made;
pub use plan::{Output, Plan, Recipe};
pub use policy::Policy;
pub use run::{BuildRequest, Depth, Outcome, check, run, run_stepwise, run_watched};
pub use search::paths as searched_paths;
pub use timings::Timings;
