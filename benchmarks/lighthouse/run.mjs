// One page as Lighthouse sees it, in the browser that listens on this port and with the visit that is open there:
//   node run.mjs PORT ADDRESS
// prints JSON, and on the other channel what lowered a score.
import lighthouse from "lighthouse";

const [port, address] = process.argv.slice(2);
const onlyCategories = ["performance", "accessibility", "best-practices"];
const { lhr } = await lighthouse(address, { port: Number(port), onlyCategories, disableStorageReset: true, logLevel: "error" });

const found = { "paint ms": Math.round(lhr.audits["largest-contentful-paint"].numericValue ?? 0) };
for (const category of onlyCategories) {
  found[category] = Math.round(lhr.categories[category].score * 100);
  for (const { id, weight } of lhr.categories[category].auditRefs) {
    const { score, title } = lhr.audits[id];
    if (weight > 0 && score !== null && score < 0.9) console.error(`${address}: ${category}: ${title}`);
  }
}

let problem = lhr.runtimeError?.message;
if (lhr.finalDisplayedUrl !== address) problem ??= `it leads to ${lhr.finalDisplayedUrl}`;
if (!found["paint ms"]) problem ??= "nothing was painted";
if (problem) console.error(`${address}: not measured: ${problem}`);
else console.log(JSON.stringify(found));
