// In: the built site. Out: failure for every figure that is not complete, for colours that cannot be told apart in any scheme, for
// pictures that a screen reader meets twice or not at all, for a PNG that is not the picture.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { after } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { checkEmbedded } from './lib/embed.mjs';
import { readFacts } from './lib/facts.mjs';
import { checkColours, checkExposed, checkFigures, readPng } from './lib/figures.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, openSite } from './lib/site.mjs';

const site = await openSite();
const browser = await openBrowser();
const server = await serve(site);
const facts = (await readFacts(site, browser)).filter(({ pictures }) => pictures > 0);
const [ordinary, embedded] = [facts.filter(({ kind }) => kind !== 'embed'), facts.filter(({ kind }) => kind === 'embed')];
// One of each kind of chart.
const KINDS = ['', 'indicators/keihin-2022/investment/', 'goals/osaka-2019/', 'schedule/fy2013/', 'support/'];
const samplesIn = (language) => KINDS.map((name) => `/${language}/${name}`);
const EMBED = '/embed/ja/keihin-2022/indicators-investment/';

after(async () => {
  await browser.close();
  await server.close();
});

// A headline has least room on a phone. What is in a figure is the same at any width.
test('every figure is complete and says its finding in two lines', async (t) => {
  const page = await browser.newPage({ viewport: { width: 375, height: 900 } });
  const found = { problems: [], ids: [] };
  for (const address of [...ordinary.map(({ file }) => addressOf(file)), EMBED]) {
    const { problems, figures } = await checkFigures(page, server.origin, address, site);
    found.problems.push(...problems);
    found.ids.push(...figures.map(({ id }) => `${address}#${id}`));
  }
  await page.close();
  t.diagnostic(`${ordinary.length} pages, ${found.ids.length - 1} figures`);
  assert.ok(found.ids.length > 1, 'no figure was seen');
  assert.equal(new Set(found.ids).size, found.ids.length, 'two figures share a place');
  assertNone(found.problems);
});

test('every figure has one page to embed, which holds it whole and nothing more', async (t) => {
  const { problems, largest } = await checkEmbedded(site, ordinary.map(({ file }) => file), embedded.map(({ file }) => file));
  t.diagnostic(`${embedded.length} pages, the largest ${largest} bytes (gzip) with all it loads`);
  assert.ok(embedded.length > 0, 'no page to embed was seen');
  assertNone(problems);
});

const CIRCUMSTANCES = [
  { scheme: 'light' },
  { scheme: 'dark' },
  { scheme: 'light', forced: 'active' },
  { scheme: 'dark', forced: 'active' },
  { media: 'print' },
];

for (const circumstances of CIRCUMSTANCES)
  test(`colours hold: ${JSON.stringify(circumstances)}`, async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const problems = [];
    let used = 0;
    for (const address of samplesIn('ja')) {
      const found = await checkColours(page, server.origin, address, circumstances);
      problems.push(...found.problems);
      used += found.used;
    }
    await page.close();
    assert.ok(used > 5 * KINDS.length, 'hardly any colour was read');
    assertNone(problems);
  });

test('a screen reader meets exactly one image in a figure, with name and description', async () => {
  for (const [width, addresses] of [[375, [...samplesIn('ja'), EMBED]], [1280, samplesIn('en')]]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const problems = [];
    for (const address of addresses) problems.push(...(await checkExposed(page, server.origin, address)));
    await page.close();
    assertNone(problems);
  }
});

test('the picture is saved as PNG, twice as large as the file for download', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const reader = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  for (const address of samplesIn('ja')) {
    await page.goto(server.origin + address, { waitUntil: 'load' });
    const list = page.locator('.downloads[data-png]').first();
    const svg = (await list.getAttribute('data-svg')).slice(1);
    const [download] = await Promise.all([page.waitForEvent('download'), list.getByRole('button').click()]);
    assert.equal(download.suggestedFilename(), svg.split('/').pop().replace(/svg$/, 'png'));
    const png = await readPng(reader, await readFile(await download.path()));
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(await site.text(svg));
    assert.deepEqual([png.width, png.height], [2 * Math.round(width), 2 * Math.round(height)], svg);
    assert.ok(png.colours > 20, `${svg}: ${png.colours} colours`);
    assert.deepEqual(png.corner, [255, 255, 255, 255], `${svg}: the ground is not white`);
  }
  assert.deepEqual(said, [], 'the policy lets the picture be drawn');
});

test('the code to embed is there without script, and copied with it', async () => {
  const [address] = samplesIn('ja');
  const quiet = await browser.newContext({ javaScriptEnabled: false });
  const plain = await quiet.newPage();
  await plain.goto(server.origin + address);
  await plain.locator('.chart-embed summary').first().click();
  const code = plain.locator('.chart-embed textarea').first();
  assert.ok(await code.isVisible());
  assert.match(await code.inputValue(), /^<iframe src="https:\/\/[^"]+\/embed\/ja\//);
  assert.equal(await plain.locator('figure button').count(), 0, 'buttons need the script');
  await quiet.close();

  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(server.origin + address);
  await page.locator('.chart-embed summary').first().click();
  await page.locator('.chart-embed button').first().click();
  await page.locator('.chart-embed [role=status]').first().filter({ hasText: 'コピーしました' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('.chart-embed textarea').first().inputValue());
  await context.close();
});
