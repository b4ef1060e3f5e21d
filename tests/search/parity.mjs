// Holds the client to the program: the same words and stems of every text, the same pages in the
// same order for every query. Reads what the program says from standard input:
// { site, words: [[text, "form stem joined …"]], answers: [[query, [page, …], total, "from to"]] }.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const scripts = path.resolve(import.meta.dirname, "../../themes/default/assets/js");
const { fold, stems, words } = await import(path.join(scripts, "_search-words.js"));
const { Files } = await import(path.join(scripts, "_search-files.js"));
const { Ranker } = await import(path.join(scripts, "_search-rank.js"));

const said = JSON.parse(fs.readFileSync(0, "utf8"));
const wrong = [];
const stem = stems("en-GB");
for (const [text, expected] of said.words) {
  const own = words(fold(text)).map(({ form, joined }) => `${form} ${stem(form)} ${joined}`).join("|");
  if (own !== expected) wrong.push(`${JSON.stringify(text)}\n  program: ${expected}\n  client:  ${own}`);
}
const files = new Files(async (name) => zlib.gunzipSync(fs.readFileSync(path.join(said.site, "search", name))));
await files.entry();
const ranker = new Ranker(files);
for (const [query, expected, total, corrections] of said.answers) {
  const found = await ranker.search(query, 20);
  const own = [found.hits.map(({ page }) => page).join(" "), found.total, found.corrections.map(({ from, to }) => `${from.form} ${to}`).join("|")];
  if (own.join(";") !== [expected.join(" "), total, corrections].join(";")) {
    wrong.push(`${JSON.stringify(query)}\n  program: ${[expected.join(" "), total, corrections].join(";")}\n  client:  ${own.join(";")}`);
  }
}
if (wrong.length) {
  console.error(`${wrong.length} differences\n${wrong.slice(0, 20).join("\n")}`);
  process.exit(1);
}
