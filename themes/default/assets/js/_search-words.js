// Text to words and words to stems, step by step as src/search/words.rs and Porter2 (Snowball 3.2)
// do it: the index and the query have to agree on every word.

const LETTER = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ", "’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-" };
const PART = "[\\p{Alphabetic}\\p{N}](?:[\\p{Alphabetic}\\p{N}]|'(?=[\\p{Alphabetic}\\p{N}])|(?<=\\p{N})[.,](?=\\p{N}))*";
const RUN = new RegExp(PART + "(?:-" + PART + ")*", "gu");

// Text without accents and capitals.
export const fold = (text) =>
  text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/[\p{M}ßæœøłđðþıς’ʼ‘‐‑]/gu, (c) => LETTER[c] ?? "");

const part = (run) => {
  const bare = run.replace(/,/g, "");
  const at = bare.lastIndexOf("'");
  return at >= 0 && bare.slice(at) === "'s" ? bare.slice(0, at).replace(/'/g, "") : bare.replace(/'/g, "");
};

// The words of a text with their places in the folded text: { form, joined, start, end }.
export function words(folded) {
  const found = [];
  for (const run of folded.matchAll(RUN)) {
    const parts = run[0].split("-");
    let start = run.index;
    for (const raw of parts) {
      const form = part(raw);
      if (form && bytes(form) <= 40) found.push({ form, joined: false, start, end: start + raw.length });
      start += raw.length + 1;
    }
    const form = parts.map(part).join("");
    if (parts.length > 1 && parts.length < 4 && bytes(form) <= 40 && !/^\p{N}/u.test(form)) {
      found.push({ form, joined: true, start: run.index, end: run.index + run[0].length });
    }
  }
  return found;
}

const bytes = (text) => (/^[\0-\x7f]*$/.test(text) ? text.length : new TextEncoder().encode(text).length);

// Porter2. `y` that is no vowel is `Y` meanwhile.
const WHOLE = { skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl" };
const KEPT = /^(andes|atlas|bias|cosmos|howe|news|sky)$/;
const REGION = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)|^.*?[aeiouy][^aeiouy]/;
const SECOND = [
  ["ization", "ize"], ["ational", "ate"], ["fulness", "ful"], ["ousness", "ous"], ["iveness", "ive"], ["tional", "tion"], ["biliti", "ble"],
  ["lessli", "less"], ["entli", "ent"], ["ation", "ate"], ["alism", "al"], ["aliti", "al"], ["ousli", "ous"], ["iviti", "ive"], ["fulli", "ful"],
  ["ogist", "og"], ["enci", "ence"], ["anci", "ance"], ["abli", "able"], ["izer", "ize"], ["ator", "ate"], ["alli", "al"], ["bli", "ble"], ["ogi", 0], ["li", 0],
];
const THIRD = [["ational", "ate"], ["tional", "tion"], ["alize", "al"], ["icate", "ic"], ["iciti", "ic"], ["ative", 0], ["ical", "ic"], ["ness", ""], ["ful", ""]];
const FOURTH = /(ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|ion|al|er|ic)$/;
const isShort = (word) => /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$/.test(word);

export function porter2(word) {
  if (word in WHOLE && Object.hasOwn(WHOLE, word)) return WHOLE[word];
  if (word.length < 3 || KEPT.test(word)) return word;
  let w = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const after = (from) => {
    const match = (from ? /^.*?[aeiouy][^aeiouy]/ : REGION).exec(w.slice(from));
    return match ? from + match[0].length : w.length;
  };
  const r1 = after(0), r2 = r1 < w.length ? after(r1) : w.length;
  const cut = (length, add = "") => (w = w.slice(0, w.length - length) + add);
  const in1 = (length) => w.length - length >= r1;
  const in2 = (length) => w.length - length >= r2;

  // 1a: plurals.
  if (/sses$/.test(w)) cut(2);
  else if (/ie[ds]$/.test(w)) cut(w.length > 4 ? 2 : 1);
  else if (/[^us]s$/.test(w) && /[aeiouy]/.test(w.slice(0, -2))) cut(1);

  // 1b: -ed and -ing.
  let end = /(?:eedly|ingly|edly|eed|ing|ed)$/.exec(w)?.[0];
  if (end === "eed" || end === "eedly") {
    if (in1(end.length) && !/^(succ|proc|exc)$/.test(w.slice(0, -end.length))) cut(end.length, "ee");
  } else if (end === "ing" && /^[^aeiouy]y$/.test(w.slice(0, -3))) cut(4, "ie");
  else if (end && !(end === "ing" && /^(even|cann|inn|earr|herr|out)$/.test(w.slice(0, -3))) && /[aeiouy]/.test(w.slice(0, -end.length))) {
    cut(end.length);
    if (/(at|bl|iz)$/.test(w)) w += "e";
    else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) { if (!/^[aeo]..$/.test(w)) cut(1); }
    else if (w.length === r1 && isShort(w)) w += "e";
  }

  // 1c: -y.
  if (/.[^aeiouy][yY]$/.test(w)) cut(1, "i");

  // 2, 3, 4: endings that make nouns of verbs and so on, the longest that fits.
  const second = SECOND.find(([ending]) => w.endsWith(ending));
  if (second && in1(second[0].length)) {
    const [ending, to] = second;
    if (to) cut(ending.length, to);
    else if (ending === "ogi" ? /logi$/.test(w) : /[cdeghkmnrt]li$/.test(w)) cut(ending === "ogi" ? 1 : 2);
  }
  const third = THIRD.find(([ending]) => w.endsWith(ending));
  if (third && in1(third[0].length)) {
    if (third[1] !== 0) cut(third[0].length, third[1]);
    else if (in2(5)) cut(5);
  }
  end = FOURTH.exec(w)?.[0];
  if (end && in2(end.length) && (end !== "ion" || /[st]ion$/.test(w))) cut(end.length);

  // 5: -e and -ll.
  if (/e$/.test(w)) {
    if (in2(1) || (in1(1) && !isShort(w.slice(0, -1)))) cut(1);
  } else if (/ll$/.test(w) && in2(1)) cut(1);
  return w.replace(/Y/g, "y");
}

// How words of a language become stems.
export const stems = (language) =>
  /^en(-|$)/.test(language) ? (form) => (/^[a-z]+$/.test(form) ? porter2(form) : form) : (form) => form;
