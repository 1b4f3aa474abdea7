// In: a browser, an origin and the address of a page with a list that can be sorted. Out: problems of its orders: rows out of
// place, groups that stand empty, an order that the address, a reload, a choice or the way back loses, one that nobody is told of.
import { problem } from './problems.mjs';

async function open(browser, origin, pathname, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(origin + pathname, { waitUntil: 'load' });
  return { page, close: () => context.close() };
}

const orderOf = '[data-tools] select';

// Runs inside the browser.
function orders() {
  const select = document.querySelector('[data-tools] select');
  return [...(select?.options ?? [])].map(({ value, text, dataset }) => ({ value, text, across: 'across' in dataset }));
}

// Runs inside the browser: what a reader sees, list by list. `at`: the place of an order among all, from 0.
function seen(at) {
  const isSeen = (element) => element.checkVisibility();
  const rows = [...document.querySelectorAll('main [data-row]')];
  const lists = [...new Set(rows.map((row) => row.parentElement))].map((list) => [...list.querySelectorAll(':scope > [data-row]')].filter(isSeen));
  const days = (row) => row.querySelector('time')?.dateTime ?? '';
  const groups = [...document.querySelectorAll('main [data-group]')].filter((group) => isSeen(group) && group.querySelector('[data-row]'));
  const select = document.querySelector('[data-tools] select');
  return {
    ids: rows.map(({ id }) => id),
    shown: rows.filter(isSeen).length,
    places: lists.filter((list) => list.length > 0).map((list) => list.map((row) => Number(row.dataset.places?.split(' ')[at] || Infinity))),
    kinds: rows.filter(isSeen).map((row) => row.dataset.kind ?? ''),
    days: rows.filter(isSeen).map(days),
    groups: groups.length,
    empty: [...document.querySelectorAll('main [data-group]')].filter((group) => isSeen(group) && !group.querySelector('[data-row], p')).length,
    headings: [...document.querySelectorAll('main h2')].filter(isSeen).map((heading) => heading.textContent.trim()),
    chosen: select.value,
    focused: document.activeElement === select,
    said: document.querySelector('[data-tools] [role=status]').textContent,
    address: location.search,
  };
}

const isRising = (places) => places.every((place, at) => at === 0 || places[at - 1] <= place);
const isTogether = (words) => words.filter((word, at) => word !== words[at - 1]).length === new Set(words).size;

function orderProblems(where, { value, text, across }, now, before) {
  const problems = [];
  const say = (check, what) => problems.push(problem(check, where, `${value}: ${what}`));
  if (now.places.some((places) => !isRising(places))) say('list-order', now.places.map((places) => places.join(' ')).join(' | '));
  if (JSON.stringify(now.ids) === JSON.stringify(before.ids)) say('list-order', 'nothing moved');
  if (now.shown !== before.shown) say('list-rows', `${now.shown} of ${before.shown} rows`);
  if (now.empty) say('list-groups', `${now.empty} groups stand empty`);
  // One section with the name of the order, or the groups of the page.
  if (across ? now.places.length !== 1 || !now.headings.includes(text) : now.groups !== before.groups) say('list-groups', now.headings.join(', '));
  if (/kind$/.test(value) && !isTogether(now.kinds.filter(Boolean))) say('list-order', now.kinds.join(' '));
  if (new URLSearchParams(now.address).get('sort') !== value) say('list-address', now.address);
  if (!now.said.includes(text)) say('list-status', `"${now.said}"`);
  if (!now.focused) say('list-focus', 'the select has lost the focus');
  return problems;
}

// Years by which an event begins: those of the document are in no other form of the page.
function newestProblems(where, now) {
  const days = now.days.map((day) => day.slice(0, 4)).filter(Boolean);
  return days.every((day, at) => at === 0 || days[at - 1] >= day) ? [] : [problem('list-order', where, `newest: ${days.join(' ')}`)];
}

async function keptProblems(page, where, at, before) {
  const problems = [];
  const look = () => page.evaluate(seen, at);
  const { focused, said, ...chosen } = await look();
  const same = (now) => JSON.stringify({ ids: now.ids, chosen: now.chosen, address: now.address }) === JSON.stringify({ ids: chosen.ids, chosen: chosen.chosen, address: chosen.address });
  await page.reload({ waitUntil: 'load' });
  if (!same(await look())) problems.push(problem('list-reload', where, chosen.chosen));
  // A choice narrows the list and leaves its order.
  const word = await page.evaluate(() => document.querySelector('main [data-row]').textContent.trim().slice(0, 2));
  await page.locator('form[data-filter] [name=q]').fill(word);
  const narrowed = await look();
  if (!narrowed.shown || narrowed.places.some((places) => !isRising(places)) || narrowed.chosen !== chosen.chosen || !narrowed.address.includes('sort='))
    problems.push(problem('list-filter', where, JSON.stringify(narrowed)));
  if (narrowed.empty) problems.push(problem('list-filter', where, `"${word}": ${narrowed.empty} groups stand empty`));
  await page.locator('form[data-filter] [type=reset]').click();
  if (!same(await look())) problems.push(problem('list-filter', where, 'the order does not outlast the choice'));
  await page.locator(orderOf).selectOption('');
  const back = await look();
  if (JSON.stringify(back.ids) !== JSON.stringify(before.ids) || back.address || JSON.stringify(back.headings) !== JSON.stringify(before.headings))
    problems.push(problem('list-back', where, `the order of the page does not come back ("${back.address}")`));
  return problems;
}

// What an address names is shown, whatever order it also names.
async function headingProblems(browser, origin, pathname, across) {
  if (!across) return [];
  const { page, close } = await open(browser, origin, pathname);
  const id = await page.evaluate(() => [...document.querySelectorAll('main [data-group] h2[id]')].at(-1)?.id);
  await page.goto(`${origin}${pathname}?sort=${across.value}#${id}`, { waitUntil: 'load' });
  const isSeen = await page.evaluate((name) => document.getElementById(name)?.checkVisibility(), id);
  await close();
  return isSeen ? [] : [problem('list-target', pathname, `#${id} stays hidden under ${across.value}`)];
}

export async function checkOrders(browser, origin, pathname) {
  const { page, close } = await open(browser, origin, pathname);
  const found = (await page.evaluate(orders)).slice(1);
  const problems = found.length ? [] : [problem('list-select', pathname, 'there is nothing to sort by')];
  const before = found.length ? await page.evaluate(seen, 0) : null;
  for (const [at, order] of found.entries()) {
    await page.locator(orderOf).focus();
    await page.locator(orderOf).selectOption(order.value);
    const now = await page.evaluate(seen, at);
    problems.push(...orderProblems(pathname, order, now, before));
    if (order.value === 'newest' && /timeline/.test(pathname)) problems.push(...newestProblems(pathname, now));
  }
  if (found.length && problems.length === 0) problems.push(...await keptProblems(page, pathname, found.length - 1, before));
  await close();
  if (problems.length === 0) problems.push(...await headingProblems(browser, origin, pathname, found.find(({ across }) => across)));
  return problems;
}
