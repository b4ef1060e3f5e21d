// Search as a reader meets it: by keyboard and pointer, with nothing kept, nothing sent, and a word
// for everything that goes wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { FORCED, NARROW, launch } from './lib/browser.mjs';
import { REPOSITORY, build, serve } from './lib/site.mjs';

const site = build(REPOSITORY);
const host = await serve(site);
const browser = await launch();
after(async () => {
  await browser.close();
  await host.close();
  site.remove();
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const page = async (options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.requested = [];
  page.on('console', (message) => /Content Security|Refused/.test(message.text()) && page.faults.push(message.text()));
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('request', (request) => page.requested.push(request.url().slice(host.origin.length)));
  return page;
};
const open = async (address, options) => {
  const opened = await page(options);
  await opened.goto(host.origin + address);
  return opened;
};
const index = (opened) => opened.requested.filter((path) => path.endsWith('.bin'));
const results = (opened) => opened.locator('[data-search-results] > li');
const status = (opened) => opened.locator('[data-search-status]');
const found = (opened) => results(opened).first().waitFor();
const narrow = async (opened) => {
  const facets = opened.locator('[data-search-facets]');
  await facets.waitFor();
  if (!(await facets.evaluate((details) => details.open))) await facets.locator('summary').click();
};
const done = async (opened) => {
  assert.deepEqual(opened.faults, []);
  await opened.context().close();
};

test('the address alone gives results, with the word marked and a link to the section', async () => {
  const opened = await open('/search/?q=clinical%20supervision');
  await found(opened);
  assert.match(await status(opened).textContent(), /^\d+ pages found for “clinical supervision”/);
  assert.equal(await results(opened).first().locator('h2 a').getAttribute('href'), '/training/clinical-supervision/');
  await opened.locator('[data-search-results] .result-text mark').first().waitFor();
  const section = await opened.locator('.result-sections a').first().getAttribute('href');
  assert.match(section, /^\/.*\/#.+/);
  const target = await open(section);
  assert.ok(await target.locator(':target').count());
  assert.equal(await opened.locator('[data-search-status][role=status]').count(), 1);
  assert.equal(await opened.evaluate(() => document.activeElement === document.body), true, 'the focus was taken');
  await done(target);
  await done(opened);
});

test('nothing of the index is fetched before the reader reaches for search', async () => {
  const home = await open('/');
  assert.deepEqual(home.requested.filter((path) => path.includes('search')), []);
  await done(home);
  const opened = await open('/search/');
  await opened.waitForTimeout(300);
  assert.deepEqual(index(opened), []);
  await done(opened);
});

test('by keyboard: from the header of any page to a result and back', async () => {
  const opened = await open('/');
  await opened.locator('#page_search').focus();
  await opened.keyboard.type('supervison');
  await opened.keyboard.press('Enter');
  await opened.waitForURL('**/search/?q=supervison');
  await found(opened);
  assert.match(await opened.locator('[data-search-hint][role=status]').textContent(), /supervision/);
  await results(opened).first().locator('h2 a').focus();
  await opened.keyboard.press('Enter');
  await opened.waitForURL('**/*supervision*/**');
  await opened.goBack();
  await found(opened);
  assert.equal(await opened.locator('#search_box').inputValue(), 'supervison');
  await done(opened);
});

test('by pointer: from the header of any page through a choice to a section and back', async () => {
  const opened = await open('/');
  await opened.locator('#page_search').click();
  await opened.keyboard.insertText('supervision');
  await opened.locator('header form[role=search] button').click();
  await opened.waitForURL('**/search/?q=supervision');
  await found(opened);
  await narrow(opened);
  await opened.locator('label[for=narrow_audience_managers]').click();
  await opened.waitForURL('**/search/?q=supervision&audience=managers');
  await opened.getByRole('button', { name: 'Clear all' }).click();
  await opened.waitForURL('**/search/?q=supervision');
  const section = opened.locator('.result-sections a').first();
  const address = await section.getAttribute('href');
  await section.click();
  await opened.waitForURL(host.origin + address);
  await opened.goBack();
  await found(opened);
  assert.equal(await opened.locator('#search_box').inputValue(), 'supervision');
  await done(opened);
});

test('results follow the typing, and the back button follows what was asked', async () => {
  const opened = await open('/search/');
  await opened.locator('#search_box').click();
  await opened.keyboard.type('pay band', { delay: 20 });
  await found(opened);
  await opened.waitForURL('**/search/?q=pay+band');
  assert.equal(await opened.evaluate(() => document.activeElement.id), 'search_box');
  await opened.locator('#search_box').fill('hours');
  await opened.keyboard.press('Enter');
  await opened.waitForFunction(() => document.querySelector('[data-search-status]').textContent.includes('hours'));
  await opened.goBack();
  await opened.waitForFunction(() => !document.querySelector('[data-search-status]').textContent.includes('“hours”'));
  await opened.locator('#search_box').fill('');
  await opened.waitForFunction(() => !document.querySelector('[data-search-results]').children.length);
  await done(opened);
});

test('narrowing counts, combines, clears and stands in the address', async () => {
  const opened = await open('/search/?q=support&audience=managers');
  await found(opened);
  await narrow(opened);
  const managers = opened.getByLabel(/^Managers \(\d+\)$/);
  assert.ok(await managers.isChecked());
  const total = Number(/\((\d+)\)/.exec(await opened.locator('label[for=narrow_audience_managers]').textContent())[1]);
  assert.match(await status(opened).textContent(), new RegExp(`^${total} pages`));
  await opened.getByLabel(/^Inpatient \(/).check();
  await opened.waitForURL('**/search/?q=support&audience=managers&setting=inpatient');
  const both = Number(/^\d+/.exec(await status(opened).textContent())[0]);
  assert.ok(both < total);
  await opened.goBack();
  await opened.waitForFunction((total) => document.querySelector('[data-search-status]').textContent.startsWith(`${total} `), total);
  await opened.getByLabel(/^Inpatient \(/).check();
  await opened.getByRole('link', { name: 'Remove Managers' }).click();
  await opened.waitForURL('**/search/?q=support&setting=inpatient');
  assert.equal(await opened.evaluate(() => document.activeElement.tagName), 'SUMMARY', 'the focus was lost');
  await opened.getByRole('button', { name: 'Clear all' }).click();
  await opened.waitForURL('**/search/?q=support');
  assert.equal(await opened.getByRole('button', { name: 'Clear all' }).count(), 0);
  await opened.goto(`${host.origin}/search/?q=support&audience=nobody&utm_source=elsewhere`);
  await found(opened);
  await done(opened);
});

test('more results come on demand, with the focus on the first of them', async () => {
  const opened = await open('/search/?q=peer');
  await found(opened);
  assert.equal(await results(opened).count(), 10);
  await opened.getByRole('button', { name: 'Show more results' }).click();
  await opened.waitForFunction(() => document.querySelectorAll('[data-search-results] > li').length === 20);
  assert.ok(await results(opened).nth(10).locator('h2 a').evaluate((link) => link === document.activeElement));
  // Whoever opens one of these comes back to it.
  const last = results(opened).nth(17).locator('h2 a');
  const href = await last.getAttribute('href');
  await last.click();
  await opened.waitForURL(host.origin + href);
  await opened.goBack();
  await results(opened).nth(19).waitFor();
  assert.equal(await last.getAttribute('href'), href);
  await opened.locator('#search_box').fill('support');
  await opened.keyboard.press('Enter');
  await opened.waitForFunction(() => document.querySelectorAll('[data-search-results] > li').length === 10);
  await done(opened);
});

for (const [name, answer] of [
  ['missing', (route) => route.fulfill({ status: 404, body: '' })],
  ['unreachable', (route) => route.abort()],
  ['another file', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<p>Sign in</p>' })],
  ['damaged', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1] ^= 0x55;
    await route.fulfill({ response, body });
  }],
  ['cut short', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.body()).subarray(0, 200) });
  }],
]) {
  test(`a file of words that is ${name} is refused and said, and can be tried again`, async () => {
    const opened = await page();
    await opened.route('**/search/w*.bin', answer);
    await opened.goto(`${host.origin}/search/?q=supervision`);
    const retry = opened.getByRole('button', { name: 'Try again' });
    await retry.waitFor();
    assert.match(await status(opened).textContent(), /does not work/);
    assert.equal(await results(opened).count(), 0);
    await opened.unroute('**/search/w*.bin');
    await retry.click();
    await found(opened);
    assert.ok(await retry.isHidden());
    await done(opened);
  });
}

test('a file of words that is whole but of other words is refused', async () => {
  const opened = await page();
  const files = site.files.filter((name) => /^search\/w\w+\.bin$/.test(name));
  await opened.route('**/search/w*.bin', (route) => {
    const other = files.find((name) => !route.request().url().endsWith(name));
    return route.fulfill({ status: 200, body: readFileSync(site.fileOf(`/${other}`)) });
  });
  await opened.goto(`${host.origin}/search/?q=supervision`);
  await opened.getByRole('button', { name: 'Try again' }).waitFor();
  assert.equal(await results(opened).count(), 0);
  await done(opened);
});

// The entry, titles, the vocabulary, the names and the places: each with a query that needs it.
for (const [kind, query] of [['index', 'supervision'], ['t*', 'supervision'], ['v*', 'xanding'], ['n*', '"line manager"'], ['p*', '"line manager"']]) {
  test(`search/${kind}.bin damaged or missing is said, and can be tried again`, async () => {
    for (const answer of [(route) => route.fulfill({ status: 404, body: '' }), async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length >> 1] ^= 0x55;
      await route.fulfill({ response, body });
    }]) {
      const opened = await page();
      let asked = 0;
      await opened.route(`**/search/${kind}.bin`, (route) => (asked++, answer(route)));
      await opened.goto(`${host.origin}/search/?q=${encodeURIComponent(query)}`);
      const retry = opened.getByRole('button', { name: 'Try again' });
      await retry.waitFor();
      assert.ok(asked, 'the query does not need the file');
      assert.equal(await results(opened).count(), 0);
      await opened.unroute(`**/search/${kind}.bin`);
      await retry.click();
      await found(opened);
      await done(opened);
    }
  });
}

test('without the file of choices the results stand there all the same', async () => {
  const opened = await page();
  await opened.route('**/search/f*.bin', (route) => route.abort());
  await opened.goto(`${host.origin}/search/?q=supervision`);
  await found(opened);
  await opened.waitForTimeout(300);
  assert.ok(await opened.locator('[data-search-facets]').isHidden());
  assert.ok(await opened.getByRole('button', { name: 'Try again' }).isHidden());
  await done(opened);
});

test('hostile queries are only ever text', async () => {
  const opened = await open('/search/');
  const hostile = ['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', 'javascript:alert(1)', '.*+?^${}()|[]\\', '__proto__ constructor toString', '‮txt.exe שלום', '👩‍👩‍👧 🙂', '\u0000\ud800', '"'.repeat(300), '-'.repeat(300)];
  const calm = async (query) => {
    assert.match(await status(opened).textContent(), /found|Nothing/, query.slice(0, 40));
    assert.equal(await opened.locator('.search-page :is(img, script)').count(), 0);
    assert.equal(await opened.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'it scrolls sideways');
  };
  for (const query of hostile) {
    await opened.goto(`${host.origin}/search/?q=${encodeURIComponent(query.toWellFormed?.() ?? query.replace(/[\ud800-\udfff]/gu, ''))}`);
    await opened.waitForFunction(() => document.querySelector('[data-search-status]').textContent);
    await calm(query);
  }
  // Pasted, since servers refuse so long an address.
  for (const query of [`${'a'.repeat(5000)} ${'pay '.repeat(1250)}`, 'pay '.repeat(2500), '語'.repeat(10_000)]) {
    await opened.locator('#search_box').fill('');
    await opened.waitForFunction(() => !document.querySelector('[data-search-status]').textContent);
    await opened.locator('#search_box').fill(query);
    await opened.waitForFunction(() => document.querySelector('[data-search-status]').textContent);
    await calm(query);
    await opened.reload();
    await opened.waitForFunction(() => document.querySelector('[data-search-status]').textContent);
  }
  await done(opened);
});

test('nothing found: advice, people to turn to, and other ways to a page', async () => {
  const opened = await open('/search/?q=zzzzzzzzzz');
  await status(opened).getByText('Nothing found for “zzzzzzzzzz”').waitFor();
  const nothing = opened.locator('[data-search-nothing]');
  assert.ok(await nothing.getByText('Try fewer words').isVisible());
  assert.ok(await nothing.getByRole('link', { name: '116 123' }).isVisible());
  assert.ok(await opened.getByRole('link', { name: 'Every page, A to Z' }).isVisible());
  await opened.locator('#search_box').fill('supervision');
  await found(opened);
  assert.ok(await nothing.isHidden());
  assert.match(await opened.title(), /^supervision – /);
  await done(opened);
});

test('phrases in quotation marks and words with a minus are honoured', async () => {
  const opened = await open('/search/?q=band');
  await found(opened);
  const count = async (query) => {
    await opened.locator('#search_box').fill(query);
    await opened.waitForFunction((query) => document.querySelector('[data-search-status]').textContent.includes(`“${query}”`), query);
    return Number(/^\d+/.exec(await status(opened).textContent())?.[0] ?? 0);
  };
  const all = await count('line manager'), phrase = await count('"line manager"'), turned = await count('"manager line"');
  assert.ok(phrase > 0 && phrase < all && turned < phrase, `${all}, ${phrase}, ${turned}`);
  const band = await count('band'), without = await count('band -mother');
  assert.ok(without > 0 && without < band, `${band}, ${without}`);
  await done(opened);
});

test('offline after the first answer: what was read still answers, the rest says so and comes back', async () => {
  const opened = await open('/search/?q=supervision');
  await found(opened);
  const first = await results(opened).first().locator('h2 a').getAttribute('href');
  await opened.context().setOffline(true);
  await opened.locator('#search_box').fill('supervisor');
  await opened.waitForFunction(() => document.querySelector('[data-search-status]').textContent.includes('“supervisor”'));
  assert.equal(await results(opened).first().locator('h2 a').getAttribute('href'), first);
  await opened.locator('#search_box').fill('banding');
  const retry = opened.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  assert.equal(await results(opened).count(), 0);
  await opened.context().setOffline(false);
  await retry.click();
  await found(opened);
  assert.match(await results(opened).first().textContent(), /Banding and pay/);
  opened.faults.length = 0;
  await done(opened);
});

test('nothing is kept on the device and nothing is sent elsewhere', async () => {
  const opened = await open('/search/?q=pay');
  await found(opened);
  await opened.waitForTimeout(500);
  const kept = await opened.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length]);
  assert.deepEqual(kept, [0, 0, '', 0, 0]);
  assert.ok(opened.requested.every((path) => path.startsWith('/')));
  await done(opened);
});

test('without JavaScript the page leads on', async () => {
  const opened = await open('/search/?q=pay', { javaScriptEnabled: false });
  assert.ok(await opened.getByText('Searching needs JavaScript').isVisible());
  await opened.getByRole('link', { name: 'Every page, A to Z' }).click();
  await opened.waitForURL('**/a-z/');
  await opened.context().close();
});

// Each state of the page: its address, what keeps files from it, and how it is known.
const STATES = {
  'nothing asked': { query: '', ready: (opened) => opened.locator('#search_tip').waitFor() },
  'results, a correction and a choice': {
    query: '?q=supervison&audience=managers',
    ready: async (opened) => {
      await results(opened).first().scrollIntoViewIfNeeded();
      await opened.locator('.result-text mark').first().waitFor();
      await narrow(opened);
    },
  },
  'nothing found': { query: '?q=zzzzzzzzzz', ready: (opened) => status(opened).getByText('Nothing found').waitFor() },
  'nothing fits the choice': { query: '?q=supervision&audience=peer-workers&topic=planning', ready: (opened) => status(opened).getByText('fits what you chose').waitFor() },
  'looking': { query: '?q=supervision', files: () => {}, ready: (opened) => status(opened).getByText('Looking…').waitFor() },
  'failed': { query: '?q=supervision', files: (route) => route.abort(), ready: (opened) => opened.getByRole('button', { name: 'Try again' }).waitFor() },
};

for (const [name, { query, files, ready }] of Object.entries(STATES)) {
  test(`axe finds nothing where ${name}, and 320 px, forced colours and the dark hold it`, async () => {
    for (const [options, media] of [[{}, {}], [{ viewport: NARROW }, {}], [{}, { forcedColors: FORCED.forcedColors }], [{ colorScheme: 'dark' }, {}]]) {
      const opened = await page({ ...options, bypassCSP: true });
      await opened.emulateMedia(media);
      if (files) await opened.route('**/search/w*.bin', files);
      await opened.goto(`${host.origin}/search/${query}`);
      await ready(opened);
      await opened.evaluate(axe);
      const { violations } = await opened.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), [], JSON.stringify(options));
      assert.equal(await opened.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'it scrolls sideways');
      await opened.context().close();
    }
  });
}

test('a slow network says that it is looking, and the page does not jump', async () => {
  const opened = await page();
  const session = await opened.context().newCDPSession(opened);
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
  await opened.goto(`${host.origin}/search/?q=supervision`);
  await opened.waitForFunction(() => document.querySelector('[data-search-status]').textContent === 'Looking…');
  await found(opened);
  await done(opened);
});
