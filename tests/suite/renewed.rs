//! A loaded site that follows edits is the site that loading it anew gives: the same outputs with the
//! same keys, and the same findings. The fast half of the preview's promise; `serve/soak.rs` is the
//! other. `TWIN_SEED=… TWIN_ROUNDS=… cargo test --test suite renewed` runs other edits.

use std::collections::BTreeSet;

use alongside::build::{LoadRequest, Output, Plan, Project, SOURCES, settled};
use alongside::diagnostic::{Diagnostic, Diagnostics};
use alongside::fingerprint::Fingerprint;
use alongside::source::SitePath;

use super::prose::Numbers;
use super::site::{Files, Site, day, request};
use super::twin::EDITS;

/// How many edits each seed makes unless `TWIN_ROUNDS` says otherwise.
const ROUNDS: usize = 150;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

#[test]
fn following_equals_loading_anew() {
    let seed = number("TWIN_SEED").unwrap_or(3);
    run(Site::generated(seed, 24), seed);
}

#[test]
fn following_equals_loading_anew_with_search() {
    let seed = number("TWIN_SEED").unwrap_or(4);
    let mut site = Site::generated(seed, 12);
    site.write("templates/search.html", "{{ search.index }}");
    run(site, seed);
}

fn run(mut site: Site, seed: u64) {
    let rounds = number("TWIN_ROUNDS").map_or(ROUNDS, |rounds| rounds as usize);
    let mut numbers = Numbers(seed);
    site.options.date = day("2026-06-01");
    site.save(false);
    let mut before = site.files.clone();
    let mut good = site.files.clone();
    let (mut project, _) = load(&site);
    let mut short = 0;
    for round in 0..rounds {
        let (name, edit) = numbers.pick(EDITS);
        if ["date", "base URL of the command", "drafts", "keep"].contains(&name) {
            continue;
        }
        edit(&mut site, &mut numbers);
        site.save(numbers.one_in(2));
        let after = format!("seed {seed}, round {round}, after {name}");
        let changed = changed(&before, &site.files);
        before = site.files.clone();
        let (followed, found) = match &project {
            Some(old) => {
                let (root, out) = (site.root(), site.out());
                let load = asked(&site, &root, &out);
                match old.tree.renewed(&SOURCES, load.keep, &changed) {
                    Some(renewed) => {
                        let told: BTreeSet<SitePath> = renewed.changed.iter().cloned().collect();
                        assert_eq!(told, changed, "{after}: what changed");
                        let (new, found) = old.renewed(load, renewed);
                        let same = |new: &Project| new.site.differs_only_in_texts(&old.site);
                        short += usize::from(new.as_ref().is_some_and(same));
                        (new, found)
                    }
                    None => old.loaded_again(load),
                }
            }
            None => load(&site),
        };
        let (fresh, fresh_found) = load(&site);
        let clean = !fresh_found.has_errors();
        if clean {
            assert_eq!(shown(&found), shown(&fresh_found), "{after}: the findings differ");
        }
        if let (true, Some(one), Some(other)) = (clean, &followed, &fresh) {
            assert_eq!(keys(one), keys(other), "{after}: the outputs differ");
        }
        // A site that cannot be loaded is followed from where it last could.
        if followed.as_ref().is_some_and(|project| project.theme.is_some()) {
            project = followed;
        } else {
            project = None;
        }
        if clean {
            good = site.files.clone();
        } else if numbers.one_in(2) {
            // Mended, as one more edit of its own.
            site.files = good.clone();
        }
    }
    // Else this would prove nothing of the short cut.
    assert!(rounds < ROUNDS || short > rounds / 20, "only {short} edits were of texts alone");
}

fn asked<'r>(
    site: &'r Site,
    root: &'r std::path::Path,
    out: &'r std::path::Path,
) -> LoadRequest<'r> {
    LoadRequest {
        drafts: true,
        fingerprint_assets: false,
        ..request(root, out, &site.options).load
    }
}

fn load(site: &Site) -> (Option<Project>, Diagnostics) {
    let (root, out) = (site.root(), site.out());
    Project::load(asked(site, &root, &out))
}

fn changed(before: &Files, now: &Files) -> BTreeSet<SitePath> {
    let paths = before.keys().chain(now.keys());
    let differs = |path: &&String| before.get(*path) != now.get(*path);
    paths.filter(differs).map(|path| SitePath::new(path)).collect()
}

fn shown(found: &Diagnostics) -> Vec<Diagnostic> {
    settled(&Default::default(), found.clone(), None)
}

/// Every output with its key, and what is wrong with the list.
fn keys(project: &Project) -> (Vec<(String, Fingerprint)>, Vec<Diagnostic>) {
    let theme = project.theme.as_ref().expect("a site without errors has a theme");
    let plan = Plan::new(project, theme, Fingerprint::of_bytes(b"the tests"));
    let (outputs, found) = plan.outputs();
    let keyed = |output: &Output| (output.path.to_string(), plan.key(&output.recipe));
    (outputs.iter().map(keyed).collect(), found.into_sorted())
}
