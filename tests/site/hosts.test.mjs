// In: the sources of the site. Out: failure when another host would answer otherwise than Netlify: a real nginx with the rules that
// kohyo writes for it, and hosts that take files alone.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import { nginx } from './lib/nginx.mjs';
import { serve } from './lib/server.mjs';
import { REPOSITORY, addressOf, openSite } from './lib/site.mjs';
import { programOf } from './lib/themes.mjs';

const RULES = ['_headers', '_redirects', 'nginx.conf', '.nojekyll', 'manifest.json'];
const SAME = [
  'content-type', 'location', 'cache-control', 'x-content-type-options', 'referrer-policy', 'permissions-policy',
  'cross-origin-opener-policy', 'cross-origin-embedder-policy', 'cross-origin-resource-policy', 'strict-transport-security',
  'x-frame-options', 'access-control-allow-origin',
];
const OF_FOLDERS = ['cache-control', 'cross-origin-resource-policy', 'x-frame-options', 'access-control-allow-origin'];

const netlify = await openSite();
const folder = await mkdtemp(path.join(tmpdir(), 'kohyo-hosts-'));

async function builtFor(host) {
  const out = path.join(folder, host);
  execFileSync(programOf(), ['build', '--host', host, '--site', REPOSITORY, '--out', out], { stdio: 'pipe' });
  return openSite(out);
}

// One file of each folder at the root and each kind, and addresses at which nothing stands.
function addresses(site) {
  const chosen = new Map();
  for (const file of site.paths.filter((each) => !RULES.includes(each))) {
    const kind = `${file.split('/').slice(0, -1)[0] ?? file} ${path.extname(file)}`;
    if (!chosen.has(kind)) chosen.set(kind, addressOf(file));
  }
  return [...chosen.values(), '/', '/ja/no-such-page/', '/en/no-such-page/', '/no-such-page', '/ja/reports/latest/', '/embed/no', '/data/no/'];
}

const ask = (origin, address, headers = {}) => fetch(origin + address, { redirect: 'manual', headers });

// fetch tidies an address up before it asks; this one asks as it is told.
function askExactly(origin, address) {
  return new Promise((resolve, reject) => {
    request(origin, { path: address }, (answer) => { answer.resume(); resolve(answer.statusCode); }).on('error', reject).end();
  });
}

after(() => rm(folder, { recursive: true, force: true }));

describe('nginx', () => {
  let server;
  let like;
  before(async () => {
    server = await nginx((await builtFor('nginx')).root);
    like = await serve(netlify);
  });
  after(async () => {
    await server.close();
    await like.close();
  });

  test('every kind of file is answered as on Netlify', async () => {
    for (const address of addresses(netlify)) {
      const [here, there] = await Promise.all([ask(server.origin, address), ask(like.origin, address)]);
      assert.equal(here.status, there.status, address);
      // What nginx tells by the end of a name, Netlify is told for open data alone.
      const said = (answer, name) => answer.headers.get(name)?.replace(address.startsWith('/data/') ? '' : '; header=present', '') ?? null;
      // An answer that leads on has no bytes that anybody reads.
      const leads = [301, 302].includes(there.status);
      // What is missing is a page: nginx says of it what it says of pages, Netlify what it says of the folder, or nothing.
      const own = there.status === 404 ? OF_FOLDERS : leads ? ['content-type'] : [];
      const names = SAME.filter((each) => !own.includes(each));
      for (const name of names) assert.equal(said(here, name), said(there, name), `${address} ${name}`);
      const body = (answer) => answer.arrayBuffer().then((bytes) => Buffer.from(bytes));
      const [mine, other] = await Promise.all([body(here), body(there)]);
      if (!leads) assert.ok(mine.equals(other), `${address}: other bytes`);
      // Netlify merges two policies of which the second says all that the first does; nginx sends the second.
      const policy = there.headers.get('content-security-policy').split(', ').at(-1).split('; frame-ancestors')[0];
      const frames = address.startsWith('/embed/') && there.status === 200 ? '*' : "'none'";
      assert.equal(here.headers.get('content-security-policy'), `${policy}; frame-ancestors ${frames}`, address);
    }
  });

  test('the door opens in the language of the browser', async () => {
    for (const [language, to] of [['en-GB,en;q=0.8', '/en/'], ['ja', '/ja/'], ['fr', '/ja/']]) {
      const answer = await ask(server.origin, '/', { 'Accept-Language': language });
      assert.deepEqual([answer.status, answer.headers.get('location')], [302, to], language);
    }
  });

  test('its rules are not served, and nothing outside of the site', async () => {
    for (const address of ['/nginx.conf', '/../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/ja/%2e%2e/nginx.conf', '//nginx.conf']) {
      assert.ok([400, 404].includes(await askExactly(server.origin, address)), address);
    }
    assert.equal((await ask(server.origin, '/assets/')).status, 403, 'no listing');
    const folderWithoutSlash = await ask(server.origin, '/ja');
    assert.deepEqual([folderWithoutSlash.status, folderWithoutSlash.headers.get('location')], [301, '/ja/']);
  });

  test('texts are packed, parts are sent, and what did not change is not', async () => {
    const packed = await ask(server.origin, '/ja/', { 'Accept-Encoding': 'gzip' });
    assert.deepEqual([packed.headers.get('content-encoding'), packed.headers.get('vary')], ['gzip', 'Accept-Encoding']);
    const csv = netlify.paths.find((file) => file.startsWith('data/') && file.endsWith('.csv'));
    const part = await ask(server.origin, `/${csv}`, { Range: 'bytes=0-9' });
    assert.deepEqual([part.status, (await part.arrayBuffer()).byteLength], [206, 10]);
    const whole = await ask(server.origin, `/${csv}`, { 'Accept-Encoding': 'identity' });
    const again = await ask(server.origin, `/${csv}`, { 'If-None-Match': whole.headers.get('etag'), 'Accept-Encoding': 'identity' });
    assert.equal(again.status, 304);
  });
});

// Every file that no host has for itself, with its hash.
const shared = ({ files }) => Object.entries(files).filter(([file]) => !RULES.includes(file));
const manifest = netlify.text('manifest.json').then(JSON.parse);

test('each host gets its own rules, and beside them the same site', async () => {
  const own = { netlify: '_headers', nginx: 'nginx.conf', plain: '.nojekyll' };
  for (const [host, rules] of Object.entries(own)) {
    const site = await builtFor(host);
    assert.deepEqual(site.paths.filter((file) => file in { _headers: 0, 'nginx.conf': 0, '.nojekyll': 0 }), [rules], host);
    assert.deepEqual(shared(JSON.parse(await site.text('manifest.json'))), shared(await manifest), host);
  }
});
