//! A query to ranked pages, as `_search-rank.js` does it in the reader's browser: a change here is a
//! change there, and the tests hold the two together.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::near::near;
use super::query::{Asked, Query};
use super::read::{Found, Reader};
use super::terms::IN_TITLE;
use super::words::{Stems, Word, fold, words};

const MOST_TERMS: usize = 16;
const MOST_SYNONYMS: usize = 8;

/// Why a term counts for a word of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is the word, or another form of it.
    Exact,
    /// It begins with the word.
    Prefix,
    /// It begins with the first three quarters of the word.
    Related,
    /// It may have been meant.
    Corrected,
    /// It means the same.
    Synonym,
}

/// What one term adds to a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The word of the query.
    pub asked: String,
    /// The term that the page has.
    pub term: String,
    /// Why it counts.
    pub why: Why,
    /// How much.
    pub score: f64,
}

/// A page and its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its number.
    pub page: u32,
    /// Its score.
    pub score: f64,
    /// For each word of the query that it answers, what counted most.
    pub reasons: Vec<Reason>,
}

/// What a reader would get.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The pages, best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// The words that no page has, with what was looked for instead.
    pub corrections: Vec<(String, String)>,
}

struct Expansion {
    term: Found,
    factor: f64,
    why: Why,
    /// The word as it is written, for the term that is the word itself, right or put right.
    itself: Option<String>,
}

/// What one word of the query adds to a page.
#[derive(Default)]
struct Own {
    sum: f64,
    most: f64,
    in_title: bool,
    why: Option<(String, Why)>,
}

/// What all words of the query add to a page, and how much weight of the query it and its title
/// answer.
#[derive(Clone, Copy, Default)]
struct Score {
    sum: f64,
    covered: f64,
    titled: f64,
}

/// What several terms weigh together on a page that has all of them.
#[derive(Clone, Copy)]
struct Together {
    level: f64,
    in_title: bool,
}

/// A word of the query with all that it stands for.
struct Weighed<'q> {
    unit: &'q Asked,
    /// Its stem, or that of the word that was meant.
    stem: String,
    expansions: Vec<Expansion>,
}

/// Another way to say what some words of the query say.
struct Other {
    /// Which of the words that are not joined.
    places: Range<usize>,
    words: Vec<String>,
    /// The pages that have all its words.
    pages: BTreeMap<u32, Together>,
}

/// Asks an index.
pub struct Ranker<'r> {
    reader: &'r Reader<'r>,
    stems: Stems,
    stop: BTreeSet<String>,
    groups: Vec<Vec<Vec<String>>>,
    /// The stems in the groups, each with a form.
    grouped: BTreeMap<String, String>,
}

impl<'r> Ranker<'r> {
    /// For an index.
    pub fn new(reader: &'r Reader<'r>) -> Ranker<'r> {
        let mut stems = Stems::new(&reader.entry.language);
        let stop: BTreeSet<String> = reader.entry.stop.split(' ').map(str::to_string).collect();
        let (mut groups, mut grouped) = (Vec::new(), BTreeMap::new());
        for group in &reader.entry.synonyms {
            let mut phrases = Vec::new();
            for phrase in group {
                let mut forms: Vec<Word> = words(&fold(phrase));
                forms.retain(|word| !word.joined && !stop.contains(&word.form));
                let own: Vec<(String, String)> = forms
                    .into_iter()
                    .map(|Word { form, .. }| (stems.of(&form).to_string(), form))
                    .collect();
                phrases.push(own.iter().map(|(stem, _)| stem.clone()).collect());
                grouped.extend(own);
            }
            groups.push(phrases);
        }
        Ranker { reader, stems, stop, groups, grouped }
    }

    fn idf(&self, count: usize) -> f64 {
        let (pages, count) = (f64::from(self.reader.entry.pages), count as f64);
        (1.0 + (pages - count + 0.5) / (count + 0.5)).ln()
    }

    /// The terms of the files in which a word and its neighbours stand.
    fn terms(&self, unit: &Asked) -> Vec<Found> {
        let reader = self.reader;
        let mut shards = vec![reader.shard(&unit.stem), reader.shard(&unit.form)];
        if unit.open && units(&unit.form) > 2 {
            shards.push(reader.shard(&format!("{}\u{ffff}", unit.form)));
        }
        let mut seen = BTreeSet::new();
        shards.retain(|shard| seen.insert(*shard));
        shards.into_iter().flat_map(|shard| reader.words(shard)).collect()
    }

    /// The terms that a word stands for.
    fn expand(&self, unit: &Asked) -> Vec<Expansion> {
        let ranking = &self.reader.entry.ranking;
        let mut found = Vec::new();
        for term in self.terms(unit) {
            let common = term.stem.encode_utf16().zip(unit.stem.encode_utf16());
            let common = common.take_while(|(a, b)| a == b).count();
            let begins = unit.open
                && units(&unit.form) > 1
                && (term.stem.starts_with(&unit.form)
                    || term.forms.iter().any(|form| form.starts_with(&unit.form)));
            let (factor, why) = if term.stem == unit.stem {
                (1.0, Why::Exact)
            } else if begins {
                (ranking.prefix, Why::Prefix)
            } else if common >= 4 && common as f64 >= 0.75 * units(&unit.stem) as f64 {
                (ranking.related, Why::Related)
            } else {
                continue;
            };
            let itself = (why == Why::Exact).then(|| unit.form.clone());
            found.push(Expansion { term, factor, why, itself });
        }
        found.sort_by(|a, b| {
            b.factor
                .total_cmp(&a.factor)
                .then(b.term.pages.len().cmp(&a.term.pages.len()))
                .then_with(|| a.term.stem.cmp(&b.term.stem))
        });
        found.truncate(MOST_TERMS);
        found
    }

    /// Words that may have been meant, and the first of them as it is written. The first stands for
    /// the word with all that it stands for itself, the others alone.
    fn correct(&mut self, unit: &Asked) -> Option<(Vec<Expansion>, String)> {
        let (corrected, why) = (self.reader.entry.ranking.corrected, Why::Corrected);
        // Those one slip away and spelt alike at the beginning are at hand; then come those with the
        // same first letter, synonyms, which no page need have, and last all.
        let hand: Vec<(String, u8)> = self
            .terms(unit)
            .into_iter()
            .flat_map(|term| {
                let often = term.pages.len().max(1).ilog2() as u8;
                term.forms.into_iter().map(move |form| (form, often))
            })
            .collect();
        let mut forms = near(&unit.form, &hand, 1);
        if forms.is_empty() {
            forms = near(&unit.form, &self.reader.vocabulary_of(&unit.form), 2);
        }
        if forms.is_empty() {
            let grouped = self.grouped.values().map(|form| (form.clone(), 0));
            forms = near(&unit.form, &grouped.collect::<Vec<_>>(), 2);
        }
        if forms.is_empty() {
            let all = self.reader.vocabulary();
            forms = near(&unit.form, &all, 2);
            if forms.is_empty() {
                forms = self.near_stems(unit, &all);
            }
        }
        let mut found: Vec<Expansion> = Vec::new();
        for (at, form) in forms.iter().enumerate() {
            let stem = self.stems.of(form).to_string();
            let expansions = if at == 0 {
                let meant = Asked { form: form.clone(), stem, open: false, ..unit.clone() };
                self.expand(&meant)
            } else {
                let alone = |term| Expansion { term, factor: corrected, why, itself: None };
                self.reader.exact(&stem).map(alone).into_iter().collect()
            };
            for expansion in expansions {
                if found.iter().all(|other| other.term.stem != expansion.term.stem) {
                    found.push(Expansion { why, ..expansion });
                }
            }
        }
        let first = forms.into_iter().next()?;
        let is_known = !found.is_empty() || self.grouped.contains_key(self.stems.of(&first));
        is_known.then_some((found, first))
    }

    /// Forms whose stem is near, for words whose very form stands on no page.
    fn near_stems(&mut self, unit: &Asked, all: &[(String, u8)]) -> Vec<String> {
        let mut by_stem: Vec<(String, u8, &str)> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (form, often) in all {
            let stem = self.stems.of(form).to_string();
            match known.get(&stem).and_then(|at| by_stem.get_mut(*at)) {
                Some(other) if other.1 < *often => (other.1, other.2) = (*often, form),
                Some(_) => {}
                None => {
                    known.insert(stem.clone(), by_stem.len());
                    by_stem.push((stem, *often, form));
                }
            }
        }
        let stems: Vec<(String, u8)> =
            by_stem.iter().map(|(stem, often, _)| (stem.clone(), *often)).collect();
        let forms = near(&unit.stem, &stems, 2).into_iter();
        forms
            .filter_map(|stem| known.get(&stem).and_then(|at| by_stem.get(*at)))
            .map(|(.., form)| (*form).to_string())
            .collect()
    }

    /// What each word of the query stands for, and which were put right.
    fn weighed<'q>(&mut self, asked: &'q Query) -> (Vec<Weighed<'q>>, Vec<(String, String)>) {
        let mut corrections = Vec::new();
        let mut weighed = Vec::new();
        for unit in &asked.units {
            let mut expansions = self.expand(unit);
            let mut stem = unit.stem.clone();
            // A word that means the same as others is right, though no page may have it.
            if !unit.joined
                && !self.grouped.contains_key(&stem)
                && expansions.iter().all(|expansion| expansion.why == Why::Related)
                && let Some((corrected, meant)) = self.correct(unit)
            {
                stem = self.stems.of(&meant).to_string();
                corrections.push((unit.form.clone(), meant));
                expansions = corrected;
            }
            weighed.push(Weighed { unit, stem, expansions });
        }
        (weighed, corrections)
    }

    /// Other ways to say what some words say.
    fn synonyms(&self, stems: &[&String]) -> Vec<Other> {
        let mut found = Vec::new();
        for group in &self.groups {
            for (own, phrase) in group.iter().enumerate().filter(|(_, phrase)| !phrase.is_empty()) {
                let windows = stems.windows(phrase.len()).enumerate();
                for (at, _) in windows.filter(|(_, window)| window.iter().copied().eq(phrase)) {
                    for (_, words) in group.iter().enumerate().filter(|(other, _)| *other != own) {
                        if words.iter().any(|word| !phrase.contains(word)) {
                            found.push((at..at + phrase.len(), words.clone()));
                        }
                    }
                }
            }
        }
        found.truncate(MOST_SYNONYMS);
        let other = |(places, words): (_, Vec<String>)| {
            let terms: Option<Vec<Found>> =
                words.iter().map(|word| self.reader.exact(word)).collect();
            let pages = terms.map(|terms| self.together(&terms)).unwrap_or_default();
            Other { places, words, pages }
        };
        found.into_iter().map(other).collect()
    }

    /// The pages for a query, at most `limit`.
    pub fn search(&mut self, query: &str, limit: usize) -> Answer {
        let reader = self.reader;
        let ranking = reader.entry.ranking;
        let asked = Query::parse(query, &mut self.stems, &self.stop);
        let (weighed, corrections) = self.weighed(&asked);
        let simple = weighed.iter().filter(|weighed| !weighed.unit.joined);
        let others = self.synonyms(&simple.map(|weighed| &weighed.stem).collect::<Vec<_>>());
        let pages = reader.entry.pages as usize;
        let mut scores = vec![Score::default(); pages];
        let mut reasons: BTreeMap<u32, Vec<Reason>> = BTreeMap::new();
        let mut whole = 0.0f64;
        let mut next = 0;
        for Weighed { unit, expansions, .. } in &weighed {
            let place = next;
            next += usize::from(!unit.joined);
            // All that stands for a word is weighed as one word: what its terms add is put together
            // first and levels off then.
            let pages = expansions.iter().flat_map(|expansion| &expansion.term.pages);
            let having = pages.collect::<BTreeSet<_>>().len();
            let weight = if having > 0 { self.idf(having) } else { 0.0 };
            let mut meant = weight;
            let has_main = expansions.iter().any(|expansion| expansion.itself.is_some());
            let mut own: BTreeMap<u32, Own> = BTreeMap::new();
            for Expansion { term, factor, why, itself } in expansions {
                let alone = *why == Why::Prefix && !has_main;
                let worth = if alone { ranking.beginning } else { *factor };
                let place = |itself| term.forms.iter().position(|form| form == itself);
                let form = itself.as_ref().and_then(place);
                for (page, level, number) in self.each(term) {
                    let in_title = number >= IN_TITLE;
                    let number = number % IN_TITLE;
                    let same = form.is_none_or(|form| form == usize::from(number));
                    let score = worth * self.steep(level) * if same { 1.0 } else { ranking.form };
                    let own = own.entry(page).or_default();
                    own.sum += score;
                    own.in_title |= in_title && (itself.is_some() || !has_main);
                    if score > own.most {
                        let shown = term.forms.get(usize::from(number)).unwrap_or(&term.stem);
                        (own.most, own.why) = (score, Some((shown.clone(), *why)));
                    }
                }
            }
            for own in own.values_mut() {
                own.sum *= weight / (1.0 + own.sum);
            }
            for Other { places, words, pages } in &others {
                if unit.joined || pages.is_empty() || !places.contains(&place) {
                    continue;
                }
                let idf = if weight > 0.0 { weight } else { self.idf(pages.len()) };
                meant = meant.max(idf);
                for (page, Together { level, in_title }) in pages {
                    let score = idf * level * ranking.synonym / words.len() as f64;
                    let own = own.entry(*page).or_default();
                    own.in_title |= in_title;
                    if score > own.sum {
                        own.sum = score;
                        own.why = Some((words.join(" "), Why::Synonym));
                    }
                }
            }
            if !unit.joined {
                whole += meant;
            }
            let times = if unit.joined { ranking.joined } else { f64::from(unit.often) };
            for (page, own) in own {
                let added = own.sum * times;
                if let Some(score) = scores.get_mut(page as usize) {
                    score.sum += added;
                    if !unit.joined {
                        score.covered += meant;
                        score.titled += if own.in_title { meant } else { 0.0 };
                    }
                }
                if let Some((term, why)) = own.why {
                    let asked = unit.form.clone();
                    let reason = Reason { asked, term, why, score: added };
                    reasons.entry(page).or_default().push(reason);
                }
            }
        }
        let barred = self.barred(&asked);
        let mut hits = Vec::new();
        for (page, Score { sum, covered, titled }) in (0u32..).zip(scores) {
            if sum == 0.0 || barred.as_ref().is_some_and(|barred| barred(page)) {
                continue;
            }
            let share = |part: f64| if whole > 0.0 { part / whole } else { 1.0 };
            let (covered, titled) = (share(covered), share(titled));
            let exact = sum
                * (1.0 - ranking.coverage * (1.0 - covered))
                * (1.0 + ranking.title * titled * titled);
            // Rounded, so that what differs in the last bit only counts as equal everywhere.
            let score = (exact * 1e6).round() / 1e6;
            hits.push(Hit { page, score, reasons: reasons.remove(&page).unwrap_or_default() });
        }
        let total = hits.len();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.page.cmp(&b.page)));
        hits.truncate(limit);
        Answer { hits, total, corrections }
    }

    /// A weight before it levelled off; the last step has no end, so it counts as half a step less.
    fn steep(&self, level: f64) -> f64 {
        let weight = level.min(1.0 - 0.5 / f64::from(self.reader.entry.levels));
        weight / (1.0 - weight)
    }

    fn each<'f>(&self, term: &'f Found) -> impl Iterator<Item = (u32, f64, u8)> + use<'f> {
        let levels = f64::from(self.reader.entry.levels);
        let weights = term.levels.iter().map(move |level| f64::from(*level) / levels);
        let columns = term.pages.iter().zip(weights).zip(&term.form_numbers);
        columns.map(|((page, level), number)| (*page, level, *number))
    }

    /// The pages that have all of some terms.
    fn together(&self, terms: &[Found]) -> BTreeMap<u32, Together> {
        let mut sums: Option<BTreeMap<u32, Together>> = None;
        for term in terms {
            let mut next = BTreeMap::new();
            for (page, level, number) in self.each(term) {
                let before = match &sums {
                    Some(sums) => sums.get(&page).copied(),
                    None => Some(Together { level: 0.0, in_title: true }),
                };
                if let Some(Together { level: sum, in_title }) = before {
                    let in_title = in_title && number >= IN_TITLE;
                    next.insert(page, Together { level: sum + level, in_title });
                }
            }
            sums = Some(next);
        }
        sums.unwrap_or_default()
    }

    /// Which pages lack a phrase or have a word that must not be there.
    fn barred(&self, asked: &Query) -> Option<Box<dyn Fn(u32) -> bool>> {
        if asked.phrases.is_empty() && asked.without.is_empty() {
            return None;
        }
        let mut barred: BTreeSet<u32> = BTreeSet::new();
        for word in &asked.without {
            barred.extend(self.reader.exact(&word.stem).iter().flat_map(|term| &term.pages));
        }
        let mut wanted: Option<BTreeSet<u32>> = None;
        for phrase in &asked.phrases {
            let having = self.phrase(phrase);
            wanted = Some(match wanted {
                Some(wanted) => wanted.intersection(&having).copied().collect(),
                None => having,
            });
        }
        Some(Box::new(move |page| {
            barred.contains(&page) || wanted.as_ref().is_some_and(|wanted| !wanted.contains(&page))
        }))
    }

    /// The pages that have a phrase.
    fn phrase(&self, phrase: &[Asked]) -> BTreeSet<u32> {
        let terms: Option<Vec<Found>> =
            phrase.iter().map(|word| self.reader.exact(&word.stem)).collect();
        let Some(terms) = terms else { return BTreeSet::new() };
        if let [term] = terms.as_slice() {
            return term.pages.iter().copied().collect();
        }
        // Words that say little have no places: there any word may stand.
        let lists: Vec<(u32, BTreeMap<u32, Vec<u32>>)> = (0u32..)
            .zip(&terms)
            .filter(|(_, term)| !self.stop.contains(&term.stem))
            .map(|(step, term)| (step, self.reader.places(term)))
            .collect();
        let Some((before, first)) = lists.first() else {
            return self.together(&terms).into_keys().collect();
        };
        let follows = |page: &u32, start: &u32| {
            lists.iter().all(|(step, list)| {
                list.get(page).is_some_and(|places| places.contains(&(start + step - before)))
            })
        };
        let having =
            first.iter().filter(|(page, starts)| starts.iter().any(|start| follows(page, start)));
        having.map(|(page, _)| *page).collect()
    }
}

/// The length of a text as JavaScript counts.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
