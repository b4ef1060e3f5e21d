//! The words that any phrase speaks of, as numbers.

use rustc_hash::FxHashMap;

/// The number of a word; 0 is every word that no phrase speaks of.
pub type WordId = u32;

/// Words with their numbers and the classes that they are members of.
#[derive(Debug, Default)]
pub struct Lexicon {
    ids: FxHashMap<Box<str>, WordId>,
    /// By number: a bit for each class.
    classes: Vec<u128>,
    /// By number: a bit for each class of which a member may begin with the word.
    starts: Vec<u128>,
}

impl Lexicon {
    /// The number of a word, given out now if it is new.
    pub(super) fn add(&mut self, word: &str) -> WordId {
        if self.classes.is_empty() {
            self.classes.push(0);
        }
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = WordId::try_from(self.classes.len()).unwrap_or(0);
        self.ids.insert(word.into(), id);
        self.classes.push(0);
        id
    }

    pub(super) fn join(&mut self, word: WordId, class: usize) {
        if let Some(bits) = self.classes.get_mut(word as usize) {
            *bits |= 1 << class;
        }
    }

    /// The number of a word in small letters.
    pub fn id(&self, word: &str) -> WordId {
        self.ids.get(word).copied().unwrap_or(0)
    }

    /// The classes of a word, one bit each.
    pub fn classes(&self, word: WordId) -> u128 {
        self.classes.get(word as usize).copied().unwrap_or(0)
    }

    /// Notes that a member of a class may begin with a word.
    pub(super) fn start(&mut self, word: WordId, class: usize) {
        if self.starts.len() < self.classes.len() {
            self.starts.resize(self.classes.len(), 0);
        }
        if let Some(bits) = self.starts.get_mut(word as usize) {
            *bits |= 1 << class;
        }
    }

    /// Whether a member of a class may begin with a word.
    pub(super) fn may_start(&self, word: WordId, class: usize) -> bool {
        self.starts.get(word as usize).is_some_and(|bits| bits & (1 << class) != 0)
    }

    /// How many numbers were given out.
    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    /// The numbers of the words of a class.
    pub(super) fn members(&self, class: usize) -> impl Iterator<Item = WordId> {
        (0..)
            .zip(&self.classes)
            .filter(move |(_, bits)| *bits & (1 << class) != 0)
            .map(|(id, _)| id)
    }
}
