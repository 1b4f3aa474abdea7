// In: the small sites under fixtures/. Out: failure when a check says something about the good site, or says
// nothing about a page that is broken on purpose. A check that cannot fail protects nobody.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, describe } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { BUDGET, overBudget, weigh } from './lib/budget.mjs';
import { checkCharts } from './lib/charts.mjs';
import { checkEmbedded } from './lib/embed.mjs';
import { readFacts } from './lib/facts.mjs';
import { checkColours, checkExposed, checkFigures } from './lib/figures.mjs';
import { EXPECTED_KINDS, LANGUAGES } from './lib/kinds.mjs';
import { checkAllLinks } from './lib/links.mjs';
import {
  checkConfig, checkHeaders, checkImmutable, checkOnePlace, checkOnePolicy, checkRedirects,
  readConfig, readHeaders, readRedirects, runBuild,
} from './lib/netlify.mjs';
import { checkAccess, checkKinds, checkListed, checkNarrow, checkWithoutScript } from './lib/page.mjs';
import { checkHeadings, checkRunning, checkSheets, checkTables, checkWithheld, checkWords, printed } from './lib/paper.mjs';
import { checkOpenData, spoiltCopy } from './lib/opendata.mjs';
import { assertNone, line } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { checkKeyboard, checkMenu, checkMenuLost, checkMenuWithoutScript, checkSetting, checkShift, openLargeBrowser } from './lib/settings.mjs';
import { HERE, REPOSITORY, openSite } from './lib/site.mjs';
import { checkOrders } from './lib/lists.mjs';
import { checkFile, checkFilter, checkNames, checkPlain, checkSort, checkStructure } from './lib/tables.mjs';
import { checkHtml } from './lib/vnu.mjs';
import { walkProblems } from './lib/walk.mjs';

const GOOD = path.join(HERE, 'fixtures/good');
const BAD = path.join(HERE, 'fixtures/bad');
const NETLIFY = path.join(HERE, 'fixtures/netlify');
const TABLE = path.join(HERE, 'fixtures/table.html');
const LIST = path.join(HERE, 'fixtures/list.html');
const SCRIPT = path.join(REPOSITORY, 'themes/default/assets/table.js');
const PAGE = 'ja/plan/index.html';
const EMBED = 'embed/ja/a/a/index.html';

// The good site with a figure, its files and its page to embed. Only the checks of figures look at it.
const FIGURE = Object.fromEntries(Object.entries({
  [PAGE]: 'page.html',
  [EMBED]: 'embed.html',
  'charts/a/a.ja.svg': 'chart.svg',
  'charts/a/a.ja.csv': 'chart.csv',
  'charts/a/classes.ja.svg': 'classes.svg',
  'charts/a/other.ja.csv': 'other.csv',
  'assets/figure.css': 'figure.css',
  'assets/pale.css': 'pale.css',
  'assets/fixed.css': 'fixed.css',
  'assets/ink.css': 'ink.css',
}).map(([file, name]) => [file, path.join(HERE, 'fixtures/figure', name)]));

const [browser, large] = await Promise.all([openBrowser(), openLargeBrowser()]);
after(() => Promise.all([browser.close(), large.close()]));

async function withSite(overlay, use) {
  // Tables are looked at with the script of the theme.
  const site = await openSite(GOOD, { 'assets/table.js': SCRIPT, ...overlay });
  const server = await serve(site);
  return use(site, server.origin).finally(server.close);
}

// Each way of checking turns a site into its problems.
const WAYS = {
  html: async (site) => (await checkHtml(site.pages.map(site.diskPath), site.root)).problems,
  links: async (site) => checkAllLinks(site, await readFacts(site, browser)),
  access: async (site, origin) => (await checkAccess(browser, origin, '/ja/plan/', { width: 375, schemes: ['dark'] })).problems,
  schemes: async (site, origin) => (await checkAccess(browser, origin, '/ja/plan/', { width: 1280, schemes: ['light', 'dark'] })).problems,
  narrow: (site, origin) => checkNarrow(browser, origin, '/ja/plan/'),
  script: (site, origin) => checkWithoutScript(browser, origin, '/ja/plan/'),
  tables: (site, origin) => checkStructure(browser, origin, '/ja/plan/'),
  sort: (site, origin) => checkSort(browser, origin, '/ja/plan/'),
  filter: (site, origin) => checkFilter(browser, origin, '/ja/plan/'),
  file: (site, origin) => checkFile(browser, origin, '/ja/plan/'),
  plain: (site, origin) => checkPlain(browser, origin, '/ja/plan/'),
  names: async (site, origin) => {
    const found = await Promise.all(['/ja/plan/', '/en/plan/'].map((address) => checkNames(browser, origin, address)));
    return found.flatMap(({ problems }) => problems);
  },
  charts: async (site, origin) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const { problems } = await checkCharts(page, origin, '/ja/plan/').finally(() => page.close());
    return problems;
  },
  figures: async (site, origin) => {
    const page = await browser.newPage({ viewport: { width: 375, height: 900 } });
    const problems = [];
    problems.push(...(await checkFigures(page, origin, '/ja/plan/', site)).problems);
    problems.push(...(await checkExposed(page, origin, '/ja/plan/')));
    for (const circumstances of [{}, { scheme: 'dark' }, { forced: 'active' }, { media: 'print' }])
      problems.push(...(await checkColours(page, origin, '/ja/plan/', circumstances)).problems);
    await page.close();
    return problems;
  },
  embeds: async (site) => (await checkEmbedded(site, [PAGE], [EMBED])).problems,
  zoom: (site, origin) => checkSetting(browser, origin, ['/ja/plan/'], 'zoom 400 %'),
  large: (site, origin) => checkSetting(large, origin, ['/ja/plan/'], 'text 200 %'),
  spacing: (site, origin) => checkSetting(browser, origin, ['/ja/plan/'], 'wide spacing on a phone'),
  forced: (site, origin) => checkSetting(browser, origin, ['/ja/plan/'], 'forced colours, dark'),
  calm: (site, origin) => checkSetting(browser, origin, ['/ja/plan/'], 'less motion'),
  keyboard: (site, origin) => checkKeyboard(browser, origin, ['/ja/plan/']),
  late: (site, origin) => checkShift(browser, origin, ['/ja/plan/']),
};
// The good site is too small for a menu.
const menu = (site, origin) => checkMenu(browser, origin, '/ja/plan/');

// What the checks of figures start from.
const siteOf = (way) => (['figures', 'embeds'].includes(way) ? FIGURE : {});

// The broken page, the way that must see it, and the name under which it must be reported.
const BROKEN = [
  ['vnu-error', 'html', 'vnu-error'],
  ['vnu-warning', 'html', 'vnu-warning'],
  ['link', 'links', 'link'],
  ['link-folder', 'links', 'link'],
  ['link-scheme', 'links', 'link'],
  ['anchor', 'links', 'anchor'],
  ['asset', 'links', 'asset'],
  ['asset-outside', 'links', 'asset-outside'],
  ['error-relative', 'links', 'error-relative', 'ja/404.html'],
  ['twin', 'links', 'twin'],
  ['twin-missing', 'links', 'twin'],
  ['twin-kind', 'links', 'twin'],
  ['canonical', 'links', 'canonical'],
  ['hreflang', 'links', 'hreflang'],
  ['x-default', 'links', 'x-default'],
  ['title', 'links', 'title'],
  ['lang', 'links', 'lang'],
  ['lang-part', 'links', 'lang-part', 'en/plan/index.html'],
  ['lang-attribute', 'links', 'lang-part', 'en/plan/index.html'],
  ['h1', 'links', 'h1'],
  ['h1', 'access', 'h1'],
  ['kind', 'links', 'kind'],
  ['inline', 'links', 'inline'],
  ['inline-data', 'links', 'inline'],
  ['refresh', 'links', 'refresh'],
  ['moved', 'links', 'moved', 'ja/old/index.html'],
  ['moved-later', 'links', 'moved', 'ja/old/index.html'],
  ['axe', 'access', 'axe'],
  ['axe-target', 'access', 'axe'],
  ['axe-dark', 'schemes', 'axe'],
  ['console', 'access', 'console'],
  ['inline', 'access', 'console'],
  ['request-outside', 'access', 'request-outside'],
  ['sideways', 'narrow', 'sideways'],
  ['script-needed', 'script', 'script-needed'],
  ['text-overlap', 'charts', 'text-overlap'],
  ['text-outside', 'charts', 'text-outside'],
  ['text-small', 'charts', 'text-small'],
  ['picture-visible', 'charts', 'picture-visible'],
  ['picture-none', 'charts', 'picture-visible'],
  ...['part', 'title', 'name', 'description', 'size', 'table', 'csv', 'file', 'svg', 'contrast', 'forced', 'print', 'exposed', 'embed']
    .map((part) => [`figure-${part}`, 'figures', `figure-${part}`]),
  ['embed-missing', 'embeds', 'embed-missing'],
  ['embed-lost', 'embeds', 'embed-lost'],
  ['embed-part', 'embeds', 'embed-part', EMBED],
  ['embed-picture', 'embeds', 'embed-picture', EMBED],
  ['cut', 'zoom', 'cut'],
  ['sideways', 'zoom', 'sideways'],
  ['cut', 'large', 'cut'],
  ['overlaps', 'spacing', 'overlaps'],
  ['control-small', 'spacing', 'small'],
  ['faint', 'forced', 'faint'],
  ['focus-bare', 'forced', 'unseenFocus'],
  ['focus-bare', 'calm', 'unseenFocus'],
  ['focus-hidden', 'zoom', 'unseenFocus'],
  ['motion', 'calm', 'motion'],
  ['letters-small', 'calm', 'letters'],
  ['letters-long', 'calm', 'letters'],
  ['focus-order', 'keyboard', 'focus-order'],
  ['skip', 'keyboard', 'skip'],
  ['shift', 'late', 'shift'],
  ['table-caption', 'tables', 'table-caption'],
  ['table-scope', 'tables', 'table-scope'],
  ['table-region', 'tables', 'table-region'],
  ['table-key', 'tables', 'table-key'],
  ['table-sticky', 'tables', 'table-sticky'],
  ['withheld-order', 'tables', 'withheld-order'],
  ['row-id', 'tables', 'row-id'],
  ['row-target', 'tables', 'row-target'],
  ['permalink', 'tables', 'permalink'],
  ['sideways', 'tables', 'sideways'],
  ['sort-button', 'sort', 'sort-button'],
  ['sort-order', 'sort', 'sort-order'],
  ['sort-last', 'sort', 'sort-last'],
  ['filter-rows', 'filter', 'filter-rows'],
  ['filter-status', 'filter', 'filter-status'],
  ['csv', 'file', 'csv'],
  ['csv-withheld', 'file', 'csv-withheld'],
  ['plain-rows', 'plain', 'plain-rows'],
  ['plain-control', 'plain', 'plain-control'],
  ['name-order', 'names', 'name-order'],
  ['name-order-en', 'names', 'name-order', 'en/plan/index.html'],
];

// A slip of the script, on a good page: the words of it that are changed, the way that must see it, and the name of it.
const SLIPS = [
  ["heading ? order : ownOrder)", "'none')", 'sort', 'aria-sort'],
  ['sign * (a - b)', 'sign * String(a).localeCompare(b)', 'sort', 'sort-order'],
  ['Number.isNaN(a) - Number.isNaN(b)', 'Number.isNaN(b) - Number.isNaN(a)', 'sort', 'sort-last'],
  ['write([[key', '[].concat([[key', 'sort', 'sort-address'],
  ['heading === own && next === ownOrder', 'false', 'sort', 'sort-back'],
  ['query().get(direction)', 'null', 'sort', 'sort-reload'],
  ['write(changes());', '', 'filter', 'filter-address'],
  ["query().get(control.name) ?? ''", "''", 'filter', 'filter-reload'],
  ["query().get(control.name) ?? ''", "''", 'filter', 'filter-back'],
  ["control.value = '';", '', 'filter', 'filter-clear'],
  ['textOf(place).includes(word)', 'false', 'filter', 'filter-words'],
  [".filter((row) => !row.closest('[hidden]')).map", '.map', 'file', 'csv-rows'],
  ["replaceAll('\"', '\"\"')", "replaceAll('\"', '')", 'file', 'csv-rows'],
  ['`\\ufeff$', '`$', 'file', 'csv-bom'],
];

// The same on a good list.
const LIST_SLIPS = [
  ['place.get(a) - place.get(b) || 0', '0', 'list-order'],
  ['|| Infinity', '|| 0', 'list-order'],
  ['made.hidden = false', 'made.hidden = true', 'list-rows'],
  ['Boolean(spread) || ', '', 'list-groups'],
  ["write([['sort', select.value]])", 'write([])', 'list-address'],
  ["query().get('sort') ?? ''", "''", 'list-reload'],
  ['.textContent = tools.dataset.ordered', '.title = tools.dataset.ordered', 'list-status'],
  ['spread?.remove()', '', 'list-back'],
  ['order?.clear()', '', 'list-target'],
];

describe('the good site', () => {
  for (const [name, way] of Object.entries(WAYS))
    test(`passes: ${name}`, () => withSite(siteOf(name), async (site, origin) => assertNone(await way(site, origin))));

  test('has pictures whose words are measured', () =>
    withSite({}, async (site, origin) => {
      const page = await browser.newPage({ viewport: { width: 375, height: 900 } });
      const { problems, pictures, texts } = await checkCharts(page, origin, '/en/plan/');
      await page.close();
      assertNone(problems);
      assert.deepEqual({ pictures, texts }, { pictures: 2, texts: 2 });
    }));
});

test('two lines of a picture that stand close together are no overlap', () =>
  withSite({ [PAGE]: path.join(BAD, '../near.html') }, async (site, origin) => assertNone(await WAYS.charts(site, origin))));

describe('a good table', () => {
  for (const way of ['tables', 'sort', 'filter', 'file', 'plain', 'names'])
    test(`passes: ${way}`, () => withSite({ [PAGE]: TABLE }, async (site, origin) => assertNone(await WAYS[way](site, origin))));
});

test('a good list passes', () =>
  withSite({ [PAGE]: LIST }, async (site, origin) => assertNone(await checkOrders(browser, origin, '/ja/plan/'))));

describe('a slip of the script is reported', () => {
  const onTable = SLIPS.map(([words, others, way, check]) => [words, others, check, TABLE, WAYS[way], way]);
  const orders = (site, origin) => checkOrders(browser, origin, '/ja/plan/');
  const onList = LIST_SLIPS.map(([words, others, check]) => [words, others, check, LIST, orders, 'orders']);
  for (const [words, others, check, page, look, way] of [...onTable, ...onList])
    test(`${words} by ${way} as ${check}`, async (t) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'kohyo-selftest-'));
      const script = await readFile(SCRIPT, 'utf8');
      assert.ok(script.includes(words), 'the script has no such words');
      await writeFile(path.join(folder, 'table.js'), script.replaceAll(words, others));
      const overlay = { [PAGE]: page, 'assets/table.js': path.join(folder, 'table.js') };
      const problems = await withSite(overlay, look);
      await rm(folder, { recursive: true });
      for (const found of problems) t.diagnostic(line(found));
      assert.ok(problems.some((found) => found.check === check), `reported: ${problems.map(line).join('\n')}`);
    });
});

describe('a broken page is reported', () => {
  for (const [name, way, check, at = PAGE] of BROKEN)
    test(`${name} by ${way} as ${check}`, (t) =>
      withSite({ ...siteOf(way), [at]: path.join(BAD, `${name}.html`) }, async (site, origin) => {
        const problems = await WAYS[way](site, origin);
        for (const found of problems) t.diagnostic(line(found));
        assert.ok(problems.some((found) => found.check === check), `reported: ${problems.map(line).join('\n')}`);
      }));

  test('a menu that does not open', () =>
    withSite({ [PAGE]: path.join(BAD, 'menu.html') }, async (site, origin) => {
      assert.ok((await menu(site, origin)).some(({ check }) => check === 'menu'));
      assert.equal((await checkMenuWithoutScript(browser, origin, '/ja/plan/')).length, 1);
      assert.ok((await checkMenuLost(browser, origin, '/ja/plan/')).length > 0);
    }));

  test('each broken page is used', async () => {
    const files = (await readdir(BAD)).map((file) => file.replace('.html', '')).sort();
    assert.deepEqual(files, [...new Set([...BROKEN.map(([name]) => name), 'menu'])].sort());
  });

  test('a lost kind of page', () =>
    withSite({}, async (site) => {
      const facts = await readFacts(site, browser);
      assertNone(checkKinds(facts, ['home', 'plan', 'error'], LANGUAGES));
      assert.equal(checkKinds(facts, EXPECTED_KINDS, LANGUAGES).length, 2 * (EXPECTED_KINDS.length - 3));
    }));

  test('a statement that names other pages than those tested', () =>
    withSite({}, async (site) => {
      const facts = await readFacts(site, browser);
      assertNone(checkListed(facts, ['/', '/plan/']));
      const problems = checkListed(facts, ['/', '/elsewhere/']);
      assert.deepEqual(problems.map(({ check, where }) => `${where} ${check}`), ['/plan/ tested-unlisted', '/elsewhere/ listed-untested']);
    }));
  test('a page to embed that is too large, or in a list', () =>
    withSite({ ...FIGURE, 'sitemap.xml': path.join(HERE, 'fixtures/figure/listed.xml') }, async (site) => {
      const { problems } = await checkEmbedded(site, [PAGE], [EMBED], 100);
      assert.deepEqual(problems.map(({ check }) => check), ['embed-size', 'embed-listed']);
    }));

  test('a lost file behind a style sheet or a site map', () =>
    withSite({ 'assets/site.css': path.join(BAD, '../lost.css'), 'sitemap.xml': path.join(BAD, '../lost.xml') }, async (site) => {
      const problems = await WAYS.links(site);
      assert.deepEqual(problems.map(({ check, where }) => `${where} ${check}`), ['assets/site.css asset', 'sitemap.xml link']);
    }));
});

// What is taken from the style sheet of the page that prints well, what stands there instead, and what must be reported.
const UNPRINTABLE = [
  ['size: a4', 'size: a5', 'paper-size'],
  ['body { background: #fff; color: #000; }', '', 'paper-dark'],
  ['content: var(--running);', '', 'paper-title'],
  ["content: counter(page) ' / ' counter(pages);", '', 'paper-number'],
  ['@bottom-center { content: none; }', '', 'paper-front'],
  ['details::details-content { content-visibility: visible;', 'details::details-content {', 'paper-folded'],
  ['.skip { display: none; }', '', 'paper-control'],
  ['.withheld { border: 1px dashed; }', '.withheld { display: none; }', 'paper-withheld'],
  ['.withheld { border: 1px dashed; }', '.withheld { color: #fff; }', 'paper-withheld'],
  ['tr { break-inside: avoid; }', '', 'paper-row'],
  ['thead { display: table-header-group; }', 'thead { display: table-row-group; }', 'paper-head'],
  ['h2 { break-after: avoid; }', '', 'paper-heading'],
];

async function paperProblems(change) {
  const place = await mkdtemp(path.join(tmpdir(), 'kohyo-selftest-'));
  const css = await readFile(path.join(HERE, 'fixtures/paper/paper.css'), 'utf8');
  if (change !== SAME) assert.notEqual(change(css), css, 'the rule is not in the style sheet');
  await writeFile(path.join(place, 'paper.css'), change(css));
  const overlay = { [PAGE]: path.join(HERE, 'fixtures/paper/index.html'), 'assets/paper.css': path.join(place, 'paper.css') };
  const problems = await withSite(overlay, async (site, origin) => {
    const [plain, marked] = [await printed(browser, origin, '/ja/plan/', { scheme: 'dark' }), await printed(browser, origin, '/ja/plan/', { mark: true })];
    return [...checkSheets(plain), ...checkRunning(plain), ...checkWords(plain), ...checkHeadings(plain), ...checkWithheld(plain), ...checkTables(marked)];
  });
  await rm(place, { recursive: true });
  return problems;
}

const SAME = (css) => css;

describe('the checks of paper', () => {
  test('pass a page that prints well', async () => assertNone(await paperProblems(SAME)));
  for (const [rule, instead, check] of UNPRINTABLE)
    test(`report ${check}`, async () => {
      const problems = await paperProblems((css) => css.replace(rule, instead));
      assert.ok(problems.some((found) => found.check === check), `reported: ${problems.map(line).join('\n')}`);
    });
});

test('a page that leads on in the site map', () =>
  withSite({ 'sitemap.xml': path.join(BAD, '../moved.xml') }, async (site) => {
    const problems = await WAYS.links(site);
    assert.deepEqual(problems.map(({ check, where }) => `${where} ${check}`), ['sitemap.xml sitemap-moved']);
  }));

const folder = (name) => path.join(NETLIFY, name);
const checksOf = (problems) => [...new Set(problems.map(({ check }) => check))].sort();

describe('the budget of a visit', () => {
  const light = { all: 100, style: 50, paper: 10, script: 10 };
  test('lets a light page pass', () => assertNone(overBudget('/ja/plan/', 'plan', light)));
  for (const part of Object.keys(light))
    test(`reports too much: ${part}`, () => {
      const most = part === 'all' ? BUDGET.page : BUDGET[part];
      const [found, ...more] = overBudget('/ja/plan/', 'plan', { ...light, [part]: most + 1 });
      assert.match(line(found), new RegExp(`budget.*${part}: ${most + 1} bytes`));
      assert.deepEqual(more, []);
    });
  test('is wider for the front page', () => assertNone(overBudget('/ja/', 'home', { ...light, all: BUDGET.page + 1 })));
  test('counts what is sent', () =>
    withSite({}, async (site, origin) => {
      const sums = await weigh(browser, origin, '/ja/plan/');
      assert.ok(sums.all > sums.style && sums.style > 0 && sums.requests >= 2, JSON.stringify(sums));
    }));
});

describe('the walk by keyboard', () => {
  const stop = { element: 'a', name: 'a', outline: true, seen: true };
  const good = { legs: [{ what: 'target', stops: [stop], reached: true }], order: 'ascending', file: { bom: true, bytes: 200 } };
  const spoilt = {
    'is not reached by the Tab key': { ...good, legs: [{ what: 'target', stops: [stop], reached: false }] },
    '41 stops on the way': { ...good, legs: [{ what: 'target', stops: Array(41).fill(stop), reached: true }] },
    'has no name': { ...good, legs: [{ what: 'target', stops: [{ ...stop, name: '' }], reached: true }] },
    'is not to be seen': { ...good, legs: [{ what: 'target', stops: [{ ...stop, outline: false }], reached: true }] },
    'is covered': { ...good, legs: [{ what: 'target', stops: [{ ...stop, seen: false }], reached: true }] },
    'does not sort': { ...good, order: null },
    'does not download': { ...good, file: { bom: false, bytes: 200 } },
  };
  test('passes when every stop is named, marked and in sight', () => assertNone(walkProblems('/ja/', good)));
  for (const [words, walk] of Object.entries(spoilt))
    test(`reports what ${words}`, () => {
      const found = walkProblems('/ja/', walk);
      assert.equal(found.length, 1);
      assert.ok(line(found[0]).includes(words), line(found[0]));
    });
});

describe('the checks of netlify.toml', () => {
  test('pass good rules', async () => {
    assertNone(checkHeaders(await readHeaders(folder('good'))));
    assertNone(checkRedirects(await readRedirects(folder('good'))));
  });
  test('report an inline script allowed by the policy', async () => {
    assert.deepEqual(checksOf(checkHeaders(await readHeaders(folder('no-policy')))), ['csp']);
  });
  test('report a missing header and a rule without path', async () => {
    assert.deepEqual(checksOf(checkHeaders(await readHeaders(folder('bad-header')))), ['header-missing', 'header-syntax']);
  });
  test('report wrong redirects', async () => {
    assert.deepEqual(checksOf(checkRedirects(await readRedirects(folder('bad-redirect')))), ['redirect', 'redirect-syntax']);
    assert.deepEqual(checksOf(checkRedirects(await readRedirects(folder('no-force')))), ['redirect']);
  });
  test('report another command and folder', async () => {
    const config = await readConfig(folder('wrong-command'));
    assert.deepEqual(checksOf(checkConfig(config, folder('wrong-command'))), ['build-command', 'publish']);
  });
  test('report files kept forever under a fixed name', async () => {
    const site = await openSite(GOOD);
    assertNone(checkImmutable((await readHeaders(folder('good'))).headers, site));
    assert.deepEqual(checksOf(checkImmutable((await readHeaders(folder('forever'))).headers, site)), ['immutable']);
  });
  test('report rules in a second place', async () => {
    const { headers } = await readHeaders(folder('good'));
    assertNone(checkOnePlace([]));
    assert.deepEqual(checksOf(checkOnePlace(headers)), ['two-places']);
  });
  test('report a header that two rules set, and a page that others can show', async () => {
    const policy = (ancestors) => ({ 'Content-Security-Policy': `default-src 'self'${ancestors && `; frame-ancestors ${ancestors}`}` });
    const strict = { ...policy("'none'"), 'X-Frame-Options': 'DENY' };
    const open = { ...policy('*'), 'Cross-Origin-Resource-Policy': 'cross-origin' };
    const rule = (start, values) => ({ forRegExp: new RegExp(`^${start}`), values });
    const site = { paths: ['ja/index.html', 'embed/ja/a/index.html'] };
    const found = (...rules) => checksOf(checkOnePolicy(rules.map(([start, values]) => rule(start, values)), site));
    assert.deepEqual(found(['/ja/', strict], ['/embed/', open]), []);
    assert.deepEqual(found(['/', policy('')], ['/ja/', strict], ['/embed/', open]), []);
    assert.deepEqual(found(['/', strict], ['/embed/', open]), ['frames']);
    assert.deepEqual(found(['/', open]), ['frames']);
    assert.deepEqual(found(['/', { 'X-Frame-Options': 'DENY' }], ['/ja/', strict], ['/embed/', open]), ['frames', 'header-twice']);
    const other = { 'Content-Security-Policy': "default-src 'none'" };
    assert.deepEqual(found(['/', other], ['/ja/', strict], ['/embed/', open]), ['header-twice']);
  });
});

// One run of the programs over the good site and all spoilt copies of it: each must be reported under its name.
describe('open data', async () => {
  const good = path.join(HERE, 'fixtures/opendata/good');
  const cases = JSON.parse(await readFile(path.join(HERE, 'fixtures/opendata/bad.json'), 'utf8'));
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'kohyo-selftest-')));
  after(() => rm(folder, { recursive: true }));
  const at = (index) => path.join(folder, `${index}`);
  await Promise.all(cases.map((each, index) => spoiltCopy(good, at(index), each)));
  const found = await checkOpenData([good, ...cases.map((_, index) => at(index))]);

  test('passes on the good site', () => assertNone(found.get(good)));
  cases.forEach(({ check, file }, index) =>
    test(`spoilt in ${file}: ${check}`, () => {
      const problems = found.get(at(index));
      assert.ok(problems.some((each) => each.check === check), `reported: ${problems.map(line).join('\n')}`);
    }));
});

// Built in a copy, because a build leaves files behind.
async function buildCopy(name) {
  const copy = await mkdtemp(path.join(tmpdir(), 'kohyo-selftest-'));
  await cp(folder(name), copy, { recursive: true });
  const { success, output } = await runBuild(copy);
  const made = await stat(path.join(copy, 'public/index.html')).then(() => true, () => false);
  await rm(copy, { recursive: true });
  return { success, made, output };
}

describe('a Netlify build', () => {
  test('that works is seen to work', async () => {
    const { success, made, output } = await buildCopy('good');
    assert.deepEqual({ success, made }, { success: true, made: true }, output);
  });
  test('that stops is seen to stop', async () => {
    const { success, made } = await buildCopy('failing-build');
    assert.deepEqual({ success, made }, { success: false, made: false });
  });
});
