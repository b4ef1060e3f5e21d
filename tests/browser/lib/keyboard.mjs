// What somebody meets who has a keyboard and no mouse.
import { PNG } from 'pngjs';

/** What has the focus, and whether it can be seen. Runs in the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const all = window.seen.focusable();
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  // A link may run over several lines: one of its boxes must lie free.
  const free = boxes.some((box) => {
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element));
  });
  const inside = boxes.some((box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
  return { index: all.indexOf(element), name: window.seen.name(element), free, inside };
}

/** Walks through the page with the Tab key, there and back. */
export async function walk(page, path, look) {
  const wrong = [];
  const say = (rule, what) => wrong.push(`${path} [${look}] ${rule}: ${what}`);
  await page.evaluate(() => { scrollTo(0, 0); document.activeElement?.blur(); });
  const count = await page.evaluate(() => window.seen.focusable().length);
  let last = -1;
  for (let step = 0; step <= count; step += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focused);
    if (step === count) {
      // Chromium leaves the page, or begins again: it must not still be inside.
      if (at && at.index > 0) say('trap', `after all ${count} stops the focus is on ${at.name}`);
      break;
    }
    if (!at) { say('lost-focus', `step ${step + 1} of ${count} has no focus`); break; }
    if (at.index !== last + 1) { say('order', `step ${step + 1} is ${at.name}, the ${at.index + 1}th in reading order`); break; }
    if (!at.inside || !at.free) say('obscured', at.name);
    last = at.index;
  }
  // The skip link: seen when it has the focus, and it leads to the text.
  await page.evaluate(() => { scrollTo(0, 0); document.activeElement?.blur(); });
  await page.locator('.skip').focus();
  const shown = await page.evaluate(() => window.seen.visible(document.querySelector('.skip')));
  if (!shown) say('skip-link', 'it stays hidden when it has the focus');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inMain = await page.evaluate(() => {
    const main = document.querySelector('main');
    const first = window.seen.focusable().find((element) => main.contains(element));
    return first ? document.activeElement === first : location.hash === `#${main.id}`;
  });
  if (!inMain) say('skip-link', 'the next stop after it is not the first in the main text');
  return wrong;
}

const light = (data, at) => {
  const part = (v) => { const c = v / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  return 0.2126 * part(data[at]) + 0.7152 * part(data[at + 1]) + 0.0722 * part(data[at + 2]);
};

/** How many pixels of two pictures differ by at least 3 to 1. */
function changed(before, after) {
  const a = PNG.sync.read(before);
  const b = PNG.sync.read(after);
  let count = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const x = light(a.data, at);
    const y = light(b.data, at);
    if ((Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05) >= 3) count += 1;
  }
  return count;
}

/** Compares pictures of each kind of stop with and without the focus. */
export async function focusSeen(page, path, look) {
  const wrong = [];
  // One of each kind: the same classes in the same surroundings look the same.
  const stops = await page.evaluate(() => {
    const kinds = new Set();
    const chosen = [];
    window.seen.focusable().forEach((element, index) => {
      const shape = (e) => `${e.localName}.${[...e.classList].join('.')}${e.hasAttribute('aria-current') ? '@' : ''}`;
      const kind = [element, element.parentElement, element.parentElement?.parentElement].map((e) => e && shape(e)).join('<');
      if (kinds.has(kind)) return;
      kinds.add(kind);
      chosen.push(index);
    });
    return chosen;
  });
  for (const index of stops) {
    const place = await page.evaluate((at) => {
      const element = window.seen.focusable()[at];
      document.activeElement?.blur();
      element.scrollIntoView({ block: 'center' });
      return { name: window.seen.name(element), skip: element.classList.contains('skip') };
    }, index);
    // A programmatic focus counts as the keyboard's, as no mouse has been used.
    const box = await page.evaluate((at) => {
      const element = window.seen.focusable()[at];
      element.focus({ preventScroll: true });
      const { x, y, width, height } = element.getBoundingClientRect();
      // A link over two lines has two boxes.
      const round = [...element.getClientRects()].reduce((sum, each) => sum + each.width + each.height, 0);
      return { x, y, width, height, round };
    }, index);
    const size = page.viewportSize();
    const left = Math.max(0, box.x - 8);
    const top = Math.max(0, box.y - 8);
    const clip = { x: left, y: top, width: Math.min(size.width, box.x + box.width + 8) - left, height: Math.min(size.height, box.y + box.height + 8) - top };
    if (clip.width <= 0 || clip.height <= 0) { wrong.push(`${path} [${look}] focus-outside: ${place.name}`); continue; }
    const after = await page.screenshot({ clip, animations: 'disabled' });
    await page.evaluate(() => document.activeElement.blur());
    const before = await page.screenshot({ clip, animations: 'disabled' });
    const pixels = changed(before, after);
    // As many as a line of one pixel around it has.
    const needed = 2 * Math.min(box.round, clip.width + clip.height);
    if (pixels < needed) wrong.push(`${path} [${look}] focus-visible: ${place.name}: ${pixels} pixels change by 3 to 1, ${Math.round(needed)} are needed`);
  }
  return { wrong, stops: stops.length };
}
