// The search page: the address, the form, the list of results. Nothing is fetched before the reader
// reaches for search; nothing is kept on the device; text only ever becomes text.

import { Files } from "./_search-files.js";
import { Ranker } from "./_search-rank.js";
import { excerpt, marked, sections } from "./_search-excerpt.js";

const root = document.querySelector("[data-search]");
const find = (name) => root.querySelector(`[data-search-${name}]`);
const [form, status, hint, facets, results, more, retry] = ["form", "status", "hint", "facets", "results", "more", "retry"].map(find);
const input = form.elements.q;
const base = new URL(".", new URL(root.dataset.search, location.href));
const phrase = (name, values = {}) => (root.dataset[`text${name}`] ?? "").replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
const STEP = 10, PAUSE = 90;

const element = (name, parts = [], attributes = {}) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...parts);
  return made;
};

// Fetching. A file whose checksum is wrong makes the stream fail.
async function get(name, fresh) {
  const response = await fetch(new URL(name, base), name === "index.bin" ? { cache: fresh ? "reload" : "no-cache" } : {});
  if (!response.ok) throw new Error(`${response.status}`);
  return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

let opened;
const open = (fresh) => {
  opened ??= (async () => {
    const files = new Files(get);
    await files.entry(fresh);
    return { files, ranker: new Ranker(files) };
  })();
  opened.catch(() => (opened = undefined));
  return opened;
};

// What the address asks for.
let shown = STEP, turn = 0, narrowing = new URLSearchParams();
function state() {
  const params = new URLSearchParams();
  if (input.value.trim()) params.set("q", input.value.trim());
  for (const [name, value] of narrowing) params.append(name, value);
  return params;
}
function read() {
  const params = new URLSearchParams(location.search);
  input.value = params.get("q") ?? "";
  params.delete("q");
  narrowing = params;
}
function write(how) {
  const query = state().toString();
  history[how](null, "", query ? `?${query}` : location.pathname);
}

// Answers the query that is in the box. A later turn puts an earlier one out of the way.
async function answer(fresh, again) {
  const query = input.value.trim(), own = ++turn;
  retry.hidden = true;
  if (!query) return blank();
  const waiting = setTimeout(() => own === turn && say(phrase("Loading")), 400);
  try {
    const { files, ranker } = await open(fresh);
    const chosen = [...narrowing].length ? await choose(files) : undefined;
    const found = await ranker.search(query, shown, chosen?.allowed);
    const pages = await files.pages(found.hits.map(({ page }) => page));
    if (own !== turn) return;
    clearTimeout(waiting);
    draw(query, found, pages, ranker);
    choose(files, found.matched).then((chosen) => own === turn && drawFacets(chosen), () => {});
  } catch (error) {
    clearTimeout(waiting);
    if (own !== turn) return;
    // The site may have been published anew since the entry was read.
    opened = undefined;
    if (!again) return answer(true, true);
    results.replaceChildren();
    more.hidden = facets.hidden = true;
    hint.replaceChildren();
    say(phrase("Failed"));
    retry.hidden = false;
  }
}

function blank() {
  results.replaceChildren();
  hint.replaceChildren();
  more.hidden = facets.hidden = true;
  say("");
}

const say = (text) => {
  if (status.textContent !== text) status.textContent = text;
};

// The list.
let watcher;
function draw(query, found, pages, ranker) {
  const wanted = new Set(found.expanded.flat().map(({ term }) => term.stem));
  for (const word of found.asked.all) wanted.add(word.stem);
  const { types } = ranker.files.index;
  const marks = (text) => marked(text, ranker.stem, wanted).map((piece, at) => (at % 2 ? element("mark", [piece]) : piece));
  watcher?.disconnect();
  watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      fill(target, ranker.stem, wanted, marks);
    }
  });
  results.replaceChildren(
    ...pages.map(({ title, url, type }) => {
      const item = element("li", [
        element("h2", [element("a", marks(title), { href: url })]),
        element("p", [types[type] ?? ""], { class: "kind" }),
        element("p", [], { class: "result-text" }),
      ]);
      watcher.observe(item);
      return item;
    }),
  );
  results.start = 1;
  more.hidden = found.total <= pages.length;
  const count = found.total === 1 ? phrase("One", { query }) : phrase("Many", { n: found.total, query });
  say(found.total ? count : phrase("None", { query }));
  hint.replaceChildren();
  for (const { from, to } of found.corrections) {
    const corrected = query.replace(/[\p{Alphabetic}\p{N}\p{M}'’]+/gu, (word) => (ranker.stem(word.toLowerCase()) === from.stem ? to : word));
    const params = state();
    params.set("q", corrected);
    const [before, after] = phrase("Meant", { word: from.form }).split("{meant}");
    hint.append(element("p", [before, element("a", [to], { href: `?${params}` }), after ?? ""]));
  }
}

// Reads a page of the list and shows what it says.
const read_pages = new Map();
async function fill(item, stem, wanted, marks) {
  const url = item.querySelector("a").getAttribute("href");
  try {
    if (read_pages.size > 60) read_pages.clear();
    if (!read_pages.has(url)) {
      const text = fetch(url).then((response) => (response.ok ? response.text() : Promise.reject()));
      read_pages.set(url, text.then(sections));
    }
    const found = excerpt(await read_pages.get(url), stem, wanted);
    item.querySelector(".result-text").replaceChildren(...marks(found.text));
    if (found.sections.length) {
      const links = found.sections.map(({ id, heading }) => element("li", [element("a", marks(heading), { href: `${url}#${encodeURIComponent(id)}` })]));
      item.append(element("ul", links, { class: "result-sections", role: "list" }));
    }
  } catch {
    read_pages.delete(url);
  }
}

// Narrowing: { allowed, groups: [{ name, label, values: [{ slug, label, count, chosen }] }] }.
async function choose(files, matched = []) {
  const known = await files.facets();
  const groups = [{ name: "type", label: phrase("Type"), terms: known.types }, ...known.taxonomies];
  let at = 0;
  const tests = [];
  for (const group of groups) {
    const asked = new Set(narrowing.getAll(group.name));
    group.values = group.terms.map(([slug, label]) => ({ slug, label, chosen: asked.has(slug), pages: new Set(known.values[at++]) }));
    const chosen = group.values.filter(({ chosen }) => chosen);
    group.test = chosen.length ? (page) => chosen.some(({ pages }) => pages.has(page)) : undefined;
    if (group.test) tests.push(group.test);
  }
  for (const group of groups) {
    const others = tests.filter((test) => test !== group.test);
    const open = matched.filter((page) => others.every((test) => test(page)));
    for (const value of group.values) value.count = open.reduce((sum, page) => sum + value.pages.has(page), 0);
  }
  return { groups, allowed: (page) => tests.every((test) => test(page)) };
}

function drawFacets({ groups }) {
  const [summary] = facets.children;
  const focus = document.activeElement?.id;
  const sets = [];
  for (const { name, label, values } of groups) {
    const used = values.filter(({ count, chosen }) => count || chosen);
    if (used.length < 2 && !used.some(({ chosen }) => chosen)) continue;
    const boxes = used.map(({ slug, label, count, chosen }) => {
      const id = `narrow_${name}_${slug}`;
      const box = element("input", [], { type: "checkbox", id, name, value: slug });
      box.checked = chosen;
      return element("p", [box, element("label", [`${label} (${count})`], { for: id })]);
    });
    sets.push(element("fieldset", [element("legend", [label]), ...boxes]));
  }
  if ([...narrowing].length) sets.push(element("button", [phrase("Clear")], { type: "button" }));
  facets.replaceChildren(summary, ...sets);
  facets.hidden = !sets.length;
  if (focus?.startsWith("narrow_")) document.getElementById(focus)?.focus();
}

let timer;
input.addEventListener("focus", () => open().catch(() => {}), { once: true });
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    shown = STEP;
    write("replaceState");
    answer();
  }, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  shown = STEP;
  write("pushState");
  answer();
});
facets.addEventListener("change", ({ target }) => {
  const kept = [...narrowing].filter(([name, value]) => name !== target.name || value !== target.value);
  narrowing = new URLSearchParams(kept);
  if (target.checked) narrowing.append(target.name, target.value);
  shown = STEP;
  write("pushState");
  answer();
});
facets.addEventListener("click", ({ target }) => {
  if (!target.matches("button")) return;
  narrowing = new URLSearchParams();
  write("pushState");
  answer();
  facets.firstElementChild.focus();
});
more.addEventListener("click", async () => {
  const first = shown;
  shown += STEP;
  await answer();
  results.children[first]?.querySelector("a").focus();
});
retry.addEventListener("click", () => answer(true));
addEventListener("popstate", () => {
  read();
  shown = STEP;
  answer();
});
read();
root.dataset.searchReady = "";
answer();
