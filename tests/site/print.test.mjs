// In: the built site. Out: failure where a page does not print as a document on A4: the report of FY2024 above all, and pages
// with long tables or withheld parts.
import assert from 'node:assert/strict';
import test, { after, describe } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { LANGUAGES } from './lib/kinds.mjs';
import { checkHeadings, checkRunning, checkSheets, checkTables, checkWithheld, checkWords, printed, squeeze } from './lib/paper.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { openSite } from './lib/site.mjs';

const REPORT = 'reports/fy2024/';
// Pages with tables of several sheets.
const LONG = ['programs/fy2013/', 'schedule/fy2013/', 'accessibility/result/'];
// Pages on which something is withheld; their tables are long too.
const WITHHELD = ['reports/fy2013/', 'withheld/'];
const MARKER = '［非公表］';
// What the front must say, by language.
const FRONT = {
  ja: ['令和6年度（2024年度）の評価', '神奈川県、横浜市、川崎市', '令和8年(2026年)11月20日', '（HTML）が原本です', 'https://kohyo.example/ja/reports/fy2024/', '公表されていない部分'],
  en: ['Evaluation for FY2024', 'Kanagawa Prefecture', '20 November 2026', '(HTML) is the original', 'https://kohyo.example/en/reports/fy2024/', 'What is withheld'],
};
const CONTENTS = { ja: '目次', en: 'Contents' };

const site = await openSite();
const browser = await openBrowser();
const server = await serve(site);
const print = (address, circumstances) => printed(browser, server.origin, address, circumstances);

after(async () => {
  await browser.close();
  await server.close();
});

for (const language of LANGUAGES) {
  const address = `/${language}/${REPORT}`;
  describe(`${address} on paper`, () => {
    let paper;
    // From a dark screen, which must leave no trace.
    test('is a document of A4 pages, black on white, with a front, contents and running titles', async (t) => {
      paper = await print(address, { language, scheme: 'dark' });
      t.diagnostic(`${paper.pages.length} pages`);
      assert.ok(paper.pages.length >= 6 && paper.pages.length <= 12, `${paper.pages.length} pages`);
      assertNone([...checkSheets(paper), ...checkRunning(paper), ...checkWords(paper), ...checkHeadings(paper)]);
      for (const words of FRONT[language]) assert.ok(squeeze(paper.pages[0]).includes(squeeze(words)), `the front lacks ${words}`);
      assert.ok(squeeze(paper.pages[1]).includes(squeeze(CONTENTS[language])), 'no contents behind the front');
    });
    test('parts no row and repeats heads', async () => assertNone(checkTables(await print(address, { language, mark: true }))));
    test('has everything without script too', async () => {
      const plain = await print(address, { language, script: false });
      assertNone(checkWords({ ...plain, said: paper.said }));
    });
  });
}

const sound = (paper) => [...checkSheets(paper), ...checkRunning(paper), ...checkTables(paper), ...checkHeadings(paper)];

for (const name of LONG)
  test(`/ja/${name} parts no row, repeats heads and keeps headings with their text`, async () =>
    assertNone(sound(await print(`/ja/${name}`, { mark: true }))));

for (const name of WITHHELD)
  test(`/ja/${name} prints what is withheld as words, and its tables whole`, async () => {
    const paper = await print(`/ja/${name}`, { mark: true });
    assert.ok(paper.said.withheld.includes(MARKER), 'nothing is withheld here');
    assertNone([...sound(paper), ...checkWithheld(paper)]);
  });
