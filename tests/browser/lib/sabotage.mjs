// Faults put into a page on purpose, one for each rule: a check that does not see its own is no check.
import * as inPage from './in-page.mjs';

/** The check, the rule that must speak, and what is done to the page first (in the page). */
export const FAULTS = [
  ['structure', 'one-h1', () => document.querySelector('main').append(document.createElement('h1'))],
  ['structure', 'heading-order', () => { document.querySelector('main h2').outerHTML = '<h5>x</h5>'; }],
  ['structure', 'empty-heading', () => { document.querySelector('main h2').textContent = ''; }],
  ['structure', 'one-main', () => document.body.append(document.createElement('main'))],
  ['structure', 'one-banner', () => document.querySelector('body > header').remove()],
  ['structure', 'one-contentinfo', () => document.querySelector('body > footer').remove()],
  ['structure', 'named-navigation', () => document.querySelector('nav').removeAttribute('aria-label')],
  ['structure', 'navigation-names-differ', () => document.querySelector('main').append(document.querySelector('.menu').cloneNode(true))],
  ['structure', 'unique-id', () => { document.querySelector('footer').id = document.querySelector('main').id; }],
  ['structure', 'anchor-exists', () => document.querySelector('main a').setAttribute('href', '#nowhere')],
  ['structure', 'language', () => document.documentElement.removeAttribute('lang')],
  ['structure', 'direction', () => document.documentElement.removeAttribute('dir')],
  ['structure', 'tabindex', () => { document.querySelector('main a').tabIndex = 3; }],
  ['structure', 'nothing-inline', () => { document.querySelector('main').style.color = 'red'; }],
  ['structure', 'no-new-windows', () => { document.querySelector('main a').target = '_blank'; }],
  ['structure', 'skip-link-first', () => document.querySelector('.skip').remove()],
  ['sideways', 'no-sideways-scroll', () => { document.querySelector('main p').style.inlineSize = '120vw'; }],
  ['clipped', 'cut-off', () => { Object.assign(document.querySelector('main p').style, { blockSize: '1em', overflow: 'hidden' }); }],
  ['clipped', 'spills', () => { Object.assign(document.querySelector('main p').style, { whiteSpace: 'nowrap', inlineSize: '3em', border: '1px solid' }); document.querySelector('main p').textContent = 'A line that is much too long for it'; }],
  ['clipped', 'sticks-out', () => { Object.assign(document.querySelector('main p').style, { position: 'relative', left: '-5em' }); document.querySelector('main p').textContent = 'A line'; }],
  ['clipped', 'text-over-text', () => { document.querySelector('main h1 ~ p').style.marginTop = '-3em'; }],
  ['targets', '44-px', () => { Object.assign(document.querySelector('.menu summary').style, { minHeight: '0', padding: '0', display: 'block', height: '20px' }); }],
  ['targets', '24-px', () => { document.querySelector('main').insertAdjacentHTML('beforeend', '<p><a href="#x">x</a></p>'); document.querySelector('main > p > a').style.padding = '0'; document.querySelector('main > p > a').style.fontSize = '12px'; }],
  ['stuck', 'stays-in-place', () => { document.querySelector('.crisis').style.position = 'sticky'; }],
  ['printed', 'dark-ground', () => { document.querySelector('main').style.background = '#123'; }],
  ['printed', 'pale-text', () => { document.querySelector('main p').style.color = '#ccc'; }],
  ['printed', 'furniture', () => { document.querySelector('nav.menu').style.display = 'block'; document.querySelector('nav.menu').style.setProperty('display', 'block', 'important'); }],
  ['printed', 'closed-details', () => document.querySelector('main').insertAdjacentHTML('beforeend', '<details><summary>s</summary></details>')],
  ['printed', 'address-not-shown', () => { document.querySelector('.prose').insertAdjacentHTML('beforeend', '<div class="x"><a href="HTTP://other.example/">x</a></div>'); document.querySelector('.x a').setAttribute('href', 'http://other.example/'); document.querySelector('.x').className = 'x'; const sheet = new CSSStyleSheet(); sheet.replaceSync('.x a::after { content: none !important }'); document.adoptedStyleSheets = [sheet]; }],
  ['printed', 'content', () => { document.querySelector('h1').style.display = 'none'; }],
];

/** Runs each check on a page with its fault; says which did not speak. */
export async function silent(page, url, printMedia, screenMedia) {
  const mute = [];
  for (const [check, rule, spoil] of FAULTS) {
    await page.emulateMedia(check === 'printed' ? printMedia : screenMedia);
    await page.goto(url);
    await page.evaluate(spoil);
    const said = await page.evaluate(inPage[check]);
    if (!said.some((sentence) => sentence.startsWith(`${rule}:`))) mute.push(`${check}: ${rule} was not seen; it said ${said.slice(0, 3).join(' | ') || 'nothing'}`);
  }
  return mute;
}
