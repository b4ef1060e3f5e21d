//! The build that need not be: everything that the site is made from is as it was when the site was
//! published, and what was published still stands. It must never decide from less than everything.
//! Enter at [`whole`] and [`recalled`].
//!
//! Scan, parse, assemble, plan and make are functions of what [`whole`] covers, so equal fingerprints
//! mean equal outputs and equal findings. The note that says so counts only beside the manifest that
//! it was written for, whatever was published or recovered since.

use serde::{Deserialize, Serialize};

use super::load::{LoadRequest, Scanned};
use super::run::{BuildRequest, cache};
use crate::config::{Baseline, Config};
use crate::diagnostic::Diagnostics;
use crate::fingerprint::Fingerprint;
use crate::output::{Destination, Planned, note, noted};

/// The name of the note.
const WHOLE: &str = "whole";

/// What a published site was made from, and what is known of it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Whole {
    /// The fingerprint of everything that it was made from.
    pub(super) made_from: Fingerprint,
    /// The fingerprint of what was published.
    outputs: Fingerprint,
    /// How many pages it has.
    pub(super) pages: usize,
    /// How many more there are that are not published.
    pub(super) held_back: usize,
    /// Everything found, before it is weighed.
    pub(super) found: Diagnostics,
}

/// The fingerprint of everything that a site is made from. `None` when there is something in its
/// folder that is no ordinary file.
pub(super) fn whole(request: &BuildRequest, scanned: &Scanned) -> Option<Fingerprint> {
    // Every field by name, so that one that is added has to be thought of here too. Where the folder
    // is and how much is held in memory show in nothing that is made.
    let LoadRequest { root: _, embedded: _, base_url, drafts, date, fingerprint_assets, keep: _ } =
        request.load;
    let sources = scanned.tree.fingerprint()?;
    let asked = (base_url, drafts, date, fingerprint_assets);
    Some(Fingerprint::of("whole", &(request.engine, asked, sources)))
}

impl Whole {
    /// What is published with these outputs, in the order of their paths.
    pub(super) fn of(
        made_from: Fingerprint,
        outputs: &[Planned],
        (pages, held_back): (usize, usize),
        found: Diagnostics,
    ) -> Whole {
        let outputs = outputs.iter().map(|output| (output.path(), output.entry()));
        let outputs: Vec<_> =
            outputs.map(|(path, entry)| (path.as_str(), entry.key, entry.content)).collect();
        Whole { made_from, outputs: Fingerprint::of("outputs", &outputs), pages, held_back, found }
    }

    /// Writes it down beside the manifest.
    pub(super) fn note(&self, request: &BuildRequest) {
        // A note that cannot be written only means that the next build plans the site again.
        let Some(output) = request.output else { return };
        let _ = cache(request, output).and_then(|cache| note(&cache, WHOLE, self));
    }
}

/// What is known of the published site, if it was made from the same.
pub(super) fn recalled(
    request: &BuildRequest,
    destination: &Destination,
    made_from: Fingerprint,
) -> Option<Whole> {
    let cache = cache(request, request.output?).ok()?;
    let whole: Whole = noted(&cache, WHOLE).ok()??;
    let entries = destination.manifest().entries.iter();
    let outputs: Vec<_> =
        entries.map(|(path, entry)| (path.as_str(), entry.key, entry.content)).collect();
    let is_bound = whole.outputs == Fingerprint::of("outputs", &outputs);
    (is_bound && whole.made_from == made_from).then_some(whole)
}

/// What decides how findings are weighed and which may wait.
pub(super) fn scales(scanned: &Scanned) -> Option<(Config, Baseline)> {
    Some((Config::read(&scanned.tree).0?, Baseline::read(&scanned.tree).0))
}
