// Brings the page in view up to date: its main part in place, its styles in place, and all of it
// when what stands round the main part has changed.
import { morph } from './morph.js';

const own = (doc) => doc.querySelector('script[data-alongside-key]')?.dataset ?? {};
let { alongsideKey: key, alongsideFrame: frame } = own(document);

/** Asks for the page unless it is as it stands here. Gives `same`, `updated`, `gone` or `reloading`. */
export async function refreshPage() {
  const headers = { 'If-None-Match': `"${key}"` };
  const response = await fetch(location.pathname + location.search, { headers, cache: 'no-store' });
  if (response.status === 304 || response.headers.get('etag') === `"${key}"`) return 'same';
  if (response.status === 404) return 'gone';
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  const { alongsideKey, alongsideFrame } = own(next);
  const [from, to] = [document, next].map((doc) => doc.querySelector('main'));
  if (response.redirected || !from || !to || alongsideFrame !== frame) return reload();
  keepingPlace(from, () => morph(from, to));
  key = alongsideKey;
  return 'updated';
}

/** Loads what the page uses of these addresses again; `null` stands for all. Gives whether it did. */
export function refreshAssets(addresses) {
  const styles = [...document.querySelectorAll('link[rel~="stylesheet"]')];
  const path = (url) => new URL(url, location.href).pathname;
  const changed = addresses ? addresses.map(path) : styles.map((link) => path(link.href));
  const used = performance.getEntriesByType('resource').map((entry) => path(entry.name));
  let done = false;
  for (const address of changed) {
    const links = styles.filter((link) => path(link.href) === address);
    const images = [...document.images].filter((image) => image.src && path(image.src) === address);
    for (const link of links) swap(link, address);
    for (const image of images) image.src = fresh(address);
    // A script, a font, a picture of a stylesheet: what runs or is drawn already cannot be taken back.
    if (!links.length && !images.length && used.includes(address)) return reload();
    done ||= links.length + images.length > 0;
  }
  return done;
}

let count = 0;
const fresh = (address) => `${address}?fresh=${(count += 1)}`;

/** The new stylesheet goes beside the old one, which leaves when the new one is there. */
function swap(link, address) {
  const next = link.cloneNode();
  next.href = fresh(address);
  next.onload = () => link.remove();
  next.onerror = () => next.remove();
  link.after(next);
}

function reload() {
  location.reload();
  return 'reloading';
}

/** Makes a change and leaves what the reader looks at where it is on the screen. */
function keepingPlace(root, change) {
  const inView = [...root.querySelectorAll('*')].filter((element) => {
    const { top, height } = element.getBoundingClientRect();
    return height > 0 && top >= 0 && top < innerHeight;
  });
  const before = new Map(inView.slice(0, 40).map((element) => [element, element.getBoundingClientRect().top]));
  const { scrollX, scrollY } = window;
  change();
  window.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
  for (const [element, top] of before) {
    if (!element.isConnected || !scrollY) continue;
    window.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: 'instant' });
    return;
  }
}
