// In: the built site. Out: failure for every picture whose words touch, leave the picture or are too small,
// and for figures that show both or none of their two sizes. Every page with a picture, on phone and desk.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { checkCharts } from './lib/charts.mjs';
import { readFacts } from './lib/facts.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, openSite } from './lib/site.mjs';

const site = await openSite();
const browser = await openBrowser();
const server = await serve(site);
// Pages to embed hold the very bytes of the pictures on these pages (figures.test.mjs).
const pages = (await readFacts(site, browser)).filter(({ pictures, kind }) => pictures > 0 && kind !== 'embed');

after(async () => {
  await browser.close();
  await server.close();
});

async function checkAll(width) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const total = { problems: [], pictures: 0, texts: 0 };
  for (const { file } of pages) {
    const { problems, pictures, texts } = await checkCharts(page, server.origin, addressOf(file));
    total.problems.push(...problems);
    total.pictures += pictures;
    total.texts += texts;
  }
  await page.close();
  return total;
}

for (const width of [375, 1280])
  test(`words in pictures can be read at ${width} px`, async (t) => {
    const { problems, pictures, texts } = await checkAll(width);
    t.diagnostic(`${pages.length} pages, ${pictures} pictures, ${texts} visible lines of text`);
    assert.ok(texts > 0, 'no picture with words was seen');
    assertNone(problems);
  });
