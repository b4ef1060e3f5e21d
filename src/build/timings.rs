//! Where the time of a run went.

use std::time::{Duration, Instant};

/// How long each step took, in the order of the steps. Never part of any output.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    /// The steps and their lengths.
    pub steps: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a step and notes how long it took.
    pub fn time<T>(&mut self, step: &'static str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        self.steps.push((step, start.elapsed()));
        result
    }

    /// The sum of all steps.
    pub fn total(&self) -> Duration {
        self.steps.iter().map(|(_, length)| *length).sum()
    }
}
