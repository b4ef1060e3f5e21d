// A collection as a site, its documents as they are or so many pages put together from their
// sentences, about 3 KB each, the same on every run.

import fs from "node:fs";
import path from "node:path";
import { numbers } from "./collection.mjs";

const quoted = (text) => JSON.stringify(text);
const plain = (text) => text.replace(/[\\`*_{}[\]<>()#+!|~:^@&$]/g, "\\$&");
const CONFIG = `title = "A collection"
description = "Documents."
base_url = "https://example.org/"
language = "en-GB"
[publisher]
name = "Nobody"
[checks]
duplicate-title = "off"
help-contacts = "off"
# The documents are old prose, and the rules on language would keep them from being published.
pl-01-long-sentence = "off"
st-02-affliction = "off"
st-06-blame = "off"
`;

// Writes the site; `count` makes so many pages.
export function writeSite(folder, docs, count) {
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const page = (name, title, texts) =>
    write(`content/docs/${name}.md`, `+++\ntitle = ${quoted(title)}\ndescription = "Zz."\n+++\n\n${texts.map(plain).join("\n\n")}\n`);
  write("site-config.toml", CONFIG);
  write("content/_index.md", '+++\ntitle = "Zz"\n+++\n');
  write("content/docs/_index.md", '+++\ntitle = "Zzz"\ndescription = "Zz."\n+++\n');
  if (count === undefined) for (const { id, title, text } of docs) page(`d${String(id).padStart(6, "0")}`, title, [text]);
  const random = numbers(1);
  const one = (list) => list[Math.floor(random() * list.length)];
  for (let at = 0; at < (count ?? 0); at++) {
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
}
