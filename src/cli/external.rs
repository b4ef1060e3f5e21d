//! `alongside check --external-links`: asking other sites.

use super::arguments::{Check, Common};
use crate::build::{LoadRequest, Policy};
use crate::diagnostic::{Diagnostic, Failure};

#[cfg(not(feature = "external-links"))]
pub(super) fn check(
    _: LoadRequest,
    _: &Policy,
    _: &Check,
    _: &Common,
) -> Result<Vec<Diagnostic>, Failure> {
    Err(Failure::new("this alongside was built without `--external-links`")
        .help("build it with the feature `external-links`"))
}

/// What other sites say of the links of this one. What they said is kept for the next days beside
/// the other records of the site.
#[cfg(feature = "external-links")]
pub(super) fn check(
    load: LoadRequest,
    policy: &Policy,
    wanted: &Check,
    common: &Common,
) -> Result<Vec<Diagnostic>, Failure> {
    use super::show;
    use crate::build::{self, Project};
    use crate::external::{self, Client, Known, Manners};
    use crate::output::{note, noted};

    const NOTE: &str = "external-links";

    let (Some(project), _) = Project::load(load) else { return Ok(Vec::new()) };
    let folder = wanted.cache.clone().unwrap_or_else(|| common.root.join(".alongside"));
    let known: Known = noted(&folder, NOTE)?.unwrap_or_default();
    let manners = Manners { days: wanted.max_age, ..Manners::default() };
    let client = Client::new(manners.patience);
    let uses = build::external_links(&project);
    show::say("asking other sites about links, one page a second for each site", common);
    let round = external::check(
        uses,
        &known,
        load.date,
        manners,
        &|address| client.ask(address),
        &std::thread::sleep,
    );
    note(&folder, NOTE, &round.known)?;
    let sites = if round.sites == 1 { "1 site" } else { &format!("{} sites", round.sites) };
    let asked = if round.asked == 1 { "1 address" } else { &format!("{} addresses", round.asked) };
    let line = format!(
        "asked {sites} about {asked}; {} more answered in the last {} days",
        round.spared, manners.days
    );
    show::say(&line, common);
    Ok(policy.settle(round.findings, &project.config.checks))
}
