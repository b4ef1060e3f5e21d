// What a reader meets: every page of the portal in a real browser. Each failure names the page, the
// size and look, the rule and the element.
//
//   npm test                             everything
//   ONLY=evidence npm test               only pages whose address holds the word
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { DARK, FORCED, LIGHT, NARROW, PRINT_FROM_DARK, WIDE, launch, pooled } from './lib/browser.mjs';
import * as inPage from './lib/in-page.mjs';
import { focusSeen, walk } from './lib/keyboard.mjs';
import { REPOSITORY, build, pageTypes, serve } from './lib/site.mjs';
import { silent } from './lib/sabotage.mjs';
import { survey } from './lib/survey.mjs';

const started = Date.now();
const timed = (what) => console.error(`  ${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${what}`);

const site = build(REPOSITORY);
const host = await serve(site);
const browser = await launch();
after(async () => {
  await browser.close();
  await host.close();
  site.remove();
});

const pages = site.pages.filter((path) => path.includes(process.env.ONLY ?? ''));
const { found, counts, asked } = await survey(browser, host.origin, pages, { expect404: [site.address('404.html')].map((p) => p) });
timed(`${pages.length} pages were visited`);

/** Fails with everything that a check found, and if the check did not look at every page. */
function none(check) {
  const wrong = found.get(check) ?? [];
  const looks = counts.get(check) ?? 0;
  assert.ok(looks >= pages.length, `the check ${check} looked ${looks} times at ${pages.length} pages`);
  assert.ok(wrong.length === 0, `${wrong.length} faults:\n  ${wrong.slice(0, 40).join('\n  ')}${wrong.length > 40 ? '\n  …' : ''}`);
}

test('every page is served', () => none('answers'));
test('axe finds nothing: WCAG 2.2 A and AA and good practice, light, dark and forced colours, 320 and 1280 px', () => none('axe'));
test('one h1, headings in order, landmarks, ids, languages, a skip link that comes first', () => none('structure'));
test('every title is its own', () => none('titles'));
test('nothing scrolls sideways at 320 px', () => none('sideways'));
test('no text is cut off or lies over other text', () => none('clipped'));
test('the reader’s spacing of text cuts nothing off', () => none('spacing'));
test('targets are large enough', () => none('targets'));
test('the layout holds when the reader doubles the size of text', () => none('doubled'));
test('the layout holds at 400% zoom and nothing stays in the way', () => none('zoom'));
test('print from a dark screen is dark on white, without furniture, with details open and addresses shown', () => none('print'));
test('nothing is asked of other sites', () => none('own-site'));
test('nothing is stored with the reader', () => none('cookies'));
test('the console stays empty', () => none('console'));
test('a strict content security policy is never violated', () => none('csp'));

test('the Nu HTML checker finds no error and gives no warning', () => {
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  let text;
  try {
    text = execFileSync('java', ['-Xss8m', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', '--skip-non-html', site.output], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`the checker itself failed: ${error.message}`);
  }
  const { messages } = JSON.parse(text);
  const wrong = messages.map((m) => `${m.url.split('/site/').pop()}:${m.lastLine}:${m.lastColumn} ${m.subType ?? m.type}: ${m.message} ${m.extract ?? ''}`);
  assert.ok(wrong.length === 0, `${wrong.length} messages:\n  ${wrong.slice(0, 40).join('\n  ')}`);
  timed('the Nu checker has run');
});

// What is too slow for every page is done on the longest page of each type.

const types = [...pageTypes(site)].filter(([, path]) => path.includes(process.env.ONLY ?? ''));

/** Opens each type's page in a context of its own and gathers what `work` finds wrong. */
async function onEachType(options, work) {
  const wrong = [];
  await pooled(types, 2, async ([type, path]) => {
    const context = await browser.newContext({ viewport: WIDE, ...options });
    try {
      if (options.javaScriptEnabled !== false) await context.addInitScript(inPage.tools);
      const page = await context.newPage();
      await page.goto(host.origin + path, { waitUntil: 'load' });
      wrong.push(...await work(page, path, type));
    } catch (error) {
      throw new Error(`${path}: ${error.stack}`);
    } finally {
      await context.close();
    }
  });
  assert.ok(wrong.length === 0, `${wrong.length} faults:\n  ${wrong.slice(0, 40).join('\n  ')}`);
}

test('there is a page of every type', () => {
  if (process.env.ONLY) return;
  const names = types.map(([type]) => type).sort();
  for (const type of ['a-z', 'case-study', 'changes', 'evidence', 'glossary', 'guidance', 'home', 'not-found', 'page', 'pathway', 'principle', 'print', 'role-spec', 'search', 'section', 'sources', 'taxonomy', 'term', 'topic']) {
    assert.ok(names.includes(type), `no page of the type ${type} among ${names.join(', ')}`);
  }
});

test('the keyboard reaches everything in reading order, leaves nothing hidden and is never trapped', async () => {
  await onEachType({}, async (page, path) => {
    const wrong = [];
    for (const size of [WIDE, { width: 320, height: 400 }]) {
      await page.setViewportSize(size);
      await page.goto(host.origin + path);
      wrong.push(...await walk(page, path, `${size.width} × ${size.height} px`));
    }
    return wrong;
  });
  timed('the keyboard walks are done');
});

test('the focus is seen on every kind of stop, by its pixels, light, dark and in forced colours', async () => {
  await onEachType({}, async (page, path) => {
    const wrong = [];
    for (const [name, media] of [['light', LIGHT], ['dark', DARK], ['forced colours', FORCED]]) {
      await page.emulateMedia(media);
      const seen = await focusSeen(page, path, name);
      assert.ok(seen.stops > 5, `only ${seen.stops} stops on ${path}`);
      wrong.push(...seen.wrong);
    }
    return wrong;
  });
  timed('the focus was looked at');
});

test('who asks for more contrast gets it: quiet text and edges take the colour of the text', async () => {
  for (const colorScheme of ['light', 'dark']) {
    await onEachType({ colorScheme, contrast: 'more' }, async (page, path) => page.evaluate((where) => {
      const ink = getComputedStyle(document.body).color;
      return [...document.querySelectorAll('.kind, .small, .facts dt, .about dt')]
        .filter((node) => getComputedStyle(node).color !== ink)
        .map((node) => `${where} low-contrast: ${node.className || node.localName} is ${getComputedStyle(node).color}, not ${ink}`);
    }, `${path} [${colorScheme}]`));
  }
});

test('the contents list follows the reader: it stays in view and marks the part that is read', async () => {
  let lists = 0;
  await onEachType({}, async (page, path) => {
    const links = await page.locator('.contents a').count();
    // On paper and on its screen form the list stands at the start.
    if (links === 0 || path.endsWith('/print/')) return [];
    lists += 1;
    const wrong = [];
    for (const at of [0, Math.floor(links / 2)]) {
      const seen = await page.evaluate((at) => {
        const link = document.querySelectorAll('.contents a')[at];
        document.getElementById(link.hash.slice(1)).scrollIntoView();
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
          const { top } = document.querySelector('.contents').getBoundingClientRect();
          done({ asked: link.hash, marked: [...document.querySelectorAll('.contents a:target-current')].map((a) => a.hash), inView: top >= 0 && top < innerHeight });
        })));
      }, at);
      if (!seen.inView) wrong.push(`${path} out-of-view: the contents list has gone at ${seen.asked}`);
      if (seen.marked.length !== 1) wrong.push(`${path} marks: ${seen.marked.length} marked at ${seen.asked}`);
      else if (at > 0 && seen.marked[0] !== seen.asked) wrong.push(`${path} marks: ${seen.marked[0]} is marked at ${seen.asked}`);
    }
    return wrong;
  });
  assert.ok(lists >= 5 || process.env.ONLY, `only ${lists} contents lists`);
});

test('nothing moves while a page loads, on a slow network too', async () => {
  host.state.slow = 400;
  try {
    for (const viewport of [NARROW, WIDE]) {
      await onEachType({ viewport }, async (page, path) => {
        await page.waitForLoadState('networkidle');
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(100);
        const shifts = await page.evaluate(() => window.shifts);
        return shifts.map((s) => `${path} [${viewport.width} px] layout-shift: ${s.value.toFixed(4)} by ${s.what.join('; ')}`);
      });
    }
  } finally {
    host.state.slow = 0;
  }
  timed('layout shifts were measured');
});

test('pages are whole and usable without JavaScript', async () => {
  await onEachType({ javaScriptEnabled: false, viewport: NARROW }, async (page, path) => {
    const wrong = [];
    const say = (what) => wrong.push(`${path} [no JavaScript] ${what}`);
    const markup = readFileSync(site.fileOf(path), 'utf8');
    const words = (await page.locator('main').innerText()).trim().length;
    const title = await page.locator('h1').innerText();
    if (!title.trim()) say('no-title');
    if (words < 40) say(`no-text: ${words} letters`);
    if (/<noscript/.test(markup) && /enable javascript/i.test(markup)) say('asks-for-javascript');
    await page.locator('.menu summary').click();
    const link = page.locator('.menu a').first();
    if (!await link.isVisible()) { say('menu-closed'); return wrong; }
    for (const form of await page.locator('form').all()) {
      const method = ((await form.getAttribute('method')) ?? 'get').toLowerCase();
      if (method !== 'get' || !await form.getAttribute('action')) say('form-needs-script');
    }
    await link.click();
    if (!await page.locator('h1').isVisible()) say('menu-leads-nowhere');
    return wrong;
  });
});

test('on paper there is the content without furniture, dark on white', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-print-'));
  // pdftotext takes hyphens from the ends of lines.
  const squeeze = (text) => text.replace(/[\s-]+/g, '');
  try {
    await onEachType({ ...DARK }, async (page, path) => {
      const wrong = [];
      const say = (what) => wrong.push(`${path} [paper] ${what}`);
      const expected = await page.evaluate(() => ({
        title: document.querySelector('h1').textContent,
        headings: [...document.querySelectorAll('main h2')].filter((h) => !h.closest('nav, .search-page + section')).map((h) => h.textContent),
        details: [...document.querySelectorAll('main details:not(.backlinks) p')].map((p) => p.textContent).slice(0, 3),
        outside: [...document.querySelectorAll('.prose a[href^="http"]')].map((a) => a.getAttribute('href')).slice(0, 5),
        furniture: [document.querySelector('.skip').textContent, document.querySelector('.menu summary').textContent, document.querySelector('.footer-nav h2').textContent],
        phones: [...document.querySelectorAll('.contacts .phone')].map((a) => a.textContent),
      }));
      const name = join(folder, `${path.replace(/[^a-z0-9]+/gi, '_')}.pdf`);
      await page.pdf({ path: name, format: 'A4', preferCSSPageSize: true, printBackground: true });
      const text = squeeze(execFileSync('pdftotext', [name, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }));
      for (const words of [expected.title, ...expected.headings, ...expected.details, ...expected.outside, ...expected.phones]) {
        if (words && !text.includes(squeeze(words))) say(`missing: ${words.slice(0, 80)}`);
      }
      for (const words of expected.furniture) {
        // Whole lines only: a word such as “Menu” may stand in the text.
        const lines = execFileSync('pdftotext', ['-layout', name, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n');
        if (lines.some((line) => line.trim() === words.trim())) say(`furniture: ${words}`);
      }
      // A small grey picture of the first page: mostly white, with something dark on it.
      const grey = execFileSync('pdftoppm', ['-gray', '-r', '24', '-l', '1', name], { maxBuffer: 1 << 26 });
      const pixels = grey.subarray(grey.length - 198 * 281);
      const mean = pixels.reduce((sum, v) => sum + v, 0) / pixels.length;
      if (mean < 190) say(`dark-paper: the first page is ${Math.round(mean)} of 255 light`);
      if (mean > 254) say('empty-paper');
      return wrong;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  timed('pages were printed');
});

// Weight: what a first visit sends, compressed as any host can.

const KB = 1024;
// The search page is where search is used: there the client may weigh what it may weigh.
const BUDGET = { whole: 60 * KB, withoutFont: 25 * KB, css: 10 * KB, js: 5 * KB, searchJs: 15 * KB, html: 15 * KB, requests: 6 };

test('a first visit is light and asks for little', async () => {
  const squeezed = new Map();
  const weigh = (name) => {
    if (!squeezed.has(name)) {
      const bytes = readFileSync(join(site.output, name));
      squeezed.set(name, name.endsWith('.woff2') ? bytes.length : Math.min(gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length));
    }
    return squeezed.get(name);
  };
  const wrong = [];
  const seen = [];
  for (const [path, urls] of asked) {
    const names = urls.map((url) => (site.files.includes(url.slice(site.base.length)) ? url.slice(site.base.length) : `${url.slice(site.base.length)}index.html`));
    const sum = (like) => names.filter((name) => like.test(name)).reduce((total, name) => total + weigh(name), 0);
    const sums = { path, html: sum(/\.html$/), css: sum(/\.css$/), js: sum(/\.m?js$/), font: sum(/\.woff2$/), requests: urls.length };
    sums.whole = sums.html + sums.css + sums.js + sums.font;
    seen.push(sums);
    const say = (what, has, may) => { if (has > may) wrong.push(`${path} ${what}: ${has} of ${may}`); };
    say('whole', sums.whole, BUDGET.whole);
    say('without the font', sums.whole - sums.font, BUDGET.withoutFont);
    say('css', sums.css, BUDGET.css);
    say('js', sums.js, path === `${site.base}search/` ? BUDGET.searchJs : BUDGET.js);
    say('requests', sums.requests, BUDGET.requests);
  }
  const heaviest = seen.reduce((a, b) => (a.whole > b.whole ? a : b));
  const home = seen.find((page) => page.path === site.base);
  for (const page of [home, heaviest]) {
    if (page) console.error(`  ${page.path}: ${page.whole} bytes (HTML ${page.html}, CSS ${page.css}, JS ${page.js}, font ${page.font}) in ${page.requests} requests`);
  }
  assert.ok(wrong.length === 0, `over the budget:\n  ${wrong.join('\n  ')}`);
  timed('pages were weighed');
});

test('every link inside the site leads somewhere, at the root and below a path', async () => {
  const below = build(REPOSITORY, '/guides/peer-support/');
  const lower = await serve(below);
  try {
    for (const [each, origin] of [[site, host.origin], [below, lower.origin]]) {
      const wrong = [];
      const known = new Set(each.files.map((name) => each.address(name)));
      let links = 0;
      for (const name of each.html) {
        // Within tags only: pages show HTML as examples, too.
        const tags = (each.text(name).match(/<[a-z][^>]*>/g) ?? []).join('\n');
        for (const [, , value] of tags.matchAll(/\s(href|src|action)="?([^\s">]+)/g)) {
          const url = new URL(value.replaceAll('&amp;', '&'), `https://site.example${each.address(name)}`);
          if (url.host !== 'site.example') continue;
          links += 1;
          if (!known.has(url.pathname)) wrong.push(`${name}: ${value}`);
        }
      }
      assert.ok(links > 100, `only ${links} links were found`);
      assert.deepEqual(wrong, [], `broken links below ${each.base}`);
      // And in the browser nothing is missing.
      const context = await browser.newContext({ viewport: WIDE });
      const page = await context.newPage();
      page.on('response', (response) => { if (response.status() >= 400) wrong.push(`${response.status()} ${response.url()}`); });
      for (const path of [...pageTypes(each).values()].filter((path) => !path.endsWith('404.html'))) await page.goto(origin + path, { waitUntil: 'load' });
      await context.close();
      assert.deepEqual(wrong, []);
    }
  } finally {
    await lower.close();
    below.remove();
  }
  timed('links were followed');
});

test('a right-to-left site holds as well: axe, layout, print, and mirrored', async () => {
  const urdu = build(join(REPOSITORY, 'tests/fixtures/rtl'));
  const right = await serve(urdu);
  try {
    const seen = await survey(browser, right.origin, urdu.pages, { expect404: [urdu.address('404.html')] });
    const wrong = [...seen.found].flatMap(([check, list]) => list.map((sentence) => `${check}: ${sentence}`));
    assert.ok(wrong.length === 0, `${wrong.length} faults:\n  ${wrong.slice(0, 40).join('\n  ')}`);
    const context = await browser.newContext({ viewport: WIDE });
    const page = await context.newPage();
    await page.goto(`${right.origin}/rahnumai/pehla-hafta/`);
    const mirrored = await page.evaluate(() => {
      const left = (selector) => document.querySelector(selector).getBoundingClientRect().left;
      const edges = getComputedStyle(document.querySelector('.callout'));
      const place = (node, at) => { const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 1); return range.getBoundingClientRect().left; };
      const number = [...document.querySelectorAll('.phone')].find((link) => link.textContent === '116 123').firstChild;
      return {
        root: `${document.documentElement.lang} ${document.documentElement.dir}`,
        nameRightOfMenu: left('.site-name') > left('.menu'),
        sectionRightOfText: left('.section-nav') > left('main'),
        edgeAtStart: parseFloat(edges.borderRightWidth) > parseFloat(edges.borderLeftWidth),
        arrowTurned: getComputedStyle(document.querySelector('.icon-forward, .icon-back')).transform,
        numberInOrder: place(number, 0) < place(number, number.length - 1),
        fonts: performance.getEntriesByType('resource').filter((r) => r.name.endsWith('.woff2')).length,
      };
    });
    await context.close();
    assert.deepEqual(mirrored, { root: 'ur rtl', nameRightOfMenu: true, sectionRightOfText: true, edgeAtStart: true, arrowTurned: 'matrix(-1, 0, 0, 1, 0, 0)', numberInOrder: true, fonts: 1 });
  } finally {
    await right.close();
    urdu.remove();
  }
  timed('the right-to-left site was visited');
});

// The checks are checked: each must see a fault that is made for it.

test('every rule sees the fault that is made for it', async () => {
  const context = await browser.newContext({ viewport: NARROW });
  await context.addInitScript(inPage.tools);
  const page = await context.newPage();
  const mute = await silent(page, host.origin + pageTypes(site).get('guidance'), PRINT_FROM_DARK, LIGHT);
  await context.close();
  assert.deepEqual(mute, []);
});

test('a bad page is seen by axe, by the console, by the policy and by the watch on requests', async () => {
  const bad = `<!doctype html><html lang="en" dir="ltr"><title>Bad</title><main id="m"><h1>Bad</h1><p class="faint">Pale words</p><img src="https://other.example/x.png"><input></main>
    <link rel="stylesheet" href="/bad.css"><script src="/bad.js"></script><p>A paragraph.</p></html>`;
  const files = {
    '/': ['text/html', bad],
    '/bad.css': ['text/css', '.faint { color: #aaa } @media (prefers-color-scheme: dark) { .faint { color: #ddd } } p { font-size: 14px }'],
    '/bad.js': ['text/javascript', "console.log('noise'); document.cookie = 'a=b'; localStorage.setItem('k', 'v'); const s = document.createElement('style'); s.textContent = 'p{}'; document.head.append(s);"],
  };
  const server = createServer((request, response) => {
    const [kind, text] = files[request.url] ?? ['text/plain', ''];
    response.writeHead(files[request.url] ? 200 : 404, { 'content-type': kind, 'content-security-policy': "default-src 'self'; img-src *" });
    response.end(text);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  try {
    const { found: seen } = await survey(browser, `http://127.0.0.1:${server.address().port}`, ['/'], {});
    const said = (check, like) => assert.match((seen.get(check) ?? []).join('\n'), like, `${check} is silent`);
    said('axe', /light, 1280 px\] color-contrast/);
    said('axe', /dark, 1280 px\] color-contrast/);
    said('axe', /image-alt/);
    said('axe', /label/);
    said('doubled', /follows-the-reader/);
    said('own-site', /off-site: https:\/\/other\.example/);
    said('console', /console-log: noise/);
    said('cookies', /cookie: a/);
    said('cookies', /stored: k/);
    said('csp', /style-src/);
    said('structure', /one-banner/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
