// In: nothing, then one address at a time. Out: Chromium, and pages that remember everything they
// said to the console and every request they sent.
import { chromium } from 'playwright-core';

export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// A page is at rest when nothing it asked for is under way, two looks in a row. Waiting for the browser's own idle
// signal costs half a second a visit, which thousands of visits do not have.
function settling(page) {
  let open = 0;
  page.on('request', () => { open += 1; });
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, () => { open -= 1; });
  return async () => {
    for (let quiet = 0; quiet < 2; quiet = open === 0 ? quiet + 1 : 0) await pause(25);
  };
}

// A tab that goes from page to page. The policy is left on (no bypassCSP): a page that breaks its own policy must be seen to break.
async function openTab(browser, { script = true, language = 'ja' }) {
  const context = await browser.newContext({ javaScriptEnabled: script, reducedMotion: 'reduce', locale: language });
  const page = await context.newPage();
  const said = [];
  const requests = [];
  const settled = settling(page);
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`exception: ${error.message}`));
  page.on('request', (request) => requests.push(request.url()));
  const go = async (address, { width = 1280, height = 900, scheme = 'light' }) => {
    said.length = 0;
    requests.length = 0;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const response = await page.goto(address, { waitUntil: 'load' });
    await settled();
    return response.status();
  };
  return { page, said, requests, go, close: () => context.close() };
}

// A visit of its own, as of somebody who comes for the first time.
export async function visit(browser, origin, pathname, options = {}) {
  const tab = await openTab(browser, options);
  return { ...tab, status: await tab.go(origin + pathname, options) };
}

const idle = new WeakMap();

// The same in a tab that others had before: opening one costs more than most looks. What a page keeps would be there for the next one,
// so this is for looks that leave nothing behind.
export async function glance(browser, origin, pathname, options, look) {
  const kind = `${options.language ?? 'ja'} ${options.script ?? true}`;
  const tabs = idle.get(browser) ?? idle.set(browser, new Map()).get(browser);
  const tab = tabs.get(kind)?.pop() ?? (await openTab(browser, options));
  // What the page before still asks for or says is no word of this one.
  await tab.page.goto('about:blank');
  await tab.go(origin + pathname, options);
  const seen = await look(tab);
  // Where a look has failed its tab is not used again.
  tabs.set(kind, [...(tabs.get(kind) ?? []), tab]);
  return seen;
}
