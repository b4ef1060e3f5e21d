// CISI as a site: node site.mjs FOLDER [PAGES]. More pages than documents are made of several each.

import fs from "node:fs";
import path from "node:path";
import { documents } from "./cisi.mjs";

const [folder, count] = process.argv.slice(2);
const docs = documents();
const quoted = (text) => JSON.stringify(text);
const plain = (text) => text.replace(/[\\`*_{}[\]<>()#+!|~:^@&$]/g, "\\$&");
const write = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
};
write("site-config.toml", `title = "CISI"
description = "A collection."
base_url = "https://example.org/"
language = "en-GB"
[publisher]
name = "CISI"
[checks]
duplicate-title = "off"
`);
write("content/_index.md", '+++\ntitle = "Zz"\n+++\n');
write("content/docs/_index.md", '+++\ntitle = "Zzz"\ndescription = "Zz."\n+++\n');
const pages = Number(count ?? docs.length);
for (let at = 0; at < pages; at++) {
  const doc = docs[at % docs.length];
  const id = String(at < docs.length ? doc.id : 100_000 + at).padStart(6, "0");
  const texts = pages > docs.length ? [doc, docs[(at * 7 + 3) % docs.length], docs[(at * 13 + 11) % docs.length]] : [doc];
  write(`content/docs/d${id}.md`, `+++\ntitle = ${quoted(doc.title)}\ndescription = "Zz."\n+++\n\n${texts.map(({ text }) => plain(text)).join("\n\n")}\n`);
}
