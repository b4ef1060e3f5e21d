// CISI as a site: node site.mjs FOLDER, or so many pages put together from its sentences, about
// 4 KB each, the same on every run: node site.mjs FOLDER PAGES.

import fs from "node:fs";
import path from "node:path";
import { documents, numbers } from "./cisi.mjs";

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
const page = (name, title, texts) =>
  write(`content/docs/${name}.md`, `+++\ntitle = ${quoted(title)}\ndescription = "Zz."\n+++\n\n${texts.map(plain).join("\n\n")}\n`);
if (count === undefined) for (const { id, title, text } of docs) page(`d${String(id).padStart(6, "0")}`, title, [text]);
const random = numbers(1);
const one = (list) => list[Math.floor(random() * list.length)];
for (let at = 0; at < Number(count ?? 0); at++) {
  const [first, ...others] = [one(docs), one(docs), one(docs), one(docs)];
  // A title of its own, and every text a run of sentences from one document, so that words that
  // belong together stay together.
  const title = `${first.title} ${one(others).title.split(" ").slice(0, 4).join(" ")}`;
  const texts = [first, ...others].map(({ text }) => {
    const sentences = text.split(/(?<=\.)\s+/);
    const start = Math.floor(random() * sentences.length);
    return [...sentences.slice(start), ...sentences.slice(0, start)].slice(0, Math.ceil(sentences.length * (0.6 + random()))).join(" ");
  });
  page(`p${String(at).padStart(6, "0")}`, title, texts);
}
