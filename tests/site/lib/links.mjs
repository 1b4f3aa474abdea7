// In: a site and the facts of its pages. Out: problems with links, anchors, assets, language pairs,
// addresses, titles and language marks. Nothing here looks outside the site's folder.
import { KINDS_OF_A_PART, KINDS_WITHOUT_ADDRESS, LEADS_ON, otherLanguage } from './kinds.mjs';
import { problem } from './problems.mjs';
import { addressOf, fileAt, languageOf } from './site.mjs';

const SCHEMES = /^(https?|mailto|tel):/i;

// The published address of the site: the canonical address of the Japanese home without its last step.
export function baseOf(facts) {
  const home = facts.find(({ file }) => file === 'ja/index.html');
  return /^https?:\/\/.+\/(?=ja\/$)/.exec(home?.canonical[0] ?? '')?.[0];
}

// Where an address leads: { outside } or { file, fragment }, `file` undefined when nothing is there.
export function follow(site, base, from, href) {
  const target = new URL(href, new URL(addressOf(from).slice(1), base));
  if (!target.href.startsWith(base)) return { outside: target.href };
  const [fragment] = target.hash.slice(1).split(':~:');
  return { file: fileAt(site, target.href.slice(base.length - 1).split(/[?#]/)[0]), fragment: decodeURIComponent(fragment) };
}

function checkLink(context, page, { href }) {
  if (/^\s*$/.test(href)) return [problem('link', page.file, 'a link without an address')];
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) && !SCHEMES.test(href)) return [problem('link', page.file, `odd scheme: ${href}`)];
  const target = follow(context.site, context.base, page.file, href);
  if (target.outside) return [];
  if (!target.file) return [problem('link', page.file, `leads nowhere: ${href}`)];
  const anchors = context.anchors.get(target.file);
  if (!target.fragment || !anchors || anchors.has(target.fragment)) return [];
  return [problem('anchor', page.file, `no such place: ${href}`)];
}

function checkAsset(context, page, href) {
  const target = follow(context.site, context.base, page.file, href);
  if (target.outside) return [problem('asset-outside', page.file, href)];
  return target.file ? [] : [problem('asset', page.file, `missing: ${href}`)];
}

export function checkLinks(context) {
  return context.facts.flatMap((page) => [
    ...page.links.flatMap((link) => checkLink(context, page, link)),
    ...page.assets.flatMap((href) => checkAsset(context, page, href)),
    ...checkRooted(page),
  ]);
}

// An error page is shown at any address, however deep: only addresses from the root lead somewhere from there.
function checkRooted(page) {
  if (!/(^|\/)404\.html$/.test(page.file)) return [];
  const addresses = [...page.links.map(({ href }) => href), ...page.assets];
  const loose = addresses.filter((href) => !/^(\/|#|[a-z][a-z0-9+.-]*:)/i.test(href));
  return loose.map((href) => problem('error-relative', page.file, `relative address on an error page: ${href}`));
}

const counterpartOf = (file) => file.replace(/^(ja|en)/, (language) => otherLanguage(language));

// The first link in the other language is the switch, which stands at the same place on every page.
function checkTwin(context, page) {
  const wanted = counterpartOf(page.file);
  if (!context.site.has(wanted)) return [];
  const language = languageOf(wanted);
  const link = page.links.find(({ hreflang }) => hreflang === language);
  if (!link) return [problem('twin', page.file, `no link to ${wanted}`)];
  const { file } = follow(context.site, context.base, page.file, link.href);
  // A reader of an error page may as well be taken to the other home.
  const isHome = KINDS_WITHOUT_ADDRESS.includes(page.kind) && file === `${language}/index.html`;
  if (file !== wanted && !isHome) return [problem('twin', page.file, `leads to ${link.href}, not to ${wanted}`)];
  return link.lang === language ? [] : [problem('twin', page.file, `its words are not marked lang=${language}`)];
}

function checkTwinKind(context, page) {
  const twin = context.byFile.get(counterpartOf(page.file));
  return !twin || twin.kind === page.kind ? [] : [problem('twin', page.file, `is ${page.kind}, its twin is ${twin.kind}`)];
}

function checkCanonical({ base }, page) {
  const wanted = new URL(addressOf(page.file).slice(1), base).href;
  const [found, ...more] = page.canonical;
  if (more.length > 0) return [problem('canonical', page.file, 'more than one')];
  return found === wanted ? [] : [problem('canonical', page.file, `is ${found}, should be ${wanted}`)];
}

function wantedAlternates({ site, base }, page) {
  const files = [page.file, counterpartOf(page.file)].filter((file) => site.has(file));
  return new Map(files.map((file) => [languageOf(file), new URL(addressOf(file).slice(1), base).href]));
}

const alternate = (page, hreflang) => page.alternates.filter((each) => each.hreflang === hreflang).map(({ href }) => href);

// Because both pages of a pair are held to the same list, the marks are reciprocal.
function checkAlternates(context, page) {
  const wanted = wantedAlternates(context, page);
  const problems = [];
  for (const [language, href] of wanted)
    if (alternate(page, language).join(' ') !== href)
      problems.push(problem('hreflang', page.file, `${language}: "${alternate(page, language).join(' ')}", should be ${href}`));
  for (const { hreflang } of page.alternates)
    if (hreflang !== 'x-default' && !wanted.has(hreflang)) problems.push(problem('hreflang', page.file, `claims a page in ${hreflang}`));
  return [...problems, ...checkDefault(context, page, wanted)];
}

function checkDefault(context, page, wanted) {
  const [href, ...more] = alternate(page, 'x-default');
  const twin = context.byFile.get(counterpartOf(page.file));
  const acceptable = [...wanted.values(), context.base];
  if (more.length > 0 || !acceptable.includes(href)) return [problem('x-default', page.file, `is ${[href, ...more].join(' ')}`)];
  const same = !twin || alternate(twin, 'x-default')[0] === href;
  return same ? [] : [problem('x-default', page.file, 'differs from the one of its twin')];
}

export function checkLanguagePairs(context) {
  const inLanguage = context.facts.filter(({ file, kind }) => languageOf(file) && kind !== LEADS_ON && !KINDS_OF_A_PART.includes(kind));
  const twins = inLanguage.flatMap((page) => [...checkTwin(context, page), ...checkTwinKind(context, page)]);
  const addressed = inLanguage.filter(({ kind }) => !KINDS_WITHOUT_ADDRESS.includes(kind));
  return [...twins, ...addressed.flatMap((page) => [...checkCanonical(context, page), ...checkAlternates(context, page)])];
}

// A page that leads on: at once, by a link too, and to the address that it names as the right one, which is a page of its own.
function checkMoved({ site, base, byFile }, page) {
  if (page.kind !== LEADS_ON) return page.refresh.map((content) => problem('refresh', page.file, content));
  const [content] = page.refresh;
  const [, to] = /^0; url=(\/\S*)$/.exec(content ?? '') ?? [];
  if (page.refresh.length !== 1 || !to) return [problem('moved', page.file, `refresh: ${page.refresh.join(' ')}`)];
  const target = byFile.get(fileAt(site, to));
  const wrong = [];
  if (!target || target.kind === LEADS_ON) wrong.push(`leads to ${to}`);
  if (page.canonical.join(' ') !== new URL(to.slice(1), base).href) wrong.push(`canonical is ${page.canonical.join(' ')}`);
  if (page.links.map(({ href }) => href).join(' ') !== to) wrong.push(`links: ${page.links.map(({ href }) => href).join(' ')}`);
  return wrong.map((what) => problem('moved', page.file, what));
}

export function checkTitles({ facts }) {
  const seen = new Map();
  const problems = [];
  for (const { file, title } of facts) {
    const key = `${languageOf(file) ?? 'root'}\n${title}`;
    if (!title.trim()) problems.push(problem('title', file, 'has no title'));
    else if (seen.has(key)) problems.push(problem('title', file, `has the title of ${seen.get(key)}: ${title}`));
    else seen.set(key, file);
  }
  return problems;
}

export function checkLanguageMarks({ facts }) {
  return facts.flatMap(({ file, lang, unmarked }) => {
    const wanted = languageOf(file);
    const right = wanted ? lang === wanted : ['ja', 'en'].includes(lang);
    const wrong = right ? [] : [problem('lang', file, `lang="${lang}"`)];
    return [...wrong, ...unmarked.map((text) => problem('lang-part', file, `Japanese without lang="ja": ${text}`))];
  });
}

export function checkShape({ facts }) {
  return facts.flatMap(({ file, headings, kind, inline }) => [
    ...(headings === 1 ? [] : [problem('h1', file, `${headings} h1`)]),
    ...(kind || !languageOf(file) ? [] : [problem('kind', file, 'body has no data-kind')]),
    ...inline.map((what) => problem('inline', file, `the policy forbids ${what}`)),
  ]);
}

// Style sheets, the site map and the feeds lead to files too.
export async function checkOtherFiles({ site, base, byFile }) {
  const problems = [];
  for (const file of site.paths.filter((each) => /\.css$|(^|\/)sitemap[^/]*\.xml$|(^|\/)feed\.xml$/.test(each)))
    for (const href of addressesIn(file, await site.text(file))) {
      const target = follow(site, base, file, href);
      if (file.startsWith('sitemap') && byFile.get(target.file)?.kind === LEADS_ON)
        problems.push(problem('sitemap-moved', file, href));
      if (!target.file && !(target.outside && file.endsWith('feed.xml')))
        problems.push(problem(file.endsWith('.css') ? 'asset' : 'link', file, `leads nowhere: ${href}`));
    }
  return problems;
}

function addressesIn(file, text) {
  if (!file.endsWith('.css')) return [...text.matchAll(/<loc>([^<]+)<\/loc>|<link[^>]*\shref="([^"]+)"/g)].map(([, loc, href]) => loc ?? href);
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = [...plain.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']/g)];
  return found.map(([, url, imported]) => url ?? imported).filter((href) => !href.startsWith('#'));
}

export function contextOf(site, facts) {
  const base = baseOf(facts);
  if (!base) throw new Error('ja/index.html has no absolute canonical address ending in /ja/');
  const byFile = new Map(facts.map((page) => [page.file, page]));
  const anchors = new Map(facts.map((page) => [page.file, new Set(['top', ...page.ids, ...page.names])]));
  return { site, facts, base, byFile, anchors };
}

export async function checkAllLinks(site, facts) {
  const context = contextOf(site, facts);
  return [
    ...checkLinks(context),
    ...checkLanguagePairs(context),
    ...context.facts.flatMap((page) => checkMoved(context, page)),
    ...checkTitles(context),
    ...checkLanguageMarks(context),
    ...checkShape(context),
    ...(await checkOtherFiles(context)),
  ];
}
