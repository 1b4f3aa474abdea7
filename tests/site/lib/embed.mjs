// In: a site and the files of its pages: those with figures, and those to embed. Out: problems of the pages to embed: none for a
// figure, one for nothing, a picture that is not the one on the page, a way back that is missing, too many bytes, a place in a list.
import { gzipSync } from 'node:zlib';
import { problem } from './problems.mjs';
import { addressOf } from './site.mjs';

const MOST_EMBEDDED = 50_000;

const PICTURE = /<svg class="chart__svg"[\s\S]*?<\/svg>/g;
const offered = (html) => [...html.matchAll(/<details class="chart-embed"[^>]*>[\s\S]*?<a href="([^"]+)"/g)].map(([, address]) => address);
const packed = (bytes) => gzipSync(bytes, { level: 9 }).length;

// The page with all it loads, as a host sends it.
async function weight(site, html) {
  const loaded = [...html.matchAll(/<(?:link rel="(?:stylesheet|icon)"[^>]*href|script[^>]*src|img[^>]*src)="\/([^"]+)"/g)].map(([, file]) => file);
  const files = await Promise.all(loaded.filter((file) => site.has(file)).map((file) => site.bytes(file)));
  return [Buffer.from(html), ...files].reduce((sum, bytes) => sum + packed(bytes), 0);
}

function partsOf(html, from, pathname) {
  const page = addressOf(from);
  return {
    'two pictures': (html.match(PICTURE) ?? []).length === 2,
    table: /<table\b/.test(html),
    source: /<p class="source">[\s\S]*?<a href=/.test(html),
    'way back': new RegExp(`<a href="${page}#[^"]+"`).test(html),
    'canonical address of its page': new RegExp(`<link rel="canonical" href="https://[^"]*${page}">`).test(html),
    noindex: html.includes('<meta name="robots" content="noindex">'),
    'absence of scripts': !/<script\b/.test(html),
    'own address': pathname.startsWith('/embed/'),
  };
}

async function onePage(site, { from, address }, most) {
  const file = `${address.slice(1)}index.html`;
  if (!site.has(file)) return { problems: [problem('embed-missing', from, address)], bytes: 0 };
  const [page, html] = await Promise.all([site.text(from), site.text(file)]);
  const problems = Object.entries(partsOf(html, from, address)).filter(([, there]) => !there).map(([name]) => problem('embed-part', address, `no ${name}`));
  if ((html.match(PICTURE) ?? []).some((picture) => !page.includes(picture))) problems.push(problem('embed-picture', address, `is not the one on ${from}`));
  const bytes = await weight(site, html);
  if (bytes > most) problems.push(problem('embed-size', address, `${bytes} bytes, at most ${most}`));
  return { problems, bytes };
}

async function listed(site) {
  const lists = site.paths.filter((file) => /(^|\/)(sitemap|feed)\.xml$/.test(file));
  const texts = await Promise.all(lists.map(async (file) => ({ file, text: await site.text(file) })));
  return texts.filter(({ text }) => /\/embed\//.test(text)).map(({ file }) => problem('embed-listed', file, 'names a page to embed'));
}

export async function checkEmbedded(site, pages, embeds, most = MOST_EMBEDDED) {
  const offers = (await Promise.all(pages.map(async (from) => offered(await site.text(from)).map((address) => ({ from, address }))))).flat();
  const results = await Promise.all(offers.map((offer) => onePage(site, offer, most)));
  const known = new Set(offers.map(({ address }) => address));
  const lost = embeds.map(addressOf).filter((address) => !known.has(address)).map((address) => problem('embed-lost', address, 'no page offers it'));
  const twice = offers.length === known.size ? [] : [problem('embed-twice', 'two figures', 'share a page to embed')];
  const largest = Math.max(0, ...results.map(({ bytes }) => bytes));
  return { problems: [...results.flatMap(({ problems }) => problems), ...lost, ...twice, ...(await listed(site))], largest };
}
