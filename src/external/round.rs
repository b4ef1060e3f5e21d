//! One round of questions: whom to ask what, in which order, and what is known already.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Answer, address};
use crate::data::Date;
use crate::diagnostic::Diagnostics;
use crate::source::Place;

/// An address of another site, and where pages name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address as it is asked: without fragment.
    pub address: String,
    /// Where it stands, in the order of files.
    pub places: Vec<Place>,
}

/// How to behave towards other sites.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// How long to wait between two questions to one site.
    pub pause: Duration,
    /// How long to wait for an answer.
    pub patience: Duration,
    /// How many sites are asked at a time, each one question.
    pub sites_at_once: usize,
    /// For how many days an answer is believed.
    pub days: u16,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(20),
            sites_at_once: 8,
            days: 7,
        }
    }
}

/// What earlier rounds learnt: the day and the answer, by address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known(BTreeMap<String, (Date, Answer)>);

/// What came of a round.
#[derive(Debug, Default)]
pub struct Round {
    /// What is to be said.
    pub findings: Diagnostics,
    /// What is known now.
    pub known: Known,
    /// How many addresses were asked for.
    pub asked: usize,
    /// On how many sites they are.
    pub sites: usize,
    /// How many were known already.
    pub spared: usize,
}

/// Groups the uses of addresses, each address once.
fn links(uses: impl IntoIterator<Item = (String, Place)>) -> Vec<Link> {
    let mut by_address: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for (used, place) in uses {
        let places = by_address.entry(address::without_fragment(&used).to_string()).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }
    by_address.into_iter().map(|(address, places)| Link { address, places }).collect()
}

/// Asks about every link that is not known well enough on the day `today`. `ask` puts one question
/// and `wait` waits between two to one site.
pub fn check(
    uses: impl IntoIterator<Item = (String, Place)>,
    known: &Known,
    today: Date,
    manners: Manners,
    ask: &(dyn Fn(&str) -> Answer + Sync),
    wait: &(dyn Fn(Duration) + Sync),
) -> Round {
    let links = links(uses);
    let believed = |link: &Link| {
        let (day, answer) = known.0.get(&link.address)?;
        let age = day.until(today).ok()?.get_days();
        (answer.keeps() && (0..=i32::from(manners.days)).contains(&age)).then_some((*day, answer))
    };
    let mut by_site: BTreeMap<String, Vec<&Link>> = BTreeMap::new();
    for link in links.iter().filter(|link| believed(link).is_none()) {
        by_site.entry(address::host(&link.address).unwrap_or_default()).or_default().push(link);
    }
    let sites: Vec<Vec<&Link>> = by_site.into_values().collect();
    let answers = ask_sites(&sites, manners, ask, wait);
    let online = answers.values().any(Answer::is_a_word);
    let mut round = Round { asked: answers.len(), sites: sites.len(), ..Round::default() };
    for link in &links {
        let (day, answer) = match (answers.get(link.address.as_str()), believed(link)) {
            (Some(answer), _) => (today, answer),
            (None, Some(known)) => {
                round.spared += 1;
                known
            }
            (None, None) => continue,
        };
        round.findings.extend(answer.finding(link, online));
        round.known.0.insert(link.address.clone(), (day, answer.clone()));
    }
    round
}

/// The answers by address. Sites are asked side by side, the addresses of one after another.
fn ask_sites<'l>(
    sites: &[Vec<&'l Link>],
    manners: Manners,
    ask: &(dyn Fn(&str) -> Answer + Sync),
    wait: &(dyn Fn(Duration) + Sync),
) -> BTreeMap<&'l str, Answer> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut answers = Vec::new();
        while let Some(links) = sites.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut enough = false;
            for (at, link) in links.iter().enumerate() {
                if !enough && at > 0 {
                    wait(manners.pause);
                }
                let answer = if enough { Answer::TooMany } else { ask(&link.address) };
                enough |= answer == Answer::TooMany;
                answers.push((link.address.as_str(), answer));
            }
        }
        answers
    };
    let workers = manners.sites_at_once.clamp(1, sites.len().max(1));
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    })
}
