// In: the built site, and a site of somebody else on another port. Out: failure when the other site cannot show a page to embed, or
// can show any other page, and when a path has two policies.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test, { after } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { checkOnePolicy, headersFor, readHeaders } from './lib/netlify.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { openSite } from './lib/site.mjs';

const site = await openSite();
const browser = await openBrowser();
// Two hosts that read the same rules in two ways.
const server = await serve(site);
const thorough = await serve(site, { all: true });
const { headers } = await readHeaders(undefined, [site.diskPath('_headers')]);

// A page that shows an address of ours in a frame; with `strict` it demands of what it shows that it agrees.
const other = createServer((request, response) => {
  const { searchParams } = new URL(request.url, 'http://other.invalid');
  if (searchParams.has('strict')) response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(`<!DOCTYPE html><title>x</title><iframe src="${searchParams.get('shown')}" width="800" height="900"></iframe>`);
});
await new Promise((ready) => other.listen(0, '127.0.0.1', ready));

after(async () => {
  await browser.close();
  await server.close();
  await thorough.close();
  other.close();
  other.closeAllConnections();
});

async function framed(shown, query = '') {
  const page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
  await page.goto(`http://127.0.0.1:${other.address().port}/?shown=${encodeURIComponent(shown)}${query}`, { waitUntil: 'load' });
  const [, frame] = page.frames();
  const seen = await frame.locator('svg[role=img]:visible').count().catch(() => 0);
  const result = { seen, url: frame.url() };
  await page.close();
  return result;
}

const EMBED = '/embed/ja/keihin-2022/indicators-investment/';
const REFUSED = ['/', '/ja/', '/en/indicators/keihin-2022/investment/', '/404.html', '/data/keihin-2022/indicators.json', '/charts/keihin-2022/indicators.ja.svg'];
const HOSTS = [['the last rule', server], ['every rule', thorough]];

for (const [way, { origin }] of HOSTS) {
  for (const query of ['', '&strict'])
    test(`a page of another site shows a figure${query && ' and asks for agreement'}, where ${way} holds`, async () => {
      assert.deepEqual(await framed(origin + EMBED, query), { seen: 1, url: origin + EMBED });
    });

  test(`a page of another site can show nothing else, where ${way} holds`, async () => {
    for (const path of REFUSED) {
      const { seen, url } = await framed(origin + path);
      assert.equal(seen, 0, path);
      assert.match(url, /^chrome-error:/, path);
    }
  });
}

test('every path has one policy, however a host merges rules', () => {
  assertNone(checkOnePolicy(headers, site));
  assert.match(headersFor(headers, '/no/such/page/')['Content-Security-Policy'] ?? '', /^default-src 'self'; script-src 'self';/);
});

test('a figure in a frame leads back to its place and says whose it is', async () => {
  const page = await browser.newPage();
  await page.goto(server.origin + EMBED);
  const link = page.locator('.embed-foot a');
  assert.equal(await link.getAttribute('href'), '/ja/indicators/keihin-2022/investment/#k_figure_indicators-investment');
  assert.equal(await page.locator('base').getAttribute('target'), '_top');
  assert.match(await page.locator('.embed-foot').innerText(), /健康・医療クラスターの目標と実績[\s\S]*非公式な見本/);
  assert.equal(await page.locator('meta[name=robots]').getAttribute('content'), 'noindex');
  assert.match(await page.locator('link[rel=canonical]').getAttribute('href'), /\/ja\/indicators\/keihin-2022\/investment\/$/);
  await link.click();
  await page.waitForURL('**/ja/indicators/keihin-2022/investment/#k_figure_indicators-investment');
  await page.close();
});
