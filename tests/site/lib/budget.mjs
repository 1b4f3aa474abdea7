// In: a browser, an origin and the address of a page. Out: what a first visit fetches, in bytes as sent (compressed),
// and what is over the budget of its kind.
import { problem } from './problems.mjs';

const KB = 1000;
// Home may be larger than the pages it leads to. Style, paper and script are part of the sum and have bounds of their own.
// Paper is a style sheet for which nothing waits on a screen: a browser fetches it last.
export const BUDGET = { home: 60 * KB, page: 50 * KB, style: 15 * KB, paper: 5 * KB, script: 10 * KB, search: 12 * KB };

// The largest page of each kind and language is the one to weigh.
export async function weigh(browser, origin, pathname) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const sums = { all: 0, style: 0, paper: 0, script: 0, requests: 0 };
  const session = await context.newCDPSession(page);
  const [types, urgency] = [new Map(), new Map()];
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urgency.set(requestId, request.initialPriority));
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sums.all += encodedDataLength;
    sums.requests += 1;
    if (types.get(requestId) === 'Stylesheet') sums[urgency.get(requestId) === 'VeryLow' ? 'paper' : 'style'] += encodedDataLength;
    if (types.get(requestId) === 'Script') sums.script += encodedDataLength;
  });
  await page.goto(origin + pathname, { waitUntil: 'load' });
  await page.waitForLoadState('networkidle');
  await context.close();
  return sums;
}

export function overBudget(pathname, kind, sums) {
  const bounds = { all: kind === 'home' ? BUDGET.home : BUDGET.page, style: BUDGET.style, paper: BUDGET.paper, script: kind === 'search' ? BUDGET.search : BUDGET.script };
  return Object.entries(bounds)
    .filter(([name, most]) => sums[name] > most)
    .map(([name, most]) => problem('budget', pathname, `${name}: ${sums[name]} bytes, at most ${most}`));
}
