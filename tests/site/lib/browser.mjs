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

// The policy is left on (no bypassCSP): a page that breaks its own policy must be seen to break.
export async function visit(browser, origin, pathname, options = {}) {
  const { width = 1280, height = 900, scheme = 'light', script = true, language = 'ja' } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    javaScriptEnabled: script,
    reducedMotion: 'reduce',
    locale: language,
  });
  const page = await context.newPage();
  const said = [];
  const requests = [];
  const settled = settling(page);
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`exception: ${error.message}`));
  page.on('request', (request) => requests.push(request.url()));
  const response = await page.goto(origin + pathname, { waitUntil: 'load' });
  await settled();
  return { page, said, requests, status: response.status(), close: () => context.close() };
}
