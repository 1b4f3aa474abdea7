// In: the program, and copies of a small site that withholds things. Out: failure when a save does not show at once where the reader
// stands, when a mistake hides the page or is not explained, when the preview gives other bytes than the published site, and when
// what is for staff shows elsewhere or names a withheld value.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { promisify } from 'node:util';
import axe from 'axe-core';
import { openBrowser } from './lib/browser.mjs';
import { preview } from './lib/preview.mjs';
import { programOf } from './lib/themes.mjs';

const PAGE = 'content/about.ja.md';
const browser = await openBrowser();
const everyday = await preview('hidden');
const forStaff = await preview('hidden', '--staff');

after(async () => {
  await browser.close();
  await everyday.close();
  await forStaff.close();
});

async function open(site, pathname, options = {}) {
  const page = await browser.newPage({ viewport: { width: 700, height: 400 }, reducedMotion: 'reduce', ...options });
  page.said = [];
  page.on('console', (message) => page.said.push(message.text()));
  page.on('pageerror', (error) => page.said.push(error.message));
  await page.goto(site.origin + pathname, { waitUntil: 'load' });
  return page;
}

const axeProblems = async (page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }));
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(' ')} ${node.failureSummary}`));
};

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

test('every file is the published one, byte by byte; a tab has one line more', async () => {
  const out = `${everyday.folder}-public`;
  await promisify(execFile)(programOf(), ['build', '--site', everyday.folder, '--out', out]);
  for (const name of (await filesBelow(out)).filter((file) => file !== 'manifest.json')) {
    const served = Buffer.from(await (await fetch(`${everyday.origin}/${name}`)).arrayBuffer());
    assert.ok(served.equals(await readFile(path.join(out, name))), name);
  }
  const published = await readFile(path.join(out, 'ja/about/index.html'), 'utf8');
  const opened = await (await fetch(`${everyday.origin}/ja/about/`, { headers: { 'Sec-Fetch-Dest': 'document' } })).text();
  assert.equal(opened.replace('<script src="/_kohyo/live.js" defer></script>', ''), published);
  assert.notEqual(opened, published);
});

test('a save shows at once, where the reader stands', async () => {
  const page = await open(everyday, '/ja/about/');
  await page.evaluate(() => scrollTo(0, 350));
  await page.evaluate(() => { globalThis.before = true; });
  await everyday.edit(PAGE, '担当は', '書き直しました。担当は');
  await page.getByText('書き直しました。').waitFor();
  assert.equal(await page.evaluate(() => globalThis.before), undefined, 'the page was loaded anew');
  await page.waitForFunction(() => scrollY > 0);
  assert.equal(await page.evaluate(() => scrollY), 350);
  assert.deepEqual(page.said, []);
  await page.close();
});

// How many times the site was built so far, as the preview itself says.
async function builds(site) {
  const stop = new AbortController();
  const { body } = await fetch(`${site.origin}/_kohyo/events?path=/ja/`, { signal: stop.signal });
  const { value } = await body.getReader().read();
  stop.abort();
  return JSON.parse(new TextDecoder().decode(value).replace(/^data: /, '')).build;
}

test('a page that did not change is left alone', async () => {
  const page = await open(everyday, '/ja/indicators/');
  await page.evaluate(() => {
    globalThis.seen = [];
    document.addEventListener('kohyo-built', ({ detail }) => globalThis.seen.push(detail.build));
  });
  const before = await builds(everyday);
  await everyday.edit('content/404.ja.md', 'お探しの', '見つかりません。お探しの');
  // `seen` is gone when the page was loaded anew.
  await page.waitForFunction((count) => globalThis.seen?.some((build) => build > count) ?? true, before, { timeout: 20000 });
  assert.notEqual(await page.evaluate(() => globalThis.seen), undefined, 'the page was loaded anew');
  await page.close();
});

for (const [language, closes, why] of [['ja', '閉じる', '前に作れたときのページ'], ['en', 'Close', 'last good one']]) {
  test(`a mistake lies over the last good page, explained (${language})`, async (context) => {
    const page = await open(everyday, `/${language}/about/`);
    const right = await everyday.read(PAGE);
    context.after(() => everyday.write(PAGE, right));
    await everyday.edit(PAGE, 'nav = 3', 'navv = 3');
    const panel = page.getByRole('region', { name: /^指摘：エラー 1 件|^Findings: 1 error/ });
    await panel.waitFor();
    for (const words of ['K0102', `${PAGE}:4:1`, 'navv = 3', why]) await panel.getByText(words, { exact: false }).first().waitFor();
    assert.equal(await page.locator('h1').count(), 1, 'the last good page stays');
    assert.deepEqual(await axeProblems(page), []);
    await page.getByRole('button', { name: closes }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await panel.isVisible(), false);
    await page.getByRole('button', { name: /^指摘：エラー 1 件|^Findings: 1 error/ }).click();
    assert.equal(await panel.isVisible(), true);
    await everyday.write(PAGE, right);
    await panel.waitFor({ state: 'hidden' });
    await page.close();
  });
}

test('nobody but staff is told more', async () => {
  for (const name of ['staff.json?path=/ja/about/', 'staff.js']) {
    assert.equal((await fetch(`${everyday.origin}/_kohyo/${name}`)).status, 404, name);
    assert.equal((await fetch(`${forStaff.origin}/_kohyo/${name}`)).status, 200, name);
    const foreign = await fetch(`${forStaff.origin}/_kohyo/${name}`, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    assert.equal(foreign.status, 403, name);
  }
});

test('staff see what is withheld and why, what the audits say, and can look at the public page', async () => {
  const page = await open(forStaff, '/ja/about/', { viewport: { width: 1280, height: 800 } });
  // The bar counts when everything is drawn.
  await page.getByRole('button', { name: /^非公表 \d/ }).waitFor();
  const mark = page.locator('.prose .withheld').first();
  await mark.click();
  const about = page.getByRole('dialog', { name: '職員用の説明' });
  for (const words of ['W-2024-002', '情報公開法5条2号イ', `原稿: ${PAGE}`]) await about.getByText(words, { exact: false }).first().waitFor();
  assert.match(await mark.evaluate((node) => getComputedStyle(node).outlineStyle), /dashed/);
  assert.ok(await page.getByText('職員用', { exact: true }).first().isVisible(), 'the watermark');
  assert.match(await page.title(), /^【職員用】/);
  assert.deepEqual(await axeProblems(page), []);
  await page.getByRole('button', { name: '公開の見え方にする' }).click();
  assert.equal(await page.getByText('職員用', { exact: true }).first().isVisible(), false);
  assert.match(await mark.evaluate((node) => getComputedStyle(node).outlineStyle), /none/);
  await page.close();
  const figures = await open(forStaff, '/en/indicators/mini/investment/');
  await figures.getByRole('button', { name: /^staff: consistent/ }).first().click();
  await figures.getByRole('dialog', { name: 'For staff' }).getByText(/consistent: .*[÷+−×]/).first().waitFor();
  await figures.getByRole('button', { name: /no more can be said/ }).first().waitFor();
  assert.deepEqual(figures.said, []);
  await figures.close();
});

test('a leak is told to staff with its derivation, to others as a count', async () => {
  const file = 'data/2024/mini/results.toml';
  const right = await forStaff.read(file);
  // With the progress in the open, anyone can compute the figure.
  await forStaff.write(file, right.replace('777億円', '9億円').replace('[[result]]', '[[result]]\nshow_derived = true'));
  const page = await open(forStaff, '/ja/indicators/mini/investment/');
  await page.getByText('K0520').waitFor();
  await page.getByRole('button', { name: '閉じる' }).first().click();
  await page.getByRole('button', { name: /推論/ }).first().click();
  await page.getByText('非公表の数値が推論できます').waitFor();
  await page.close();
  await forStaff.write(file, right);
});

test('nothing is written to disk', async () => {
  const fixture = await filesBelow(path.join(import.meta.dirname, '../fixtures/hidden'));
  assert.deepEqual(await filesBelow(forStaff.folder), fixture);
});
