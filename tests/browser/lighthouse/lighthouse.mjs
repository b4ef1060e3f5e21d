// Lighthouse on the home page, a case study, a role specification and, where there is one, search.
//
//   npm --prefix .. ci && npm ci && npm run lighthouse
import { readFileSync } from 'node:fs';
import { launch as launchChrome } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { REPOSITORY, build, pageTypes, serve } from '../lib/site.mjs';

const settings = JSON.parse(readFileSync(new URL('../browser.json', import.meta.url), 'utf8'));
const chromePath = process.env.ALONGSIDE_CHROMIUM || settings.executable;
const chromeFlags = [...(process.env.ALONGSIDE_CHROMIUM_FLAGS?.split(' ').filter(Boolean) ?? settings.flags), '--headless=new'];
/** What each must reach. */
const LEAST = { performance: 99, accessibility: 100, 'best-practices': 100, seo: 100 };

const site = build(REPOSITORY);
const host = await serve(site);
const chrome = await launchChrome({ chromePath, chromeFlags });
let low = 0;
try {
  const types = pageTypes(site);
  for (const type of ['home', 'case-study', 'role-spec', 'search']) {
    if (!types.has(type)) continue;
    const { lhr } = await lighthouse(host.origin + types.get(type), { port: chrome.port, logLevel: 'error', output: 'json', onlyCategories: Object.keys(LEAST) });
    const scores = Object.entries(LEAST).map(([name, least]) => {
      const score = Math.round((lhr.categories[name].score ?? 0) * 100);
      if (score < least) low += 1;
      return `${name} ${score}`;
    });
    console.log(`${type}: ${scores.join(', ')}; LCP ${lhr.audits['largest-contentful-paint'].displayValue}, CLS ${lhr.audits['cumulative-layout-shift'].displayValue}`);
    for (const audit of Object.values(lhr.audits)) {
      if (audit.score !== null && audit.score < 0.9 && ['binary', 'numeric', 'metricSavings'].includes(audit.scoreDisplayMode)) console.log(`  ${audit.id}: ${audit.title} ${audit.displayValue ?? ''}`);
    }
  }
} finally {
  await chrome.kill();
  await host.close();
  site.remove();
}
process.exitCode = low ? 1 : 0;
