// In: this repository and the built site. Out: failure when Netlify would read netlify.toml otherwise than
// meant, or when its own build program cannot build a clone of the repository to the same bytes.
import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { copyCheckout } from './lib/copy.mjs';
import {
  checkConfig, checkHeaders, checkImmutable, checkOnePlace, checkRedirects,
  readConfig, readHeaders, readRedirects, runBuild,
} from './lib/netlify.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { REPOSITORY, fileAt, openSite } from './lib/site.mjs';

test('the configuration names the build command and the folder', async () => {
  assertNone(checkConfig(await readConfig(REPOSITORY), REPOSITORY));
});

test('the headers parse and protect the reader', async () => {
  const site = await openSite();
  assert.ok(site.has('_headers'), 'the site has no _headers file');
  assertNone(checkHeaders(await readHeaders(undefined, [site.diskPath('_headers')])));
});

test('the redirects parse and lead to the right language', async () => {
  assertNone(checkRedirects(await readRedirects(REPOSITORY)));
});

test('the headers fit the built site', async () => {
  const site = await openSite();
  const { headers: inToml } = await readHeaders(REPOSITORY);
  const { headers } = await readHeaders(undefined, [site.diskPath('_headers')]);
  assertNone([...checkImmutable(headers, site), ...checkOnePlace(inToml)]);
});

test('the redirects of the built site lead to its pages, past the pages that lead on', async () => {
  const site = await openSite();
  assert.ok(site.has('_redirects'), 'the site has no _redirects');
  const { redirects, errors } = await readRedirects(undefined, [site.diskPath('_redirects')]);
  assert.deepEqual(errors, []);
  for (const { path: from, to, status, force } of redirects) {
    assert.ok([301, 302].includes(status) && force, `${from} ${status}`);
    assert.ok(fileAt(site, to), `${from} leads to ${to}`);
    assert.match(await site.text(fileAt(site, from)), /data-kind="moved"/, from);
  }
  assert.ok(redirects.some(({ path: from, to }) => from === '/ja/reports/latest/' && to === '/ja/reports/fy2024/'));
});

test('the address of the newest report leads to it', async (t) => {
  const server = await serve(await openSite());
  t.after(server.close);
  const response = await fetch(`${server.origin}/en/reports/latest/`, { redirect: 'manual' });
  assert.deepEqual([response.status, response.headers.get('location')], [302, '/en/reports/fy2024/']);
});

test('open data have the types that their programs expect', async (t) => {
  const server = await serve(await openSite());
  t.after(server.close);
  const typeOf = async (file) => (await fetch(`${server.origin}/data/${file}`)).headers.get('content-type');
  assert.equal(await typeOf('keihin-2022/indicators.csv'), 'text/csv; charset=utf-8; header=present');
  assert.equal(await typeOf('keihin-2022/indicators.csv-metadata.json'), 'application/json; charset=utf-8');
  assert.equal(await typeOf('catalog.jsonld'), 'application/ld+json');
});

test('a missing page is answered in the language of its address', async (t) => {
  const server = await serve(await openSite());
  t.after(server.close);
  for (const language of ['ja', 'en']) {
    const response = await fetch(`${server.origin}/${language}/no-such-page/`);
    assert.equal(response.status, 404);
    assert.match(await response.text(), new RegExp(`<html[^>]*lang="?${language}`));
  }
  const elsewhere = await fetch(`${server.origin}/no-such-page`);
  assert.equal(elsewhere.status, 404);
  assert.match(await elsewhere.text(), /<html/);
});

test('Netlify builds a clone of the repository to the same bytes', async (t) => {
  // The compiled dependencies of this checkout are used again; what differs between two builds is the site only.
  process.env.CARGO_TARGET_DIR ??= path.join(REPOSITORY, 'target');
  const { folder, remove } = await copyCheckout(REPOSITORY);
  t.after(remove);
  const { success, output } = await runBuild(folder);
  assert.ok(success, output);
  await access(path.join(folder, 'public/index.html'));
  const site = await openSite();
  const manifests = [await site.text('manifest.json'), await readFile(path.join(folder, 'public/manifest.json'), 'utf8')];
  assert.equal(manifests[1], manifests[0], 'manifest.json differs: rebuild public/ or find what is not deterministic');
});
