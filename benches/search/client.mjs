// The real client over the files of a built site, counting what it reads.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const SCRIPTS = path.resolve(import.meta.dirname, "../../themes/default/assets/js");
const { Files } = await import(path.join(SCRIPTS, "_search-files.js"));
const { Ranker } = await import(path.join(SCRIPTS, "_search-rank.js"));

// A client that has read nothing yet. `changes` overrides numbers of the ranking.
export async function client(site, changes = {}) {
  const read = { bytes: 0, requests: 0, names: [] };
  const files = new Files(async (name) => {
    const packed = fs.readFileSync(path.join(site, "search", name));
    read.bytes += packed.length;
    read.requests += 1;
    read.names.push(name[0] + packed.length);
    return zlib.gunzipSync(packed);
  });
  await files.entry();
  Object.assign(files.index.ranking, changes);
  const ranker = new Ranker(files);
  return {
    read,
    files,
    ranker,
    search: async (query, limit = 10) => {
      const found = await ranker.search(query, limit);
      return { ...found, pages: await files.pages(found.hits.map(({ page }) => page)) };
    },
  };
}
