// The forms that `alongside schema --cms` writes, in the real systems: they take the configuration,
// show the portal's collections, open its pages, and what they save is a page without a mistake.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { SYSTEMS, copied, fetchFromBrowser, seedBrowser, serveCms } from './lib/cms.mjs';
import { REPOSITORY } from './lib/site.mjs';

const browser = await launch();
after(() => browser.close());

/** A page of the browser that reaches nothing but this machine, and notes what goes wrong. */
async function page(origin) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, locale: 'en-US' });
  // Sveltia asks for its newest version and for fonts; it has to work without.
  await context.route((url) => url.origin !== origin && url.protocol.startsWith('http'), (route) => route.abort());
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.faults = [];
  opened.on('pageerror', (error) => opened.faults.push(error.message));
  return opened;
}

/** The collections of a configuration, as far as the tests look at them. */
function collections(site) {
  const plain = (text) => text?.trim().replace(/^"(.*)"$/, '$1');
  return site.written.split(/^- name: /m).slice(1).map((block) => ({
    name: plain(block.slice(0, block.indexOf('\n'))),
    label: plain(/^ {2}label: (.+)$/m.exec(block)?.[1]),
    folder: plain(/^ {2}folder: (.+)$/m.exec(block)?.[1]),
    type: plain(/^ {4}value: (.+)$/m.exec(block)?.[1]),
  }));
}

/** The pages of a collection: file and title. */
function entries(site, { folder, type }) {
  return readdirSync(join(site.folder, folder)).filter((name) => name.endsWith('.md')).map((name) => ({ name, text: site.read(`${folder}/${name}`) }))
    .filter(({ text }) => text.includes(`type = "${type}"`))
    .map(({ name, text }) => ({ file: name.replace(/\.md$/, ''), title: /^title = "(.+)"$/m.exec(text)[1] }));
}

const titleField = (opened, system) => (system === 'decap' ? opened.getByLabel(/^Title/) : opened.getByRole('textbox', { name: /Title/ })).first();
const enter = (opened) => opened.getByRole('button', { name: /^(Login|.*Work with Test Repository.*)$/ }).first();

for (const system of Object.keys(SYSTEMS)) {
  test(`${system} takes the configuration as it is written`, { timeout: 60_000 }, async (t) => {
    const site = copied(REPOSITORY, system);
    const host = await serveCms(site, false);
    const opened = await page(host.origin);
    t.after(async () => {
      await opened.context().close();
      await host.close();
      site.remove();
    });
    await opened.goto(`${host.origin}/`);
    await opened.getByRole('button', { name: /GitHub/ }).first().waitFor();
    assert.doesNotMatch(await opened.locator('body').innerText(), /error/i);
    assert.deepEqual(opened.faults, []);
  });

  test(`${system} shows every collection, opens its pages and saves one that is sound`, { timeout: 180_000 }, async (t) => {
    const site = copied(REPOSITORY, system);
    assert.deepEqual(site.check(), []);
    const host = await serveCms(site);
    const opened = await page(host.origin);
    t.after(async () => {
      await opened.context().close();
      await host.close();
      site.remove();
    });
    if (system === 'sveltia') {
      await opened.goto(`${host.origin}/empty`);
      await seedBrowser(opened, site);
    }
    await opened.goto(`${host.origin}/`);
    await enter(opened).click();
    const all = collections(site);
    assert.ok(all.length > 10, `${all.length} collections`);
    const portal = new Set(readdirSync(join(site.folder, 'content'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name.endsWith('.md') && entry.name !== '_index.md')
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)));
    for (const collection of all) {
      await opened.getByText(collection.label, { exact: true }).first().waitFor();
      if (!collection.folder) continue;
      const expected = entries(site, collection);
      assert.ok(expected.length, `${collection.name} has pages`);
      await opened.goto(`${host.origin}/#/collections/${collection.name}`);
      for (const { file, title } of expected) {
        await opened.getByText(title, { exact: true }).first().waitFor();
        portal.delete(join(site.folder, collection.folder, `${file}.md`));
      }
      await opened.goto(`${host.origin}/#/collections/${collection.name}/entries/${expected[0].file}`);
      const field = titleField(opened, system);
      await field.waitFor();
      assert.equal(await field.inputValue(), expected[0].title);
      await opened.goto(`${host.origin}/#/collections/${collection.name}`);
    }
    assert.deepEqual([...portal], [], 'every page of the portal is in a collection');

    const path = 'content/case-studies/jasmine-lodge.md';
    const before = site.read(path);
    await opened.goto(`${host.origin}/#/collections/case-study/entries/jasmine-lodge`);
    const field = titleField(opened, system);
    await field.fill('A title from a form');
    if (system === 'decap') {
      const saved = opened.waitForResponse((response) => response.request().postData()?.includes('persistEntry') ?? false);
      await opened.getByRole('button', { name: 'Publish', exact: true }).click();
      await opened.getByText('Publish now', { exact: true }).click();
      assert.equal((await saved).status(), 200);
    } else {
      await opened.getByRole('button', { name: 'Save', exact: true }).click();
      await opened.waitForURL((url) => !url.hash.includes('/entries/'));
      await fetchFromBrowser(opened, site, path);
    }
    const saved = site.read(path);
    const body = (text) => text.split(/^\+\+\+$/m)[2].trim();
    assert.match(saved, /^title = "A title from a form"$/m);
    assert.equal(body(saved), body(before));
    assert.deepEqual(site.check(), []);
    assert.deepEqual(opened.faults, []);
  });
}
