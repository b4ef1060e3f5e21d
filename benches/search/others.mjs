// The same queries with minisearch and lunr, for comparison: npm install minisearch lunr first.
import { createRequire } from "node:module";
import { documents, judgments, ndcg, queries } from "./cisi.mjs";

const require = createRequire(`${process.env.NODE_MODULES ?? process.cwd()}/`);
const docs = documents(), judged = judgments();
const MiniSearch = require("minisearch");
const mini = new MiniSearch({ fields: ["title", "text"], searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2 } });
mini.addAll(docs);
const lunr = require("lunr");
const index = lunr(function () {
  this.ref("id"), this.field("title", { boost: 2 }), this.field("text");
  for (const doc of docs) this.add(doc);
});
const clean = (query) => query.replace(/[^\p{L}\p{N}\s]/gu, " ");
const engines = {
  minisearch: (query) => mini.search(query).slice(0, 10).map(({ id }) => id),
  lunr: (query) => index.search(clean(query)).slice(0, 10).map(({ ref }) => Number(ref)),
};
for (const [engine, search] of Object.entries(engines)) {
  const line = [];
  for (const [name, set] of Object.entries(queries())) {
    let sum = 0, none = 0;
    for (const { id, query } of set) {
      const ids = search(query);
      if (!ids.length) none++;
      sum += ndcg(ids, judged.get(id));
    }
    line.push(`${name} ${(sum / set.length).toFixed(4)}${none ? ` (${none} without a result)` : ""}`);
  }
  console.log(engine.padEnd(10), line.join("  "));
}
