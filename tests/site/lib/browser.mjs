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
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`exception: ${error.message}`));
  page.on('request', (request) => requests.push(request.url()));
  const response = await page.goto(origin + pathname, { waitUntil: 'load' });
  await page.waitForLoadState('networkidle');
  return { page, said, requests, status: response.status(), close: () => context.close() };
}
