// In: a browser, an origin and the address of a page with tables or lists. Out: problems of theirs: what they say of
// themselves, the order and the choice that a reader makes, the file of what is shown, the address of a row.
// Everything is read from what the page shows and never asked of the script that is tested.
import { readFile } from 'node:fs/promises';
import { problem } from './problems.mjs';

const BOM = [0xef, 0xbb, 0xbf];
const WIDTHS = [320, 768, 1090];
// On a machine that has much else to do, a press can take seconds. What does not come at all is told by what is looked at next.
const PATIENCE = { timeout: 20000 };
const ORDERS = ['ascending', 'descending'];

async function open(browser, origin, pathname, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(origin + pathname, { waitUntil: 'load' });
  return { page, close: () => context.close() };
}

// ---- what a table says of itself

// Runs inside the browser: everything it uses must be written inside it.
function structure() {
  const found = [];
  const say = (check, what) => found.push({ check, what });
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (element) => element?.textContent.replace(/\s+/g, ' ').trim() ?? '';

  for (const table of all('main table')) {
    const name = words(table.caption) || words(table.tHead).slice(0, 40);
    if (!words(table.caption)) say('table-caption', name);
    for (const th of all('th:not([scope])', table)) say('table-scope', `${name}: ${words(th)}`);
    const region = table.closest('[role=region]');
    const label = document.getElementById(region?.getAttribute('aria-labelledby') ?? '');
    if (region?.tabIndex !== 0 || !words(label)) say('table-region', name);
    const keys = all('th[data-sort]', table).map(({ dataset }) => dataset.sort);
    if (new Set(keys).size < keys.length) say('table-key', `${name}: ${keys.join(' ')}`);
  }
  // A rank of something withheld would tell where it lies.
  for (const hidden of all('main [data-order] > .withheld, main [data-order] > * > .withheld')) {
    const cell = hidden.closest('[data-order]');
    if (hidden === cell.firstElementChild) say('withheld-order', words(cell.closest('tr')).slice(0, 60));
  }
  const ids = all('[id]').map(({ id }) => id);
  for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) say('row-id', `${id} stands twice`);
  for (const row of all('main tr[data-row][id], main li[data-row], main article[data-row]'))
    if (!all(`a[href="#${CSS.escape(row.id)}"], a[href="#${row.id}"]`, row).length) say('permalink', `none: ${words(row).slice(0, 40)}`);
  for (const link of all('main a.permalink')) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target?.contains(link)) say('permalink', `${link.hash} is not its row`);
    if (link.tabIndex < 0 || !link.getAttribute('aria-label')) say('permalink', `${link.hash} cannot be reached or has no name`);
  }
  return found;
}

// The heading of a long table is still there when its last row is.
function headings() {
  const lost = [];
  for (const table of document.querySelectorAll('.table-scroll--long > table')) {
    const last = [...table.tBodies].at(-1)?.rows;
    if (!last?.length) continue;
    last[last.length - 1].scrollIntoView({ block: 'end' });
    const box = table.tHead.rows[0].cells[0].getBoundingClientRect();
    const region = table.parentElement.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight || box.top < region.top - 1) lost.push(table.caption?.textContent.trim() ?? '');
  }
  return lost;
}

// A row that an address names looks different from the others.
async function targetProblems(page, origin, pathname) {
  const id = await page.evaluate(() => document.querySelector('main a.permalink')?.hash);
  if (!id) return [];
  const colour = () => page.evaluate((hash) => {
    const row = document.getElementById(decodeURIComponent(hash.slice(1)));
    return [row, ...row.children].map((element) => getComputedStyle(element).backgroundColor).join(' ');
  }, id);
  const before = await colour();
  await page.goto(origin + pathname + id);
  return before === await colour() ? [problem('row-target', pathname, `${id} is not marked`)] : [];
}

// Where a heading that stays and a table that is wide meet: a phone, its side, the width from which tables stand free.
async function sidewaysProblems(page, pathname) {
  const problems = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) problems.push(problem('sideways', `${pathname} (${width} px)`, `${wide} px wide`));
  }
  return problems;
}

export async function checkStructure(browser, origin, pathname) {
  const { page, close } = await open(browser, origin, pathname);
  const found = await page.evaluate(structure);
  const lost = await page.evaluate(headings);
  const wide = await sidewaysProblems(page, pathname);
  const unmarked = await targetProblems(page, origin, pathname);
  await close();
  return [
    ...found.map(({ check, what }) => problem(check, pathname, what)),
    ...lost.map((what) => problem('table-sticky', pathname, what)),
    ...wide,
    ...unmarked,
  ];
}

// ---- order

// Runs inside the browser. One column: what its cells show, and whether a number or a mark stands there.
function column({ table: at, key }) {
  const table = [...document.querySelectorAll('main table')].filter((each) => each.querySelector('th[data-sort]'))[at];
  const headings = [...table.querySelectorAll('th[data-sort]')];
  const heading = headings.find(({ dataset }) => dataset.sort === key);
  const plain = (text) => text.trim().replace(/^[△▲−]/, '-').replaceAll(',', '');
  const cells = [...table.tBodies[0].rows].map((row) => {
    const cell = row.cells[heading.cellIndex];
    const figure = cell?.querySelector('[data-status]');
    const text = plain((figure ?? cell)?.textContent ?? '');
    const isNumber = heading.classList.contains('number') && /^-?\d*\.?\d+$/.test(text);
    const order = cell?.dataset.order;
    return { row: row.textContent.trim().slice(0, 40), text, value: isNumber ? Number(text) : null, order: order === undefined ? null : Number(order) };
  });
  const sorts = headings.map((each) => [each.dataset.sort, each.getAttribute('aria-sort')]).filter(([, order]) => order);
  return { cells, sorts, rows: [...table.tBodies[0].rows].map((row) => row.textContent), address: location.search };
}

const listed = () => [...document.querySelectorAll('main table')].filter((each) => each.querySelector('th[data-sort]'))
  .map((table) => [...table.querySelectorAll('th[data-sort]')].map(({ dataset }) => dataset.sort));

function orderProblems(where, { cells, sorts }, key, order) {
  const sign = order === 'ascending' ? 1 : -1;
  const problems = [];
  if (JSON.stringify(sorts) !== JSON.stringify([[key, order]]))
    problems.push(problem('aria-sort', where, `${JSON.stringify(sorts)} instead of ${key} ${order}`));
  // Numbers as the page prints them; for other columns the places that their cells carry.
  const compared = cells.some(({ value }) => value !== null) ? 'value' : 'order';
  const values = cells.map((cell) => cell[compared]).filter((value) => value !== null);
  if (values.some((value, at) => at > 0 && sign * (value - values[at - 1]) < 0))
    problems.push(problem('sort-order', where, `${key} ${order}: ${values.join(' ')}`));
  const first = cells.findIndex((cell) => cell.value === null && cell.order === null);
  const after = cells.slice(first + 1).find((cell) => first >= 0 && (cell.value !== null || cell.order !== null));
  if (after) problems.push(problem('sort-last', where, `${key} ${order}: "${cells[first].text}" stands before "${after.text}"`));
  return problems;
}

// Each column by keyboard, in both orders, and back to the order of the page.
async function columnProblems(page, where, table, key) {
  const problems = [];
  const look = () => page.evaluate(column, { table, key });
  const before = await look();
  const button = page.locator('main table:has(th[data-sort])').nth(table).locator(`th[data-sort="${key}"] > button`);
  if (await button.count() !== 1) return [problem('sort-button', where, `${key}: no button`)];
  const own = before.sorts.some(([name]) => name === key);
  await button.focus();
  const seen = new Set();
  for (let press = 0; press < 2; press += 1) {
    await page.keyboard.press(press ? 'Space' : 'Enter');
    const now = await look();
    const order = now.sorts.find(([name]) => name === key)?.[1];
    seen.add(order);
    problems.push(...orderProblems(where, now, key, order ?? 'none'));
    const isPages = own && now.address === '';
    if (!isPages && !(now.address.includes(`=${key}`) && now.address.includes(`=${order}`)))
      problems.push(problem('sort-address', where, `${key} ${order}: "${now.address}"`));
  }
  if (!ORDERS.every((order) => seen.has(order))) problems.push(problem('aria-sort', where, `${key}: ${[...seen].join(' ')}`));
  if (!own) await page.keyboard.press('Enter');
  const after = await look();
  if (after.address || JSON.stringify(after.rows) !== JSON.stringify(before.rows))
    problems.push(problem('sort-back', where, `${key}: the order of the page does not come back ("${after.address}")`));
  return problems;
}

async function restoredProblems(page, where, table, key) {
  const look = () => page.evaluate(column, { table, key });
  await page.locator('main table:has(th[data-sort])').nth(table).locator(`th[data-sort="${key}"] > button`).press('Enter');
  const before = JSON.stringify(await look());
  await page.reload();
  return before === JSON.stringify(await look()) ? [] : [problem('sort-reload', where, `${key} is lost`)];
}

export async function checkSort(browser, origin, pathname) {
  const { page, close } = await open(browser, origin, pathname);
  const tables = await page.evaluate(listed);
  const problems = [];
  for (const [at, keys] of tables.entries())
    for (const key of keys) problems.push(...await columnProblems(page, pathname, at, key));
  if (tables.length > 0 && problems.length === 0) problems.push(...await restoredProblems(page, pathname, 0, tables[0].at(-1)));
  await close();
  return problems;
}

// ---- choice

// Runs inside the browser.
function choices() {
  const form = document.querySelector('form[data-filter]');
  return form && {
    rows: document.querySelectorAll('main [data-row]').length,
    selects: [...form.querySelectorAll('select')].map(({ name, options }) => ({
      name,
      options: [...options].filter(({ value }) => value).map(({ value, text }) => ({ value, count: Number(/(\d+)\D*$/.exec(text)?.[1]) })),
    })),
    word: document.querySelector('main [data-row]')?.textContent.trim().split(/\s/)[0].slice(0, 3),
  };
}

function shown() {
  const rows = [...document.querySelectorAll('main [data-row]')];
  const status = document.querySelector('form[data-filter] [role=status]')?.textContent.trim() ?? '';
  return {
    rows: rows.map((row, at) => [row, at]).filter(([row]) => row.checkVisibility()).map(([, at]) => at),
    numbers: (status.match(/\d+/g) ?? []).map(Number),
    status,
    address: location.search,
  };
}

async function oneChoice(page, where, { name, value, count }, total) {
  const now = await page.evaluate(shown);
  const problems = [];
  const what = `${name}=${value}`;
  if (now.rows.length !== count) problems.push(problem('filter-rows', where, `${what}: ${now.rows.length} rows shown, ${count} said`));
  if (!now.numbers.includes(now.rows.length) || !now.numbers.includes(total))
    problems.push(problem('filter-status', where, `${what}: "${now.status}" for ${now.rows.length} of ${total}`));
  if (new URLSearchParams(now.address).get(name) !== value) problems.push(problem('filter-address', where, `${what}: "${now.address}"`));
  return problems;
}

// What was chosen is there again after a reload and on the way back, and goes with one press.
async function keptProblems(page, origin, where, total) {
  const problems = [];
  const before = JSON.stringify(await page.evaluate(shown));
  await page.reload();
  if (JSON.stringify(await page.evaluate(shown)) !== before) problems.push(problem('filter-reload', where, before));
  await page.goto(`${origin}/404.html`);
  await page.goBack({ waitUntil: 'load' });
  if (JSON.stringify(await page.evaluate(shown)) !== before) problems.push(problem('filter-back', where, before));
  await page.locator('form[data-filter] [type=reset]').click();
  const now = await page.evaluate(shown);
  if (now.rows.length !== total || now.address || now.status) problems.push(problem('filter-clear', where, JSON.stringify(now)));
  return problems;
}

export async function checkFilter(browser, origin, pathname) {
  const { page, close } = await open(browser, origin, pathname);
  const found = await page.evaluate(choices);
  const problems = [];
  const total = found?.rows;
  for (const { name, options } of found?.selects ?? []) {
    for (const { value, count } of [options[0], options.at(-1)]) {
      await page.locator(`form[data-filter] select[name="${name}"]`).selectOption(value, PATIENCE).catch(() => {});
      problems.push(...await oneChoice(page, pathname, { name, value, count }, total));
    }
    await page.locator(`form[data-filter] select[name="${name}"]`).selectOption('', PATIENCE).catch(() => {});
  }
  if (found && total > 0 && problems.length === 0) {
    await page.locator('form[data-filter] [name=q]').fill(found.word);
    const { rows, address } = await page.evaluate(shown);
    if (!rows.includes(0) || new URLSearchParams(address).get('q') !== found.word)
      problems.push(problem('filter-words', pathname, `"${found.word}": ${rows.length} rows, "${address}"`));
    problems.push(...await keptProblems(page, origin, pathname, total));
  }
  await close();
  return problems;
}

// ---- the file of what is shown

// Runs inside the browser: the cells that a reader sees, in lines.
function visibleCells(at) {
  const tools = document.querySelectorAll('[data-tools]')[at];
  const words = (element) => (element?.innerText ?? '').replace(/[^\S\n]+/g, ' ').replace(/ ?\n[ \n]*/g, '\n').trim();
  const table = document.getElementById(tools.dataset.tools)?.closest('table');
  const own = tools.dataset.lines ?? '[data-row]';
  const rows = [...(table ?? document.querySelector('main')).querySelectorAll(table ? 'tbody > tr' : own)];
  const columns = table ? [...table.tHead.rows[0].cells].map(words) : tools.dataset.columns.split('|');
  // What stands once above several rows: the words in the nearest part of the page around the row that has them.
  const above = (row, index) => (row && row !== document.body ? row.querySelector(`[data-above="${index}"]`) ?? above(row.parentElement, index) : null);
  const heads = columns.filter((_, index) => document.querySelector(`[data-above="${index}"]`)).length;
  const part = (row, index) => row.querySelector(`[data-cell="${index}"]`) ?? above(row, index) ?? row.cells?.[index - heads];
  const cell = (row, index) => words(table ? row.cells[index] : part(row, index));
  const lines = rows.filter((row) => row.checkVisibility()).map((row) => columns.map((_, index) => cell(row, index)));
  return { columns, lines, withheld: rows.filter((row) => row.checkVisibility() && row.querySelector('.withheld')).length };
}

// RFC 4180, every field in quotes.
export function parseCsv(text) {
  const lines = [[]];
  for (const [, value, end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    lines.at(-1).push(value.replaceAll('""', '"'));
    if (end !== ',') lines.push([]);
  }
  return lines.slice(0, -1);
}

// What a spreadsheet would take for a formula stands behind an apostrophe.
const unguarded = (text) => text.replace(/^'(?=[=+\-@＝＋－＠])/, '');

async function fileProblems(page, where, at) {
  const waiting = page.waitForEvent('download', PATIENCE).catch(() => null);
  await page.locator('[data-tools]').nth(at).locator('button').click(PATIENCE).catch(() => {});
  const download = await waiting;
  if (!download) return [problem('csv', where, `table ${at + 1}: no file`)];
  const bytes = await readFile(await download.path());
  const problems = BOM.every((byte, index) => bytes[index] === byte) ? [] : [problem('csv-bom', where, `table ${at + 1}`)];
  if (!download.suggestedFilename().endsWith('.csv')) problems.push(problem('csv', where, download.suggestedFilename()));
  const lines = parseCsv(bytes.toString('utf8').replace(/^\ufeff/, '')).map((line) => line.map(unguarded));
  const seen = await page.evaluate(visibleCells, at);
  const expected = [seen.columns, ...seen.lines];
  const differs = expected.findIndex((line, index) => JSON.stringify(line) !== JSON.stringify(lines[index]));
  if (differs >= 0 || lines.length !== expected.length)
    problems.push(problem('csv-rows', where, `line ${differs + 1} of ${expected.length} (${lines.length}): ${JSON.stringify(lines[differs])} for ${JSON.stringify(expected[differs])}`));
  const marked = lines.filter((line) => line.some((field) => /［非公表］|\[Withheld\]/.test(field))).length;
  if (marked < seen.withheld) problems.push(problem('csv-withheld', where, `${marked} of ${seen.withheld} rows`));
  return problems;
}

export async function checkFile(browser, origin, pathname) {
  const { page, close } = await open(browser, origin, pathname);
  const count = await page.locator('[data-tools]').count();
  const problems = [];
  for (let at = 0; at < Math.min(count, 2); at += 1) problems.push(...await fileProblems(page, pathname, at));
  // What is not shown is not in the file, and the order is that of the page.
  const found = await page.evaluate(choices);
  const button = page.locator('th[data-sort] > button').last();
  if (count > 0 && await button.count()) await button.press('Enter');
  if (count > 0 && found?.selects.length) {
    const [{ name, options }] = found.selects;
    await page.locator(`form[data-filter] select[name="${name}"]`).selectOption(options.at(-1).value);
  }
  const seen = await page.evaluate(() => [...document.querySelectorAll('[data-tools]')].findIndex((tools) => tools.checkVisibility()));
  if (seen >= 0 && problems.length === 0) problems.push(...await fileProblems(page, pathname, seen));
  await close();
  return problems;
}

// ---- without script

function without() {
  const rows = [...document.querySelectorAll('main [data-row], main tbody > tr')];
  const controls = [...document.querySelectorAll('form[data-filter], [data-tools], th button')];
  const isSeen = (element) => element.checkVisibility();
  // What is folded away opens without script.
  const folded = (row) => row.closest('details:not([open])') !== null;
  return { hidden: rows.filter((row) => !isSeen(row) && !folded(row)).length, controls: controls.filter(isSeen).map((each) => each.outerHTML.slice(0, 60)) };
}

export async function checkPlain(browser, origin, pathname) {
  const { page, close } = await open(browser, origin, pathname, { javaScriptEnabled: false });
  const { hidden, controls } = await page.evaluate(without);
  await close();
  return [
    ...(hidden ? [problem('plain-rows', pathname, `${hidden} rows are hidden`)] : []),
    ...controls.map((control) => problem('plain-control', pathname, control)),
  ];
}

// ---- the order of names

// Runs inside the browser: names as one reads them, list by list.
function names() {
  const lists = [...document.querySelectorAll('main ul.entries, main table.programs')];
  const isJapanese = document.documentElement.lang === 'ja';
  const words = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  const nameOf = (row) => words(row.querySelector('a[href^="/"]') ?? row.querySelector('[data-cell="0"], th'));
  // A name with a withheld part stands behind all others.
  const hides = (row) => /［非公表］|\[Withheld\]/.test(nameOf(row));
  const readings = (rows) => rows.map((row) => (hides(row) ? '\u{10ffff}' : (isJapanese && row.dataset.reading) || nameOf(row)));
  const rowsOf = (list) => [...list.querySelectorAll('[data-row]')];
  // A list of letters goes on from one to the next.
  const entries = lists.filter((list) => list.matches('ul')).flatMap(rowsOf);
  const tables = lists.filter((list) => list.matches('table')).map(rowsOf);
  return { isJapanese, lists: [entries, ...tables].map(readings).filter((list) => list.length > 1) };
}

const SMALL = 'ぁぃぅぇぉっゃゅょゎ';
const LARGE = 'あいうえおつやゆよわ';

// 五十音: voiced and small kana with their plain ones, a long vowel mark counts as nothing.
export function asRead(text) {
  const hiragana = text.normalize('NFKD').replace(/[ァ-ヶ]/g, (c) => String.fromCodePoint(c.codePointAt(0) - 0x60));
  return hiragana.replace(/[\u3099\u309aー・]/g, '').replace(/[ぁぃぅぇぉっゃゅょゎ]/g, (c) => LARGE[SMALL.indexOf(c)]).toLowerCase();
}

export const asSpelt = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/^[^\p{L}\p{N}\u{10ffff}]+/u, '');

export function namesProblems(where, { isJapanese, lists }) {
  const key = isJapanese ? asRead : asSpelt;
  const wrong = lists.flatMap((list) => list.slice(1).map((name, at) => [list[at], name]).filter(([a, b]) => key(a) > key(b)));
  return wrong.map(([a, b]) => problem('name-order', where, `"${b}" stands after "${a}"`));
}

export async function checkNames(browser, origin, pathname) {
  const { page, close } = await open(browser, origin, pathname, { javaScriptEnabled: false });
  const found = await page.evaluate(names);
  await close();
  return { problems: namesProblems(pathname, found), names: found.lists.flat().length };
}
