// In: the built site. Out: failure where a table or list cannot be read, sorted, searched, taken away or cited.
// The largest page of every kind that lists something, in both languages; one browser.
import assert from 'node:assert/strict';
import test, { after, describe } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { LANGUAGES } from './lib/kinds.mjs';
import { sampleOf } from './lib/page.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, openSite } from './lib/site.mjs';
import { checkFile, checkFilter, checkNames, checkPlain, checkSort, checkStructure } from './lib/tables.mjs';

const KINDS = [
  'programs', 'businesses', 'regulation', 'products', 'withheld', 'corrections',
  'projects', 'timeline', 'comments', 'report', 'indicator', 'goals', 'schedule',
];
// What a reader does is the same in both languages, and looked at in the first.
const [FIRST] = LANGUAGES;

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
    describe(`${language} ${kind}`, () => {
      const file = chosen.get(`${language} ${kind}`)?.file;
      const address = file && addressOf(file);
      const holds = (check) => async () => assertNone(await check(browser, server.origin, address));

      test('is there', () => assert.ok(address));
      test('says what it is, and each row has an address', holds(checkStructure));
      test('is complete without script', holds(checkPlain));
      if (language === FIRST || kind === 'programs') {
        test('is sorted by keyboard', holds(checkSort));
        test('is chosen from, and the address keeps it', holds(checkFilter));
        test('is taken away as it is shown', holds(checkFile));
      }
      if (['programs', 'businesses'].includes(kind))
        test('stands in the order of names', async (t) => {
          const { problems, names } = await checkNames(browser, server.origin, address);
          t.diagnostic(`${names} names`);
          assert.ok(names > 1, 'no names were seen');
          assertNone(problems);
        });
    });
