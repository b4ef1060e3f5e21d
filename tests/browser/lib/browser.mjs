// One Chromium for the whole run. Where it is and how it starts stand in browser.json; the
// environment goes before it: ALONGSIDE_CHROMIUM and ALONGSIDE_CHROMIUM_FLAGS (by spaces).
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const settings = JSON.parse(readFileSync(new URL('../browser.json', import.meta.url), 'utf8'));
const executablePath = process.env.ALONGSIDE_CHROMIUM || settings.executable;
const args = process.env.ALONGSIDE_CHROMIUM_FLAGS?.split(' ').filter(Boolean) ?? settings.flags;

/** Starts the browser, with further flags if any. */
export function launch(...more) {
  return chromium.launch({ executablePath, args: [...args, ...more] });
}

/** The sizes and looks in which pages are met. */
export const LIGHT = { media: 'screen', colorScheme: 'light', forcedColors: 'none' };
export const DARK = { media: 'screen', colorScheme: 'dark', forcedColors: 'none' };
export const FORCED = { media: 'screen', colorScheme: 'light', forcedColors: 'active' };
export const PRINT_FROM_DARK = { media: 'print', colorScheme: 'dark', forcedColors: 'none' };
export const NARROW = { width: 320, height: 640 };
export const MIDDLE = { width: 768, height: 1024 };
export const WIDE = { width: 1280, height: 900 };

/** Does `work` for every item, `lanes` at a time. */
export async function pooled(items, lanes, work) {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
