// Everything that search is held to, in one run: node --expose-gc run.mjs COLLECTION
// README.md says what a collection is and what is printed.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { firstQuery, firstQueryByPagefind, launch, pagefindEngine, serve } from "./browser.mjs";
import { client } from "./client.mjs";
import { collection } from "./collection.mjs";
import { indexByPagefind, lunrIndex, minisearch } from "./others.mjs";
import { row, score } from "./score.mjs";
import { writeSite } from "./site.mjs";

const [folder, ...wanted] = process.argv.slice(2);
const sizes = wanted.length ? wanted.map(Number) : [1000, 2500, 10_000];
const QUERIES = 20;
const program = path.resolve(import.meta.dirname, "../../target/release/alongside");
const own = collection(folder);
const places = fs.mkdtempSync(path.join(os.tmpdir(), "alongside-search-"));
const middle = (list, part = 0.5) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
const spread = (list, digits = 0) => `${middle(list).toFixed(digits)} (19 of 20 below ${middle(list, 0.95).toFixed(digits)})`;

function built(name, count) {
  const root = path.join(places, name);
  writeSite(root, own.documents, count);
  // Old prose breaks many rules on language, and all that is said of it would take much room.
  const run = spawnSync(program, ["build", "--root", root, "--quiet"], { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"], maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(`${program} failed:\n${run.stderr.slice(-2000)}`);
  return { site: path.join(root, "public") };
}
const weight = (folder, wanted = () => true) =>
  fs.readdirSync(folder, { recursive: true }).filter(wanted).map((name) => fs.statSync(path.join(folder, name))).reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);

const browser = await launch();
try {
  console.log("== How well the first ten are ranked (nDCG@10)");
  const { site } = built("documents");
  await indexByPagefind(site);
  const host = await serve(site);
  const { search } = await client(site);
  const engines = {
    alongside: async (query) => (await search(query)).pages.map(({ url }) => Number(/d(\d+)/.exec(url)?.[1])),
    pagefind: await pagefindEngine(browser, host.origin),
    minisearch: minisearch(own.documents).search,
    lunr: lunrIndex(own.documents).search,
  };
  for (const [name, engine] of Object.entries(engines)) {
    const scores = await score(own, engine);
    console.log(name.padEnd(11), row(scores), ` typo keeps ${((100 * scores.typo.value) / scores.keyword.value).toFixed(1)}%`);
  }
  host.close();

  for (const size of sizes) {
    console.log(`== ${size} pages, a first query in the browser, compressed`);
    const { site } = built(`pages-${size}`, size);
    const host = await serve(site);
    for (const name of ["keyword", "typo", "prefix"]) {
      const runs = [];
      for (const { query } of own.sets[name].slice(0, QUERIES)) runs.push(await firstQuery(browser, host.origin, query));
      const all = runs.map(({ all }) => all);
      console.log("alongside", name.padEnd(8), "bytes", spread(runs.map(({ bytes }) => bytes)), " requests", spread(runs.map(({ requests }) => requests)), ` without a result ${runs.filter(({ found }) => !found).length}`, ` with page, excerpts and facets: bytes ${middle(all.map(({ bytes }) => bytes))}, requests ${middle(all.map(({ requests }) => requests))}`);
    }
    console.log("alongside whole index", weight(path.join(site, "search"), (name) => name.endsWith(".bin")));
    await warm(site);
    if (size <= 2500) {
      await indexByPagefind(site);
      const runs = [];
      for (const { query } of own.sets.keyword.slice(0, QUERIES)) runs.push(await firstQueryByPagefind(browser, host, query));
      console.log("pagefind  keyword  bytes", spread(runs.map(({ bytes }) => bytes)), " requests", spread(runs.map(({ requests }) => requests)), ` without a result ${runs.filter(({ found }) => !found).length}`);
      console.log("pagefind  whole index", weight(path.join(site, "pagefind"), (name) => /fragment|index|meta/.test(name)));
      const docs = pages(site);
      console.log("minisearch whole index and script", minisearch(docs).bytes, " lunr", lunrIndex(docs).bytes);
    }
    host.close();
  }
} finally {
  await browser.close();
  fs.rmSync(places, { recursive: true, force: true });
}

// A query when its files are at hand, as the reader types on, and what the client then holds.
async function warm(site) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const { search } = await client(site);
  const queries = [...own.sets.keyword, ...own.sets.typo, ...own.sets.prefix].map(({ query }) => query);
  for (const query of queries) await search(query);
  const times = [];
  for (const query of queries) {
    await search(query);
    const start = performance.now();
    await search(query);
    times.push(performance.now() - start);
  }
  globalThis.gc?.();
  console.log("alongside warm query, ms", spread(times, 1), " heap, MB", ((process.memoryUsage().heapUsed - before) / 1e6).toFixed(1));
}

// The generated pages as documents, from their Markdown.
function pages(site) {
  const docs = path.join(site, "../content/docs");
  return fs.readdirSync(docs).filter((name) => !name.startsWith("_")).map((name, id) => {
    const [, front, text] = fs.readFileSync(path.join(docs, name), "utf8").split("+++\n");
    return { id, title: JSON.parse(/title = (.*)/.exec(front)[1]), text };
  });
}
