// In: a browser, the origin of a served site, a language. Out: two walks from the front page to the figures of one
// target, as steps to read: one with the Tab key alone, one through what a screen reader is told.
// Never: a click, or an address typed in between.
import { readFile } from 'node:fs/promises';
import { visit } from './browser.mjs';
import { problem } from './problems.mjs';

const MOST_STOPS = 150;

// Runs in the page: what the reader is on, as assistive technology names it, and how it is marked.
function stopHere() {
  const on = document.activeElement;
  if (!on || on === document.body) return null;
  const style = getComputedStyle(on);
  const box = on.getBoundingClientRect();
  const covering = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
  return {
    element: on.localName,
    href: on.getAttribute('href'),
    id: on.id,
    inMain: on.closest('main') !== null,
    inHeading: on.closest('th') !== null,
    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: on.closest('main') === null || on === covering || on.contains(covering) || (covering?.contains(on) ?? false),
  };
}

// Role and name as the browser hands them to a screen reader.
async function named(page) {
  const client = await page.context().newCDPSession(page);
  const { result } = await client.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const { nodes } = await client.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
  await client.detach();
  return { role: nodes[0]?.role?.value ?? '', name: (nodes[0]?.name?.value ?? '').trim() };
}

// Presses Tab until `wanted` says that this is the place.
async function tabTo(page, what, wanted) {
  const stops = [];
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(stopHere);
    if (!here) continue;
    const stop = { ...here, ...(await named(page)) };
    stops.push(stop);
    if (wanted(stop)) return { what, stops, reached: true };
  }
  return { what, stops, reached: false };
}

// The address of the target that the walk is about: the first card of the front page.
const firstTarget = (page) => page.locator('main a[href*="/indicators/"]:not([href$="/indicators/"])').first().getAttribute('href');

async function sorted(page) {
  const heading = page.locator('th:has(:focus), th:focus').first();
  await page.keyboard.press('Enter');
  return heading.getAttribute('aria-sort');
}

async function downloaded(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const bytes = await readFile(await download.path());
  return { file: download.suggestedFilename(), bytes: bytes.length, bom: bytes.subarray(0, 3).toString('hex') === 'efbbbf' };
}

// Tab, Enter and the arrows only.
export async function keyboardWalk(browser, origin, language) {
  const { page, close } = await visit(browser, origin, `/${language}/`, { language });
  const legs = [];
  legs.push(await tabTo(page, 'skip', ({ href }) => href === '#k_main'));
  await page.keyboard.press('Enter');
  const target = await firstTarget(page);
  legs.push(await tabTo(page, 'target', ({ href, inMain }) => inMain && href === target));
  await Promise.all([page.waitForURL(`**${target}`), page.keyboard.press('Enter')]);
  await page.waitForLoadState('load');
  legs.push(await tabTo(page, 'skip-again', ({ href }) => href === '#k_main'));
  await page.keyboard.press('Enter');
  legs.push(await tabTo(page, 'sort', ({ element, inMain, inHeading, role }) => inMain && inHeading && element === 'button' && role === 'button'));
  const order = await sorted(page);
  legs.push(await tabTo(page, 'download', ({ href }) => /\.csv$/.test(href ?? '')));
  const file = legs.at(-1).reached ? await downloaded(page) : undefined;
  await close();
  return { target, legs, order, file };
}

// The tree of a page, as `role "name"` lines, below one part of it.
const treeOf = (page, selector) => page.locator(selector).first().ariaSnapshot();

const outline = (tree) => tree.split('\n').filter((line) => /- (banner|navigation|main|region|contentinfo|search|heading|table|figure|img)\b/.test(line));

// What a screen reader lists (landmarks, headings), then what it reads where the walk stops.
export async function readerWalk(browser, origin, language) {
  const { page, close } = await visit(browser, origin, `/${language}/`, { language });
  const home = outline(await treeOf(page, 'body'));
  const target = await firstTarget(page);
  await page.goto(origin + target);
  const places = outline(await treeOf(page, 'body'));
  const table = await treeOf(page, 'main table');
  const files = await treeOf(page, 'main .downloads');
  await close();
  return { target, home, places, table, files };
}

// What keeps somebody from walking: a stop without a name or a mark, one out of sight, a leg that never ends.
export function walkProblems(where, { legs, order, file }, mostStops = 40) {
  const stopped = legs.flatMap(({ what, stops, reached }) => [
    ...(reached ? [] : [problem('walk', where, `${what} is not reached by the Tab key`)]),
    ...(stops.length > mostStops ? [problem('walk', where, `${stops.length} stops on the way to ${what}`)] : []),
    ...stops.filter(({ name }) => name === '').map((stop) => problem('walk', where, `${stop.element} has no name on the way to ${what}`)),
    ...stops.filter(({ outline }) => !outline).map(({ name }) => problem('walk', where, `the focus on ${name} is not to be seen`)),
    ...stops.filter(({ seen }) => !seen).map(({ name }) => problem('walk', where, `${name} has the focus and is covered`)),
  ]);
  const sort = order ? [] : [problem('walk', where, 'the Enter key does not sort')];
  const load = file?.bom && file.bytes > 100 ? [] : [problem('walk', where, 'the Enter key does not download a CSV file that Excel reads')];
  return [...stopped, ...sort, ...load];
}
