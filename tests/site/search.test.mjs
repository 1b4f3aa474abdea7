// In: the built site. Out: failure where search does not do what a reader expects of it: by keyboard, with an input method, with filters,
// back and forward, on a slow or broken line, without script, and in the bytes of a first visit. One browser.
import assert from 'node:assert/strict';
import test, { after, describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openBrowser, visit } from './lib/browser.mjs';
import { LANGUAGES } from './lib/kinds.mjs';
import { checkAccess, checkNarrow } from './lib/page.mjs';
import { assertNone } from './lib/problems.mjs';
import { folderOf } from './lib/search.mjs';
import { serve } from './lib/server.mjs';
import { openSite } from './lib/site.mjs';

const KB = 1000;
// A first visit with a query that many pages answer.
const BUDGET = { script: 8 * KB, visit: 30 * KB };
const QUERY = { ja: '再生医療', en: 'regenerative medicine' };
const HOSTILE = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"', '"unclosed 医療', '\ud800', '\u0000', '%00', '!!!', 'x'.repeat(1000)];

const site = await openSite();
const browser = await openBrowser();
const server = await serve(site);

after(async () => {
  await browser.close();
  await server.close();
});

const settled = (page, state = 'done') => page.waitForSelector(`#results[data-state=${state}]`, { state: 'attached' });
const results = (page) => page.$eval('#results', ({ dataset }) => ({ ...dataset }));
const titles = (page) => page.$$eval('.result', (links) => links.map(({ textContent }) => textContent));
const field = (page) => page.locator('.site-search [name=q]');
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);

// A page of the site; what it says to the console is a failure.
async function within(address, act, options = {}) {
  const visited = await visit(browser, server.origin, address, options);
  const errors = [];
  try {
    await act(visited.page, visited);
    errors.push(...visited.said.filter((text) => !(options.expected ?? /^$/).test(text)));
  } finally {
    await visited.close();
  }
  assert.deepEqual(errors, []);
}

const search = (language, parameters, act, options) =>
  within(`/${language}/search/?${new URLSearchParams(parameters)}`, async (page, visited) => {
    await settled(page);
    await act(page, visited);
  }, { language, ...options });

for (const language of LANGUAGES)
  describe(language, () => {
    const q = QUERY[language];

    test('the form of any page leads to results', () => within(`/${language}/about/`, async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type(q);
      await page.keyboard.press('Enter');
      await settled(page);
      assert.deepEqual(query(page), { q });
      const { count, kind } = await results(page);
      assert.equal(kind, 'exact');
      assert.ok(Number(count) > 10, count);
      assert.equal((await titles(page)).length, 10);
      assert.ok((await page.locator('#results h2').textContent()).includes(count));
    }, { language }));

    test('each result says what it is, and marks what was found', () => search(language, { q }, async (page) => {
      const found = await page.$$eval('.results > li', (items) => items.map((item) => ({
        link: item.querySelector('a').getAttribute('href'),
        facts: item.querySelectorAll('.result-facts span').length,
        marks: [...item.querySelectorAll('mark')].map(({ textContent }) => textContent.toLowerCase()),
      })));
      for (const { link, facts, marks } of found) {
        assert.match(link, new RegExp(`^/${language}/`));
        assert.ok(facts > 0, link);
        assert.ok(marks.some((mark) => mark.includes(language === 'ja' ? '再生医療' : 'regenerative')), `${link}: ${marks}`);
      }
      assert.ok(found.some(({ link }) => link.includes('#:~:text=')));
    }));

    test('results stand on numbered pages, and on one where that is wanted', () => search(language, { q }, async (page) => {
      const { count } = await results(page);
      const first = await titles(page);
      await page.locator('.result-pages a', { hasText: /^2$/ }).click();
      await page.waitForFunction((title) => document.querySelector('.result')?.textContent !== title, first[0]);
      assert.equal(query(page).p, '2');
      assert.equal(await page.getAttribute('.results', 'start') ?? String(await page.$eval('.results', ({ start }) => start)), '11');
      await page.goBack();
      await page.waitForFunction((title) => document.querySelector('.result')?.textContent === title, first[0]);
      assert.deepEqual(await titles(page), first);
      await page.goto(`${server.origin}/${language}/search/?${new URLSearchParams({ q, all: '1' })}`);
      await settled(page);
      assert.equal((await titles(page)).length, Number(count));
    }));

    test('filters show exact counts, and stand in the address', () => search(language, { q }, async (page) => {
      await page.locator('.search-filter summary').click();
      const counted = () => page.$eval('select[name=kind]', ({ options }) => Array.from(options, ({ value, text }) => [value, Number(/[(（](\d+)[)）]$/.exec(text)?.[1] ?? NaN)]));
      await page.waitForFunction(() => /\d/.test(document.querySelector('select[name=kind]').options[1]?.text));
      const { count } = await results(page);
      const counts = (await counted()).filter(([value]) => value);
      assert.equal(counts.reduce((sum, [, n]) => sum + n, 0), Number(count), 'each page is of one kind');
      const [kind, n] = counts.find(([, number]) => number > 0);
      await page.selectOption('select[name=kind]', kind);
      await page.waitForFunction((wanted) => document.getElementById('results').dataset.count === wanted, String(n));
      assert.deepEqual(query(page), { q, kind });
      assert.equal((await page.$$('.result')).length, Math.min(10, n));
      await page.locator('.search-filter [type=reset]').click();
      await page.waitForFunction((wanted) => document.getElementById('results').dataset.count === wanted, count);
      assert.deepEqual(query(page), { q });
      await page.goBack();
      await page.waitForFunction((wanted) => document.getElementById('results').dataset.count === wanted, String(n));
      assert.equal(await page.$eval('select[name=kind]', ({ value }) => value), kind);
    }));

    test('results are accessible and quiet', async () => {
      const address = `/${language}/search/?${new URLSearchParams({ q, fy: '2024' })}`;
      for (const width of [1280, 375])
        assertNone((await checkAccess(browser, server.origin, address, { width, schemes: ['light', 'dark'], language })).problems);
      assertNone(await checkNarrow(browser, server.origin, address));
    });

    test('a first visit stays within its bytes', (t) => search(language, { q }, async (page, { requests }) => {
      const paths = requests.map((url) => new URL(url).pathname).map((path) => (path.endsWith('/') ? `${path}index.html` : path).slice(1));
      const sizes = await Promise.all([...new Set(paths)].filter((file) => !/\.svg$|print\.css$/.test(file)).map(async (file) => [file, gzipSync(await site.bytes(file)).length]));
      const sum = (pattern) => sizes.reduce((all, [file, size]) => all + (pattern.test(file) ? size : 0), 0);
      t.diagnostic(`html ${sum(/html$/)}, css ${sum(/css$/)}, js ${sum(/js$/)}, root ${sum(/root/)}, shards ${sum(/\/t\//)}, blocks ${sum(/\/b\//)}, all ${sum(/./)}`);
      assert.ok(sum(/search\.js$/) <= BUDGET.script, `${sum(/search\.js$/)} bytes of script`);
      assert.ok(sum(/./) <= BUDGET.visit, `${sum(/./)} bytes`);
      assert.ok(!paths.some((file) => file.endsWith('facets.txt')), 'facets are not read before somebody asks for them');
    }));
  });

test('keys lead through the results and back', () => search('ja', { q: QUERY.ja }, async (page) => {
  const on = () => page.evaluate(() => ['INPUT', 'A'].includes(document.activeElement.tagName) && [...document.querySelectorAll('.result')].indexOf(document.activeElement));
  await page.keyboard.press('/');
  assert.equal(await field(page).evaluate((element) => element === document.activeElement), true);
  for (const [key, place] of [['ArrowDown', 0], ['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', -1], ['ArrowDown', 0]]) {
    await page.keyboard.press(key);
    assert.equal(await on(), place, key);
  }
  await page.keyboard.press('Escape');
  assert.equal(await on(), -1);
  await page.keyboard.press('End');
  await page.keyboard.type('/');
  assert.equal(await field(page).inputValue(), `${QUERY.ja}/`, 'a letter like any other in the field');
  await page.keyboard.press('Escape');
  await settled(page, 'idle');
  assert.equal(await field(page).inputValue(), '');
  await page.keyboard.type(QUERY.ja);
  await settled(page);
  await page.keyboard.press('ArrowDown');
  await Promise.all([page.waitForURL((url) => !url.pathname.endsWith('/search/')), page.keyboard.press('Enter')]);
}));

test('while somebody types the address follows, and only what was submitted is a step back', () => within('/ja/search/', async (page) => {
  const steps = () => page.evaluate(() => history.length);
  const before = await steps();
  await field(page).pressSequentially('横浜', { delay: 20 });
  await settled(page);
  assert.deepEqual(query(page), { q: '横浜' });
  assert.equal(await steps(), before);
  await field(page).fill('川崎');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#results h2')?.textContent.includes('川崎'));
  assert.deepEqual(query(page), { q: '川崎' });
  assert.match(await page.title(), /^川崎/);
}));

test('an address that was submitted comes back', () => search('ja', { q: '横浜' }, async (page) => {
  await field(page).fill('川崎');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#results h2')?.textContent.includes('川崎'));
  await page.goBack();
  // Typing has replaced the address before Enter came, unless Enter came first.
  await page.waitForFunction(() => document.querySelector('#results h2')?.textContent.includes('横浜'));
  assert.equal(await field(page).inputValue(), '横浜');
  await page.goForward();
  await page.waitForFunction(() => document.querySelector('#results h2')?.textContent.includes('川崎'));
}));

test('the beginning of a word is enough while it is typed', () => within('/en/search/', async (page) => {
  await field(page).pressSequentially('regenera', { delay: 10 });
  await settled(page);
  assert.equal((await results(page)).kind, 'exact');
}, { language: 'en' }));

test('nothing runs while an input method composes', () => within('/ja/search/', async (page, { requests }) => {
  const session = await page.context().newCDPSession(page);
  await field(page).focus();
  const asked = requests.length;
  for (const text of ['い', 'いり', 'いりょ', 'いりょう']) {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(250);
  assert.equal((await results(page)).state, 'idle');
  assert.equal(requests.length, asked);
  assert.equal(new URL(page.url()).search, '');
  await session.send('Input.insertText', { text: '医療' });
  await settled(page);
  assert.deepEqual(query(page), { q: '医療' });
}));

test('related pages stand under words of their own', () => search('ja', { q: '再生医療特区' }, async (page) => {
  const { kind, count } = await results(page);
  assert.equal(kind, 'related');
  assert.equal(count, '0', 'they are no hits');
  assert.match(await page.locator('#results h2').textContent(), /^完全に一致するページはありません。近いページ/);
  assert.ok((await titles(page)).length > 0);
}));

test('where nothing is found, that is said', () => search('ja', { q: 'ぬるぽがっ' }, async (page) => {
  assert.deepEqual(await results(page), { state: 'done', kind: 'none', count: '0' });
  assert.match(await page.locator('#results h2').textContent(), /「ぬるぽがっ」を含むページはありません/);
  assert.ok(await page.locator('a[href="/ja/search/years/"]').isVisible());
}));

test('one line tells of the other language, when a reader comes to it', () => search('ja', { q: 'JSR' }, async (page, { requests }) => {
  const folder = await folderOf(site, 'en');
  await page.locator('#results > p').last().scrollIntoViewIfNeeded();
  const link = page.locator('#results a[href*="/en/search/"]');
  await link.waitFor();
  assert.ok(requests.some((url) => url.includes(folder)));
  await link.click();
  await settled(page);
  assert.ok(Number((await results(page)).count) > 0);
}));

test('the switch of languages keeps the query', () => search('ja', { q: 'JSR', fy: '2024' }, async (page) => {
  await page.locator('.languages a').click();
  await settled(page);
  assert.equal(new URL(page.url()).pathname, '/en/search/');
  assert.deepEqual(query(page), { q: 'JSR', fy: '2024' });
}));

test('an answer that comes too late is dropped', () => within('/ja/search/', async (page) => {
  let held = 0;
  await page.route('**/search/ja/*/t/*.txt', async (route) => {
    held += 1;
    // The first question waits longer than the second.
    await new Promise((done) => { setTimeout(done, held <= 2 ? 600 : 0); });
    await route.continue().catch(() => {});
  });
  await field(page).fill('臨床研究');
  await page.waitForTimeout(200);
  await field(page).fill('川崎');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#results h2')?.textContent.includes('川崎'));
  await page.waitForTimeout(700);
  assert.match(await page.locator('#results h2').textContent(), /川崎/);
  assert.ok((await page.$$eval('mark', (marks) => marks.map(({ textContent }) => textContent))).every((mark) => mark === '川崎'));
}));

test('a request that fails says so, and can be made again', () => within('/ja/search/', async (page) => {
  await page.route('**/search/ja/*/t/*.txt', (route) => route.abort());
  await field(page).fill('川崎');
  await page.keyboard.press('Enter');
  await settled(page, 'error');
  assert.match(await page.locator('#results').textContent(), /読み込めません/);
  assert.equal((await page.$$('.result')).length, 0);
  await page.unroute('**/search/ja/*/t/*.txt');
  await page.locator('#results button').click();
  await settled(page);
  assert.ok(Number((await results(page)).count) > 0);
}, { expected: /Failed to load resource/ }));

test('whatever is typed is text', () => within('/ja/search/', async (page) => {
  for (const text of HOSTILE) {
    await page.goto(`${server.origin}/ja/search/?q=${encodeURIComponent(text.toWellFormed())}`);
    await page.waitForSelector('#results:is([data-state=done], [data-state=idle])', { state: 'attached' });
    assert.equal(await page.locator('#results :is(script, img)').count(), 0, text);
  }
  await page.evaluate(() => {
    const input = document.querySelector('.site-search [name=q]');
    input.removeAttribute('maxlength');
    input.value = `\ud800 ${'医'.repeat(10000)}`;
    input.form.requestSubmit();
  });
  await settled(page);
}));

test('without script the page says so and leads to lists of all pages', async () => {
  await within('/ja/search/', async (page) => {
    assert.match(await page.locator('main').textContent(), /JavaScript/);
    assert.equal(await page.locator('.search-filter').isVisible(), false);
    const lists = await page.$$eval('[aria-labelledby=k_lists] a', (links) => links.map((link) => link.getAttribute('href')));
    assert.equal(lists.length, 4);
    const [root] = (await site.text(`${await folderOf(site, 'ja')}root.txt`)).split('\n');
    for (const list of lists) {
      await page.goto(server.origin + list);
      const paths = await page.$$eval('main section:not([aria-labelledby=k_others]) li a', (links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
      assert.equal(paths.length, Number(root.split(' ')[2]), `${list} has every page`);
    }
  }, { script: false });
});
