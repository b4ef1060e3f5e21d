//! What came of asking, and what is said of it.

use serde::{Deserialize, Serialize};

use super::Link;
use crate::diagnostic::{Code, Diagnostic};

/// What is known of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// There is a page.
    Fine,
    /// There is a page, for good at another address.
    Moved(String),
    /// There is none, and why that is sure.
    Gone(String),
    /// There is no site of that name, or no network.
    NoSite,
    /// Nobody can tell, and why.
    Unknown(String),
    /// Nobody can tell, since the site wants no more questions for now.
    TooMany,
}

/// How many of the other places of a link are named.
const PLACES: usize = 5;

impl Answer {
    #[cfg(feature = "external-links")]
    /// What an HTTP status says, with its name where that is well known.
    pub(super) fn of_status(status: u16) -> Answer {
        let name = match status {
            401 => " (it wants a password)",
            403 => " (it does not let machines in)",
            404 => " (not found)",
            410 => " (gone)",
            451 => " (not for legal reasons)",
            500..=599 => " (it has trouble of its own)",
            _ => "",
        };
        match status {
            200..=299 => Answer::Fine,
            404 | 410 => Answer::Gone(format!("it answers {status}{name}")),
            429 => Answer::TooMany,
            _ => Answer::Unknown(format!("it answers {status}{name}")),
        }
    }

    /// Whether the site said anything at all, so that the network is known to work.
    pub(super) fn is_a_word(&self) -> bool {
        !matches!(self, Answer::NoSite | Answer::Unknown(_))
    }

    /// Whether the answer may be believed for some days.
    pub(super) fn keeps(&self) -> bool {
        matches!(self, Answer::Fine | Answer::Moved(_))
    }

    /// What to say of a link with this answer. `online` tells whether any site answered in this
    /// run: only then is a name that cannot be found the site's fault.
    pub(super) fn finding(&self, link: &Link, online: bool) -> Option<Diagnostic> {
        let address = &link.address;
        let unchecked = |reason: &str| {
            Diagnostic::new(
                Code::ExternalLinkUnchecked,
                format!("`{address}` could not be checked: {reason}"),
            )
            .help("open it in a browser now and then; machines are not always let in")
        };
        let gone = |reason: &str| {
            Diagnostic::new(Code::ExternalLinkBroken, format!("`{address}` is gone: {reason}"))
                .help("lead to where the page is now, or take the link out")
        };
        let mut finding = match self {
            Answer::Fine => return None,
            Answer::Moved(to) => Diagnostic::new(
                Code::ExternalLinkMoved,
                format!("`{address}` has moved for good to `{to}`"),
            )
            .help("look whether that page says what you mean, and write the new address"),
            Answer::Gone(reason) => gone(reason),
            Answer::NoSite if online => gone("there is no site of that name"),
            Answer::NoSite => unchecked("the site cannot be found, or there is no network"),
            Answer::Unknown(reason) => unchecked(reason),
            Answer::TooMany => unchecked("the site asks for fewer questions"),
        };
        let mut places = link.places.iter();
        finding.place = places.next().cloned();
        for place in places.take(PLACES) {
            finding = finding.related(&place.path, place.span, "it is named here too");
        }
        Some(finding)
    }
}
