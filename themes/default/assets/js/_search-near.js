// Words within one or two slips of another: a letter too many, missing, wrong, or two swapped.

// How many slips a word of this length may have.
export const slips = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2);

const ROWS = [0, 0, 0].map(() => new Uint16Array(64));

// How many slips part two words; more than `most` counts as most + 1. Damerau and Levenshtein, each
// place changed at most once.
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last, row] = ROWS;
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const free = before;
    before = last;
    last = row;
    row = free;
    let least = (row[0] = i);
    for (let j = 1; j <= b.length; j++) {
      let cost = last[j - 1];
      if (a[i - 1] !== b[j - 1]) {
        cost = 1 + Math.min(cost, last[j], row[j - 1]);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most + 1) return most + 1;
  }
  return Math.min(row[b.length], most + 1);
}

// The letters of a word as bits, so that most words are told apart without comparing them.
const bits = (word) => {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
};
const count = (bits) => {
  let count = 0;
  for (; bits; bits &= bits - 1) count++;
  return count;
};

// The forms of the vocabulary nearest to a word, at most three: the fewest slips first, then those
// with its first letter, then the more frequent.
export function near(word, vocabulary, limit) {
  const most = Math.min(slips(word.length), limit), own = bits(word);
  if (!most) return [];
  vocabulary.bits ??= Int32Array.from(vocabulary.forms, bits);
  const found = [];
  for (let at = 0; at < vocabulary.forms.length; at++) {
    const form = vocabulary.forms[at];
    if (Math.abs(form.length - word.length) > most || count(own ^ vocabulary.bits[at]) > 2 * most) continue;
    const slips = distance(word, form, most);
    if (slips <= most) found.push({ form, slips: slips + (form[0] === word[0] ? 0 : 0.5), often: vocabulary.often[at] });
  }
  found.sort((a, b) => a.slips - b.slips || b.often - a.often || (a.form < b.form ? -1 : 1));
  return found.filter(({ slips }) => Math.floor(slips) === Math.floor(found[0].slips)).slice(0, 3).map(({ form }) => form);
}
