// The live preview as an editor meets it: save, and see it, with everything else left as it was.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { DARK, FORCED, LIGHT, NARROW, launch } from './lib/browser.mjs';
import { preview } from './lib/preview.mjs';

const site = await preview();
const browser = await launch();
after(async () => {
  await browser.close();
  await site.end();
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FILE = 'content/training/trial.md';
const ADDRESS = '/training/trial/';
const TEXT = `+++
title = "A trial"
description = "A page that the tests of the preview edit."
type = "page"
owner = "practice"
reviewed = 2026-11-20
+++

The first paragraph.

::: details {title="More of it"}
Words behind a fold.
:::

See [the induction](induction.md).

${Array.from({ length: 60 }, (_, at) => `Paragraph number ${at} of many, long enough to take a line or so of the page.\n`).join('\n')}
The last paragraph.
`;
site.write(FILE, TEXT);

const context = async (options = {}) => {
  const made = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  made.faults = [];
  return made;
};
const open = async (address = ADDRESS, own = null) => {
  const within = own ?? await context();
  const page = await within.newPage();
  page.faults = [];
  page.on('console', (message) => /Content Security|Refused/.test(message.text()) && page.faults.push(message.text()));
  page.on('pageerror', (error) => page.faults.push(error.message));
  for (let tries = 0; ; tries += 1) {
    const answer = await page.goto(new URL(address, site.url).href);
    if (answer.ok() || tries > 100) break;
  }
  // What is loaded anew has no mark.
  await page.evaluate(() => { window.mark = 'kept'; });
  await bar(page).waitFor();
  await page.waitForFunction(() => /Preview/.test(document.querySelector('alongside-preview').shadowRoot.querySelector('button').textContent));
  return page;
};
const bar = (page) => page.getByRole('button', { name: /^Preview/ });
const panel = (page) => page.locator('alongside-preview #panel');
const status = (page) => page.locator('alongside-preview [role=status]');
const kept = (page) => page.evaluate(() => window.mark === 'kept');
const says = (page, words) => page.locator('main').getByText(words).first().waitFor({ state: 'attached' });
/** Ready to hear: the panel has shown what there is to say. */
const ready = (page) => panel(page).locator('dl, .fine, .findings, .notice').first().waitFor({ state: 'attached' });
const done = async (page) => {
  assert.deepEqual(page.faults, []);
  await page.context().close();
};

test('a save is seen in place: scroll, focus and what is open stay', async () => {
  const page = await open();
  await ready(page);
  await page.locator('main summary').click();
  await page.locator('main a', { hasText: 'the induction' }).focus();
  await page.evaluate(() => window.scrollTo(0, 900));
  const seen = () => page.evaluate(() => document.querySelector('main p:nth-of-type(40)').getBoundingClientRect().top);
  const before = await page.evaluate(() => {
    const inView = [...document.querySelectorAll('main p')].find((p) => p.getBoundingClientRect().top > 100);
    window.inView = inView;
    return inView.getBoundingClientRect().top;
  });
  site.edit(FILE, 'The first paragraph.', 'The first paragraph.\n\nA new one.\n\nAnd one more.');
  await says(page, 'And one more.');
  const now = await page.evaluate(() => ({
    open: document.querySelector('main details').open,
    focus: document.activeElement.textContent,
    top: window.inView.getBoundingClientRect().top,
    connected: window.inView.isConnected,
  }));
  assert.equal(now.open, true);
  assert.equal(now.focus, 'the induction');
  assert.equal(now.connected, true);
  assert.ok(Math.abs(now.top - before) < 2, `what was looked at moved by ${now.top - before}`);
  await page.waitForFunction(() => document.querySelector('alongside-preview').shadowRoot.querySelector('[role=status]').textContent === 'The page was updated.');
  assert.ok(await kept(page));
  site.write(FILE, TEXT);
  await page.waitForFunction(() => !document.querySelector('main').textContent.includes('And one more.'));
  assert.ok(await kept(page));
  assert.ok(Number.isFinite(await seen()));
  await done(page);
});

test('any tree becomes any other, and what is alike in both stays the same element', async () => {
  const page = await open();
  const wrong = await page.evaluate(async () => {
    const { morph } = await import('/.alongside/morph.js');
    let seed = 7;
    const below = (bound) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * bound);
    };
    const tree = (depth) => {
      const element = document.createElement(['div', 'p', 'section', 'details', 'ul'][below(5)]);
      if (!below(3)) element.id = `id-${below(4)}`;
      if (!below(3)) element.className = `c${below(3)}`;
      for (let children = below(5); depth > 0 && children > 0; children -= 1) {
        element.append(below(3) ? tree(depth - 1) : ['one', 'two', 'three'][below(3)], ...(below(6) ? [] : [new Comment('note')]));
      }
      return element;
    };
    for (let round = 0; round < 2000; round += 1) {
      const [from, to] = [document.createElement('main'), document.createElement('main')];
      from.append(tree(3), tree(3));
      // Half of them are the same tree with something put in, taken out or changed.
      to.append(...(round % 2 ? [tree(3), tree(3)] : [...from.cloneNode(true).childNodes]));
      if (round % 2 === 0) {
        const all = [to, ...to.querySelectorAll('*')];
        const at = all[below(all.length)];
        if (below(2) || at === to) at.prepend(tree(1));
        else at.remove();
      }
      const before = [from.outerHTML, to.outerHTML];
      const last = from.lastChild;
      const same = last.nodeType === 1 && to.lastChild?.outerHTML === last.outerHTML;
      morph(from, to);
      if (from.outerHTML !== to.outerHTML) return [...before, from.outerHTML];
      if (same && from.lastChild !== last) return [...before, 'the last element is another'];
    }
    return null;
  });
  assert.equal(wrong, null);
  await done(page);
});

test('when more than the main part changes, the page is loaded anew', async () => {
  const page = await open();
  await ready(page);
  site.edit(FILE, 'title = "A trial"', 'title = "Another trial"');
  await page.waitForFunction(() => document.title.startsWith('Another trial') && !window.mark);
  site.write(FILE, TEXT);
  await page.waitForFunction(() => document.title.startsWith('A trial'));
  await done(page);
});

test('a stylesheet is swapped in place', async () => {
  const page = await open();
  await ready(page);
  const css = site.read('assets/css/site.css');
  site.write('assets/css/site.css', `${css}\nmain { border-inline-start: 7px solid; }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('main')).borderInlineStartWidth === '7px');
  assert.ok(await kept(page));
  await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet][href*="site.css"]').length === 1);
  site.write('assets/css/site.css', css);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('main')).borderInlineStartWidth === '0px');
  await done(page);
});

test('changes of other pages do nothing here', async () => {
  const page = await open();
  await ready(page);
  await page.evaluate(() => {
    window.changes = 0;
    new MutationObserver((list) => { window.changes += list.length; }).observe(document.querySelector('main'), { childList: true, subtree: true, attributes: true, characterData: true });
  });
  const other = 'content/evidence/overview.md';
  const text = site.read(other);
  const asked = page.waitForResponse((response) => response.url().endsWith(ADDRESS));
  site.write(other, `${text}\nOne more sentence.\n`);
  assert.equal((await asked).status(), 304);
  assert.equal(await page.evaluate(() => window.changes), 0);
  assert.ok(await kept(page));
  site.write(other, text);
  await done(page);
});

test('more tabs than a browser has connections all follow', async () => {
  const within = await context();
  const tabs = [];
  for (let tab = 0; tab < 9; tab += 1) tabs.push(await open(ADDRESS, within));
  site.edit(FILE, 'The last paragraph.', 'Seen in every tab.');
  for (const tab of tabs) {
    await tab.bringToFront();
    await says(tab, 'Seen in every tab.');
    assert.deepEqual(tab.faults, []);
  }
  site.write(FILE, TEXT);
  await within.close();
});

test('what is wrong is shown, announced and cannot become markup', async () => {
  const page = await open();
  await ready(page);
  await page.locator('main a', { hasText: 'the induction' }).focus();
  site.edit(FILE, 'The last paragraph.', 'This line was written first. [Gone](<img src=x onerror=alert(1)>.md) and [@nobody-1900]');
  await panel(page).getByRole('heading', { name: /On this page/ }).waitFor();
  assert.ok(await panel(page).isVisible(), 'an error opens the panel');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'the induction', 'the panel took the focus');
  await page.waitForFunction(() => /error/.test(document.querySelector('alongside-preview').shadowRoot.querySelector('[role=status]').textContent));
  const first = panel(page).locator('.findings > li').first();
  // Above the hint about the passive, which stands before it in the text.
  assert.match(await first.innerText(), /onerror=alert/);
  assert.match(await first.innerText(), /What to do:/);
  assert.match(await first.locator('pre mark').innerText(), /\S/);
  assert.equal(await panel(page).locator('img').count(), 0);
  assert.match(await first.locator('.place a').getAttribute('href'), /^vscode:\/\/file\/.*trial\.md:\d+:\d+$/);
  assert.ok(await page.locator('main').getByText('Paragraph number 3').count(), 'the page is still there');
  site.write(FILE, TEXT);
  await panel(page).getByRole('heading', { name: /On this page/, includeHidden: true }).waitFor({ state: 'detached' });
  await done(page);
});

test('by keyboard: open, read, close, and back to where one was', async () => {
  const page = await open();
  await ready(page);
  await bar(page).focus();
  await page.keyboard.press('Enter');
  assert.ok(await panel(page).isVisible());
  assert.equal(await bar(page).getAttribute('aria-expanded'), 'true');
  const focused = () => page.evaluate(() => document.querySelector('alongside-preview').shadowRoot.activeElement?.id || document.querySelector('alongside-preview').shadowRoot.activeElement?.textContent);
  assert.equal(await focused(), 'panel');
  await page.keyboard.press('Tab');
  assert.ok(await focused());
  await page.keyboard.press('Escape');
  assert.ok(!await panel(page).isVisible());
  assert.match(await focused(), /^Preview/);
  assert.equal(await bar(page).getAttribute('aria-expanded'), 'false');
  await done(page);
});

test('the panel tells of the page', async () => {
  const page = await open('/training/induction/');
  await ready(page);
  await bar(page).click();
  const facts = await panel(page).locator('dl').innerText();
  for (const words of ['Training pathway', 'content/training/induction.md', 'Practice and training team', '22 November 2026', '22 November 2027', 'Who it is for', 'Peer workers', 'Links here', 'Links from here', 'Team preparation']) {
    assert.ok(facts.includes(words), `${words} in\n${facts}`);
  }
  assert.match(facts, /Reading age\s+\d+ years/);
  await done(page);
});

test('drafts and pages of another day are marked', async () => {
  const page = await open();
  await ready(page);
  site.edit(FILE, 'type = "page"', 'type = "page"\ndraft = true');
  await page.locator('alongside-preview .chip', { hasText: 'Draft' }).waitFor();
  site.write(FILE, TEXT.replace('type = "page"', 'type = "page"\npublish = 2027-03-01'));
  await page.locator('alongside-preview .chip', { hasText: 'From 1 March 2027' }).waitFor();
  site.write(FILE, TEXT);
  await page.locator('alongside-preview .chip').waitFor({ state: 'hidden' });
  await done(page);
});

test('a page that is deleted stays in view and comes back', async () => {
  const page = await open();
  await ready(page);
  const { rmSync } = await import('node:fs');
  rmSync(`${site.root}/${FILE}`);
  await panel(page).locator('.notice', { hasText: 'is gone' }).waitFor({ state: 'attached' });
  assert.ok(await page.locator('main').getByText('Paragraph number 3').count());
  site.write(FILE, TEXT.replace('The last paragraph.', 'It is back.'));
  await says(page, 'It is back.');
  site.write(FILE, TEXT);
  await done(page);
});

test('when the site breaks, pages load and say so; when it is mended they follow', async () => {
  const config = site.read('site-config.toml');
  const page = await open();
  await ready(page);
  site.write('site-config.toml', config.replace('title = "Alongside"', 'title = Alongside'));
  await panel(page).locator('.notice', { hasText: 'cannot be shown' }).waitFor();
  await page.goto(new URL('/training/', site.url).href);
  await panel(page).locator('.notice', { hasText: 'cannot be shown' }).waitFor();
  assert.equal(await page.locator('h1').innerText(), 'Training');
  site.write('site-config.toml', config);
  await panel(page).locator('.notice').waitFor({ state: 'detached' });
  await done(page);
});

test('the page can be seen as on a phone, and printed without the preview', async () => {
  const page = await open();
  await ready(page);
  const phone = page.getByRole('button', { name: 'Phone' });
  await phone.click();
  const frame = page.frameLocator('alongside-preview iframe');
  await frame.locator('main h1').waitFor();
  assert.equal(await frame.locator('body').evaluate(() => window.innerWidth), 390);
  assert.equal(await frame.locator('alongside-preview').count(), 0, 'a preview inside the preview');
  assert.equal(await phone.getAttribute('aria-pressed'), 'true');
  site.edit(FILE, 'The first paragraph.', 'Seen on the phone.');
  await frame.locator('main').getByText('Seen on the phone.').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('alongside-preview iframe').count(), 0);
  await page.emulateMedia({ media: 'print' });
  assert.ok(!await bar(page).isVisible());
  site.write(FILE, TEXT);
  await done(page);
});

test('the preview is found again after it was started anew', async () => {
  const page = await open();
  await ready(page);
  const port = site.url.port;
  await site.stop();
  await page.locator('alongside-preview button', { hasText: 'not connected' }).waitFor();
  site.edit(FILE, 'The last paragraph.', 'Written while nobody listened.');
  await site.start(port);
  assert.equal(site.url.port, port);
  await says(page, 'Written while nobody listened.');
  await bar(page).and(page.getByText(/^(?!.*not connected)/)).waitFor();
  site.write(FILE, TEXT);
  await page.context().close();
});

test('the panel is accessible in every look and width', async () => {
  site.edit(FILE, 'The last paragraph.', 'A [link](nowhere.md) and [@nobody-1900].');
  for (const look of [LIGHT, DARK, FORCED]) {
    for (const viewport of [{ width: 1280, height: 900 }, NARROW]) {
      const page = await open(ADDRESS, await context({ viewport, ...look, media: undefined }));
      await panel(page).getByRole('heading', { name: /On this page/ }).waitFor();
      assert.deepEqual(page.faults, []);
      // axe writes styles of its own, which the page's policy refuses.
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      const shown = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join('\n')}`);
      assert.deepEqual(shown, [], JSON.stringify([look, viewport]));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.ok(!wide, 'the panel makes the page scroll sideways');
      await page.context().close();
    }
  }
  site.write(FILE, TEXT);
});
