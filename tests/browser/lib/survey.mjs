// One visit to every page: it is loaded once and then looked at in each size and look. What is wrong
// is sorted by check; the tests say which checks there are.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DARK, FORCED, LIGHT, NARROW, PRINT_FROM_DARK, WIDE, pooled } from './browser.mjs';
import * as inPage from './in-page.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules of axe whose answer can depend on colours alone: the others need no second run there. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** WCAG 1.4.12: what a reader may set without losing anything. */
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }';

/** What axe finds, as sentences. */
async function axe(page, rules) {
  const options = rules ? { runOnly: { type: 'rule', values: rules } } : { runOnly: { type: 'tag', values: TAGS } };
  options.resultTypes = ['violations'];
  const { violations, passes } = await page.evaluate(async (given) => {
    const result = await window.axe.run(document, given);
    return {
      passes: result.passes.length,
      violations: result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} — ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? rule.help}`)),
    };
  }, options);
  if (passes + violations.length === 0) throw new Error('axe looked at nothing');
  return violations;
}

/** Visits `paths` of the server at `origin`; gives a map from check to sentences, and counts. */
export async function survey(browser, origin, paths, { lanes = 2, expect404 = [] } = {}) {
  const found = new Map();
  const counts = new Map();
  const titles = new Map();
  const asked = new Map();
  const report = (check, path, look, wrong) => {
    counts.set(check, (counts.get(check) ?? 0) + 1);
    const list = found.get(check) ?? found.set(check, []).get(check);
    for (const sentence of wrong) list.push(`${path} [${look}] ${sentence}`);
  };

  async function visit(path) {
    const context = await browser.newContext({ viewport: WIDE, ...LIGHT, reducedMotion: 'no-preference' });
    await context.addInitScript(inPage.tools);
    const page = await context.newPage();
    const requests = [];
    const messages = [];
    page.on('request', (request) => requests.push(request));
    page.on('console', (message) => messages.push(`console-${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => messages.push(`script-error: ${error.message}`));
    page.on('requestfailed', (request) => messages.push(`failed-request: ${request.url()}`));
    const answer = await page.goto(origin + path, { waitUntil: 'load' });
    asked.set(path, requests.map((request) => new URL(request.url()).pathname));
    const check = async (name, look, work, ...given) => report(name, path, look, await page.evaluate(work, ...given));
    const look = async (media, size) => {
      await page.setViewportSize(size);
      await page.emulateMedia(media);
    };

    const wanted = expect404.includes(path) ? 404 : 200;
    report('answers', path, 'load', answer.status() === wanted ? [] : [`status: ${answer.status()}`]);
    const title = await page.title();
    report('titles', path, 'load', !title ? ['no-title'] : titles.has(title) ? [`title-twice: “${title}” is also that of ${titles.get(title)}`] : []);
    titles.set(title, path);
    await check('structure', 'light, 1280 px', inPage.structure);

    // Everything once in each size; then the rules of colour in every look.
    await page.evaluate(AXE);
    report('axe', path, 'light, 1280 px', await axe(page));
    await look(DARK, WIDE);
    report('axe', path, 'dark, 1280 px', await axe(page, OF_COLOUR));
    await look(FORCED, WIDE);
    report('axe', path, 'forced colours, 1280 px', await axe(page, OF_COLOUR));
    await look(LIGHT, NARROW);
    report('axe', path, 'light, 320 px', await axe(page, OF_COLOUR));
    await look(DARK, NARROW);
    report('axe', path, 'dark, 320 px', await axe(page));
    await look(FORCED, NARROW);
    report('axe', path, 'forced colours, 320 px', await axe(page, OF_COLOUR));

    await look(LIGHT, NARROW);
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    await check('sideways', '320 px', inPage.sideways);
    await check('clipped', '320 px', inPage.clipped);
    await check('targets', '320 px', inPage.targets);
    await page.setViewportSize({ width: 320, height: 256 });
    await check('zoom', '400% zoom', inPage.sideways);
    await check('zoom', '400% zoom', inPage.stuck);

    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, SPACING);
    for (const size of [NARROW, WIDE]) {
      await page.setViewportSize(size);
      await check('spacing', `text spacing, ${size.width} px`, inPage.sideways);
      await check('spacing', `text spacing, ${size.width} px`, inPage.clipped);
    }
    await page.evaluate(() => { document.adoptedStyleSheets = []; });
    await check('targets', '1280 px', inPage.targets);
    await check('clipped', '1280 px', inPage.clipped);

    // The reader's own default size of text, doubled.
    const devtools = await context.newCDPSession(page);
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    for (const width of [1280, 640]) {
      await page.setViewportSize({ width, height: 900 });
      const size = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('main p, main li')).fontSize));
      report('doubled', path, `default size doubled, ${width} px`, size >= 32 ? [] : [`follows-the-reader: text is ${size} px`]);
      await check('doubled', `default size doubled, ${width} px`, inPage.sideways);
      await check('doubled', `default size doubled, ${width} px`, inPage.clipped);
    }
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });

    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = false; }));
    await look(PRINT_FROM_DARK, { width: 700, height: 1000 });
    await check('print', 'print, from dark', inPage.printed);

    // Last, so that all of the above has had its chance to offend.
    report('own-site', path, 'whole visit', requests.map((r) => r.url()).filter((url) => !url.startsWith(`${origin}/`)).map((url) => `off-site: ${url}`));
    report('cookies', path, 'whole visit', (await context.cookies()).map((cookie) => `cookie: ${cookie.name}`));
    const storage = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
    report('cookies', path, 'whole visit', storage.map((key) => `stored: ${key}`));
    const quiet = messages.filter((text) => !(wanted === 404 && text.includes('404')));
    report('console', path, 'whole visit', quiet);
    report('csp', path, 'whole visit', await page.evaluate(() => window.violations));
    await context.close();
  }

  await pooled(paths, lanes, async (path) => {
    try {
      await visit(path);
    } catch (error) {
      throw new Error(`${path}: ${error.stack}`);
    }
  });
  return { found, counts, asked };
}
