// In: a built site, languages (none: both). Out: what search finds, how it ranks, what it sends and how long it takes, in Chromium
// with an empty cache under the policy of the site, as rows of a table for docs/search-measured.md.
//   KOHYO_PUBLIC=/path/to/public node search-measure.mjs ja
// Bytes are those of the bodies of all responses (HTML, CSS, scripts, index), compressed by gzip as sent, without headers; they are
// counted by the browser, and held against the count of the server. KNOWN, STRETCHES, ABSENT and VISITS say how many queries.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser } from './lib/browser.mjs';
import { agree, countBodies, sumOf } from './lib/bytes.mjs';
import { holders, seenPages } from './lib/found.mjs';
import { LANGUAGES } from './lib/kinds.mjs';
import { absent, known, stretches } from './lib/queries.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, openSite } from './lib/site.mjs';

const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const COUNTS = { known: number('KNOWN', 150), stretches: number('STRETCHES', 250), absent: number('ABSENT', 40), visits: number('VISITS', 20) };
const mean = (list) => list.reduce((sum, each) => sum + each, 0) / Math.max(1, list.length);
const most = (list) => list.reduce((max, each) => Math.max(max, each), 0);
const part = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
const bytes = (n) => `${(n / 1000).toFixed(1)} KB`;
const times = (n) => `${n.toFixed(1)} ms`;
const spread = (list, say) => `mean ${say(mean(list))}, median ${say(part(list, 0.5))}, most ${say(most(list))}`;

const documents = (site, language) =>
  site.pages.map(addressOf).filter((address) => address.startsWith(`/${language}/`) && !address.startsWith(`/${language}/search/`) && !address.endsWith('.html'));

// Asks the page as a reader does who opens an address.
async function asked(page, origin, language, query) {
  await page.goto(`${origin}/${language}/search/?q=${encodeURIComponent(query)}`);
  await page.waitForSelector('#results:is([data-state=done],[data-state=error])', { state: 'attached', timeout: 120000 });
  return page.evaluate(() => {
    const results = document.getElementById('results');
    const links = [...results.querySelectorAll('a.result')].map((link) => new URL(link.href).pathname);
    return { ...results.dataset, links };
  });
}

// All answers to a query, from the functions of the page's own script: a list of thousands of results would measure the list.
async function allOf(page, query) {
  return page.evaluate(async (text) => {
    const { open } = await import('/assets/search.js');
    const { index: folder } = document.getElementById('k_found').dataset;
    globalThis.index ??= open(async (name) => (await fetch(folder + name)).text());
    const { kind, hits } = await globalThis.index.find(text);
    return kind === 'exact' ? hits.map((hit) => hit.page) : [];
  }, query);
}

// What is found, against what a reader sees. `page` stays on the page of search.
async function found(page, language, pages) {
  const addresses = pages.map(({ address }) => address).sort();
  const sums = { found: 0, missed: 0, wrong: 0, none: 0, misses: [] };
  for (const { query } of stretches(pages, language, COUNTS.stretches)) {
    const truth = new Set(holders(pages, query));
    const links = (await allOf(page, query)).map((number) => addresses[number]);
    const right = links.filter((link) => truth.has(link)).length;
    sums.found += right;
    sums.wrong += links.length - right;
    sums.missed += truth.size - right;
    if (truth.size > 0 && links.length === 0) sums.none += 1;
    if (right !== links.length || right !== truth.size) sums.misses.push(`${JSON.stringify(query)}: ${right} right, ${links.length - right} wrong, ${truth.size - right} missed`);
  }
  return sums;
}

// How high the page stands whose title was asked for, by the way in which it was spelt.
async function ranked(page, origin, language, pages) {
  const out = { ranks: [], ways: {}, misses: [] };
  for (const { query, page: wanted, way } of known(pages, language, COUNTS.known)) {
    const { links } = await asked(page, origin, language, query);
    const at = links.indexOf(wanted);
    const rank = at < 0 ? 0 : 1 / (at + 1);
    out.ranks.push(rank);
    (out.ways[way] ??= []).push(rank);
    if (at !== 0) out.misses.push(`${JSON.stringify(query)} (${way}): ${wanted} is ${at < 0 ? 'not on the first page' : `number ${at + 1}, behind ${links[0]}`}`);
  }
  return out;
}

async function foundNowhere(page, origin, language) {
  let count = 0;
  for (const { query } of absent(COUNTS.absent)) count += (await asked(page, origin, language, query)).kind === 'exact';
  return count;
}

// The bodies of all responses, once none has come for a while.
async function settled(page, server, bodies) {
  for (let [before, quiet] = [-1, 0]; quiet < 4; before = server.sent.length) {
    await page.waitForTimeout(100);
    quiet = bodies().length === server.sent.length && server.sent.length === before ? quiet + 1 : 0;
  }
  agree(bodies(), server.sent);
  return bodies();
}

// A first visit with a query; then another query on the same page.
async function visit(browser, server, language, [first, second]) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const refused = [];
  page.on('console', (message) => { if (message.type() === 'error') refused.push(message.text()); });
  const bodies = await countBodies(page);
  server.sent.length = 0;
  await asked(page, server.origin, language, first);
  const before = await settled(page, server, bodies);
  await submitted(page, second);
  const all = await settled(page, server, bodies);
  await context.close();
  return { queries: [first, second], first: before, later: all.slice(before.length), refused };
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
  const out = [];
  for (const query of queries) out.push(await submitted(page, query));
  return out;
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

const pairs = (list) => list.slice(0, list.length >> 1).map((each, at) => [each, list[at + (list.length >> 1)]]);

async function visits(browser, server, language, queries) {
  const out = [];
  for (const pair of pairs(queries)) out.push(await visit(browser, server, language, pair));
  return out;
}

// Of visits with one kind of query: the bytes and requests of the first one and of a later one, and where the bytes come from.
function rowsOf(kind, language, list) {
  const own = new RegExp(`^/search/${language}/`);
  const parts = [['HTML', /\/$/], ['CSS', /\.css$/], ['scripts', /\.js$/], ['root', new RegExp(`${own.source}\\w+/root`)], ['shards', new RegExp(`${own.source}\\w+/t/`)],
    ['blocks', new RegExp(`${own.source}\\w+/b/`)], ['other language', new RegExp(`^/search/(?!${language})`)]];
  const of = (when, pattern) => list.map((each) => sumOf(each[when], pattern));
  const requests = (when) => list.map((each) => each[when].length);
  const worst = list.reduce((max, each) => (sumOf(each.first) > sumOf(max.first) ? each : max));
  return [
    [`first visit, ${kind}`, `${spread(of('first'), bytes)}; requests ${part(requests('first'), 0.5)}, most ${most(requests('first'))}`],
    ['of these, mean', parts.map(([name, pattern]) => `${name} ${bytes(mean(of('first', pattern)))}`).join(', ')],
    ['the most', `${worst.queries[0]}: ${worst.first.map((each) => `${each.path.split('/').slice(-2).join('/')} ${each.bytes}`).join(', ')}`],
    [`later query, ${kind}`, `${spread(of('later'), bytes)}; requests ${part(requests('later'), 0.5)}, most ${most(requests('later'))}`],
  ];
}

async function measured(browser, server, site, language) {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/${language}/search/`);
  const pages = await seenPages(page, documents(site, language));
  const text = await found(page, language, pages);
  const titles = await ranked(page, server.origin, language, pages);
  const nowhere = await foundNowhere(page, server.origin, language);
  const queries = {
    titles: known(pages, language, COUNTS.visits * 2, 4).map(({ query }) => query),
    'words of the text': stretches(pages, language, COUNTS.visits * 2, 6).map(({ query }) => query),
  };
  const lists = [];
  for (const [kind, list] of Object.entries(queries)) lists.push([kind, await visits(browser, server, language, list)]);
  const took = await warm(page, server.origin, language, [...Object.values(queries).flat(), ...stretches(pages, language, 40, 5).map(({ query }) => query)]);
  const { files, sum } = await sizes(site.root, language);
  await page.close();
  const script = most(lists.flatMap(([, list]) => list.map(({ first }) => sumOf(first, /\/search\.js$/))));
  const rows = [
    ['pages, characters of text', `${pages.length}, ${pages.reduce((all, { lines }) => all + lines.join('').length, 0)}`],
    ['recall, precision', `${(text.found / (text.found + text.missed)).toFixed(4)}, ${(text.found / (text.found + text.wrong)).toFixed(4)} (${text.found + text.missed} pages hold ${COUNTS.stretches} queries)`],
    ['queries that find nothing though pages hold them', text.none],
    [`queries of ${COUNTS.absent} for what stands nowhere that find a page`, nowhere],
    ['mean reciprocal rank of known pages', `${mean(titles.ranks).toFixed(4)} (${titles.ranks.length} queries)`],
    ['of these', Object.entries(titles.ways).map(([way, ranks]) => `${way} ${mean(ranks).toFixed(3)}`).join(', ')],
    ...lists.flatMap(([kind, list]) => rowsOf(kind, language, list)),
    ['script of search', bytes(script)],
    ['warm query', `median ${times(part(took, 0.5))}, 95 % ${times(part(took, 0.95))}, most ${times(most(took))} (${took.length} queries)`],
    ['index', `${files} files, ${bytes(sum)} as stored`],
    ['requests that the policy refused, errors', lists.flatMap(([, list]) => list.flatMap(({ refused }) => refused)).length],
  ];
  return { rows, misses: [...text.misses, ...titles.misses] };
}

const site = await openSite();
const sent = [];
const server = { sent, ...await serve(site, { told: (body) => sent.push(body) }) };
const browser = await openBrowser();
const named = process.argv.slice(2);
for (const language of named.length > 0 ? named : LANGUAGES) {
  const { rows, misses } = await measured(browser, server, site, language);
  console.log([`### ${language}`, '', '| measure | value |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`), ''].join('\n'));
  for (const miss of misses.slice(0, 60)) console.error(`${language} ${miss}`);
}
await browser.close();
await server.close();
