// The files of the index: which ones there are, fetching them, and reading their bytes. The format
// is described in src/search/mod.rs. A file that is not what its name promises is refused.

const MOST_FILES = 80;
const text = new TextDecoder();

// Reads numbers, texts and blocks of bytes one after another.
class Cursor {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  number() {
    let number = 0, shift = 0, byte;
    do {
      if (this.at >= this.bytes.length) throw new Error("damaged");
      byte = this.bytes[this.at++];
      number |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return number >>> 0;
  }
  take(length) {
    if (this.at + length > this.bytes.length) throw new Error("damaged");
    return this.bytes.subarray(this.at, (this.at += length));
  }
  block() {
    return this.take(this.number());
  }
  text() {
    return text.decode(this.block());
  }
  // A text of which `before` has the beginning.
  textAfter(before) {
    const shared = this.number();
    const start = /^[\0-\x7f]*$/.test(before) ? before.slice(0, shared) : text.decode(new TextEncoder().encode(before).subarray(0, shared));
    return start + this.text();
  }
}

// Bytes of gaps to numbers.
export function numbers(bytes, count) {
  const cursor = new Cursor(bytes), list = new Uint32Array(count);
  let next = 0;
  for (let at = 0; at < count; at++) next = (list[at] = next + cursor.number()) + 1;
  return list;
}

// Which of some runs would hold a word, by where they begin.
function place(borders, word) {
  let low = 0, high = borders.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (borders[middle] <= word) low = middle;
    else high = middle - 1;
  }
  return low;
}

function titles(cursor, into, words) {
  const count = cursor.number(), pages = [];
  let next = 0, before = "";
  for (let at = 0; at < count; at++) pages.push((next += cursor.number())) && next++;
  const types = new Cursor(cursor.block()), texts = new Cursor(cursor.block());
  for (const page of pages) {
    const type = types.number(), title = [];
    for (let left = texts.number(); left > 0; left--) {
      const place = texts.number();
      title.push(place ? words[place - 1] : texts.text());
    }
    before = texts.textAfter(before);
    into.set(page, { page, type, title: title.join(" "), url: before });
  }
}

export class Files {
  // `get(path, fresh)` gives the bytes of a file, unpacked.
  constructor(get) {
    this.get = get;
    this.open = new Map();
    this.titles = new Map();
  }

  async entry(fresh) {
    const entry = JSON.parse(text.decode(await this.get("index.bin", fresh)));
    if (entry.version !== 1) throw new Error("damaged");
    entry.borders = entry.pages ? entry.borders.split(" ") : [];
    for (const list of ["letters", "title_words"]) entry[list] = entry[list].split(" ");
    return (this.index = entry);
  }

  // A file by kind and the place of its name in the entry; read once, the oldest forgotten.
  file(kind, at, read) {
    const { words, places, names, titles, vocabulary, facets } = this.index;
    const name = kind + { w: words, p: places, n: names, t: titles, v: vocabulary, f: facets }[kind].slice(at * 10, at * 10 + 10);
    let file = this.open.get(name);
    if (!file) {
      file = this.get(name + ".bin").then((bytes) => {
        const cursor = new Cursor(bytes);
        if (text.decode(cursor.take(3)) !== `A${kind.toUpperCase()}1`) throw new Error("damaged");
        return read(cursor);
      });
      file.catch(() => this.open.delete(name));
      if (this.open.size >= MOST_FILES) this.open.delete(this.open.keys().next().value);
      this.open.set(name, file);
    }
    return file;
  }

  // Which file of words would hold a word.
  shard(word) {
    return place(this.index.borders, word);
  }

  async words(at) {
    if (!this.index.words) return [];
    return this.file("w", at, (cursor) => {
      const counts = new Cursor(cursor.block()), texts = new Cursor(cursor.block());
      const gaps = cursor.block(), levels = cursor.block(), forms = cursor.block();
      const terms = [];
      let stem = "", gap = 0, first = 0;
      for (let left = counts.number(); left > 0; left--) {
        stem = texts.textAfter(stem);
        const term = { stem, forms: [], shard: at, place: terms.length, first, gap };
        for (let left = counts.number(); left > 0; left--) term.forms.push(texts.textAfter(stem));
        term.count = counts.number();
        gap += counts.number();
        first += term.count;
        terms.push(term);
      }
      const { borders } = this.index;
      if (levels.length !== first || (terms[0]?.stem < borders[at]) || borders[at + 1] <= stem) throw new Error("damaged");
      for (const term of terms) {
        Object.defineProperty(term, "pages", { get: () => (term.list ??= numbers(gaps.subarray(term.gap), term.count)) });
        term.levels = levels.subarray(term.first, term.first + term.count);
        term.form = forms.subarray(term.first, term.first + term.count);
      }
      titles(cursor, this.titles, this.index.title_words);
      return terms;
    });
  }

  // Where a term stands on each of its pages: a list for each.
  async places(term) {
    this.index.places ??= await this.file("n", 0, (cursor) => text.decode(cursor.take(cursor.bytes.length - cursor.at)));
    const file = await this.file("p", term.shard, (cursor) => {
      const sizes = new Cursor(cursor.block()), lists = [];
      while (sizes.at < sizes.bytes.length) lists.push([sizes.number(), sizes.number()]);
      const counts = lists.map(([size]) => cursor.take(size));
      return lists.map(([, size], at) => [counts[at], cursor.take(size)]);
    });
    const [counts, places] = file[term.place].map((bytes) => new Cursor(bytes)), lists = new Map();
    for (const page of term.pages) {
      const list = [];
      let place = 0;
      for (let left = counts.number(); left > 0; left--) list.push((place += places.number()));
      lists.set(page, list);
    }
    return lists;
  }

  // The forms of all words, or of those that begin as one does: { forms, often }.
  vocabulary(word) {
    return this.file("v", word ? 1 + place(this.index.letters, word) : 0, (cursor) => {
      const count = cursor.number(), texts = new Cursor(cursor.block()), often = cursor.take(count), forms = [];
      for (let at = 0, form = ""; at < count; at++) forms.push((form = texts.textAfter(form)));
      return { forms, often };
    });
  }

  // What results can be narrowed by: { types, taxonomies, values: the pages of each }.
  facets() {
    return this.file("f", 0, (cursor) => {
      const facets = JSON.parse(cursor.text());
      facets.values = [];
      while (cursor.at < cursor.bytes.length) {
        const list = new Cursor(cursor.block()), pages = [];
        for (let next = 0; list.at < list.bytes.length; next++) pages.push((next += list.number()));
        facets.values.push(pages);
      }
      return facets;
    });
  }

  // Titles and addresses of pages, from what was read already or from the files of titles.
  async pages(numbers) {
    const size = this.index.titles_per_file;
    const missing = new Set(numbers.filter((page) => !this.titles.has(page)).map((page) => Math.floor(page / size)));
    await Promise.all([...missing].map((at) => this.file("t", at, (cursor) => titles(cursor, this.titles, this.index.title_words))));
    return numbers.map((page) => this.titles.get(page));
  }
}
