// How well the best ten answers are ranked, for tuning: node quality.mjs COLLECTION SITE [name=value …]
// where SITE is the published folder of the collection as a site. name=value tries another number
// of the ranking.
import { client } from "./client.mjs";
import { collection } from "./collection.mjs";
import { row, score } from "./score.mjs";

const [folder, site, ...pairs] = process.argv.slice(2);
const changes = Object.fromEntries(pairs.map((pair) => pair.split("=")).map(([name, value]) => [name, Number(value)]));
const { search } = await client(site, changes);
const engine = async (query) => (await search(query)).pages.map(({ url }) => Number(/d(\d+)/.exec(url)?.[1]));
console.log(row(await score(collection(folder), engine)), JSON.stringify(changes));
