// In: the built site. Out: failure where a list cannot be sorted by its select, or the order is lost on the way.
// The largest page of every kind that has such a list, in both languages; one browser.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser } from './lib/browser.mjs';
import { LANGUAGES } from './lib/kinds.mjs';
import { checkOrders } from './lib/lists.mjs';
import { sampleOf } from './lib/page.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, openSite } from './lib/site.mjs';

const KINDS = ['businesses', 'products', 'projects', 'timeline', 'comments'];

const site = await openSite();
const browser = await openBrowser();
const server = await serve(site);
const chosen = await sampleOf(site);

after(async () => {
  await browser.close();
  await server.close();
});

for (const language of LANGUAGES)
  for (const kind of KINDS)
    test(`${language} ${kind} is sorted, and the address keeps it`, async () => {
      const file = chosen.get(`${language} ${kind}`)?.file;
      assert.ok(file, 'there is no such page');
      assertNone(await checkOrders(browser, server.origin, addressOf(file)));
    });
