// Content management systems on a copy of a site, served from loopback. Decap works through its own
// proxy protocol on the files of the copy; Sveltia's test backend keeps files inside the browser, so
// that what it saves is fetched from there.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { PROGRAM, REPOSITORY } from './site.mjs';

const KINDS = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.yml': 'text/yaml' };
const modules = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), '..');

export const SYSTEMS = {
  decap: { dist: join(modules, 'decap-cms/dist'), script: 'decap-cms.js', backend: 'backend:\n  name: proxy\n  proxy_url: /api/v1\n' },
  sveltia: { dist: join(modules, '@sveltia/cms/dist'), script: 'sveltia-cms.js', backend: 'backend:\n  name: test-repo\n' },
};

/** A copy of the site in `root` with the configuration that the program writes for a system. */
export function copied(root, system) {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-cms-'));
  for (const name of ['content', 'site-config.toml', 'themes', 'types', 'check-baseline.toml']) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  const run = (...args) => execFileSync(PROGRAM, [...args, '--root', folder], { stdio: 'pipe' }).toString();
  run('schema', '--cms', system, '--repo', 'our-organisation/our-site', '--out', join(folder, 'admin'));
  const written = readFileSync(join(folder, 'admin/config.yml'), 'utf8');
  return {
    folder, system, written, run,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    /** What the program finds, as lines `code file:line`. */
    check: () => {
      let out;
      try {
        out = run('check', '--full', '--format', 'json', '--date', '2026-11-22');
      } catch (error) {
        out = `${error.stdout}`;
      }
      return out.split('\n').filter(Boolean).map((line) => JSON.parse(line)).filter((found) => found.severity === 'error')
        .map((found) => `${found.code} ${found.file}:${found.line} ${found.message}`);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Every file below `content/` with its text. */
function texts(site) {
  const names = readdirSync(join(site.folder, 'content'), { recursive: true }).map((name) => `content/${name.split(sep).join('/')}`);
  return Object.fromEntries(names.filter((name) => /\.(md|toml)$/.test(name)).map((name) => [name, site.read(name)]));
}

/** What Decap asks of its proxy, on the files of the copy. */
function proxied(site, { action, params }) {
  const inside = (path) => {
    const whole = resolve(site.folder, path);
    if (!whole.startsWith(site.folder + sep)) throw new Error(`outside: ${path}`);
    return whole;
  };
  const entry = (path, label) => ({ data: existsSync(inside(path)) ? readFileSync(inside(path), 'utf8') : null, file: { path, label, id: path } });
  switch (action) {
    case 'info': return { repo: 'site', publish_modes: ['simple'], type: 'local_fs' };
    case 'entriesByFolder': {
      const names = existsSync(inside(params.folder)) ? readdirSync(inside(params.folder)) : [];
      const wanted = names.filter((name) => name.endsWith(`.${params.extension}`) && statSync(inside(`${params.folder}/${name}`)).isFile());
      return wanted.map((name) => entry(`${params.folder}/${name}`));
    }
    case 'entriesByFiles': return params.files.map(({ path, label }) => entry(path, label));
    case 'getEntry': return entry(params.path);
    case 'getMedia': return [];
    case 'persistEntry': {
      for (const { path, newPath, raw } of params.dataFiles ?? [params.entry]) {
        mkdirSync(dirname(inside(newPath || path)), { recursive: true });
        writeFileSync(inside(newPath || path), raw);
      }
      return { message: 'saved' };
    }
    default: throw new Error(`nothing here does ${action}`);
  }
}

/** Serves a system with its configuration; `adapted` stands in for the repository at a host. */
export async function serveCms(site, adapted = true) {
  const { dist, script, backend } = SYSTEMS[site.system];
  const config = adapted ? site.written.replace(/^backend:\n(?: .*\n)+/m, backend).replace(/^publish_mode:.*\n/m, '') : site.written;
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Editing</title>
<link rel="icon" href="data:,"></head><body><script src="/dist/${script}"></script></body></html>`;
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const send = (status, kind, body) => {
      response.writeHead(status, { 'content-type': kind });
      response.end(body);
    };
    if (path === '/') return send(200, 'text/html', page);
    if (path === '/empty') return send(200, 'text/html', '<!doctype html><title>Empty</title><link rel="icon" href="data:,">');
    if (path === '/config.yml') return send(200, 'text/yaml', config);
    if (path === '/api/v1') {
      let body = '';
      request.on('data', (piece) => { body += piece; });
      request.on('end', () => {
        try {
          send(200, 'application/json', JSON.stringify(proxied(site, JSON.parse(body))));
        } catch (error) {
          send(500, 'application/json', JSON.stringify({ error: error.message }));
        }
      });
      return undefined;
    }
    const file = resolve(dist, path.replace(/^\/(?:dist\/)?/, ''));
    if (file.startsWith(dist + sep) && existsSync(file)) return send(200, KINDS[extname(file)] ?? 'application/octet-stream', readFileSync(file));
    return send(404, 'text/plain', '');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  // A name that browsers count as safe, which the storage inside the browser needs.
  const origin = `http://localhost:${server.address().port}`;
  return { origin, close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }) };
}

const STORE = 'sveltia-cms-test';

/** Puts the site's files where Sveltia's test backend looks for them. */
export async function seedBrowser(page, site) {
  await page.evaluate(async ([store, files]) => {
    const base = await (await navigator.storage.getDirectory()).getDirectoryHandle(store, { create: true });
    for (const [path, text] of Object.entries(files)) {
      const parts = path.split('/');
      const name = parts.pop();
      let folder = base;
      for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
      const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writer.write(text);
      await writer.close();
    }
  }, [STORE, texts(site)]);
}

/** Fetches a file that Sveltia saved and puts it into the copy. */
export async function fetchFromBrowser(page, site, path) {
  const text = await page.evaluate(async ([store, path]) => {
    const parts = path.split('/');
    const name = parts.pop();
    let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(store);
    for (const part of parts) folder = await folder.getDirectoryHandle(part);
    return (await (await folder.getFileHandle(name)).getFile()).text();
  }, [STORE, path]);
  writeFileSync(join(site.folder, path), text);
}
