// In: a built site, languages (none: both). Out: what search finds, how it ranks, what it sends and how long it takes, in Chromium
// with an empty cache under the policy of the site, as rows of a table for docs/search-measured.md.
//   KOHYO_PUBLIC=/path/to/public node search-measure.mjs ja
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser } from './lib/browser.mjs';
import { holders, seenPages } from './lib/found.mjs';
import { LANGUAGES } from './lib/kinds.mjs';
import { absent, known, stretches } from './lib/queries.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, openSite } from './lib/site.mjs';

const COUNTS = { known: Number(process.env.KNOWN ?? 150), stretches: Number(process.env.STRETCHES ?? 250), absent: 40, visits: Number(process.env.VISITS ?? 12) };
const mean = (list) => list.reduce((sum, each) => sum + each, 0) / Math.max(1, list.length);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const bytes = (n) => `${(n / 1000).toFixed(1)} KB`;

const documents = (site, language) =>
  site.pages.map(addressOf).filter((address) => address.startsWith(`/${language}/`) && !address.startsWith(`/${language}/search/`) && !address.endsWith('.html'));

// Asks the page as a reader does who opens an address; `all` for every answer on one page.
async function asked(page, origin, language, query, more = '') {
  await page.goto(`${origin}/${language}/search/?q=${encodeURIComponent(query)}${more}`);
  await page.waitForSelector('#results:is([data-state=done],[data-state=error])', { state: 'attached', timeout: 60000 });
  return page.evaluate(() => {
    const results = document.getElementById('results');
    const links = [...results.querySelectorAll('a.result')].map((link) => new URL(link.href).pathname);
    return { ...results.dataset, links };
  });
}

async function quality(page, origin, language, pages) {
  const rows = { found: 0, missed: 0, wrong: 0, none: 0, absentFound: 0, ranks: [] };
  const misses = [];
  for (const { query } of stretches(pages, language, COUNTS.stretches)) {
    const truth = new Set(holders(pages, query));
    const answer = await asked(page, origin, language, query, '&all=1');
    const links = answer.kind === 'exact' ? answer.links : [];
    const right = links.filter((link) => truth.has(link)).length;
    rows.found += right;
    rows.wrong += links.length - right;
    rows.missed += truth.size - right;
    if (truth.size > 0 && links.length === 0) rows.none += 1;
    if (right !== links.length || right !== truth.size) misses.push(`${JSON.stringify(query)}: ${right} right, ${links.length - right} wrong, ${truth.size - right} missed`);
  }
  for (const { query, page: wanted } of known(pages, language, COUNTS.known)) {
    const { links } = await asked(page, origin, language, query);
    const at = links.indexOf(wanted);
    rows.ranks.push(at < 0 ? 0 : 1 / (at + 1));
    if (at !== 0) misses.push(`${JSON.stringify(query)}: ${wanted} is ${at < 0 ? 'not on the first page' : `number ${at + 1}, behind ${links[0]}`}`);
  }
  for (const { query } of absent(COUNTS.absent)) {
    const { kind } = await asked(page, origin, language, query);
    if (kind === 'exact') rows.absentFound += 1;
  }
  return { ...rows, misses };
}

// Bytes of bodies as sent, and how many requests.
async function counted(context, use) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const sums = { bytes: 0, requests: 0, script: 0, index: 0 };
  const kinds = new Map();
  const refused = [];
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, response }) => kinds.set(requestId, response.url));
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    sums.bytes += encodedDataLength;
    if (/\/assets\/search\.js/.test(kinds.get(requestId))) sums.script += encodedDataLength;
    if (/\/search\/\w\w\/\w+\//.test(kinds.get(requestId))) sums.index += encodedDataLength;
  });
  session.on('Network.loadingFinished', () => { sums.requests += 1; });
  page.on('console', (message) => { if (message.type() === 'error') refused.push(message.text()); });
  const more = await use(page, sums);
  await page.close();
  return { ...sums, refused, ...more };
}

// A first visit with a query; then another query on the same page.
async function visit(browser, origin, language, [first, second]) {
  const context = await browser.newContext();
  const result = await counted(context, async (page, sums) => {
    await asked(page, origin, language, first);
    await page.waitForLoadState('networkidle');
    const before = { ...sums };
    await submitted(page, second);
    await page.waitForLoadState('networkidle');
    return { first: before, later: sums.bytes - before.bytes };
  });
  await context.close();
  return result;
}

// From Enter to the answer, on a page that stays.
const submitted = (page, query) =>
  page.evaluate(async (text) => {
    const form = document.querySelector('form[role=search]');
    const field = form.elements.q;
    const results = document.getElementById('results');
    field.value = text;
    const began = performance.now();
    await new Promise((done) => {
      const watch = new MutationObserver(() => {
        if (results.dataset.state !== 'done') return;
        watch.disconnect();
        done();
      });
      watch.observe(results, { attributes: true, childList: true });
      form.requestSubmit();
    });
    return performance.now() - began;
  }, query);

// Queries whose files are there already.
async function warm(page, origin, language, queries) {
  await asked(page, origin, language, queries[0]);
  for (const query of queries) await submitted(page, query);
  const times = [];
  for (const query of queries) times.push(await submitted(page, query));
  return times;
}

async function sizes(root, language) {
  const folder = path.join(root, 'search', language);
  let [files, sum] = [0, 0];
  for (const each of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!each.isFile()) continue;
    files += 1;
    sum += (await stat(path.join(each.parentPath ?? each.path, each.name))).size;
  }
  return { files, sum };
}

const site = await openSite();
const server = await serve(site);
const browser = await openBrowser();
const named = process.argv.slice(2);
for (const language of named.length > 0 ? named : LANGUAGES) {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/${language}/search/`);
  const pages = await seenPages(page, documents(site, language));
  const { found, missed, wrong, none, absentFound, ranks, misses } = await quality(page, server.origin, language, pages);
  const queries = known(pages, language, COUNTS.visits * 2, 4).map(({ query }) => query);
  const visits = [];
  for (let at = 0; at + 1 < queries.length; at += 2) visits.push(await visit(browser, server.origin, language, queries.slice(at, at + 2)));
  const times = await warm(page, server.origin, language, [...queries, ...stretches(pages, language, 40, 5).map(({ query }) => query)]);
  const { files, sum } = await sizes(site.root, language);
  const text = pages.reduce((all, { lines }) => all + lines.join('').length, 0);
  const rows = [
    ['pages, characters of text', `${pages.length}, ${text}`],
    ['recall, precision', `${(found / (found + missed)).toFixed(4)}, ${(found / (found + wrong)).toFixed(4)} (${found + missed} pages hold ${COUNTS.stretches} queries)`],
    ['queries that find nothing though pages hold them; that find what is nowhere', `${none}, ${absentFound}`],
    ['mean reciprocal rank of known pages', `${mean(ranks).toFixed(4)} (${ranks.length} queries)`],
    ['first visit with a query: mean, most', `${bytes(mean(visits.map(({ first }) => first.bytes)))}, ${bytes(Math.max(...visits.map(({ first }) => first.bytes)))}; ${mean(visits.map(({ first }) => first.requests)).toFixed(1)} requests`],
    ['of these from the index', bytes(mean(visits.map(({ first }) => first.index)))],
    ['later query: mean, most', `${bytes(mean(visits.map(({ later }) => later)))}, ${bytes(Math.max(...visits.map(({ later }) => later)))}`],
    ['script of search', bytes(Math.max(...visits.map(({ first }) => first.script)))],
    ['warm query: median, most', `${median(times).toFixed(1)} ms, ${Math.max(...times).toFixed(1)} ms (${times.length} queries)`],
    ['index', `${files} files, ${bytes(sum)} as stored`],
    ['requests that the policy refused, errors', `${visits.reduce((all, { refused }) => all + refused.length, 0)}`],
  ];
  console.log([`### ${language}`, '', '| measure | value |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`), ''].join('\n'));
  for (const miss of misses.slice(0, 60)) console.error(`${language} ${miss}`);
  await page.close();
}
await browser.close();
await server.close();
