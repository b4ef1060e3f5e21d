// What a page says about the words asked for. The index holds no text: the page itself is read, so
// what is shown is what the page says now, and opening it costs nothing more.

import { fold, words } from "./_search-words.js";

const BLOCKS = "h2,h3,h4,h5,h6,p,li,dt,dd,td,th,figcaption,pre";
const APART = "nav,footer,form,script,style,template,[hidden],.facts,.visually-hidden";
const LENGTH = 180;

// The parts of a page: { id, heading, texts }.
export function sections(html) {
  const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  const found = [{ id: "", heading: "", texts: [] }];
  for (const block of main?.querySelectorAll(BLOCKS) ?? []) {
    if (block.closest(APART) || block.querySelector(BLOCKS)) continue;
    const text = block.textContent.replace(/\s+/g, " ").trim();
    const id = block.id || (/^D[TD]$/.test(block.tagName) ? block.closest("div[id]")?.id : "") || "";
    if (/^H\d$/.test(block.tagName)) found.push({ id, heading: text, texts: [] });
    else if (block.tagName === "DT" && id) found.push({ id, heading: text, texts: [] });
    else if (text) found.at(-1).texts.push(text);
  }
  return found;
}

// A text in pieces, every other one to be marked: ["before ", "word", " after"].
export function marked(text, stem, wanted) {
  // Folding may change lengths, so each run of letters is folded by itself.
  const pieces = [""];
  let open = false;
  for (const run of text.split(/([\p{Alphabetic}\p{N}\p{M}'’]+)/u)) {
    const hit = words(fold(run)).some((word) => wanted.has(stem(word.form)));
    if (hit !== open && run) {
      pieces.push("");
      open = hit;
    }
    pieces[pieces.length - 1] += run;
  }
  return pieces;
}

const hits = (text, stem, wanted) => new Set(words(fold(text)).map((word) => stem(word.form)).filter((stem) => wanted.has(stem)));

// The piece of a text around the first word asked for.
function cut(text, stem, wanted) {
  if (text.length <= LENGTH) return text;
  const first = marked(text, stem, wanted)[0].length;
  let start = Math.max(0, Math.min(first - LENGTH / 4, text.length - LENGTH)) | 0;
  if (start) start = text.indexOf(" ", start) + 1 || start;
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) end = text.lastIndexOf(" ", end) > start ? text.lastIndexOf(" ", end) : end;
  return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
}

// The best passage of a page and the sections that answer: { text, sections: [{ id, heading }] }.
export function excerpt(parts, stem, wanted) {
  let best = { score: -1, text: "" };
  const found = [];
  for (const part of parts) {
    const heading = hits(part.heading, stem, wanted), all = new Set(heading);
    for (const text of part.texts) {
      const own = hits(text, stem, wanted);
      for (const hit of own) all.add(hit);
      const score = own.size + Math.min(text.length, 80) / 800;
      if (score > best.score) best = { score, text };
    }
    if (part.id && all.size) found.push({ id: part.id, heading: part.heading, score: all.size + heading.size / 2 });
  }
  found.sort((a, b) => b.score - a.score);
  const least = found[0]?.score ?? 0;
  return { text: cut(best.text, stem, wanted), sections: found.filter(({ score }) => score >= least * 0.75).slice(0, 2) };
}
