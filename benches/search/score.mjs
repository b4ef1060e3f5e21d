// nDCG of the first ten answers, for every set of queries of a collection.

import { ndcg } from "./collection.mjs";

// { set: { value, none } } for an engine, a function from a query to numbers of documents.
export async function score({ judged, sets }, engine) {
  const scores = {};
  for (const [name, set] of Object.entries(sets)) {
    let sum = 0, none = 0;
    for (const { id, query } of set) {
      const ids = await engine(query);
      if (!ids.length) none++;
      sum += ndcg(ids, judged.get(id));
    }
    scores[name] = { value: sum / set.length, none };
  }
  return scores;
}

export const row = (scores) =>
  Object.entries(scores).map(([name, { value, none }]) => `${name} ${value.toFixed(4)}${none ? ` (${none} without an answer)` : ""}`).join("  ");
