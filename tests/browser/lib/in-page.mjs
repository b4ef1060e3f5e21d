// Functions that run inside a page. Each returns a list of plain sentences, one for each fault, with
// the element that has it. None may use anything from outside itself but `window.seen`.

/** Tools that the other functions use, put into every page before its own scripts. */
export function tools() {
  window.shifts = [];
  window.violations = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const what = entry.sources.map((s) => s.node?.nodeType === 1 ? window.seen.name(s.node) : s.node?.parentElement ? window.seen.name(s.node.parentElement) : '?');
      window.shifts.push({ value: entry.value, what });
    }
  }).observe({ type: 'layout-shift', buffered: true });
  document.addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(`${event.violatedDirective} was violated by ${event.blockedURI} ${event.sample}`);
  });
  window.seen = {
    /** An element as a short selector and its words. */
    name(element) {
      const path = [];
      for (let at = element; at && at !== document.body && path.length < 3; at = at.parentElement) {
        path.unshift(at.localName + (at.id ? `#${at.id}` : '') + [...at.classList].map((c) => `.${c}`).join(''));
      }
      const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
      return `${path.join(' > ')}${words ? ` “${words}”` : ''}`;
    },
    /** Whether a reader can see it. */
    visible(element) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })) return false;
      for (let at = element; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.clipPath !== 'none' && style.position === 'absolute') return false;
      }
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.height > 0;
    },
    /** The nearest box around it that scrolls sideways. */
    scroller(element) {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return at;
      }
      return null;
    },
    focusable() {
      const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]');
      return [...all].filter((e) => !e.disabled && e.tabIndex >= 0
        && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0);
    },
  };
}

/** Headings, landmarks, titles, ids and language. */
export function structure() {
  const wrong = [];
  const name = window.seen.name;
  const say = (rule, what) => wrong.push(`${rule}: ${what}`);
  const h1 = document.querySelectorAll('h1');
  if (h1.length !== 1) say('one-h1', `there are ${h1.length}`);
  let before = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.localName[1]);
    const early = before === 0 && level !== 1 && !heading.closest('aside, nav');
    if (early || (before > 0 && level > before + 1)) say('heading-order', name(heading));
    if (!heading.textContent.trim()) say('empty-heading', name(heading));
    before = level;
  }
  for (const [rule, selector] of [['one-main', 'main'], ['one-banner', 'body > header'], ['one-contentinfo', 'body > footer']]) {
    const found = document.querySelectorAll(selector);
    if (found.length !== 1) say(rule, `there are ${found.length} of ${selector}`);
  }
  const names = new Set();
  for (const nav of document.querySelectorAll('nav')) {
    const by = nav.getAttribute('aria-labelledby');
    const label = (nav.getAttribute('aria-label') ?? (by && document.getElementById(by)?.textContent) ?? '').trim();
    if (!label) say('named-navigation', name(nav));
    if (names.has(label)) say('navigation-names-differ', name(nav));
    names.add(label);
  }
  const ids = new Set();
  for (const element of document.querySelectorAll('[id]')) {
    if (ids.has(element.id)) say('unique-id', name(element));
    ids.add(element.id);
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const id = decodeURIComponent(link.hash.slice(1));
    if (!ids.has(id)) say('anchor-exists', `${name(link)} leads to #${id}`);
  }
  const root = document.documentElement;
  if (!root.lang) say('language', 'html has no lang');
  if (!['ltr', 'rtl'].includes(root.dir)) say('direction', 'html has no dir');
  for (const element of document.querySelectorAll('[tabindex]')) {
    if (element.tabIndex > 0) say('tabindex', name(element));
  }
  for (const element of document.querySelectorAll('[style], style, script:not([src])')) {
    if (element.localName !== 'script' || !element.type || element.type === 'module') say('nothing-inline', name(element));
  }
  for (const link of document.querySelectorAll('a[target]')) say('no-new-windows', name(link));
  const first = window.seen.focusable()[0];
  if (!first || !first.hash || first.getAttribute('href') !== `#${document.querySelector('main')?.id}`) {
    say('skip-link-first', first ? name(first) : 'nothing can be focused');
  }
  return wrong;
}

/** Nothing makes the page scroll sideways. */
export function sideways() {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((element) => {
    const box = element.getBoundingClientRect();
    return (box.right > page.clientWidth + 0.5 || box.left < -0.5) && window.seen.visible(element) && !window.seen.scroller(element);
  });
  const inner = wide.filter((element) => ![...element.children].some((child) => wide.includes(child)));
  return [`no-sideways-scroll: ${page.scrollWidth} px in ${page.clientWidth} px: ${inner.slice(0, 3).map(window.seen.name).join('; ') || '?'}`];
}

/** No text is cut off, sticks out of the page or lies over other text. */
export function clipped() {
  const wrong = [];
  const { name, visible, scroller } = window.seen;
  const width = document.scrollingElement.clientWidth;
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !visible(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const small = element.closest('sup, sub') !== null;
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      if ((box.right > width + 1 || box.left < -1) && !scroller(element)) wrong.push(`sticks-out: ${name(element)}`);
      // The ink of a line is lower than its box, which holds room for accents.
      if (!small) lines.push({ element, top: box.top + box.height * 0.2, bottom: box.bottom - box.height * 0.2, left: box.left + 1, right: box.right - 1 });
    }
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const cuts = style.overflowX === 'hidden' || style.overflowX === 'clip' || style.overflowY === 'hidden' || style.overflowY === 'clip';
      if (cuts && (at.scrollWidth > at.clientWidth + 1 || at.scrollHeight > at.clientHeight + 1)) wrong.push(`cut-off: ${name(at)}`);
      // Text that has left the box which draws its ground or border.
      const drawn = style.borderBlockStartWidth !== '0px' || style.backgroundColor !== 'rgba(0, 0, 0, 0)';
      if (drawn && style.display !== 'inline' && style.overflowX === 'visible' && at.scrollWidth > at.clientWidth + 2 && at.clientWidth > 0) wrong.push(`spills: ${name(at)}`);
    }
  }
  lines.sort((a, b) => a.top - b.top);
  for (let i = 0; i < lines.length; i += 1) {
    for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom; j += 1) {
      const a = lines[i];
      const b = lines[j];
      const over = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const deep = Math.min(a.bottom, b.bottom) - b.top;
      if (over > 2 && deep > 1 && !(scroller(a.element) || scroller(b.element))) wrong.push(`text-over-text: ${name(a.element)} and ${name(b.element)}`);
    }
  }
  return [...new Set(wrong)];
}

/** Everything that can be pressed is large enough: 44 px for navigation and buttons, 24 px for the rest. */
export function targets() {
  const wrong = [];
  for (const element of window.seen.focusable()) {
    if (!window.seen.visible(element)) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const button = element.matches('button, summary, input:not([type="checkbox"], [type="radio"])');
    const navigation = element.closest('nav, .band, .crisis') !== null;
    if (element.hasAttribute('tabindex') && !element.matches('a, button, input, summary')) continue;
    if (button || navigation) {
      if (box.height < 43.5 || box.width < 24) wrong.push(`44-px: ${window.seen.name(element)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
      continue;
    }
    if (box.height >= 23.5 && box.width >= 23.5) continue;
    // A link in a line of text may be as high as the line, as long as it stands in other words.
    const block = element.closest('p, li, dd, dt, td, th, figcaption, caption, h1, h2, h3, h4, summary, blockquote, div');
    const others = block ? block.textContent.trim().length - element.textContent.trim().length : 0;
    if (style.display === 'inline' && others > 1) continue;
    wrong.push(`24-px: ${window.seen.name(element)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
  }
  return wrong;
}

/** What stays in place while the reader scrolls takes room from small windows. */
export function stuck() {
  return [...document.body.querySelectorAll('*')]
    .filter((element) => ['fixed', 'sticky'].includes(getComputedStyle(element).position) && window.seen.visible(element))
    .map((element) => `stays-in-place: ${window.seen.name(element)}`);
}

/** In print: dark on white, no furniture, details open, addresses shown. */
export function printed() {
  const wrong = [];
  const { name } = window.seen;
  const rgb = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => { const c = v / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 0;
  for (const element of [document.documentElement, document.body, ...document.body.querySelectorAll('*')]) {
    if (element !== document.documentElement && !shown(element)) continue;
    const style = getComputedStyle(element);
    const ground = rgb(style.backgroundColor);
    const clear = ground.length === 4 && ground[3] === 0;
    if (!clear && light(ground) < 0.7) wrong.push(`dark-ground: ${name(element)} has ${style.backgroundColor}`);
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (own && 1.05 / (light(rgb(style.color)) + 0.05) < 4.5) wrong.push(`pale-text: ${name(element)} is ${style.color}`);
  }
  for (const element of document.querySelectorAll('nav:not(.contents), .skip, form, .band nav, .previous-next')) {
    if (shown(element)) wrong.push(`furniture: ${name(element)}`);
  }
  for (const details of document.querySelectorAll('main details:not([open])')) {
    if (details.checkVisibility() && ![...details.children].some((child) => child.localName !== 'summary' && shown(child))) wrong.push(`closed-details: ${name(details)}`);
  }
  for (const link of document.querySelectorAll('.prose a[href^="http"]')) {
    const after = getComputedStyle(link, '::after').content;
    if (shown(link) && !after.includes(link.getAttribute('href'))) wrong.push(`address-not-shown: ${name(link)}`);
  }
  if (!shown(document.querySelector('h1'))) wrong.push('content: the title is not printed');
  return wrong;
}
