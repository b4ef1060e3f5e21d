//! One build from scan to publish.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::inputs::Inputs;
use super::load::{LoadRequest, Project, SOURCES, Scanned};
use super::make::{self, Made, Tools};
use super::plan::{FileFacts, Output, Plan};
use super::policy::Policy;
use super::timings::Timings;
use super::unchanged::{self, Whole};
use super::{echoes, rendered};
use crate::config::{Baseline, Parted};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Failure, Severity};
use crate::document::Edition;
use crate::fingerprint::Fingerprint;
use crate::lint::{self, Fault};
use crate::output::{
    BeforeStep, Destination, OutputPath, Planned, Report, Trust, cache_in, default_cache, note,
    noted,
};
use crate::source::SitePath;

/// What to build.
#[derive(Clone)]
pub struct BuildRequest<'r> {
    /// What to load.
    pub load: LoadRequest<'r>,
    /// Where to publish. `None` makes everything and throws it away; [`check`] looks at it as well.
    pub output: Option<&'r Path>,
    /// The folder for what is known of earlier builds; `.alongside` in the site's folder when `None`.
    pub cache: Option<&'r Path>,
    /// The fingerprint of the running program: a change of it makes everything anew.
    pub engine: Fingerprint,
    /// What findings weigh.
    pub policy: Policy,
    /// Whether outputs are made even when their keys are unchanged.
    pub clean: bool,
    /// Whether every output that is kept is read and made again, and the two compared.
    pub verify: bool,
    /// Whether files that are not ours may be in the output folder.
    pub adopt: bool,
}

/// What a check looks at beside the sources.
#[derive(Clone, Copy, Debug, Default)]
pub struct Depth<'d> {
    /// Whether every page is made, read as a browser would read it, and thrown away.
    pub full: bool,
    /// The folder of the published site, to tell what has changed since.
    pub published: Option<&'d Path>,
}

/// How a build ended.
#[derive(Debug)]
pub struct Outcome {
    /// Everything found, settled and sorted, without what the baseline lets wait.
    pub findings: Vec<Diagnostic>,
    /// The entries of the baseline whose findings wait.
    pub waiting: Baseline,
    /// The entries of the baseline whose findings are mended.
    pub mended: Baseline,
    /// What was published; none when an error stood in the way or nothing was to be published. Beside
    /// errors of the language rules a site is published unless they are to stop it.
    pub report: Option<Report>,
    /// The outputs that were made, in order: the rest was good as it stood.
    pub made: Vec<OutputPath>,
    /// How many outputs the site consists of.
    pub planned: usize,
    /// How many pages it has.
    pub pages: usize,
    /// How many more there are: drafts, and pages of another day.
    pub held_back: usize,
    /// Where the time went.
    pub timings: Timings,
}

impl Outcome {
    /// Whether a finding is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// What was read is saved when more than one page in so many was unknown: for a few pages, reading
/// them again each time costs less than writing down what is known of all.
const WORTH_REMEMBERING: usize = 50;

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
    run_watched(request, &mut || {}, before)
}

/// How often a build is tried when files of the site change under its hands.
const ATTEMPTS: usize = 3;

/// As [`run_stepwise`], with a hook each time the site was loaded and nothing is made yet, for
/// tests.
///
/// # Errors
///
/// As [`run_stepwise`].
pub fn run_watched(
    request: &BuildRequest,
    loaded: &mut dyn FnMut(),
    before: &mut BeforeStep,
) -> Result<Outcome, Failure> {
    let mut timings = Timings::default();
    // First of all, so that a folder that is not ours is refused before anything is read.
    let destination = match request.output {
        Some(output) => Some(timings.time("open", || open(request, output))?),
        None => None,
    };
    let depth = Depth::default();
    let prepared = steady(request, destination.as_ref(), depth, loaded, &mut timings)?;
    let stopped = prepared.stopped;
    let held_back = prepared.held_back;
    let Prepared {
        findings, waiting, mended, outputs, made, planned, pages, editions, whole, ..
    } = prepared;
    let report =
        match (destination.filter(|_| !stopped), outputs) {
            (Some(destination), Some(outputs)) => Some(timings.time("publish", || {
                destination.publish_stepwise(outputs, request.engine, before)
            })?),
            _ => None,
        };
    if let Some(whole) = whole.filter(|_| report.is_some()) {
        whole.note(request);
    }
    if let (Some(output), Some(_)) = (request.output, report.as_ref().filter(|_| !made.is_empty()))
    {
        note(&cache(request, output)?, PUBLISHED, &editions)?;
    }
    Ok(Outcome { findings, waiting, mended, report, made, planned, pages, held_back, timings })
}

/// A site of which every output is kept or made and nothing is published yet.
#[derive(Default)]
struct Prepared {
    findings: Vec<Diagnostic>,
    waiting: Baseline,
    mended: Baseline,
    /// None when nothing may be published.
    outputs: Option<Vec<Planned>>,
    made: Vec<OutputPath>,
    planned: usize,
    pages: usize,
    held_back: usize,
    /// Whether a finding keeps the site from being published.
    stopped: bool,
    /// What each page says, to be noted when it is published.
    editions: Ledger,
    /// What to note of it when it is published, unless that is noted.
    whole: Option<Whole>,
    /// Whether files of the site changed meanwhile.
    outdated: bool,
}

/// As [`prepare`], again when files of the site changed meanwhile.
fn steady(
    request: &BuildRequest,
    destination: Option<&Destination>,
    depth: Depth,
    loaded: &mut dyn FnMut(),
    timings: &mut Timings,
) -> Result<Prepared, Failure> {
    for _ in 1..ATTEMPTS {
        let prepared = prepare(request, destination, depth, loaded, timings)?;
        // A file that could not be read may just have been saved, too.
        let unreadable = |finding: &Diagnostic| finding.code == Code::UnreadableFile;
        if !prepared.outdated && !prepared.findings.iter().any(unreadable) {
            return Ok(prepared);
        }
    }
    let prepared = prepare(request, destination, depth, loaded, timings)?;
    if prepared.outdated {
        let text = format!("files of the site changed while it was built, {ATTEMPTS} times");
        return Err(Failure::new(text).help(
            "run the command again when nothing is writing into the site's folder; the published site is untouched",
        ));
    }
    Ok(prepared)
}

/// From scan to the last output that is made.
fn prepare(
    request: &BuildRequest,
    destination: Option<&Destination>,
    depth: Depth,
    loaded: &mut dyn FnMut(),
    timings: &mut Timings,
) -> Result<Prepared, Failure> {
    // Under the engine's fingerprint as well: another program may read the same page otherwise.
    let memo = |key: Fingerprint| Fingerprint::of("memo", &(request.engine, key));
    let recall = |key: Fingerprint| match destination {
        Some(destination) if !request.clean && !request.verify => destination.recall(memo(key)),
        _ => Vec::new(),
    };
    let scanned = timings.time("scan", || Scanned::of(request.load));
    let whole = unchanged::whole(request, &scanned);
    let known = match (destination.filter(|_| !request.clean), whole) {
        (Some(destination), Some(whole)) => unchanged::recalled(request, destination, whole),
        _ => None,
    };
    if let (Some(known), Some(destination)) = (&known, destination)
        && !request.verify
        && !is_sampled(known.made_from)
        && let Some(prepared) =
            timings.time("make", || standing(request, destination, &scanned, known))
    {
        loaded();
        return Ok(prepared);
    }
    let (project, mut found) =
        timings.time("load", || Project::load_recalling(request.load, scanned, &recall));
    loaded();
    let Some(project) = project else {
        let findings = echoes::dropped(request.policy.settle(found, &BTreeMap::new()));
        return Ok(Prepared { findings, stopped: true, ..Prepared::default() });
    };
    let pages = project.site.len();
    found.extend(unnoted(request, &project, depth)?);
    timings.time("remember", || {
        let worth = project.readings.fresh > pages / WORTH_REMEMBERING;
        if let Some(destination) = destination.filter(|_| worth) {
            destination.remember(memo(project.readings.key), &project.known());
        }
    });
    let Some(theme) = &project.theme else {
        let Parted { fresh: findings, waiting, mended } = settled(request, found, &project);
        let outdated = project.tree.is_outdated();
        let prepared =
            Prepared { findings, waiting, mended, pages, outdated, ..Default::default() };
        return Ok(Prepared { stopped: true, ..prepared });
    };
    let tools =
        Tools { tree: &project.tree, theme, rules: project.rules(), matcher: &project.matcher };
    let stopped = |found: &Diagnostics| {
        let settled = settled(request, found.clone(), &project);
        request.policy.stops(&settled.fresh, &project.config)
    };
    let mut plan = timings.time("plan", || Plan::new(&project, theme, request.engine));
    // Pages say how large the files are that can be taken away, so these are made before.
    let unstopped = destination.filter(|_| !stopped(&found));
    let mut downloads: BTreeMap<OutputPath, Result<Step, Problem>> = timings.time("print", || {
        let make = |output: &Output| {
            (output.path.clone(), one(output, &plan, tools, unstopped, request, false))
        };
        plan.downloads().par_iter().map(make).collect()
    });
    plan.learn(facts(&downloads));
    let outputs = timings.time("plan", || {
        let (outputs, plan_found) = plan.outputs();
        found.extend(plan_found);
        if request.output.is_none() {
            found.extend(plan.search_findings());
        }
        outputs
    });
    // Making goes on beside errors in the content, so that one run finds what making would find;
    // nothing of it is published then.
    let destination = destination.filter(|_| !stopped(&found));
    let results: Vec<Option<Result<Step, Problem>>> = timings.time("make", || {
        let make = |output: &Output| {
            let is_made = output.recipe.is_download();
            (!is_made).then(|| one(output, &plan, tools, destination, request, depth.full))
        };
        outputs.par_iter().map(make).collect()
    });
    let mut planned = Vec::with_capacity(results.len());
    let mut made = Vec::new();
    let mut faults = Vec::new();
    for (result, output) in results.into_iter().zip(&outputs) {
        let Some(result) = result.or_else(|| downloads.remove(&output.path)) else { continue };
        match result {
            Ok(Step { planned: entry, was_made, faults: of_page }) => {
                if was_made {
                    made.push(output.path.clone());
                }
                if let Some(entry) = &entry {
                    found.extend(entry.entry().findings.iter().cloned());
                }
                planned.extend(entry);
                faults.push((output, of_page));
            }
            Err(Problem::Found(findings)) => found.extend(findings),
            Err(Problem::Failed(failure)) => return Err(failure),
        }
    }
    found.extend(rendered::gathered(faults.into_iter(), &|output| plan.source(output)));
    // Without a destination nothing was put aside, and an empty list is not an empty site.
    let prepared = destination.map(|_| planned);
    let whole = whole.zip(prepared.as_ref());
    let held_back = project.held_back();
    let whole =
        whole.map(|(whole, outputs)| Whole::of(whole, outputs, (pages, held_back), found.clone()));
    let Parted { fresh: findings, waiting, mended } = settled(request, found, &project);
    let stopped = request.policy.stops(&findings, &project.config);
    let outdated = project.tree.is_outdated();
    if let Some(known) = known.filter(|_| !stopped && !outdated && destination.is_some()) {
        prove_whole(&known, whole.as_ref())?;
    }
    let planned = outputs.len();
    let is_new = prepared.is_some() && !made.is_empty();
    let editions = if is_new { editions(&project) } else { Ledger::new() };
    // Taking a large site apart takes a while, and publishing need not wait for it.
    drop((plan, outputs));
    rayon::spawn(move || drop(project));
    Ok(Prepared {
        findings,
        waiting,
        mended,
        outputs: prepared,
        made,
        planned,
        pages,
        held_back,
        stopped,
        editions,
        whole,
        outdated,
    })
}

/// The site as it is published, when nothing that it is made from has changed.
fn standing(
    request: &BuildRequest,
    destination: &Destination,
    scanned: &Scanned,
    known: &Whole,
) -> Option<Prepared> {
    let (config, baseline) = unchanged::scales(scanned)?;
    let weighed = request.policy.settle(known.found.clone(), &config.checks);
    let parted = request.policy.part(echoes::dropped(weighed), &baseline, &scanned.tree);
    if request.policy.stops(&parted.fresh, &config) {
        return None;
    }
    let outputs = destination.all_kept()?;
    let Parted { fresh: findings, waiting, mended } = parted;
    Some(Prepared {
        findings,
        waiting,
        mended,
        planned: outputs.len(),
        outputs: Some(outputs),
        pages: known.pages,
        held_back: known.held_back,
        outdated: scanned.tree.is_outdated(),
        ..Prepared::default()
    })
}

/// The name of the note of what was published.
const PUBLISHED: &str = "published";

/// What was published of each page.
type Ledger = BTreeMap<SitePath, Edition>;

fn editions(project: &Project) -> Ledger {
    let pages = project.site.pages().map(|(_, page)| &page.summary);
    pages.map(|summary| (summary.path.clone(), summary.edition)).collect()
}

/// Pages whose text changed since it was published without a word to readers.
fn unnoted(
    request: &BuildRequest,
    project: &Project,
    depth: Depth,
) -> Result<Diagnostics, Failure> {
    let Some(folder) = depth.published else { return Ok(Diagnostics::new()) };
    let ledger: Option<Ledger> = noted(&cache(request, folder)?, PUBLISHED)?;
    Ok(lint::missing_notes(&project.site, &ledger.unwrap_or_default()))
}

/// What was found, with its weights settled, without echoes, held against the baseline.
fn settled(request: &BuildRequest, found: Diagnostics, project: &Project) -> Parted {
    let findings = echoes::dropped(request.policy.settle(found, &project.config.checks));
    request.policy.part(findings, &project.baseline, &project.tree)
}

/// An output that is ready.
struct Step {
    planned: Option<Planned>,
    was_made: bool,
    /// What is wrong with it as a page, if that was asked.
    faults: Vec<Fault>,
}

enum Problem {
    Found(Diagnostics),
    Failed(Failure),
}

/// What is known of the files to take away.
fn facts(downloads: &BTreeMap<OutputPath, Result<Step, Problem>>) -> BTreeMap<String, FileFacts> {
    let known = downloads.iter().filter_map(|(path, result)| {
        let entry = result.as_ref().ok()?.planned.as_ref()?.entry();
        let facts = FileFacts { bytes: entry.len, sheets: entry.sheets };
        Some((path.as_str().to_string(), facts))
    });
    known.collect()
}

/// One output: kept as it stands if it is good, else made, and written to wait for publishing.
fn one(
    output: &Output,
    plan: &Plan,
    tools: Tools,
    destination: Option<&Destination>,
    request: &BuildRequest,
    inspect: bool,
) -> Result<Step, Problem> {
    let inputs = plan.inputs(&output.recipe);
    let key = destination.map(|_| plan.key_of(&inputs));
    if let (Some(destination), Some(key)) = (destination.filter(|_| !request.clean), key)
        && let Some(kept) = destination.kept(&output.path, key)
    {
        if request.verify || is_sampled(key) {
            prove(&kept, &inputs, tools)?;
        }
        return Ok(Step { planned: Some(kept), was_made: false, faults: Vec::new() });
    }
    let Made { bytes, findings, sheets } = make::make(&inputs, tools).map_err(Problem::Found)?;
    match destination.zip(key) {
        Some((destination, key)) => {
            let put = destination.put(output.path.clone(), output.phase, key, &bytes, findings);
            let planned = Some(put.map_err(Problem::Failed)?.with_sheets(sheets));
            Ok(Step { planned, was_made: true, faults: Vec::new() })
        }
        None if findings.is_empty() => {
            let inspected = inspect && !plan.repeats_pages(output);
            let faults = if inspected { rendered::faults(output, &bytes) } else { Vec::new() };
            Ok(Step { planned: None, was_made: true, faults })
        }
        None => Err(Problem::Found(Diagnostics::from_iter(findings))),
    }
}

/// Whether a debug build proves what has this key although nobody asked: one in sixteen, and always
/// the same for the same inputs.
fn is_sampled(key: Fingerprint) -> bool {
    cfg!(debug_assertions) && key.short(1) == "0"
}

/// Makes an output that was kept, and holds it against what is published. They differ only when
/// something that the output depends on is not in its key.
fn prove(kept: &Planned, inputs: &Inputs, tools: Tools) -> Result<(), Problem> {
    let entry = kept.entry();
    let same = match make::make(inputs, tools) {
        Ok(made) => {
            entry.content == Fingerprint::of_bytes(&made.bytes) && entry.findings == made.findings
        }
        Err(found) if found.iter().any(|finding| finding.code == Code::UnreadableFile) => {
            return Err(Problem::Found(found));
        }
        Err(_) => false,
    };
    if same {
        return Ok(());
    }
    let text = format!("`{}` was kept, but is made differently now", kept.path());
    Err(Problem::Failed(Failure::new(text).help(
        "this is a mistake in alongside, please report it; `alongside build --clean` makes everything anew",
    )))
}

/// Where the records of an output folder are.
pub(super) fn cache(request: &BuildRequest, output: &Path) -> Result<PathBuf, Failure> {
    match request.cache {
        Some(folder) => cache_in(folder, output),
        None => default_cache(request.load.root, output),
    }
}

/// Holds what a site was planned to be against what is known of the one that was made from the same.
/// They differ only when something that a site is made from is not in the fingerprint of the whole.
fn prove_whole(known: &Whole, now: Option<&Whole>) -> Result<(), Failure> {
    if now == Some(known) {
        return Ok(());
    }
    let text = "nothing that the site is made from has changed, but it is made differently now";
    Err(Failure::new(text).help(
        "this is a mistake in alongside, please report it; `alongside build --clean` makes everything anew",
    ))
}

fn open(request: &BuildRequest, output: &Path) -> Result<Destination, Failure> {
    let root = request.load.root;
    let cache = cache(request, output)?;
    let protected: Vec<PathBuf> = SOURCES.iter().map(|source| root.join(source)).collect();
    let destination = Destination::open(output, &cache, &protected, request.adopt)?;
    let trust = if request.verify { Trust::Hashes } else { Trust::Times };
    Ok(destination.trusting(trust))
}

/// Finds what is wrong without publishing anything. What `request` says of an output folder counts
/// for nothing.
///
/// # Errors
///
/// When the machine fails.
pub fn check(request: &BuildRequest, depth: Depth) -> Result<Outcome, Failure> {
    let mut timings = Timings::default();
    if depth.full {
        let prepared = steady(request, None, depth, &mut || {}, &mut timings)?;
        let Prepared { findings, waiting, mended, made, planned, pages, held_back, .. } = prepared;
        let report = None;
        return Ok(Outcome {
            findings,
            waiting,
            mended,
            report,
            made,
            planned,
            pages,
            held_back,
            timings,
        });
    }
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
    let parted = match &project {
        Some(project) => {
            found.extend(unnoted(request, project, depth)?);
            settled(request, found, project)
        }
        None => Parted {
            fresh: echoes::dropped(request.policy.settle(found, &BTreeMap::new())),
            ..Parted::default()
        },
    };
    Ok(Outcome {
        findings: parted.fresh,
        waiting: parted.waiting,
        mended: parted.mended,
        report: None,
        made: Vec::new(),
        planned,
        pages: project.as_ref().map_or(0, |project| project.site.len()),
        held_back: project.as_ref().map_or(0, Project::held_back),
        timings,
    })
}
