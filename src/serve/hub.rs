//! Who is told of changes, and what: a number that grows, and the assets that changed.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How many changes are remembered for pages that were cut off for a moment.
const REMEMBERED: usize = 64;

/// What changed since a page last heard.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Change {
    /// The number of the newest change.
    pub(super) version: u64,
    /// The addresses of assets and files that changed; `None` when too much is unknown.
    pub(super) assets: Option<Vec<String>>,
}

#[derive(Default)]
struct State {
    version: u64,
    log: VecDeque<(u64, Vec<String>)>,
}

/// The one place where changes are announced.
#[derive(Default)]
pub(super) struct Hub {
    state: Mutex<State>,
    changed: Condvar,
}

impl Hub {
    /// Announces a change.
    pub(super) fn announce(&self, assets: Vec<String>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.version += 1;
        let version = state.version;
        state.log.push_back((version, assets));
        if state.log.len() > REMEMBERED {
            state.log.pop_front();
        }
        self.changed.notify_all();
    }

    /// The number of the newest change.
    pub(super) fn version(&self) -> u64 {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).version
    }

    /// Waits for a change after number `seen`, for so long at most.
    pub(super) fn wait(&self, seen: u64, at_most: Duration) -> Option<Change> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (state, _) = self
            .changed
            .wait_timeout_while(state, at_most, |state| state.version == seen)
            .unwrap_or_else(PoisonError::into_inner);
        if state.version == seen {
            return None;
        }
        let missed = state.log.iter().filter(|(version, _)| *version > seen);
        let first = state.log.front().map_or(1, |(version, _)| *version);
        let mut assets: Vec<String> = missed.flat_map(|(_, assets)| assets.clone()).collect();
        assets.sort();
        assets.dedup();
        let all_known = seen <= state.version && first <= seen + 1;
        Some(Change { version: state.version, assets: all_known.then_some(assets) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_was_missed_or_that_too_much_was() {
        let hub = Hub::default();
        let soon = Duration::from_millis(1);
        assert_eq!(hub.wait(0, soon), None);
        hub.announce(vec!["/b".into()]);
        hub.announce(vec!["/a".into(), "/b".into()]);
        let both = Some(vec!["/a".to_string(), "/b".to_string()]);
        assert_eq!(hub.wait(0, soon), Some(Change { version: 2, assets: both }));
        assert_eq!(hub.wait(2, soon), None);
        for _ in 0..REMEMBERED {
            hub.announce(Vec::new());
        }
        assert_eq!(hub.wait(1, soon).and_then(|change| change.assets), None);
        assert_eq!(hub.wait(2, soon).and_then(|change| change.assets), Some(Vec::new()));
        // A number of another run of the server.
        assert_eq!(hub.wait(5_000, soon).and_then(|change| change.assets), None);
    }
}
