// The judged collection CISI: documents, queries, judgments, and the four sets of queries that are
// measured. It is no part of the project; see CONTRIBUTING.md for where it is looked for.

import fs from "node:fs";
import path from "node:path";

const FOLDER = process.env.CISI ?? path.resolve(import.meta.dirname, "../../../shared/search-data/cisi");

const records = (file) => {
  const found = [];
  let field = "";
  for (const line of fs.readFileSync(path.join(FOLDER, file), "latin1").split("\n")) {
    if (line.startsWith(".I")) found.push({ id: Number(line.slice(2)), T: "", W: "" });
    else if (/^\.[TAWXB]\s*$/.test(line)) field = line[1];
    else if (field === "T" || field === "W") found.at(-1)[field] += ` ${line.trim()}`;
    if (line.startsWith(".I")) field = "";
  }
  return found.map(({ id, T, W }) => ({ id, title: T.trim() || "Untitled", text: W.trim() }));
};

export const documents = () => records("CISI.ALL");

// Query number to the set of documents that answer it.
export function judgments() {
  const found = new Map();
  for (const line of fs.readFileSync(path.join(FOLDER, "CISI.REL"), "latin1").split("\n")) {
    const [query, document] = line.trim().split(/\s+/).map(Number);
    if (document) found.set(query, (found.get(query) ?? new Set()).add(document));
  }
  return found;
}

// A generator of numbers that gives the same on every run.
export function numbers(seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

const STOP = new Set("a an and are as at be been by can could do does for from had has have how i if in into is it its may might of on or other should such than that the their there these they this those to was were what when where which who will with would about any being both either each not".split(" "));
const terms = (text) => text.toLowerCase().match(/[a-z][a-z'-]*[a-z]/g) ?? [];

// One slip in a word: a letter dropped, doubled, changed, or two swapped.
export function slip(word, random) {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const letter = "abcdefghijklmnopqrstuvwxyz"[Math.floor(random() * 26)];
  switch (Math.floor(random() * 4)) {
    case 0: return word.slice(0, at) + word.slice(at + 1);
    case 1: return word.slice(0, at) + letter + word.slice(at);
    case 2: return word.slice(0, at) + (letter === word[at] ? "x" : letter) + word.slice(at + 1);
    default: return word[at] === word[at + 1] ? word.slice(0, at) + word.slice(at + 1) : word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  }
}

// { full, keyword, typo, prefix }: lists of { id, query } for the judged queries.
export function queries() {
  const judged = judgments(), often = new Map();
  for (const { title, text } of documents()) for (const term of new Set(terms(`${title} ${text}`))) often.set(term, (often.get(term) ?? 0) + 1);
  const sets = { full: [], keyword: [], typo: [], prefix: [] };
  for (const { id, title, text } of records("CISI.QRY")) {
    if (!judged.has(id)) continue;
    const query = `${title === "Untitled" ? "" : title} ${text}`.trim();
    const unique = [...new Set(terms(query))].filter((term) => !STOP.has(term) && often.has(term));
    const rare = unique.toSorted((a, b) => often.get(a) - often.get(b) || (a < b ? -1 : 1)).slice(0, unique.length > 6 ? 3 : 2);
    const chosen = unique.filter((term) => rare.includes(term));
    const random = numbers(id);
    const longest = chosen.toSorted((a, b) => b.length - a.length)[0];
    const last = chosen.at(-1);
    sets.full.push({ id, query });
    sets.keyword.push({ id, query: chosen.join(" ") });
    sets.typo.push({ id, query: chosen.map((term) => (term === longest ? slip(term, random) : term)).join(" ") });
    sets.prefix.push({ id, query: [...chosen.slice(0, -1), last.slice(0, Math.max(2, Math.ceil(last.length * 0.6)))].join(" ") });
  }
  return sets;
}

// nDCG of the first ten: ids in order against the set that answers.
export function ndcg(ids, answers) {
  let gain = 0, ideal = 0;
  ids.slice(0, 10).forEach((id, at) => (gain += answers.has(id) ? 1 / Math.log2(at + 2) : 0));
  for (let at = 0; at < Math.min(10, answers.size); at++) ideal += 1 / Math.log2(at + 2);
  return gain / ideal;
}
