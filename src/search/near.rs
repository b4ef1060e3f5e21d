//! Words within one or two slips of another, as `_search-near.js` finds them: a letter too many,
//! missing, wrong, or two swapped.

/// How many slips a word of this length may have.
fn slips(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How many slips part two words, each place changed at most once; more than `most` counts as
/// `most + 1`.
fn distance(a: &[u16], b: &[u16], most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (i, letter) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        let mut left = i + 1;
        let mut previous_b: Option<&u16> = None;
        for (j, other) in b.iter().enumerate() {
            let above = last.get(j + 1).copied().unwrap_or(usize::MAX - 1) + 1;
            let across =
                last.get(j).copied().unwrap_or(usize::MAX - 1) + usize::from(letter != other);
            let mut cost = above.min(left + 1).min(across);
            if j > 0
                && Some(letter) == previous_b
                && previous_a == Some(other)
                && let Some(swapped) = before.get(j - 1)
            {
                cost = cost.min(swapped + 1);
            }
            row.push(cost);
            left = cost;
            previous_b = Some(other);
        }
        previous_a = Some(letter);
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0).min(most + 1)
}

/// The forms nearest to a word, at most three: the fewest slips first, then those with its first
/// letter, then the more frequent.
pub(super) fn near(word: &str, vocabulary: &[(String, u8)], limit: usize) -> Vec<String> {
    // In the units of JavaScript, so that both count alike.
    let units = |text: &str| -> Vec<u16> { text.encode_utf16().collect() };
    let own = units(word);
    let most = slips(own.len()).min(limit);
    if most == 0 {
        return Vec::new();
    }
    let mut found: Vec<(usize, bool, std::cmp::Reverse<u8>, &str)> = Vec::new();
    for (form, often) in vocabulary {
        if form.len().abs_diff(word.len()) > 4 * most {
            continue;
        }
        let other = units(form);
        let slips = distance(&own, &other, most);
        if slips <= most {
            let first = own.first() != other.first();
            found.push((slips, first, std::cmp::Reverse(*often), form));
        }
    }
    found.sort_unstable();
    let least = found.first().map_or(0, |(slips, ..)| *slips);
    found
        .into_iter()
        .filter(|(slips, ..)| *slips == least)
        .take(3)
        .map(|(.., form)| form.to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let count = |a: &str, b: &str| {
            let units = |text: &str| -> Vec<u16> { text.encode_utf16().collect() };
            distance(&units(a), &units(b), 2)
        };
        assert_eq!(count("supervison", "supervision"), 1);
        assert_eq!(count("hosptial", "hospital"), 1);
        assert_eq!(count("abc", "abc"), 0);
        assert_eq!(count("abcd", "dcba"), 3);
        assert_eq!(count("", "ab"), 2);
    }
}
