// The bar and the panel of the preview: what is wrong with the page and the site, and what its
// editor wants to know of it. Everything is text that is put in as text: nothing here reads HTML.

/** Makes an element. Functions among the attributes are listeners; `false` and null leave one out. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;
const day = (iso) => new Date(`${iso}T00:00:00`).toLocaleDateString('en-GB', { dateStyle: 'long' });
const STATES = {
  draft: () => 'Draft',
  future: (since) => `From ${day(since)}`,
  expired: (since) => `Ended ${day(since)}`,
  withdrawn: () => 'Withdrawn',
  superseded: () => 'Superseded',
};
const WIDTHS = [['Phone', 390], ['Tablet', 768]];
const WEIGHTS = { error: 'Error', warning: 'Warning', info: 'Hint' };

export class Overlay {
  #told = null;
  #insight = null;
  #gone = false;
  #connected = true;
  #view = null;

  constructor() {
    const host = document.createElement('alongside-preview');
    const root = host.attachShadow({ mode: 'open' });
    this.status = make('p', { role: 'status', class: 'unseen' });
    this.button = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel', click: () => this.#toggle() }, 'Preview');
    this.chip = make('span', { class: 'chip', hidden: true });
    this.panel = make('div', { id: 'panel', class: 'panel', tabindex: '-1', hidden: true });
    this.stage = make('div', { class: 'stage', hidden: true });
    this.widths = WIDTHS.map(([label, width]) => make('button', { type: 'button', 'aria-pressed': 'false', click: (event) => this.#show(event.currentTarget, label, width) }, label));
    const bar = make('div', { class: 'bar' }, this.button, this.chip, make('span', { class: 'widths', role: 'group', 'aria-label': 'Width of the page' }, this.widths));
    const region = make('section', { 'aria-label': 'Preview', keydown: (event) => this.#key(event) }, bar, this.panel, this.status);
    root.append(make('link', { rel: 'stylesheet', href: '/.alongside/overlay.css' }), this.stage, region);
    document.documentElement.append(host);
    // What has the focus must not lie under the bar.
    document.documentElement.style.scrollPaddingBlockEnd = '4rem';
  }

  /** Says something to those who do not see the change. */
  say(text) {
    this.status.textContent = '';
    // A text that is the same again is said again.
    setTimeout(() => { this.status.textContent = text; }, 50);
  }

  connected() {
    this.#connected = true;
    this.#draw();
  }

  cutOff() {
    if (this.#connected) this.say('The preview does not answer. Is alongside serve running?');
    this.#connected = false;
    this.#draw();
  }

  /** Asks for what there is to say of this page. */
  async refresh(gone = false) {
    this.#gone = gone;
    const response = await fetch(`/.alongside/page?path=${encodeURIComponent(decodeURIComponent(location.pathname))}`, { cache: 'no-store' });
    const insight = await response.json();
    const before = this.#insight;
    this.#insight = insight;
    this.#draw();
    const errors = (of) => of?.here.filter((finding) => finding.severity === 'error').length ?? 0;
    if (insight.broken && !before?.broken) this.say('The site cannot be shown as it is. The page stays as it was.');
    else if (errors(insight) !== errors(before)) this.say(errors(insight) ? `${counted(errors(insight), 'error', 'errors')} on this page.` : 'No errors on this page any more.');
    // What is new and grave is shown, once, and takes no focus.
    const grave = JSON.stringify([insight.broken, insight.here.filter((finding) => finding.severity === 'error')]);
    const isGrave = insight.broken || errors(insight) > 0;
    if (isGrave && sessionStorage.getItem('alongside-closed') !== grave) this.#open(true);
    this.grave = grave;
  }

  #draw() {
    const insight = this.#insight ?? { here: [], elsewhere: [], more: 0, lost: [] };
    const told = JSON.stringify([insight, this.#gone, this.#connected]);
    if (told === this.#told) return;
    this.#told = told;
    const { here, elsewhere, more, page } = insight;
    const within = (list, severity) => list.filter((finding) => finding.severity === severity).length;
    const of = (severity) => within(here, severity) + within(elsewhere, severity);
    const words = ['error', 'warning'].map((severity) => {
      const [own, all] = [within(here, severity), of(severity)];
      return all > 0 && counted(all, severity, `${severity}s`) + (own > 0 && own < all ? ` (${own} here)` : '');
    }).filter(Boolean).join(', ');
    this.button.textContent = this.#connected ? `Preview${words && `: ${words}${more ? ' and more' : ''}`}` : 'Preview: not connected';
    this.button.className = !this.#connected || of('error') || insight.broken ? 'grave' : of('warning') ? 'mild' : '';
    this.chip.hidden = !page?.state;
    this.chip.textContent = page?.state ? STATES[page.state](page.state_since) : '';
    const focus = this.panel.getRootNode().activeElement?.dataset.focus;
    const { scrollTop } = this.panel;
    this.panel.replaceChildren(...this.#notices(insight), ...this.#findings(insight), ...this.#lost(insight), ...this.#facts(page));
    this.panel.scrollTop = scrollTop;
    if (focus) (this.panel.querySelector(`[data-focus="${CSS.escape(focus)}"]`) ?? this.panel).focus({ preventScroll: true });
  }

  #notices(insight) {
    const notices = [];
    if (!this.#connected) notices.push('The preview does not answer. Start `alongside serve` again; this page then comes up to date by itself.');
    if (insight.broken) notices.push('The site cannot be shown as it is now. Pages stay as they last were until the errors below are mended.');
    if (this.#gone) notices.push('The file of this page is gone. The page stays here until you leave it.');
    return notices.map((text) => make('p', { class: 'notice' }, text));
  }

  #findings({ here, elsewhere, more }) {
    const list = (title, findings, rest = 0) => findings.length > 0 && [
      make('h2', {}, `${title} (${findings.length + rest})`),
      make('ul', { class: 'findings' }, findings.map((finding, at) => this.#finding(finding, `${title}-${at}`))),
      rest > 0 && make('p', {}, `${rest} more are shown by \`alongside check\`.`),
    ];
    const lists = [list('On this page', here), list('Elsewhere', elsewhere, more)].flat().filter(Boolean);
    return lists.length ? lists : [make('p', { class: 'fine' }, 'Nothing to mend.')];
  }

  #finding({ severity, code, message, help, place, related }, id) {
    return make('li', { class: severity },
      make('p', { class: 'message' }, make('strong', {}, `${WEIGHTS[severity]}: `), ...ticked(message), ' ', make('span', { class: 'code' }, code)),
      place && this.#place(place, id),
      related.map((other, at) => [make('p', { class: 'note' }, ...ticked(other.note)), this.#place(other, `${id}-${at}`)]),
      help && make('p', { class: 'help' }, make('strong', {}, 'What to do: '), ...ticked(help)));
  }

  #place({ file, line, column, editor, excerpt }, id) {
    const name = `${file}, line ${line}, column ${column}`;
    return make('div', { class: 'place' },
      make('p', {}, editor ? make('a', { href: editor, 'data-focus': id }, `Open ${name}`) : name),
      excerpt && make('pre', { tabindex: '0', role: 'group', 'aria-label': `Line ${line}` }, excerpt[0], make('mark', {}, excerpt[1]), excerpt[2]));
  }

  #lost({ lost }) {
    if (!lost.length) return [];
    const item = ({ url, title, successor, file, editor, alias }) => make('li', { class: 'warning' },
      make('p', { class: 'message' }, make('code', {}, url), ` leads nowhere now. The page “${title}” had readers.`),
      make('p', { class: 'help' }, make('strong', {}, 'What to do: '),
        successor ? ['add this line to the front matter of ', editor ? make('a', { href: editor, 'data-focus': `lost-${url}` }, file) : make('code', {}, file), ': '] : 'add this line to the page that readers should find instead: ',
        make('code', {}, alias)));
    return [make('h2', {}, `Addresses that are lost (${lost.length})`), make('ul', { class: 'findings' }, lost.map(item))];
  }

  #facts(page) {
    if (!page) return [];
    const links = (list) => list.length > 0 && make('ul', {}, list.map(({ title, url }) => make('li', {}, make('a', { href: url, 'data-focus': `link-${url}` }, title))));
    const rows = [
      ['Type', page.kind],
      ['File', page.editor ? make('a', { href: page.editor, 'data-focus': 'file' }, page.file) : page.file],
      ['Owner', page.owner ?? 'nobody'],
      ['Reviewed', page.reviewed ? day(page.reviewed) : 'never'],
      page.review_due && ['Review due', `${day(page.review_due)}${page.review_overdue ? ' (overdue)' : ''}`],
      ['Words', page.words.toLocaleString('en-GB')],
      page.reading_age != null && ['Reading age', `${page.reading_age} years`],
      ...page.taxonomies.map(([label, terms]) => [label, links(terms)]),
      page.forms.length > 0 && ['Also as', links(page.forms)],
      [`Links here (${page.links_in.length})`, links(page.links_in) || 'none'],
      [`Links from here (${page.links_out.length})`, links(page.links_out) || 'none'],
    ].filter(Boolean);
    return [
      make('h2', {}, 'This page'),
      make('dl', {}, rows.map(([term, value]) => make('div', {}, make('dt', {}, term), make('dd', {}, value)))),
      make('p', {}, make('button', { type: 'button', 'data-focus': 'print', click: () => window.print() }, 'Print preview')),
    ];
  }

  #toggle() {
    if (this.panel.hidden) {
      this.#open(true);
      this.panel.focus();
    } else {
      this.#open(false);
      sessionStorage.setItem('alongside-closed', this.grave ?? '');
    }
  }

  #open(open) {
    this.panel.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
  }

  #key(event) {
    if (event.key !== 'Escape') return;
    if (!this.panel.hidden) this.#toggle();
    else if (this.#view) this.#show(this.#view);
    else return;
    event.stopPropagation();
    if (!this.panel.getRootNode().activeElement?.isConnected || this.panel.hidden) this.button.focus();
  }

  /** Shows the page as wide as a device, or as wide as the window when it is asked for again. */
  #show(button, label, width) {
    const on = this.#view !== button;
    this.#view = on ? button : null;
    for (const other of this.widths) other.setAttribute('aria-pressed', String(other === this.#view));
    this.stage.hidden = !on;
    document.body.inert = on;
    if (on) {
      const frame = make('iframe', { src: location.href, title: `The page as on a ${label.toLowerCase()}` });
      frame.style.inlineSize = `${width}px`;
      this.stage.replaceChildren(frame);
    } else {
      this.stage.replaceChildren();
    }
    this.say(on ? `The page is ${width} pixels wide.` : 'The page is as wide as the window.');
  }
}

/** A message with its culprits, which stand in backticks, as code. */
function ticked(text) {
  return text.split('`').map((part, at) => (at % 2 ? make('code', {}, part) : part));
}
