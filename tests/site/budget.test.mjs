// In: the built site. Out: failure where a first visit to the largest page of a kind fetches more than its budget allows.
import test, { after } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { overBudget, weigh } from './lib/budget.mjs';
import { readFacts } from './lib/facts.mjs';
import { samplePages } from './lib/page.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, openSite } from './lib/site.mjs';

const site = await openSite();
const browser = await openBrowser();
const server = await serve(site);
const facts = await readFacts(site, browser);

after(async () => {
  await browser.close();
  await server.close();
});

for (const [name, { file, kind }] of [...samplePages(facts)].sort())
  test(`${name} stays within its budget`, async (t) => {
    const address = addressOf(file);
    const sums = await weigh(browser, server.origin, address);
    t.diagnostic(`${address}: ${sums.all} bytes in ${sums.requests} requests, style ${sums.style}, paper ${sums.paper}, script ${sums.script}`);
    assertNone(overBudget(address, kind, sums));
  });
