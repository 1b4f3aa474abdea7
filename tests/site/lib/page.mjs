// In: a browser, the origin of a served site and the address of one page. Out: problems of that page:
// axe findings, console messages, requests to others, sideways scrolling, words that need a script.
import axe from 'axe-core/axe.min.js';
import { glance } from './browser.mjs';
import { KINDS_OF_A_PART, KINDS_WITHOUT_ADDRESS, LEADS_ON } from './kinds.mjs';
import { problem } from './problems.mjs';
import { addressOf, languageOf } from './site.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const OPTIONS = { runOnly: { type: 'tag', values: TAGS }, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations', 'incomplete'] };
const NARROWEST = 320;

// `where` names the page together with the circumstances in which it was looked at.
const place = (pathname, { width, scheme }) => `${pathname} (${width} px, ${scheme})`;

function axeProblems(where, { violations }) {
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => problem('axe', where, `${id}: ${help}: ${node.target.join(' ')} ${node.failureSummary.replace(/\s+/g, ' ')}`)));
}

// Handed over by the debugger and not as a script element, which the policy of the site would refuse.
const giveAxe = (page) => page.evaluate(axe.source);

// Colours change with the scheme and nothing else does: in a second scheme they alone are looked at.
const OF_COLOURS = { ...OPTIONS, runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, rules: {} };

const runAxe = (page, options) => page.evaluate((given) => globalThis.axe.run(document, given), options);

export function noiseProblems(where, origin, { said, requests }) {
  const outside = requests.filter((url) => new URL(url).origin !== origin && !url.startsWith('data:'));
  return [
    ...said.map((text) => problem('console', where, text)),
    ...outside.map((url) => problem('request-outside', where, url)),
  ];
}

// `schemes`: the colour schemes in which it is looked at, one after the other.
export function checkAccess(browser, origin, pathname, { schemes: [first, ...others], ...circumstances }) {
  const at = (scheme) => place(pathname, { ...circumstances, scheme });
  return glance(browser, origin, pathname, { ...circumstances, scheme: first }, async ({ page, ...heard }) => {
    // What the page says is settled before axe is there, so that only the page is judged.
    const noise = noiseProblems(at(first), origin, heard);
    const headings = await page.locator('h1').count();
    const wrong = headings === 1 ? [] : [problem('h1', pathname, `${headings} h1`)];
    await giveAxe(page);
    const results = [[first, await runAxe(page, OPTIONS)]];
    for (const scheme of others) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      results.push([scheme, await runAxe(page, OF_COLOURS)]);
    }
    const found = results.flatMap(([scheme, result]) => axeProblems(at(scheme), result));
    const unsure = new Set(results.flatMap(([, { incomplete }]) => incomplete.map(({ id }) => id)));
    return { problems: [...noise, ...wrong, ...found], unsure: [...unsure] };
  });
}

function widthsOf() {
  const root = document.documentElement;
  const wide = [...document.body.querySelectorAll('*')].find((element) => element.getBoundingClientRect().right > innerWidth + 1);
  return { page: root.scrollWidth, window: innerWidth, culprit: wide?.outerHTML.slice(0, 120) };
}

export async function checkNarrow(browser, origin, pathname) {
  const found = await glance(browser, origin, pathname, { width: NARROWEST, height: 640 }, ({ page }) => page.evaluate(widthsOf));
  if (found.page <= found.window) return [];
  return [problem('sideways', `${pathname} (${NARROWEST} px)`, `${found.page} px wide, first beyond the edge: ${found.culprit}`)];
}

// The words of <main> that a reader sees. Controls and status lines may come with the script,
// <noscript> may go with it: neither is content. A column heading is, even when a sort button holds it.
function readableText() {
  const SKIPPED = 'button:not(th button), form, label, input, select, output, textarea, noscript, script, style, [role=status]';
  const main = document.querySelector('main') ?? document.body;
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let text = '';
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!holder.closest(SKIPPED) && holder.checkVisibility({ visibilityProperty: true })) text += walker.currentNode.data;
  }
  return text.replace(/\s+/g, '');
}

const textOf = (browser, origin, pathname, script) =>
  glance(browser, origin, pathname, { script }, ({ page }) => page.evaluate(readableText));

export async function checkWithoutScript(browser, origin, pathname) {
  const [full, plain] = [await textOf(browser, origin, pathname, true), await textOf(browser, origin, pathname, false)];
  if (plain.length === 0) return [problem('script-needed', pathname, 'main is empty without script')];
  if (full === plain) return [];
  const at = [...full].findIndex((letter, index) => letter !== [...plain][index]);
  const start = Math.max(0, at < 0 ? full.length : at);
  return [problem('script-needed', pathname,
    `${full.length} characters with script, ${plain.length} without; they part at "${full.slice(start, start + 40)}" / "${plain.slice(start, start + 40)}"`)];
}

// For each kind and language the page with the most in it.
export function samplePages(facts) {
  const chosen = new Map();
  for (const page of facts) {
    if (!page.kind || page.kind === LEADS_ON || !languageOf(page.file)) continue;
    const key = `${languageOf(page.file)} ${page.kind}`;
    if (!chosen.has(key) || chosen.get(key).size < page.size) chosen.set(key, page);
  }
  return chosen;
}

// The same without a browser: kind and size are all that the choice of pages needs.
export async function sampleOf(site) {
  const kindOf = async (file) => {
    const html = await site.text(file);
    return { file, kind: /<body data-kind="([^"]+)"/.exec(html)?.[1], size: html.length };
  };
  return samplePages(await Promise.all(site.pages.map(kindOf)));
}

// The statement on accessibility names the pages that were tested: those that are sampled in either language, and no others.
// An error page stands at no address, a figure for other sites in no list.
export function checkListed(facts, listed) {
  const unlisted = [...KINDS_WITHOUT_ADDRESS, ...KINDS_OF_A_PART];
  const sampled = [...samplePages(facts).values()].filter(({ kind }) => !unlisted.includes(kind));
  const tested = [...new Set(sampled.map(({ file }) => withoutLanguage(addressOf(file))))].sort();
  return [
    ...tested.filter((address) => !listed.includes(address)).map((address) => problem('tested-unlisted', address, 'tested, but not listed in data/accessibility.toml')),
    ...listed.filter((address) => !tested.includes(address)).map((address) => problem('listed-untested', address, 'listed in data/accessibility.toml, but not tested')),
  ];
}

const withoutLanguage = (address) => address.replace(/^\/[a-z]{2}\//, '/');

// Runs against the served site: the addresses under "pages tested".
export async function readListed(browser, origin, pathname) {
  const read = () => [...document.querySelectorAll('[data-tested] a')].map((link) => link.pathname);
  const paths = await glance(browser, origin, pathname, {}, ({ page }) => page.evaluate(read));
  return paths.map(withoutLanguage);
}

export function checkKinds(facts, expected, languages) {
  const chosen = samplePages(facts);
  const wanted = languages.flatMap((language) => expected.map((kind) => `${language} ${kind}`));
  return wanted.filter((key) => !chosen.has(key)).map((key) => problem('kind-missing', 'site', `no page: ${key}`));
}
