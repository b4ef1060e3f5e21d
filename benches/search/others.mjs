// The engines that search is measured against, over the same documents.

import fs from "node:fs";
import zlib from "node:zlib";
import { createRequire } from "node:module";
import path from "node:path";
import lunr from "lunr";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";

const require = createRequire(import.meta.url);
const packed = (text) => zlib.gzipSync(text, { level: 9 }).length;

// MiniSearch as its page on ranking recommends it. `bytes` is what a reader has to fetch, compressed.
export function minisearch(docs) {
  const options = { fields: ["title", "text"], storeFields: ["title"], searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2 } };
  const index = new MiniSearch(options);
  index.addAll(docs);
  const script = fs.readFileSync(path.join(path.dirname(require.resolve("minisearch")), "../umd/index.js"));
  return {
    search: (query) => index.search(query).slice(0, 10).map(({ id }) => id),
    bytes: packed(JSON.stringify(index)) + packed(script),
  };
}

// Lunr, with the title at twice the weight.
export function lunrIndex(docs) {
  const index = lunr(function () {
    this.ref("id"), this.field("title", { boost: 2 }), this.field("text");
    for (const doc of docs) this.add(doc);
  });
  return {
    // Its query language has signs of its own.
    search: (query) => index.search(query.replace(/[^\p{L}\p{N}\s]/gu, " ")).slice(0, 10).map(({ ref }) => Number(ref)),
    bytes: packed(JSON.stringify(index)) + packed(fs.readFileSync(require.resolve("lunr/lunr.min.js"))),
  };
}

// Puts a Pagefind index of the pages below docs/ into a published site.
export async function indexByPagefind(site) {
  const { index } = await pagefind.createIndex();
  for (const name of fs.readdirSync(path.join(site, "docs"))) {
    const file = path.join(site, "docs", name, "index.html");
    if (!fs.existsSync(file)) continue;
    const html = fs.readFileSync(file, "utf8").replace("<main", "<main data-pagefind-body");
    const { errors } = await index.addHTMLFile({ url: `/docs/${name}/`, content: html });
    if (errors.length) throw new Error(errors.join("\n"));
  }
  await index.writeFiles({ outputPath: path.join(site, "pagefind") });
  await pagefind.close();
}
