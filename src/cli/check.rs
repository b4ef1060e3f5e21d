//! `alongside check`.

use super::arguments::{BaselineUse, Check, Common};
use super::{Ending, engine, external, show};
use crate::build::{self, BuildRequest, Depth, LoadRequest, Outcome};
use crate::config::{BASELINE_FILE, Baseline};
use crate::diagnostic::{Diagnostics, Failure};
use crate::output::replace;
use crate::source::{Place, SitePath, Span};
use crate::theme::DEFAULT_THEME;

pub(super) fn run(wanted: &Check, common: &Common) -> Result<Ending, Failure> {
    let mut policy = common.policy();
    policy.ignore_baseline = matches!(wanted.baseline, BaselineUse::Ignore | BaselineUse::Write);
    let request = BuildRequest {
        load: LoadRequest {
            root: &common.root,
            embedded: DEFAULT_THEME,
            base_url: None,
            drafts: wanted.drafts,
            date: wanted.date.unwrap_or_else(engine::today),
            fingerprint_assets: true,
            keep: crate::source::KEEP_BYTES,
        },
        output: None,
        cache: wanted.cache.as_deref(),
        engine: engine::fingerprint()?,
        policy,
        clean: false,
        verify: false,
        adopt: false,
    };
    let published = wanted.output.clone().unwrap_or_else(|| common.root.join("public"));
    let depth = Depth { full: wanted.full, published: Some(&published) };
    let mut outcome = build::check(&request, depth)?;
    match wanted.baseline {
        BaselineUse::Use | BaselineUse::Ignore => {}
        BaselineUse::Write => write(&mut outcome, common)?,
        BaselineUse::Prune => prune(&mut outcome, common)?,
    }
    if wanted.external_links {
        outcome.findings.extend(external::check(request.load, &request.policy, wanted, common)?);
        outcome.findings = Diagnostics::from_iter(outcome.findings).into_sorted();
    }
    show::findings(&outcome.findings, common);
    let fine = match outcome.pages {
        1 => "checked 1 page: nothing to mend".to_string(),
        pages => format!("checked {pages} pages: nothing to mend"),
    };
    show::summary(&outcome.findings, &fine, common);
    show::held_back(&outcome, "check", common);
    show::waiting(&outcome, common);
    show::mended(&outcome, common);
    Ok(Ending::of(&outcome.findings))
}

/// Lets every finding wait that can; the others stay to be shown.
fn write(outcome: &mut Outcome, common: &Common) -> Result<(), Failure> {
    let text_of = |path: &SitePath| {
        let place = Place { path: path.clone(), span: Span::default() };
        Some(show::text_of(&common.root, &place)?.into_owned())
    };
    let baseline = Baseline::of(&outcome.findings, &text_of);
    save(&baseline, common)?;
    let findings = std::mem::take(&mut outcome.findings);
    outcome.findings = baseline.part(findings, &text_of).fresh;
    let files = match baseline.files() {
        1 => "1 file".to_string(),
        files => format!("{files} files"),
    };
    let line = format!("wrote {BASELINE_FILE}: {} in {files} may wait", entries(baseline.len()));
    show::say(&line, common);
    Ok(())
}

/// Takes out of the file what is mended.
fn prune(outcome: &mut Outcome, common: &Common) -> Result<(), Failure> {
    save(&outcome.waiting, common)?;
    let mended = std::mem::take(&mut outcome.mended);
    let line = format!("wrote {BASELINE_FILE}: {} taken out", entries(mended.len()));
    show::say(&line, common);
    Ok(())
}

fn entries(number: usize) -> String {
    if number == 1 { "1 finding".to_string() } else { format!("{number} findings") }
}

/// Writes the file, or takes it away when nothing waits.
fn save(baseline: &Baseline, common: &Common) -> Result<(), Failure> {
    let path = common.root.join(BASELINE_FILE);
    let text = (!baseline.is_empty()).then(|| baseline.to_toml());
    replace(&path, text.as_deref().map(str::as_bytes))
}
