//! `alongside check`.

use super::arguments::{Check, Common};
use super::{Ending, engine, show};
use crate::build::{self, BuildRequest, LoadRequest};
use crate::diagnostic::Failure;
use crate::theme::DEFAULT_THEME;

pub(super) fn run(wanted: &Check, common: &Common) -> Result<Ending, Failure> {
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
        engine: engine::fingerprint()?,
        policy: common.policy(),
        clean: false,
        verify: false,
        adopt: false,
    };
    let outcome = if wanted.full { build::run(&request)? } else { build::check(&request) };
    show::findings(&outcome.findings, common);
    let fine = match outcome.pages {
        1 => "checked 1 page: nothing to mend".to_string(),
        pages => format!("checked {pages} pages: nothing to mend"),
    };
    show::summary(&outcome.findings, &fine, common);
    Ok(Ending::of(&outcome.findings))
}
