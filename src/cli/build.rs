//! `alongside build`.

use std::path::{Path, PathBuf};

use super::arguments::{Build, Common};
use super::{Ending, engine, show};
use crate::build::{self, BuildRequest, LoadRequest, Outcome, Policy};
use crate::diagnostic::{Failure, counts_line};
use crate::theme::DEFAULT_THEME;

/// Said when a site is published beside errors.
const LENIENT: &str = "these errors are about how pages are written and do not stop publishing: \
    with `--strict`, or `strict = true` below `[checks]`, they do";

pub(super) fn run(wanted: &Build, common: &Common) -> Result<Ending, Failure> {
    let output = wanted.output.clone().unwrap_or_else(|| common.root.join("public"));
    let request = BuildRequest {
        load: LoadRequest {
            root: &common.root,
            embedded: DEFAULT_THEME,
            base_url: wanted.base_url.as_ref(),
            drafts: wanted.drafts,
            date: wanted.date.unwrap_or_else(engine::today),
            fingerprint_assets: true,
            keep: crate::source::KEEP_BYTES,
        },
        output: Some(&output),
        cache: wanted.cache.as_deref(),
        engine: engine::fingerprint()?,
        policy: Policy { strict: wanted.strict, ..common.policy() },
        clean: wanted.clean,
        verify: wanted.verify,
        adopt: wanted.adopt,
    };
    let outcome = build::run(&request)?;
    show::findings(&outcome.findings, common);
    if wanted.timings {
        timings(&outcome, common);
    }
    show::waiting(&outcome, common);
    match &outcome.report {
        Some(report) => {
            for kept in &report.kept {
                show::say(&format!("warning: {kept}"), common);
            }
            if let Some(counts) = counts_line(&outcome.findings) {
                show::say(&format!("found {counts}"), common);
            }
            if outcome.has_errors() {
                show::say(LENIENT, common);
            }
            published(&outcome, report, &output, common);
            show::held_back(&outcome, "build", common);
            Ok(Ending::Fine)
        }
        None => {
            let counts = counts_line(&outcome.findings).unwrap_or_default();
            show::say(&format!("nothing was published: found {counts}"), common);
            Ok(Ending::of(&outcome.findings))
        }
    }
}

fn published(outcome: &Outcome, report: &crate::output::Report, output: &Path, common: &Common) {
    let plural = |number: usize, word: &str| {
        if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
    };
    let seconds = outcome.timings.total().as_secs_f64();
    show::say(
        &format!(
            "built {} ({}) in {seconds:.2} s: {} made, {} unchanged, {} removed",
            plural(outcome.pages, "page"),
            plural(outcome.planned, "file"),
            outcome.made.len(),
            outcome.planned - outcome.made.len(),
            report.removed.len(),
        ),
        common,
    );
    let shown: PathBuf = output.strip_prefix(".").unwrap_or(output).components().collect();
    show::say(&format!("the site is in {}", shown.display()), common);
    let root = match common.root.as_path() {
        root if root == Path::new(".") => String::new(),
        root => format!(" --root {}", root.display()),
    };
    show::say(&format!("to see it in a browser: alongside serve{root}"), common);
}

fn timings(outcome: &Outcome, common: &Common) {
    for (step, length) in &outcome.timings.steps {
        show::say(&format!("{:>9.1} ms  {step}", length.as_secs_f64() * 1000.0), common);
    }
    let total = outcome.timings.total().as_secs_f64() * 1000.0;
    show::say(&format!("{total:>9.1} ms  in all"), common);
    let megabytes = |bytes: u64| bytes as f64 / 1_000_000.0;
    if let Some(peak) = engine::peak_memory() {
        show::say(&format!("{:>9.1} MB  of memory at most", megabytes(peak)), common);
    }
    if let Some(report) = &outcome.report {
        show::say(&format!("{:>9} files written", report.written.len()), common);
        show::say(&format!("{:>9.1} MB  written", megabytes(report.bytes_written)), common);
    }
    let most = if common.verbose { usize::MAX } else { 20 };
    for path in outcome.made.iter().take(most) {
        show::say(&format!("  made {}", path.as_str()), common);
    }
    if outcome.made.len() > most {
        let more = outcome.made.len() - most;
        show::say(&format!("  and {more} more; -v shows all"), common);
    }
}
