// In: the built site. Out: failure for links, anchors and assets that lead nowhere, for wrong language
// pairs, addresses, titles and language marks, and for pages without exactly one h1.
import assert from 'node:assert/strict';
import test from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { readFacts } from './lib/facts.mjs';
import { checkAllLinks } from './lib/links.mjs';
import { assertNone } from './lib/problems.mjs';
import { openSite } from './lib/site.mjs';

const count = (facts, name) => facts.reduce((sum, page) => sum + page[name].length, 0);

test('every link, asset, language pair and address is right', async (t) => {
  const site = await openSite();
  const browser = await openBrowser();
  t.after(() => browser.close());
  const facts = await readFacts(site, browser);
  t.diagnostic(`${facts.length} pages, ${count(facts, 'links')} links, ${count(facts, 'assets')} assets, ${count(facts, 'ids')} anchors`);
  assert.ok(count(facts, 'links') > facts.length, 'hardly any link was read');
  assertNone(await checkAllLinks(site, facts));
});
