//! One build from scan to publish.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::load::{LoadRequest, Project, SOURCES};
use super::make::{self, Made, Tools};
use super::plan::{Output, Plan};
use super::policy::Policy;
use super::timings::Timings;
use crate::diagnostic::{Diagnostic, Diagnostics, Failure, Severity};
use crate::fingerprint::Fingerprint;
use crate::output::{BeforeStep, Destination, OutputPath, Planned, Report, Trust, default_cache};

/// What to build.
#[derive(Clone)]
pub struct BuildRequest<'r> {
    /// What to load.
    pub load: LoadRequest<'r>,
    /// Where to publish. `None` makes everything and throws it away.
    pub output: Option<&'r Path>,
    /// The fingerprint of the running program: a change of it makes everything anew.
    pub engine: Fingerprint,
    /// What findings weigh.
    pub policy: Policy,
    /// Whether outputs are made even when their keys are unchanged.
    pub clean: bool,
    /// Whether published files are read again instead of believing their times.
    pub verify: bool,
    /// Whether files that are not ours may be in the output folder.
    pub adopt: bool,
}

/// How a build ended.
#[derive(Debug)]
pub struct Outcome {
    /// Everything found, settled and sorted.
    pub findings: Vec<Diagnostic>,
    /// What was published; none when an error stood in the way or nothing was to be published.
    pub report: Option<Report>,
    /// The outputs that were made, in order: the rest was good as it stood.
    pub made: Vec<OutputPath>,
    /// How many outputs the site consists of.
    pub planned: usize,
    /// How many pages it has.
    pub pages: usize,
    /// Where the time went.
    pub timings: Timings,
}

impl Outcome {
    /// Whether a finding is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Builds a site.
///
/// # Errors
///
/// When the machine fails. The published site is then as it was, or is completed by the next run.
pub fn run(request: &BuildRequest) -> Result<Outcome, Failure> {
    run_stepwise(request, &mut |_| Ok(()))
}

/// As [`run`], with a hook before every step of publishing that may stop it there, for tests.
///
/// # Errors
///
/// As [`run`], and whatever the hook returns.
pub fn run_stepwise(request: &BuildRequest, before: &mut BeforeStep) -> Result<Outcome, Failure> {
    let mut timings = Timings::default();
    // First of all, so that a folder that is not ours is refused before anything is read.
    let destination = match request.output {
        Some(output) => Some(timings.time("open", || open(request, output))?),
        None => None,
    };
    let (project, mut found) = timings.time("load", || Project::load(request.load));
    let nothing = |found: Diagnostics, timings: Timings, project: Option<&Project>| {
        let checks = project.map(|project| project.config.checks.clone()).unwrap_or_default();
        Outcome {
            findings: request.policy.settle(found, &checks),
            report: None,
            made: Vec::new(),
            planned: 0,
            pages: project.map_or(0, |project| project.site.len()),
            timings,
        }
    };
    let Some(project) = project else { return Ok(nothing(found, timings, None)) };
    let Some(theme) = &project.theme else { return Ok(nothing(found, timings, Some(&project))) };
    let (plan, outputs) = timings.time("plan", || {
        let plan = Plan::new(&project, theme, request.engine);
        let (outputs, plan_found) = plan.outputs();
        found.extend(plan_found);
        if request.output.is_none() {
            found.extend(plan.search_findings());
        }
        (plan, outputs)
    });
    let checks = &project.config.checks;
    // Making goes on beside errors in the content, so that one run finds what making would find;
    // nothing of it is published then.
    let stopped =
        request.policy.settle(found.clone(), checks).iter().any(|f| f.severity == Severity::Error);
    let kept_at = destination.as_ref().filter(|_| !stopped);
    let tools =
        Tools { tree: &project.tree, theme, rules: project.rules(), matcher: &project.matcher };
    let results: Vec<Result<(Option<Planned>, bool), Problem>> = timings.time("make", || {
        outputs.par_iter().map(|output| one(output, &plan, tools, kept_at, request)).collect()
    });
    let mut planned = Vec::with_capacity(results.len());
    let mut made = Vec::new();
    for (result, output) in results.into_iter().zip(&outputs) {
        match result {
            Ok((entry, was_made)) => {
                if was_made {
                    made.push(output.path.clone());
                }
                if let Some(entry) = &entry {
                    found.extend(entry.entry().findings.iter().cloned());
                }
                planned.extend(entry);
            }
            Err(Problem::Found(findings)) => found.extend(findings),
            Err(Problem::Failed(failure)) => return Err(failure),
        }
    }
    let findings = request.policy.settle(found, checks);
    let stopped = stopped || findings.iter().any(|finding| finding.severity == Severity::Error);
    let report =
        match destination.filter(|_| !stopped) {
            Some(destination) => Some(timings.time("publish", || {
                destination.publish_stepwise(planned, request.engine, before)
            })?),
            None => None,
        };
    let pages = project.site.len();
    Ok(Outcome { findings, report, made, planned: outputs.len(), pages, timings })
}

enum Problem {
    Found(Diagnostics),
    Failed(Failure),
}

/// One output: kept as it stands if it is good, else made, and written to wait for publishing.
fn one(
    output: &Output,
    plan: &Plan,
    tools: Tools,
    destination: Option<&Destination>,
    request: &BuildRequest,
) -> Result<(Option<Planned>, bool), Problem> {
    if let Some(destination) = destination.filter(|_| !request.clean)
        && let Some(kept) = destination.kept(&output.path, output.key)
    {
        return Ok((Some(kept), false));
    }
    let inputs = plan.inputs(&output.recipe);
    let Made { bytes, findings } = make::make(&inputs, tools).map_err(Problem::Found)?;
    match destination {
        Some(destination) => {
            let put =
                destination.put(output.path.clone(), output.phase, output.key, &bytes, findings);
            Ok((Some(put.map_err(Problem::Failed)?), true))
        }
        None if findings.is_empty() => Ok((None, true)),
        None => Err(Problem::Found(Diagnostics::from_iter(findings))),
    }
}

fn open(request: &BuildRequest, output: &Path) -> Result<Destination, Failure> {
    let root = request.load.root;
    let cache = default_cache(root, output)?;
    let protected: Vec<PathBuf> = SOURCES.iter().map(|source| root.join(source)).collect();
    let destination = Destination::open(output, &cache, &protected, request.adopt)?;
    let trust = if request.verify { Trust::Hashes } else { Trust::Times };
    Ok(destination.trusting(trust))
}

/// Finds what is wrong without making anything.
pub fn check(request: &BuildRequest) -> Outcome {
    let mut timings = Timings::default();
    let (project, mut found) = timings.time("load", || Project::load(request.load));
    let mut planned = 0;
    if let Some((project, theme)) = project.as_ref().and_then(|p| Some((p, p.theme.as_ref()?))) {
        let (outputs, plan_found) = timings.time("plan", || {
            let plan = Plan::new(project, theme, request.engine);
            found.extend(plan.search_findings());
            plan.outputs()
        });
        planned = outputs.len();
        found.extend(plan_found);
    }
    let checks = project.as_ref().map(|project| project.config.checks.clone()).unwrap_or_default();
    Outcome {
        findings: request.policy.settle(found, &checks),
        report: None,
        made: Vec::new(),
        planned,
        pages: project.map_or(0, |project| project.site.len()),
        timings,
    }
}
