// A judged collection in the form of SMART, as CISI is: documents, queries, judgments, and the four
// sets of queries that are measured. No collection is part of the project; see README.md.

import fs from "node:fs";
import path from "node:path";

const records = (file) => {
  const found = [];
  let field = "";
  for (const line of fs.readFileSync(file, "latin1").split("\n")) {
    if (line.startsWith(".I")) found.push({ id: Number(line.slice(2)), T: "", W: "" });
    else if (/^\.[TAWXB]\s*$/.test(line)) field = line[1];
    else if (field === "T" || field === "W") found.at(-1)[field] += ` ${line.trim()}`;
    if (line.startsWith(".I")) field = "";
  }
  return found.map(({ id, T, W }) => ({ id, title: T.trim() || "Untitled", text: W.trim() }));
};

// The collection in a folder with one file each of the endings ALL, QRY and REL: its documents, the
// judgments (query number to the set of documents that answer it) and the sets of queries.
export function collection(folder) {
  const file = (ending) => path.join(folder, fs.readdirSync(folder).find((name) => name.endsWith(ending)) ?? `(no file *${ending})`);
  const documents = records(file(".ALL")), judged = new Map();
  for (const line of fs.readFileSync(file(".REL"), "latin1").split("\n")) {
    const [query, document] = line.trim().split(/\s+/).map(Number);
    if (document) judged.set(query, (judged.get(query) ?? new Set()).add(document));
  }
  return { documents, judged, sets: sets(documents, judged, records(file(".QRY"))) };
}

// A generator of numbers that gives the same on every run.
export function numbers(seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

// Words that no reader would give as keywords.
const STOP = new Set("a about above actually after again all almost along also although always am among an and another any anyone anything are aren't around as at away be became because become been before being below best better between both but by came can cannot could couldn't did didn't do does doesn't doing don't done down due during each either else enough etc ever every everyone everything few for from further gave general get give given go going good got great had has have having he help her here hers him himself his how however i if in instead into is it its itself just keep kind know large last less let like likely little long look made make many may maybe me might more most much must my myself near nearly need needed never new no nor not nothing now of off often on once one only onto or other others our out over own per perhaps possible put quite rather really same say see seem seems seen several shall she should show since small so some someone something sometimes soon still such sure take than that the their them themselves then there these they thing things this those though three through thus to together too two under until up upon us use used useful uses using usual usually various very via was way ways we well were what when where whether which while who whole whom whose why will with within without would yet you your yours".split(" "));
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

// Of each judged query: the whole, its two or three rarest words (that at least three documents have,
// or they would find nothing to rank), those with a slip in the longest, those with the last cut short.
function sets(documents, judged, asked) {
  const often = new Map();
  for (const { title, text } of documents) for (const term of new Set(terms(`${title} ${text}`))) often.set(term, (often.get(term) ?? 0) + 1);
  const sets = { full: [], keyword: [], typo: [], prefix: [] };
  for (const { id, title, text } of asked) {
    if (!judged.has(id)) continue;
    const query = `${title === "Untitled" ? "" : title} ${text}`.trim();
    const unique = [...new Set(terms(query))].filter((term) => !STOP.has(term) && often.get(term) >= 3);
    const rare = unique.toSorted((a, b) => often.get(a) - often.get(b) || (a < b ? -1 : 1)).slice(0, unique.length > 6 ? 3 : 2);
    if (!rare.length) continue;
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
