// A published site in a real browser: compressed over the wire, nothing kept from query to query.

import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";
import { chromium } from "playwright-core";

const settings = JSON.parse(fs.readFileSync(new URL("../../tests/browser/browser.json", import.meta.url), "utf8"));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

// Where Pagefind is run: a page that refuses it nothing.
const BLANK = "/blank/";

// Serves a folder on a free port. Texts are compressed; what is compressed already goes as it is.
// `sent` is [{ path, bytes }], without the headers: workers fetch past what a page can count.
export async function serve(folder) {
  const sent = [];
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === BLANK) return response.writeHead(200, { "content-type": TYPES[".html"] }).end("<!doctype html><title>Blank</title>");
    const file = path.join(folder, path.normalize(pathname), pathname.endsWith("/") ? "index.html" : "");
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    const bytes = fs.readFileSync(file), text = /^text|json|svg/.test(type);
    const body = text ? zlib.gzipSync(bytes, { level: 9 }) : bytes;
    sent.push({ path: pathname, bytes: body.length });
    response.writeHead(200, { "content-type": type, ...(text && { "content-encoding": "gzip" }) }).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { sent, origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

export const launch = () =>
  chromium.launch({ executablePath: process.env.ALONGSIDE_CHROMIUM || settings.executable, args: process.env.ALONGSIDE_CHROMIUM_FLAGS?.split(" ").filter(Boolean) ?? settings.flags });

// A page that counts what it fetches: `wire` is [{ path, bytes }], bytes as sent.
async function counting(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage(), session = await context.newCDPSession(page);
  const paths = new Map(), wire = [];
  await session.send("Network.enable");
  session.on("Network.requestWillBeSent", ({ requestId, request }) => paths.set(requestId, new URL(request.url).pathname));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => wire.push({ path: paths.get(requestId), bytes: encodedDataLength }));
  return { page, wire, close: () => context.close() };
}

const sum = (wire) => ({ bytes: wire.reduce((sum, { bytes }) => sum + bytes, 0), requests: wire.length });

// A first query at the search page: what search fetches until ten results (or all) stand there, and
// what all of the page fetches until nothing more comes, the pages read for excerpts and the page itself with it.
export async function firstQuery(browser, origin, query) {
  const { page, wire, close } = await counting(browser);
  await page.goto(`${origin}/search/?q=${encodeURIComponent(query)}`, { waitUntil: "commit" });
  await page.waitForFunction(() => document.querySelector("[data-search-results] > li") || /Nothing/.test(document.querySelector("[data-search-status]")?.textContent));
  const then = wire.filter(({ path }) => /\/search\/\w+\.bin$|\/js\/search\.\w+\.js$/.test(path));
  const found = await page.locator("[data-search-results] > li").count();
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(500);
  const all = sum(wire), facets = wire.some(({ path }) => /\/search\/f\w+\.bin$/.test(path));
  await close();
  return { found, facets, ...sum(then), all };
}

// The same with Pagefind: its script, its program, its index, and the fragments of ten results.
export async function firstQueryByPagefind(browser, { origin, sent }, query) {
  const context = await browser.newContext(), page = await context.newPage();
  await page.goto(`${origin}${BLANK}`);
  sent.length = 0;
  const found = await page.evaluate(SEARCH, query);
  const all = sum(sent.filter(({ path }) => path.startsWith("/pagefind/")));
  await context.close();
  return { found: found.length, ...all };
}

const SEARCH = async (query) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(query);
  return (await Promise.all(results.slice(0, 10).map((result) => result.data()))).map(({ url }) => Number(/d(\d+)/.exec(url)?.[1]));
};

// Pagefind as an engine, in one page that stays open.
export async function pagefindEngine(browser, origin) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${origin}${BLANK}`);
  return (query) => page.evaluate(SEARCH, query);
}
