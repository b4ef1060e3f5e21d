// A fresh build of a site by the real program, served from loopback as a strict host would.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const TARGET = process.env.CARGO_TARGET_DIR || join(REPOSITORY, 'target');
export const PROGRAM = process.env.ALONGSIDE_BIN || join(TARGET, 'debug/alongside');
// The day on which the portal's content was last looked through, so that no run depends on a clock.
const DATE = process.env.ALONGSIDE_DATE || '2026-11-22';

const KINDS = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8', '.json': 'application/json', '.png': 'image/png', '.jpg': 'image/jpeg',
};

/** What a careful host sends with every page. */
const HEADERS = {
  'content-security-policy': "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** Builds the site in `root` for an address with the path `base` ("/" or "/a/b/"). */
export function build(root, base = '/') {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-browser-'));
  const output = join(folder, 'site');
  // The address is an example's: only its path matters, and nothing may ever be fetched from it.
  const args = ['build', '--root', root, '--output', output, '--base-url', `https://site.example${base}`, '--date', DATE, '--clean'];
  try {
    execFileSync(PROGRAM, args, { stdio: 'pipe' });
  } catch (error) {
    throw new Error(`${PROGRAM} ${args.join(' ')}\n${error.stdout}${error.stderr}`);
  }
  const files = readdirSync(output, { recursive: true })
    .filter((name) => statSync(join(output, name)).isFile())
    .map((name) => name.split(sep).join('/'))
    .sort();
  const html = files.filter((name) => name.endsWith('.html'));
  const text = (name) => readFileSync(join(output, name), 'utf8');
  const redirects = html.filter((name) => /http-equiv="?refresh/.test(text(name)));
  const address = (name) => base + name.replace(/(^|\/)index\.html$/, '$1');
  return {
    root, base, output, files, html, redirects, text, address,
    /** The addresses of all pages that have something to say. */
    pages: html.filter((name) => !redirects.includes(name)).map(address),
    fileOf: (path) => join(output, decodeURIComponent(path.slice(base.length)), path.endsWith('/') ? 'index.html' : ''),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Serves a built site on a free port of loopback. `slow` holds fonts and scripts back for so many ms, as a weak network would. */
export async function serve(site) {
  const state = { slow: 0 };
  const server = createServer((request, response) => {
    const path = posix.normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
    let name = path.startsWith(site.base) ? path.slice(site.base.length) : null;
    if (name !== null && (name === '' || name.endsWith('/'))) name += 'index.html';
    const known = name !== null && name !== '404.html' && site.files.includes(name);
    const file = join(site.output, known ? name : '404.html');
    const kind = KINDS[extname(file)] ?? 'application/octet-stream';
    const headers = { ...HEADERS, 'content-type': kind, 'cache-control': kind.startsWith('text/html') ? 'no-cache' : 'max-age=31536000, immutable' };
    const wait = ['.woff2', '.js'].includes(extname(file)) ? state.slow : 0;
    setTimeout(() => {
      response.writeHead(known ? 200 : 404, headers);
      response.end(readFileSync(file));
    }, wait);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, state, close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }) };
}

/**
 * One page of each page type, the longest, as the hardest to lay out: what is too slow for every
 * page is done on these. Types come from the front matter, the program's own pages from addresses.
 */
export function pageTypes(site) {
  const longest = new Map();
  const size = (path) => statSync(site.fileOf(path)).size;
  const offer = (type, path) => {
    const best = longest.get(type);
    if (!best || size(path) > size(best)) longest.set(type, path);
  };
  const types = new Map();
  const content = join(site.root, 'content');
  for (const name of readdirSync(content, { recursive: true }).map((name) => name.split(sep).join('/'))) {
    if (!name.endsWith('.md')) continue;
    const text = readFileSync(join(content, name), 'utf8');
    const front = text.split(/^(?:\+\+\+|---)$/m)[1] ?? '';
    const index = name.endsWith('_index.md');
    const type = /^type\s*[=:]\s*"?([a-z-]+)"?/m.exec(front)?.[1] ?? (index ? 'section' : 'page');
    const slug = /^slug\s*[=:]\s*"?([^"\n]+?)"?$/m.exec(front)?.[1];
    const folder = posix.dirname(name) === '.' ? '' : `${posix.dirname(name)}/`;
    const path = site.base + folder + (index ? '' : `${slug ?? posix.basename(name, '.md')}/`);
    types.set(path, path === site.base ? 'home' : type);
  }
  for (const path of site.pages) {
    const inside = path.slice(site.base.length);
    const made = { '404.html': 'not-found', 'a-z/': 'a-z', 'changes/': 'changes', 'search/': 'search' }[inside]
      ?? (inside.endsWith('/print/') ? 'print' : inside.split('/').length === 2 ? 'taxonomy' : 'term');
    offer(types.get(path) ?? made, path);
  }
  return longest;
}
