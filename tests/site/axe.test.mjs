// In: the built site. Out: failure for what keeps people out: axe findings, console messages, requests to
// others, sideways scrolling on a small phone, and words that are missing without script.
// One page of every kind in both languages, in two widths and two colour schemes.
import test, { after, describe } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { readFacts } from './lib/facts.mjs';
import { EXPECTED_KINDS, LANGUAGES } from './lib/kinds.mjs';
import { checkAccess, checkKinds, checkListed, checkNarrow, checkWithoutScript, readListed, samplePages } from './lib/page.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, openSite } from './lib/site.mjs';

const WIDTHS = [1280, 375];
const SCHEMES = ['light', 'dark'];

const site = await openSite();
const browser = await openBrowser();
const server = await serve(site);
const facts = await readFacts(site, browser);

after(async () => {
  await browser.close();
  await server.close();
});

test('every kind of page occurs in every language', () => {
  assertNone(checkKinds(facts, EXPECTED_KINDS, LANGUAGES));
});

test('the pages that the accessibility statement names are those tested here', async () => {
  assertNone(checkListed(facts, await readListed(browser, server.origin, '/ja/accessibility/result/')));
});

// Two pages at once: each waits for silence now and then, which costs time but no work.
describe('one page of every kind', { concurrency: 2 }, () => {
  for (const [name, { file, lang }] of [...samplePages(facts)].sort()) {
    const address = addressOf(file);
    describe(`${name}: ${address}`, { concurrency: 1 }, () => {
      for (const width of WIDTHS)
        test(`is accessible and quiet at ${width} px, ${SCHEMES.join(' and ')}`, async (t) => {
          const { problems, unsure } = await checkAccess(browser, server.origin, address, { width, schemes: SCHEMES, language: lang });
          if (unsure.length > 0) t.diagnostic(`for a person to judge: ${unsure.join(', ')}`);
          assertNone(problems);
        });
      test('does not scroll sideways at 320 px', async () => assertNone(await checkNarrow(browser, server.origin, address)));
      test('is complete without script', async () => assertNone(await checkWithoutScript(browser, server.origin, address)));
    });
  }
});
