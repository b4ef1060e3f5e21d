// Pictures of each page type for people to look at: three widths, light and dark, text doubled, and
// on paper. They land in screenshots/ of the repository, which git ignores.
//
//   npm run screenshots                  everything
//   ONLY=role-spec npm run screenshots   one page type
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DARK, FORCED, LIGHT, MIDDLE, NARROW, WIDE, launch, pooled } from './lib/browser.mjs';
import { REPOSITORY, build, pageTypes, serve } from './lib/site.mjs';

const folder = join(REPOSITORY, 'screenshots');
const root = process.env.SITE ?? REPOSITORY;
const site = build(root);
const host = await serve(site);
const browser = await launch();
const doubled = await launch('--blink-settings=defaultFontSize=32,defaultFixedFontSize=26');
mkdirSync(folder, { recursive: true });

const looks = [
  ['320-light', NARROW, LIGHT], ['768-light', MIDDLE, LIGHT], ['1280-light', WIDE, LIGHT],
  ['320-dark', NARROW, DARK], ['768-dark', MIDDLE, DARK], ['1280-dark', WIDE, DARK], ['1280-forced', WIDE, FORCED],
];
const types = [...pageTypes(site)].filter(([type]) => type.includes(process.env.ONLY ?? ''));
try {
  await pooled(types, 1, async ([type, path]) => {
    const page = await browser.newPage();
    await page.goto(host.origin + path, { waitUntil: 'load' });
    for (const [name, size, media] of looks) {
      await page.setViewportSize(size);
      await page.emulateMedia(media);
      await page.screenshot({ path: join(folder, `${type}-${name}.png`), fullPage: true });
    }
    const large = await doubled.newPage({ viewport: WIDE });
    await large.goto(host.origin + path, { waitUntil: 'load' });
    await large.screenshot({ path: join(folder, `${type}-1280-doubled.png`), fullPage: true });
    await large.close();
    const pdf = join(folder, `${type}-print.pdf`);
    await page.emulateMedia({ ...DARK, media: null });
    await page.pdf({ path: pdf, format: 'A4', preferCSSPageSize: true, printBackground: true });
    try {
      execFileSync('pdftoppm', ['-r', '60', '-png', pdf, join(folder, `${type}-print`)]);
      rmSync(pdf);
    } catch {
      console.log(`pdftoppm (Debian: poppler-utils) is not here: ${pdf} stays as it is`);
    }
    await page.close();
    console.log(`${type}: ${path}`);
  });
} finally {
  await browser.close();
  await doubled.close();
  await host.close();
  site.remove();
}
console.log(`the pictures are in ${folder}`);
