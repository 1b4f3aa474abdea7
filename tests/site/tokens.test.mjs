// In: the themes and the npm package of デジタル庁デザインシステム. Out: failure when a token is not the package's, a colour stands
// outside of the token files, letters are of no known size, the style sheets grow heavy, or two colours stand too close.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after, describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openBrowser } from './lib/browser.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { REPOSITORY, openSite } from './lib/site.mjs';
import { buildWithTheme } from './lib/themes.mjs';
import { checkAccess } from './lib/page.mjs';
import { checkHtml } from './lib/vnu.mjs';
import { ASSETS, TOKENS, VENDORED, contrastProblems, fontSizes, literalColours, packageSizes, styleSheets, vendored } from './lib/tokens.mjs';

const PLAIN = path.join(REPOSITORY, 'themes/plain/assets');
const LIMIT = 12 * 1024;

test('the vendored tokens are those of the package', async () => {
  for (const [name, text] of Object.entries(await vendored()))
    assert.equal(await readFile(path.join(ASSETS, name), 'utf8'), text, `${name}: run "node tokens.mjs"`);
});

test('no colour stands outside of the token files', async () => {
  const sheets = await styleSheets([ASSETS, PLAIN]);
  assert.ok(sheets.length >= 5);
  const colours = sheets.filter(({ name }) => ![VENDORED, TOKENS].includes(name)).flatMap(({ name, css }) => literalColours(css).map((colour) => `${name}: ${colour}`));
  assert.deepEqual(colours, []);
});

test('a colour outside of the token files is seen', () => {
  const seen = ['a { color: #123 }', 'a { color: white; }', 'a { border: 1px solid rgb(0 0 0) }', 'a { background: linear-gradient(red, var(--a)) }', 'a { color: color-mix(in srgb, var(--a), var(--b)) }'];
  for (const css of seen) assert.equal(literalColours(css).length, 1, css);
  const fine = ['a { color: var(--red-1) }', 'a { color: currentcolor }', '#id a { color: CanvasText }', 'a { white-space: nowrap }', '/* red */ .green { fill: none }', "a { content: 'red' }"];
  for (const css of fine) assert.deepEqual(literalColours(css), [], css);
});

test('letters have the sizes of the design system, none below 14 px', async () => {
  const known = await packageSizes();
  // Paper has points.
  const sound = (size) => known.has(size) || /^[\d.]+pt$/.test(size);
  const strange = (await styleSheets([ASSETS, PLAIN])).flatMap(({ name, css }) => fontSizes(css).filter((size) => !sound(size)).map((size) => `${name}: ${size}`));
  assert.deepEqual(strange, []);
});

const browser = await openBrowser();
const plain = await buildWithTheme('plain');
const sites = { default: await openSite(), plain: await openSite(plain.folder) };
const servers = { default: await serve(sites.default), plain: await serve(sites.plain) };
after(async () => {
  await browser.close();
  await Promise.all(Object.values(servers).map((server) => server.close()));
  await plain.remove();
});

test('the style sheets of a page weigh at most 12 KB as they are sent', async (t) => {
  const page = await sites.default.text('ja/reports/fy2024/index.html');
  const sent = [...page.matchAll(/<link rel="stylesheet" href="\/([^"]+)"/g)].map(([, file]) => file);
  const sizes = await Promise.all(sent.map(async (file) => gzipSync(await sites.default.text(file), { level: 9 }).length));
  const weight = sizes.reduce((sum, size) => sum + size, 0);
  t.diagnostic(`${weight} bytes in ${sent.length} files`);
  assert.ok(sent.length >= 3 && weight <= LIMIT, `${weight} bytes`);
});

describe('colours', () => {
  for (const [theme, { origin }] of Object.entries(servers))
    for (const scheme of ['light', 'dark'])
      test(`of ${theme} stand apart: ${scheme}`, async () => assertNone(await contrastProblems(browser, origin, theme, scheme)));
});

// The second theme, on the pages that differ most.
describe('the plain theme', () => {
  for (const address of ['/ja/', '/en/indicators/', '/ja/withheld/', '/en/programs/fy2024/'])
    test(`is accessible: ${address}`, async () => {
      for (const [width, scheme] of [[375, 'light'], [1280, 'dark']])
        assertNone((await checkAccess(browser, servers.plain.origin, address, { width, schemes: [scheme] })).problems);
    });
  test('is valid HTML', async () => {
    const pages = ['ja/index.html', 'en/indicators/index.html', 'ja/withheld/index.html', 'en/404.html', 'index.html'];
    assertNone((await checkHtml(pages.map(sites.plain.diskPath), sites.plain.root)).problems);
  });
});
