// In: the built site. Out: failure where the way from the front page over a target and its table to the file
// cannot be walked by the Tab key alone, or where a screen reader is not told of a place on it.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser } from './lib/browser.mjs';
import { LANGUAGES } from './lib/kinds.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { openSite } from './lib/site.mjs';
import { keyboardWalk, readerWalk, walkProblems } from './lib/walk.mjs';

const site = await openSite();
const browser = await openBrowser();
const server = await serve(site);

after(async () => {
  await browser.close();
  await server.close();
});

for (const language of LANGUAGES) {
  test(`the keyboard leads from the front page to the file (${language})`, async (t) => {
    const walk = await keyboardWalk(browser, server.origin, language);
    t.diagnostic(walk.legs.map(({ what, stops }) => `${what}: ${stops.length}`).join(', '));
    assertNone(walkProblems(`/${language}/`, walk));
  });
  test(`a screen reader is told of every place on the way (${language})`, async () => {
    const { home, places, table, files } = await readerWalk(browser, server.origin, language);
    for (const landmark of ['banner', 'main', 'contentinfo']) {
      assert.ok(home.some((line) => line.startsWith(`- ${landmark}`)), `${landmark} on the front page`);
      assert.ok(places.some((line) => line.startsWith(`- ${landmark}`)), `${landmark} on the page of the target`);
    }
    assert.match(table, /- caption: ./, 'the table has a caption');
    assert.match(table, /rowheader "./, 'rows have headings');
    assert.match(table, /columnheader "./, 'columns have headings');
    assert.match(files, /link ".*CSV.*"/, 'the file says its format');
  });
}
