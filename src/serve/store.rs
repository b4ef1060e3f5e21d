//! What was made, by key, up to a number of bytes. Going back to an earlier text is then instant.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;

/// How many bytes are kept at most.
const MOST: usize = 32 * 1024 * 1024;

/// What each entry takes beside its bytes, about.
const OVERHEAD: usize = 256;

/// An output as it was made.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) key: Fingerprint,
    pub(super) bytes: Vec<u8>,
    /// How many sheets it fills, where that is known.
    pub(super) sheets: Option<u32>,
    pub(super) findings: Vec<Diagnostic>,
}

/// The store. Whatever was asked for least recently goes first.
#[derive(Default)]
pub(super) struct Store {
    by_name: HashMap<Fingerprint, (Arc<Kept>, u64)>,
    by_turn: BTreeMap<u64, Fingerprint>,
    turn: u64,
    bytes: usize,
}

impl Store {
    pub(super) fn get(&mut self, name: Fingerprint) -> Option<Arc<Kept>> {
        let (kept, turn) = self.by_name.get_mut(&name)?;
        self.turn += 1;
        self.by_turn.remove(turn);
        *turn = self.turn;
        self.by_turn.insert(self.turn, name);
        Some(Arc::clone(kept))
    }

    pub(super) fn put(&mut self, name: Fingerprint, kept: Arc<Kept>) {
        self.forget(name);
        self.turn += 1;
        self.bytes += kept.bytes.len() + OVERHEAD;
        self.by_name.insert(name, (kept, self.turn));
        self.by_turn.insert(self.turn, name);
        while self.bytes > MOST {
            let Some((_, oldest)) = self.by_turn.first_key_value() else { break };
            self.forget(*oldest);
        }
    }

    fn forget(&mut self, name: Fingerprint) {
        if let Some((kept, turn)) = self.by_name.remove(&name) {
            self.by_turn.remove(&turn);
            self.bytes -= kept.bytes.len() + OVERHEAD;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_was_asked_for_last_and_no_more_than_its_bound() {
        let mut store = Store::default();
        let name = |number: usize| Fingerprint::of("test", &number);
        let put = |store: &mut Store, number: usize| {
            let key = name(number);
            store.put(
                key,
                Arc::new(Kept { key, bytes: vec![0; 1 << 20], sheets: None, findings: Vec::new() }),
            );
        };
        for number in 0..100 {
            put(&mut store, number);
            // The first stays because it is asked for again and again.
            assert!(store.get(name(0)).is_some());
        }
        assert!(store.bytes <= MOST);
        assert_eq!(store.by_name.len(), store.by_turn.len());
        assert!(store.get(name(99)).is_some());
        assert!(store.get(name(1)).is_none());
        put(&mut store, 99);
        assert_eq!(store.by_name.len(), store.by_turn.len());
    }
}
