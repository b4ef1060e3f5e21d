// Bytes and requests until the first ten results, warm latency and heap: node bytes.mjs SITE…
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { queries } from "./cisi.mjs";
import { client } from "./client.mjs";

const middle = (list, part = 0.5) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
for (const site of process.argv.slice(2)) {
  const scripts = fs.readdirSync(path.join(site, "assets/js")).filter((name) => /^search\.\w+\.js$/.test(name));
  const script = scripts.reduce((sum, name) => sum + zlib.gzipSync(fs.readFileSync(path.join(site, "assets/js", name)), { level: 9 }).length, 0);
  let whole = 0;
  for (const name of fs.readdirSync(path.join(site, "search"))) if (name.endsWith(".bin")) whole += fs.statSync(path.join(site, "search", name)).size;
  const sets = queries();
  const row = { pages: 0, script, "whole index": whole };
  for (const name of ["keyword", "typo", "prefix"]) {
    const bytes = [], requests = [];
    for (const { query } of sets[name].slice(0, 40)) {
      const { read, search, files } = await client(site);
      await search(query);
      row.pages = files.index.pages;
      bytes.push(read.bytes + script);
      requests.push(read.requests + scripts.length);
    }
    row[`${name} bytes`] = `${middle(bytes)} (95%: ${middle(bytes, 0.95)})`;
    row[`${name} requests`] = `${middle(requests)} (95%: ${middle(requests, 0.95)})`;
  }
  const { search } = await client(site);
  const all = Object.values(sets).flat();
  for (const { query } of sets.keyword.concat(sets.typo)) await search(query);
  const times = [];
  for (const { query } of sets.keyword.concat(sets.typo)) {
    const start = performance.now();
    await search(query);
    times.push(performance.now() - start);
  }
  row["warm ms"] = `${middle(times).toFixed(1)} (95%: ${middle(times, 0.95).toFixed(1)})`;
  globalThis.gc?.();
  row["heap MB"] = (process.memoryUsage().heapUsed / 1e6).toFixed(1);
  console.log(row);
}
