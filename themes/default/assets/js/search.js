// The search page: the address, the form, the list of results. Nothing is fetched before the reader
// reaches for search; nothing is kept on the device; text only ever becomes text.

import { Files } from "./_search-files.js";
import { Ranker } from "./_search-rank.js";
import { excerpt, marked, sections } from "./_search-excerpt.js";

const root = document.querySelector("[data-search]");
const find = (name) => root.querySelector(`[data-search-${name}]`);
const [form, status, hint, nothing, chosen, facets, results, more, retry] = ["form", "status", "hint", "nothing", "chosen", "facets", "results", "more", "retry"].map(find);
const input = form.elements.q;
const base = new URL(".", new URL(root.dataset.search, location.href));
const brief = (text) => (text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text);
const phrase = (name, values = {}) => (root.dataset[`text${name}`] ?? "").replace(/\{(\w+)\}/g, (all, key) => (key in values ? brief(`${values[key]}`) : all));
const STEP = 10, PAUSE = 90, SETTLE = 200, LONGEST_ADDRESS = 1000, LONGEST_SAID = 100;
const heading = document.title;

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
  const query = input.value.trim().slice(0, LONGEST_ADDRESS);
  if (query) params.set("q", query);
  for (const [name, value] of narrowing) params.append(name, value);
  return params;
}
function read() {
  const params = new URLSearchParams(location.search);
  input.value = params.get("q") ?? "";
  params.delete("q");
  narrowing = params;
  // Whoever comes back from a result finds it where it was.
  shown = history.state?.shown ?? STEP;
}
function write(how) {
  const query = state().toString();
  history[how](null, "", query ? `?${query}` : location.pathname);
  entitle();
}

const entitle = () => (document.title = input.value.trim() ? `${brief(input.value.trim())} – ${heading}` : heading);

// Answers the query that is in the box. A later turn puts an earlier one out of the way.
async function answer(fresh, again) {
  const query = input.value.trim(), own = ++turn;
  retry.hidden = true;
  if (!query) return blank();
  // Room for the answer, so that it moves nothing that is in view.
  root.classList.add("is-answering");
  const waiting = setTimeout(() => own === turn && say(phrase("Loading")), 400);
  try {
    const { files, ranker } = await open(fresh);
    const allowed = [...narrowing].length ? (await choose(files)).allowed : undefined;
    const found = await ranker.search(query, shown, allowed);
    const pages = await files.pages(found.hits.map(({ page }) => page));
    if (own !== turn) return;
    clearTimeout(waiting);
    draw(query, found, pages, ranker);
    choose(files, found.matched).then((narrowed) => own === turn && drawFacets(narrowed), () => own === turn && (facets.hidden = true));
  } catch (error) {
    clearTimeout(waiting);
    if (own !== turn) return;
    // The site may have been published anew since the entry was read.
    opened = undefined;
    if (!again) return answer(true, true);
    blank(phrase("Failed"));
    retry.hidden = false;
  }
}

function blank(text = "") {
  clearTimeout(settling);
  root.classList.remove("is-answering");
  results.replaceChildren();
  hint.replaceChildren();
  nothing.hidden = chosen.hidden = more.hidden = facets.hidden = true;
  say(text);
}

const say = (text) => {
  if (status.textContent !== text) status.textContent = text;
};

// The list.
let watcher, settling;
function draw(query, found, pages, ranker) {
  const wanted = new Set(found.expanded.flat().map(({ term }) => term.stem));
  for (const word of [...found.asked.all, ...found.others.flatMap(({ words }) => words)]) wanted.add(word.stem);
  for (const word of ranker.stop) if (!found.asked.units.some(({ form }) => form === word)) wanted.delete(word);
  const { types } = ranker.files.index;
  const marks = (text) => marked(text, ranker.stem, wanted).map((piece, at) => (at % 2 ? element("mark", [piece]) : piece));
  watcher?.disconnect();
  clearTimeout(settling);
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
      return item;
    }),
  );
  // While somebody types, the pages of each answer on the way are not read.
  settling = setTimeout(() => [...results.children].forEach((item) => watcher.observe(item)), SETTLE);
  more.hidden = found.total <= pages.length;
  const count = found.total === 1 ? phrase("One", { query }) : phrase("Many", { n: found.total, query });
  say(found.total ? count : phrase(found.matched.length ? "NoneChosen" : "None", { query }));
  nothing.hidden = found.matched.length > 0;
  root.classList.toggle("is-answering", pages.length > 3);
  if (pages.length) facets.hidden = false;
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
  drawChosen(groups);
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
  // The summary stays where it is, or it would lose the focus.
  while (summary.nextSibling) summary.nextSibling.remove();
  facets.append(...sets);
  facets.hidden = !sets.length;
  if (focus?.startsWith("narrow_")) document.getElementById(focus)?.focus();
}

// What was chosen: links that take one choice away, and one button for all.
function drawChosen(groups) {
  const links = groups.flatMap(({ name, values }) =>
    values.filter(({ chosen }) => chosen).map(({ slug, label }) => {
      const rest = new URLSearchParams([...state()].filter(([key, value]) => key !== name || value !== slug));
      const remove = element("span", [`${phrase("Remove")} `], { class: "visually-hidden" });
      return element("li", [element("a", [remove, label, element("span", [" ×"], { "aria-hidden": "true" })], { href: `?${rest}` })]);
    }),
  );
  chosen.hidden = !links.length;
  chosen.replaceChildren();
  if (links.length) chosen.append(element("p", [phrase("Chosen")]), element("ul", links, { role: "list" }), element("button", [phrase("Clear")], { type: "button" }));
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
chosen.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(link || event.target.matches("button"))) return;
  event.preventDefault();
  narrowing = new URLSearchParams(link?.search);
  narrowing.delete("q");
  shown = STEP;
  write("pushState");
  answer();
  // What was pressed goes away, so the focus moves to where choices are made.
  facets.firstElementChild.focus();
});
more.addEventListener("click", async () => {
  const first = shown;
  shown += STEP;
  history.replaceState({ shown }, "");
  await answer();
  results.children[first]?.querySelector("a").focus();
});
retry.addEventListener("click", () => answer(true));
addEventListener("popstate", () => {
  read();
  entitle();
  answer();
});
document.querySelector("[data-search-unscripted]")?.remove();
// Beside the results there is room for what narrows them.
facets.open = matchMedia("(min-width: 65rem)").matches;
read();
entitle();
answer();
