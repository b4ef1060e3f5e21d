// Makes one tree of elements like another while what has not changed stays the very same element:
// with its focus, its place in a film, its open or closed details.

/** What a reader has changed of an element, and not its author: left as it is. */
const READERS = { DETAILS: ['open'], DIALOG: ['open'], INPUT: ['value', 'checked'], OPTION: ['selected'] };

/** Makes `from` like `to`. Both are elements of one name. */
export function morph(from, to) {
  const readers = READERS[from.nodeName] ?? [];
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !readers.includes(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !readers.includes(name)) from.setAttribute(name, value);
  }
  const [old, next] = [[...from.childNodes], [...to.childNodes]];
  const pairs = paired(old, next);
  const kept = new Set(pairs.values());
  for (const node of old) if (!kept.has(node)) node.remove();
  let at = from.firstChild;
  for (const node of next) {
    const own = pairs.get(node);
    if (!own) {
      from.insertBefore(document.importNode(node, true), at);
      continue;
    }
    // Pairs keep their order, so this is where the old one stands.
    if (own.nodeType !== Node.ELEMENT_NODE) {
      if (own.data !== node.data) own.data = node.data;
    } else if (print(own) !== print(node)) {
      morph(own, node);
    }
    at = own.nextSibling;
  }
}

/** For nodes of `next` the node of `old` that each goes on as, in the order of both. */
function paired(old, next) {
  const pairs = new Map();
  let [start, ends] = [0, 0];
  const alike = (a, b) => a && b && print(a) === print(b);
  while (start < old.length && alike(old[start], next[start])) {
    pairs.set(next[start], old[start]);
    start += 1;
  }
  const most = Math.min(old.length, next.length) - start;
  while (ends < most && alike(old.at(-1 - ends), next.at(-1 - ends))) {
    pairs.set(next.at(-1 - ends), old.at(-1 - ends));
    ends += 1;
  }
  const [was, is] = [old.slice(start, old.length - ends), next.slice(start, next.length - ends)];
  // Between nodes that are the same in both, those of one kind go on as each other.
  let [a, b] = [0, 0];
  for (const [i, j] of [...common(was.map(print), is.map(print)), [was.length, is.length]]) {
    const open = was.slice(a, i);
    for (const node of is.slice(b, j)) {
      const at = open.findIndex((other) => other.nodeName === node.nodeName && other.id === node.id);
      if (at >= 0) {
        pairs.set(node, open[at]);
        open.splice(0, at + 1);
      }
    }
    if (i < was.length && j < is.length) pairs.set(is[j], was[i]);
    [a, b] = [i + 1, j + 1];
  }
  return pairs;
}

/** The places of the longest run of equal items, in order, in both lists. */
function common(was, is) {
  // Beyond this the table would be larger than the page; then the ends decide.
  if (was.length * is.length > 1_000_000) return [];
  const width = is.length + 1;
  const length = new Uint32Array((was.length + 1) * width);
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = is.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      length[at] = was[i] === is[j] ? length[at + width + 1] + 1 : Math.max(length[at + width], length[at + 1]);
    }
  }
  const places = [];
  for (let [i, j] = [0, 0]; i < was.length && j < is.length;) {
    if (was[i] === is[j]) {
      places.push([i, j]);
      [i, j] = [i + 1, j + 1];
    } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) {
      i += 1;
    } else {
      j += 1;
    }
  }
  return places;
}

/** A node as its author wrote it. */
function print(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return `${node.nodeType}${node.data}`;
  const readers = 'details[open], dialog[open]';
  if (!node.matches(readers) && !node.querySelector(readers)) return node.outerHTML;
  const copy = node.cloneNode(true);
  for (const element of [copy, ...copy.querySelectorAll(readers)]) {
    if (READERS[element.nodeName]) element.removeAttribute('open');
  }
  return copy.outerHTML;
}
