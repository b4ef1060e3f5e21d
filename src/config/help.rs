//! Whether the help that every page promises is there.

use super::{CONFIG_FILE, Config};
use crate::data::{Date, parse_period};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SitePath, Span};

/// How long a check of the contacts counts.
const GOOD_FOR: &str = "12 months";

/// Where the help contacts stand in the configuration.
#[derive(Clone, Debug, Default)]
pub struct HelpPlaces {
    /// The table `[help]`.
    pub table: Option<Span>,
    /// The day of the last check.
    pub checked: Option<Span>,
    /// Each contact, in order.
    pub contacts: Vec<Span>,
}

impl Config {
    /// What is wrong with the help contacts on `today`: a person in need may follow them.
    pub fn check_help(&self, today: Date) -> Diagnostics {
        let mut found = Diagnostics::new();
        let path = SitePath::new(CONFIG_FILE);
        let mut report = |span: Option<Span>, message: String, help: String| {
            let finding = Diagnostic::new(Code::HelpContacts, message).help(help);
            found.push(finding.at(&path, span.unwrap_or_default()));
        };
        let places = &self.help_places;
        if self.help.contacts.is_empty() {
            report(
                places.table,
                "the site names nobody whom readers can turn to for help".to_string(),
                "add [[help.contacts]] with name and phone, and `checked` with the day on which somebody checked them".to_string(),
            );
            return found;
        }
        for (contact, span) in self.help.contacts.iter().zip(&places.contacts) {
            if contact.tel.as_deref().is_none_or(|tel| tel == "tel:") && contact.url.is_none() {
                report(
                    Some(*span),
                    format!(
                        "readers cannot reach `{}`: it has no phone number and no address",
                        contact.name
                    ),
                    "add phone = \"…\" or url = \"https://…\"".to_string(),
                );
            }
        }
        match self.help.checked {
            None if places.checked.is_some() => {}
            None => report(
                places.table,
                "nobody says when the help contacts were last checked".to_string(),
                format!("check each one, then add the day to [help]: checked = {today}"),
            ),
            Some(checked) if ends(checked).is_some_and(|end| end < today) => report(
                places.checked,
                format!(
                    "the help contacts were last checked on {checked}, more than {GOOD_FOR} ago"
                ),
                format!("check each one, then write the new day: checked = {today}"),
            ),
            Some(_) => {}
        }
        found
    }
}

/// The last day on which a check counts.
fn ends(checked: Date) -> Option<Date> {
    parse_period(GOOD_FOR)?.after(checked)
}
