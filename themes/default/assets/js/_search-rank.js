// A query to ranked pages. src/search/rank.rs does the same for `alongside search` and the tests
// hold the two together, so a change here is a change there.

import { fold, stems, words } from "./_search-words.js";
import { near } from "./_search-near.js";

const LONGEST = 2000, MOST_WORDS = 48, MOST_TERMS = 16, LONG_QUESTION = 8;

// What a query asks for: words, phrases, words that must not be there.
export function parse(query, stem, stop) {
  const text = fold(query.slice(0, LONGEST)).replace(/[“”„«»]/g, '"');
  const asked = { units: [], phrases: [], without: [] };
  const add = (list, text) => {
    for (const word of words(text)) list.push({ ...word, stem: stem(word.form) });
    return list;
  };
  const all = [];
  for (const [part, minus, phrase] of text.matchAll(/(?<!\S)(-?)"([^"]*)"|(?:(?!(?<!\S)-?"[^"]*").)+/gsu)) {
    if (phrase !== undefined) {
      const list = add([], phrase).filter((word) => !word.joined);
      if (minus) asked.without.push(...list);
      else if (list.length) asked.phrases.push(list) && all.push(...list);
    } else {
      for (const bit of part.split(/\s+/)) {
        if (/^-[\p{Alphabetic}\p{N}]/u.test(bit)) add(asked.without, bit.slice(1));
        else add(all, bit);
      }
    }
  }
  // The last word may not be finished.
  const last = all.at(-1);
  if (last && /[\p{Alphabetic}\p{N}]$/u.test(text) && !/(?<!\S)-\S+$/u.test(text)) {
    for (const word of all) word.open = word === last || (last.joined && word === all[all.indexOf(last) - 1]);
  }
  const telling = all.filter((word) => !stop.has(word.form) || asked.phrases.some((phrase) => phrase.includes(word)));
  for (const word of telling.length ? telling : all) {
    const same = asked.units.find((unit) => unit.stem === word.stem);
    if (!same && asked.units.length < MOST_WORDS) asked.units.push(word), (word.often = 1);
    else if (same) (same.open ||= word.open), same.often++;
  }
  // In a long question the quotation marks are those of its prose.
  const quoted = asked.phrases.flat().map(({ stem }) => stem);
  if (asked.units.filter(({ stem }) => !quoted.includes(stem)).length > LONG_QUESTION) asked.phrases = [];
  asked.all = all;
  return asked;
}

const shared = (a, b) => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
};

// A weight before it levelled off; the last step has no end, so it counts as half a step less.
const steep = (level, levels) => {
  const weight = Math.min(level, 1 - 0.5 / levels);
  return weight / (1 - weight);
};

const vocabulary = (terms) => {
  const all = terms.flatMap(({ forms, count }) => forms.map((form) => [form, 31 - Math.clz32(count)]));
  return { forms: all.map(([form]) => form), often: all.map(([, often]) => often) };
};

export class Ranker {
  constructor(files) {
    this.files = files;
    const { language, stop, synonyms } = files.index;
    this.stem = stems(language);
    this.stop = new Set(stop.split(" "));
    this.groups = synonyms.map((group) =>
      group.map((text) => words(fold(text)).filter(({ form, joined }) => !joined && !this.stop.has(form)).map(({ form }) => ({ form, stem: this.stem(form) }))),
    );
    this.grouped = new Map(this.groups.flat(2).map(({ stem, form }) => [stem, form]));
    this.others = { forms: [...this.grouped.values()], often: [...this.grouped.values()].fill(0) };
  }

  // The terms of the files in which a word and its neighbours stand.
  async terms(word, open) {
    const { files } = this, shards = new Set([files.shard(word.stem), files.shard(word.form)]);
    if (open && word.form.length > 2) shards.add(files.shard(word.form + "\uffff"));
    return (await Promise.all([...shards].slice(0, 3).map((at) => files.words(at)))).flat();
  }

  async exact(stem) {
    return (await this.files.words(this.files.shard(stem))).find((term) => term.stem === stem);
  }

  idf(count) {
    return Math.log(1 + (this.files.index.pages - count + 0.5) / (count + 0.5));
  }

  // The terms that a word stands for, each with what it is worth.
  async expand(unit) {
    const { prefix, related } = this.files.index.ranking;
    const found = [];
    for (const term of await this.terms(unit, unit.open)) {
      if (term.stem === unit.stem) {
        found.push({ term, factor: 1, why: "exact", itself: unit.form });
        continue;
      }
      const common = shared(term.stem, unit.stem);
      const begins = unit.open && unit.form.length > 1 && (term.stem.startsWith(unit.form) || term.forms.some((form) => form.startsWith(unit.form)));
      if (begins) found.push({ term, factor: prefix, why: "prefix" });
      else if (common >= 4 && common >= 0.75 * unit.stem.length) found.push({ term, factor: related, why: "related" });
    }
    found.sort((a, b) => b.factor - a.factor || b.term.count - a.term.count || (a.term.stem < b.term.stem ? -1 : 1));
    return found.slice(0, MOST_TERMS);
  }

  // Words that may have been meant: one slip away and spelt alike at the beginning, so that they are
  // at hand, or else with the same first letter, or else a synonym, which no page need have, or else
  // from the whole vocabulary. The first stands for the word with all that it stands for itself, the
  // others alone: { to: the first, found }.
  async correct(unit) {
    const { corrected } = this.files.index.ranking, found = [];
    const hand = vocabulary(await this.terms(unit, unit.open));
    let forms = near(unit.form, hand, 1);
    if (!forms.length) forms = near(unit.form, await this.files.vocabulary(unit.form), 2);
    if (!forms.length) forms = near(unit.form, this.others, 2);
    if (!forms.length) forms = near(unit.form, await this.files.vocabulary(), 2);
    if (!forms.length) forms = this.nearStems(unit, await this.files.vocabulary());
    for (const [at, form] of forms.entries()) {
      const stem = this.stem(form);
      const terms = at ? [await this.exact(stem)].filter(Boolean).map((term) => ({ term, factor: corrected })) : await this.expand({ form, stem });
      for (const expansion of terms) if (!found.some((other) => other.term === expansion.term)) found.push({ ...expansion, why: "corrected" });
    }
    return { to: found.length || this.grouped.has(this.stem(forms[0] ?? "")) ? forms[0] : undefined, found };
  }

  // Forms whose stem is near, for words whose very form stands on no page.
  nearStems(unit, all) {
    if (!all.byStem) {
      all.byStem = new Map();
      for (const [at, form] of all.forms.entries()) {
        const stem = this.stem(form), other = all.byStem.get(stem);
        if (other === undefined || all.often[other] < all.often[at]) all.byStem.set(stem, at);
      }
      all.stems = { forms: [...all.byStem.keys()], often: [...all.byStem.values()].map((at) => all.often[at]) };
    }
    return near(unit.stem, all.stems, 2).map((stem) => all.forms[all.byStem.get(stem)]);
  }

  // Other ways to say what some words of the query say: { first, last, words, terms }.
  async synonyms(units) {
    const found = [];
    for (const group of this.groups) {
      for (const phrase of group.filter(({ length }) => length)) {
        for (let at = 0; at + phrase.length <= units.length; at++) {
          if (!phrase.every((word, step) => units[at + step].stem === word.stem)) continue;
          for (const other of group) {
            if (other !== phrase && other.some((word) => !phrase.some((own) => own.stem === word.stem))) found.push({ first: at, last: at + phrase.length - 1, words: other });
          }
        }
      }
    }
    return Promise.all(found.slice(0, 8).map(async (other) => ({ ...other, terms: await Promise.all(other.words.map(({ stem }) => this.exact(stem))) })));
  }

  // Pages with their scores, the best first, at most `limit`; `allowed(page)` narrows them.
  async search(query, limit, allowed) {
    const asked = parse(query, this.stem, this.stop);
    const units = asked.units;
    const { ranking, levels } = this.files.index;
    const simple = units.filter((unit) => !unit.joined);
    let [expanded, others] = await Promise.all([Promise.all(units.map((unit) => this.expand(unit))), this.synonyms(simple)]);
    const corrections = [];
    for (const [at, unit] of units.entries()) {
      // A word that means the same as others is right, though no page may have it.
      if (unit.joined || this.grouped.has(unit.stem) || expanded[at].some(({ why }) => why !== "related")) continue;
      const { to, found } = await this.correct(unit);
      if (!to) continue;
      corrections.push({ from: unit, to });
      expanded[at] = found;
    }
    const meant = (unit) => corrections.find(({ from }) => from === unit)?.to;
    if (corrections.length) others = await this.synonyms(simple.map((unit) => (meant(unit) ? { stem: this.stem(meant(unit)) } : unit)));

    const pages = this.files.index.pages;
    const scores = new Float64Array(pages), covered = new Float64Array(pages), titled = new Float64Array(pages), own = new Float64Array(pages), named = new Uint8Array(pages);
    let whole = 0;
    for (const [at, unit] of units.entries()) {
      const touched = [];
      const touch = (page) => {
        if (own[page] === 0) touched.push(page);
      };
      // All that stands for a word is weighed as one word: what its terms add is put together first
      // and levels off then.
      const main = expanded[at].some(({ itself }) => itself);
      let pagesOf = 0;
      for (const { term } of expanded[at]) for (const page of term.pages) pagesOf += named[page] ? 0 : (named[page] = 1);
      named.fill(0);
      const weight = pagesOf ? this.idf(pagesOf) : 0;
      let meant = weight;
      for (const { term, factor, why, itself } of expanded[at]) {
        const form = itself ? term.forms.indexOf(itself) : -1;
        const worth = why === "prefix" && !main ? ranking.beginning : factor;
        this.each(term, (page, level, number) => {
          touch(page);
          own[page] += worth * steep(level, levels) * (form < 0 || number % 16 === form ? 1 : ranking.form);
          if (number > 15 && (itself || !main)) named[page] = 1;
        });
      }
      for (const page of touched) own[page] *= weight / (1 + own[page]);
      const place = simple.indexOf(unit);
      for (const { first, last, terms } of others) {
        if (place < first || place > last || !terms.every(Boolean)) continue;
        const pages = this.together(terms);
        const idf = weight || this.idf(pages.size);
        meant = Math.max(meant, pages.size && idf);
        for (const [page, [level, inTitle]] of pages) {
          touch(page);
          own[page] = Math.max(own[page], (idf * level * ranking.synonym) / terms.length);
          if (inTitle) named[page] = 1;
        }
      }
      if (!unit.joined) whole += meant;
      for (const page of touched) {
        scores[page] += own[page] * (unit.joined ? ranking.joined : unit.often);
        if (!unit.joined) {
          covered[page] += meant;
          titled[page] += named[page] ? meant : 0;
        }
        own[page] = named[page] = 0;
      }
    }
    const barred = await this.barred(asked);
    const best = [];
    let total = 0;
    const matched = [];
    for (let page = 0; page < pages; page++) {
      if (scores[page] === 0 || barred?.(page)) continue;
      matched.push(page);
      if (allowed && !allowed(page)) continue;
      total++;
      const share = whole > 0 ? titled[page] / whole : 1;
      const exact = scores[page] * (1 - ranking.coverage * (1 - (whole > 0 ? covered[page] / whole : 1))) * (1 + ranking.title * share * share);
      // Rounded, so that what differs in the last bit only counts as equal everywhere.
      const score = Math.round(exact * 1e6) / 1e6;
      if (best.length === limit && score <= best[limit - 1].score) continue;
      let place = best.length;
      while (place > 0 && best[place - 1].score < score) place--;
      best.splice(place, 0, { page, score });
      if (best.length > limit) best.pop();
    }
    return { asked, hits: best, total, matched, corrections, expanded, others };
  }

  each(term, see) {
    const { levels } = this.files.index, list = term.pages;
    for (let at = 0; at < list.length; at++) see(list[at], term.levels[at] / levels, term.form[at]);
  }

  // The pages that have all of some terms, with the sum of what those weigh there and whether the
  // title has all of them.
  together(terms) {
    let sums;
    for (const term of terms) {
      const next = new Map();
      this.each(term, (page, level, number) => {
        const before = sums ? sums.get(page) : [0, true];
        if (before) next.set(page, [before[0] + level, before[1] && number > 15]);
      });
      sums = next;
    }
    return sums;
  }

  // Which pages lack a phrase or have a word that must not be there.
  async barred({ phrases, without }) {
    if (!phrases.length && !without.length) return undefined;
    const tests = [];
    for (const word of without) {
      const pages = new Set((await this.exact(word.stem))?.pages);
      tests.push((page) => pages.has(page));
    }
    for (const phrase of phrases) {
      const terms = await Promise.all(phrase.map((word) => this.exact(word.stem)));
      if (!terms.every(Boolean)) return () => true;
      // Words that say little have no places: there any word may stand.
      const telling = terms.map((term, step) => ({ term, step })).filter(({ term }) => phrase.length > 1 && !this.stop.has(term.stem));
      if (!telling.length) {
        const pages = this.together(terms);
        tests.push((page) => !pages.has(page));
        continue;
      }
      const lists = await Promise.all(telling.map(async ({ term, step }) => ({ step: step - telling[0].step, list: await this.files.places(term) })));
      tests.push((page) => !lists[0].list.get(page)?.some((start) => lists.every(({ step, list }) => list.get(page)?.includes(start + step))));
    }
    return (page) => tests.some((test) => test(page));
  }
}
