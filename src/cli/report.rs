//! `alongside report`.

use super::arguments::{Common, Report, ReportForm, ReportSubject};
use super::{Ending, engine, show};
use crate::build::{LoadRequest, Project};
use crate::diagnostic::{Failure, nearest};
use crate::report::Reviews;
use crate::theme::DEFAULT_THEME;

pub(super) fn run(wanted: &Report, common: &Common) -> Result<Ending, Failure> {
    let ReportSubject::Reviews(wanted) = &wanted.subject;
    let date = wanted.date.unwrap_or_else(engine::today);
    let (project, found) = Project::load(LoadRequest {
        root: &common.root,
        embedded: DEFAULT_THEME,
        base_url: None,
        drafts: false,
        date,
        fingerprint_assets: true,
        keep: crate::source::KEEP_BYTES,
    });
    let Some(project) = project else {
        let findings = common.policy().settle(found, &std::collections::BTreeMap::new());
        show::findings(&findings, common);
        return Ok(Ending::of(&findings));
    };
    let owners = &project.config.site.owners;
    if let Some(owner) = &wanted.owner
        && !owners.iter().any(|team| team.id == *owner)
    {
        let ids: Vec<&str> = owners.iter().map(|team| team.id.as_str()).collect();
        let help = match nearest(owner, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the owners are: {}", ids.join(", ")),
        };
        let failure = Failure::new(format!("there is no owner `{owner}`")).help(help);
        show::failure(&failure, show::style(common.color));
        return Ok(Ending::Usage);
    }
    let reviews =
        Reviews::of(&project.site, owners, date, wanted.within.into(), wanted.owner.as_deref());
    let text = match wanted.form {
        ReportForm::Table if reviews.rows.is_empty() => String::new(),
        ReportForm::Table => reviews.table(),
        ReportForm::Csv => reviews.csv(),
        ReportForm::Calendar => reviews.calendar(),
    };
    show::write_out(&text);
    show::say(&reviews.counts(), common);
    // A page that cannot be read is in no list, which must not pass in silence.
    let unread = found.iter().any(|finding| {
        finding.severity == crate::diagnostic::Severity::Error
            && finding.place.as_ref().is_some_and(|place| project.site.find(&place.path).is_none())
    });
    if unread {
        show::say("some files could not be read; `alongside check` says why", common);
        return Ok(Ending::Content);
    }
    Ok(Ending::Fine)
}
