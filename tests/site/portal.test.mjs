// In: the sources of the worked site, and a second site. Out: failure where a portal over both does not do what a reader expects: hits of
// both in one order, only the sites that hold the words asked, results that lead on, a silent site said and passed over. Three servers.
import assert from 'node:assert/strict';
import test, { after, describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openBrowser, visit } from './lib/browser.mjs';
import { LANGUAGES } from './lib/kinds.mjs';
import { checkAccess, checkNarrow, checkWithoutScript } from './lib/page.mjs';
import { openPortal, openScripts } from './lib/portal.mjs';
import { assertNone } from './lib/problems.mjs';
import { dice, linesOf, openIndex, queriesOf } from './lib/search.mjs';
import { checkHtml } from './lib/vnu.mjs';

const BOTH = { ja: '数値目標', en: 'targets' };
const ONE = { ja: '再生医療', en: 'regenerative medicine' };
// Bytes of a first visit with a query: of the portal itself, and of each site that it asks.
const BUDGET = { portal: 30_000, site: 30_000 };
const NAME = { ja: 'みなと', en: 'Minato' };

const { portal, worked, second, publishAgain, close } = await openPortal();
const browser = await openBrowser();

after(async () => {
  await browser.close();
  await close();
});

const settled = (page) => page.waitForSelector('#results[data-state=done]', { state: 'attached' });
const results = (page) => page.$eval('#results', ({ dataset }) => ({ ...dataset }));
const origins = (page) => page.$$eval('.result', (links) => links.map(({ origin }) => origin));

// The page of the portal; what it says to the console is a failure.
async function within(address, act, { expected = /^$/, ...options } = {}) {
  const visited = await visit(browser, portal.origin, address, options);
  try {
    await act(visited.page, visited);
    assert.deepEqual(visited.said.filter((text) => !expected.test(text)), []);
  } finally {
    await visited.close();
  }
}

const search = (language, q, act, options) => within(`/${language}/?${new URLSearchParams({ q })}`, async (page, visited) => {
  await settled(page);
  await act(page, visited);
}, { language, ...options });

for (const language of LANGUAGES)
  describe(language, () => {
    test('the form finds pages of both sites, and each result says whose it is', () => within(`/${language}/`, async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type(BOTH[language]);
      await page.keyboard.press('Enter');
      await settled(page);
      assert.equal(new URL(page.url()).searchParams.get('q'), BOTH[language]);
      const { kind, count } = await results(page);
      assert.equal(kind, 'exact');
      assert.ok(Number(count) > 10, count);
      while (await page.locator('#results > button').count()) {
        await page.locator('#results > button').first().click();
        await settled(page);
      }
      const found = await page.$$eval('.results > li', (items) => items.map((item) => [item.querySelector('a').origin, item.querySelector('.result-facts span').textContent]));
      assert.equal(found.length, Number(count));
      assert.deepEqual(new Set(found.map(([origin]) => origin)), new Set([worked.origin, second.origin]));
      for (const [origin, name] of found) assert.equal(name === NAME[language], origin === second.origin, `${origin}: ${name}`);
    }, { language }));

    test('a result leads to the page of its site, at the words', () => search(language, BOTH[language], async (page) => {
      const to = await page.$eval('.result', ({ href }) => href);
      assert.match(to, /#:~:text=/);
      await page.locator('.result').first().click();
      await page.waitForURL((url) => url.origin !== portal.origin);
      assert.equal(page.url().split('#')[0], to.split('#')[0]);
      assert.ok((await page.locator('h1').textContent()).length > 0);
      await page.goBack();
      await settled(page);
    }));

    test('a site that cannot hold the words is not asked', () => search(language, ONE[language], async (page, { requests }) => {
      assert.equal((await results(page)).kind, 'exact');
      assert.deepEqual(new Set(await origins(page)), new Set([worked.origin]));
      assert.deepEqual(requests.filter((url) => url.startsWith(second.origin)), []);
    }));

    test('what no site holds is found nowhere, without a request to any', () => search(language, 'qqqqqq', async (page, { requests }) => {
      assert.equal((await results(page)).kind, 'none');
      assert.deepEqual(requests.filter((url) => !url.startsWith(portal.origin)), []);
    }));

    test('the page is accessible, narrow, and whole without script', async () => {
      for (const width of [1280, 375]) {
        assertNone((await checkAccess(browser, portal.origin, `/${language}/`, { width, schemes: ['light', 'dark'], language })).problems);
        const { problems } = await checkAccess(browser, portal.origin, `/${language}/?${new URLSearchParams({ q: BOTH[language] })}`, { width, schemes: ['light', 'dark'], language });
        assertNone(problems.filter(({ check }) => check !== 'request-outside'));
      }
      assertNone(await checkNarrow(browser, portal.origin, `/${language}/?${new URLSearchParams({ q: BOTH[language] })}`));
      assertNone(await checkWithoutScript(browser, portal.origin, `/${language}/`));
      assertNone((await checkAccess(browser, portal.origin, `/${language}/404.html`, { width: 375, schemes: ['light'], language })).problems);
    });

    test('the switch of languages keeps the question', () => search(language, 'FY2024', async (page) => {
      await page.locator('.languages a').click();
      await settled(page);
      assert.equal(new URL(page.url()).searchParams.get('q'), 'FY2024');
    }));

    test('a first visit stays small', (t) => search(language, BOTH[language], async (page, { requests }) => {
      const sent = async ({ site, origin }) => {
        const asked = requests.map((url) => new URL(url)).filter((url) => url.origin === origin).map(({ pathname }) => pathname);
        const files = new Set(asked.map((file) => (file.endsWith('/') ? `${file}index.html` : file).slice(1)));
        const sizes = await Promise.all([...files].map(async (file) => gzipSync(await site.bytes(file)).length));
        return { files: files.size, bytes: sizes.reduce((all, size) => all + size, 0) };
      };
      const [own, first, other] = await Promise.all([portal, worked, second].map(sent));
      const say = ({ files, bytes }) => `${files} files, ${bytes} bytes`;
      t.diagnostic(`of the portal ${say(own)}; of the worked site ${say(first)}; of the second ${say(other)}`);
      assert.ok(own.bytes < BUDGET.portal && first.bytes < BUDGET.site && other.bytes < BUDGET.site);
    }));
  });

// The directory may send a reader to a site in vain, and must not keep all back that hold a query: as a page of the portal asks it, first
// for the words as they were typed, and only where no site has a page with them for longer words, the other kana and most of them.
test('whatever a site holds, the directory leads to one that does', async (t) => {
  const scripts = await openScripts(portal.site);
  let [exact, asked, held] = [0, 0, 0];
  for (const language of LANGUAGES) {
    const [, folder] = /data-terms="\/([^"]+)"/.exec(await portal.site.text(`${language}/index.html`));
    const { exact: typed, wide } = scripts.portal.directory((name) => portal.site.text(folder + name));
    const indexes = await Promise.all([worked, second].map(async ({ site }) => (await openIndex(scripts.search, site, language)).index));
    const lines = (await Promise.all([worked, second].map(({ site }) => linesOf(site, language)))).flat();
    for (const query of queriesOf(lines, 400, dice(7))) {
      const first = await typed(query);
      const kinds = await Promise.all(indexes.map(async (index) => (await index.find(query)).kind));
      const holders = kinds.flatMap((kind, site) => (kind === 'exact' ? site : []));
      if (!holders.length) continue;
      const sites = holders.some((site) => first.includes(site)) ? first : await wide(query);
      assert.ok(holders.some((site) => sites.includes(site)), `${query}: ${holders}, not ${sites}`);
      exact += 1;
      [asked, held] = [asked + sites.length, held + holders.filter((site) => sites.includes(site)).length];
    }
  }
  t.diagnostic(`${exact} queries that a site holds: ${asked} sites asked, ${held} of them hold it`);
  assert.ok(exact > 300 && held / asked > 0.8);
});

test('every page of the portal is valid HTML', async () => {
  const { problems } = await checkHtml(portal.site.pages.map(portal.site.diskPath), portal.site.root);
  assertNone(problems);
});

test('a site that was published again is found, though the portal was not built again', async () => {
  const index = async () => JSON.parse(await second.site.text('site.json')).search.ja.folder;
  const before = await index();
  await publishAgain('見本市が、計画の目標と実績', '見本市が、計画の数値目標と実績');
  assert.notEqual(await index(), before, 'another text has another index');
  await search('ja', '見本市 数値目標', async (page) => {
    assert.ok((await page.$$eval('.result', (links) => links.map(({ href }) => href))).some((href) => href.startsWith(`${second.origin}/ja/about/`)));
  });
});

test('a site that does not answer is said, and does not stop the others', async () => {
  await second.stop();
  await search('ja', BOTH.ja, async (page) => {
    assert.ok((await page.locator('.portal-silent').textContent()).includes(NAME.ja));
    assert.deepEqual(new Set(await origins(page)), new Set([worked.origin]));
    const before = Number((await results(page)).count);
    await second.begin();
    await page.locator('.portal-silent button').click();
    await page.waitForFunction(() => !document.querySelector('.portal-silent'));
    assert.ok(Number((await results(page)).count) > before);
  }, { expected: /ERR_CONNECTION_REFUSED/ });
});

test('without its directory the portal says so', async () => {
  await within('/ja/', async (page) => {
    await page.route('**/terms/**', (route) => route.abort());
    await page.locator('.site-search [name=q]').fill(BOTH.ja);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#results[data-state=error]');
    await page.unroute('**/terms/**');
    await page.locator('#results button').click();
    await settled(page);
    assert.equal((await results(page)).kind, 'exact');
  }, { expected: /ERR_FAILED/ });
});
