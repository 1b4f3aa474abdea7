// In: addresses (none: the largest page of each kind and language). Out: a table of what Lighthouse says of each.
//   node lighthouse.mjs /ja/ /ja/plan/
import { openBrowser } from './lib/browser.mjs';
import { readFacts } from './lib/facts.mjs';
import { audit, openLighthouse } from './lib/lighthouse.mjs';
import { samplePages } from './lib/page.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, openSite } from './lib/site.mjs';

async function largest(site) {
  const browser = await openBrowser();
  const facts = await readFacts(site, browser);
  await browser.close();
  return [...samplePages(facts)].sort().filter(([, { kind }]) => kind !== 'error').map(([, { file }]) => addressOf(file));
}

const site = await openSite();
const server = await serve(site);
const chrome = await openLighthouse();
const named = process.argv.slice(2);
for (const address of named.length > 0 ? named : await largest(site)) {
  const { scores, times, failed } = await audit(chrome, server.origin + address);
  const marks = Object.values(scores).map((score) => Math.round(score * 100)).join(' / ');
  console.log(`${address}: ${marks}; LCP ${Math.round(times.lcp)} ms, CLS ${times.cls}, TBT ${Math.round(times.tbt)} ms ${failed.join(' ')}`);
}
await chrome.kill();
await server.close();
