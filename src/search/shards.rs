//! Which words share a file: neighbours in the alphabet, so that a word's endings, its beginnings
//! and most of its misspellings are read with it.
//!
//! The alphabet is parted like a tree, by the first letter, then the second and so on, until a part
//! is small enough; small neighbours below one branch are put together again. So a word that comes
//! or goes moves the borders near it and no others.

use std::ops::Range;

/// Parts sorted words into runs. `weight` is what a word adds to its file.
pub(super) fn split<T>(
    words: &[T],
    text: &dyn Fn(&T) -> &str,
    weight: &dyn Fn(&T) -> usize,
    limit: usize,
) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    if !words.is_empty() {
        part(words, 0..words.len(), 0, &Rules { text, weight, limit }, &mut runs);
    }
    runs
}

struct Rules<'r, T> {
    text: &'r dyn Fn(&T) -> &str,
    weight: &'r dyn Fn(&T) -> usize,
    limit: usize,
}

impl<T> Rules<'_, T> {
    fn weight(&self, words: &[T], run: &Range<usize>) -> usize {
        words.get(run.clone()).unwrap_or(&[]).iter().map(|word| (self.weight)(word)).sum()
    }
}

fn part<T>(
    words: &[T],
    run: Range<usize>,
    depth: usize,
    rules: &Rules<T>,
    runs: &mut Vec<Range<usize>>,
) {
    if run.len() == 1 || rules.weight(words, &run) <= rules.limit {
        runs.push(run);
        return;
    }
    let letter = |at: usize| words.get(at).and_then(|word| (rules.text)(word).chars().nth(depth));
    let mut open: Option<(Range<usize>, usize)> = None;
    let mut start = run.start;
    while start < run.end {
        let end = (start..run.end).find(|at| letter(*at) != letter(start)).unwrap_or(run.end);
        let next = start..end;
        let weight = rules.weight(words, &next);
        // A branch that is parted stays apart from its neighbours. One that ends here has no
        // further letters to part it by.
        if weight > rules.limit && letter(start).is_some() {
            runs.extend(open.take().map(|(run, _)| run));
            part(words, next, depth + 1, rules, runs);
        } else {
            open = match open {
                Some((run, sum)) if sum + weight <= rules.limit => {
                    Some((run.start..next.end, sum + weight))
                }
                Some((run, _)) => {
                    runs.push(run);
                    Some((next, weight))
                }
                None => Some((next, weight)),
            };
        }
        start = end;
    }
    runs.extend(open.map(|(run, _)| run));
}

/// The shortest beginning of `first` that comes after `last`, the last word of the run before.
pub(super) fn border(last: &str, first: &str) -> String {
    let mut border = String::new();
    for c in first.chars() {
        border.push(c);
        if border.as_str() > last {
            break;
        }
    }
    border
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(words: &[&str], limit: usize) -> Vec<String> {
        split(words, &|word| word, &|_| 1, limit)
            .into_iter()
            .map(|run| words[run].join(" "))
            .collect()
    }

    #[test]
    fn neighbours_stay_together() {
        let words = ["a", "ab", "abc", "abd", "b", "c", "ca"];
        assert_eq!(runs(&words, 4), ["a ab abc abd", "b c ca"]);
        assert_eq!(runs(&words, 2), ["a", "ab abc", "abd", "b", "c ca"]);
        assert_eq!(runs(&words, 100).len(), 1);
        assert_eq!(runs(&[], 100).len(), 0);
    }

    #[test]
    fn borders_are_short() {
        assert_eq!(border("supervis", "support"), "supp");
        assert_eq!(border("a", "ab"), "ab");
        assert_eq!(border("", "zoo"), "z");
    }
}
