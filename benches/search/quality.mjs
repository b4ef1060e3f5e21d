// nDCG@10 on CISI, as a site built by the program: node quality.mjs SITE [name=value …]
import { judgments, ndcg, queries } from "./cisi.mjs";
import { client } from "./client.mjs";

const changes = Object.fromEntries(process.argv.slice(3).map((pair) => pair.split("=")).map(([name, value]) => [name, Number(value)]));
const judged = judgments();
const { search } = await client(process.argv[2], changes);
const line = [];
for (const [name, set] of Object.entries(queries())) {
  let sum = 0, none = 0;
  for (const { id, query } of set) {
    const { pages } = await search(query);
    if (!pages.length) none++;
    sum += ndcg(pages.map(({ url }) => Number(/d(\d+)/.exec(url)?.[1])), judged.get(id));
  }
  line.push(`${name} ${(sum / set.length).toFixed(4)}${none ? ` (${none} without a result)` : ""}`);
}
console.log(line.join("  "), JSON.stringify(changes));
