// In: the built site. Out: failure for pages that break under a reader's own settings: zoom of 400 %, letters of 200 %, wide
// spacing (WCAG 1.4.12), forced colours, less motion, the keyboard alone, a slow line. One page of every kind and language.
import test, { after, describe } from 'node:test';
import { readFacts } from './lib/facts.mjs';
import { samplePages } from './lib/page.mjs';
import { assertNone } from './lib/problems.mjs';
import { serve } from './lib/server.mjs';
import { SETTINGS, checkKeyboard, checkMenu, checkMenuLost, checkMenuWithoutScript, checkSetting, checkShift, openBrowser, openLargeBrowser } from './lib/settings.mjs';
import { addressOf, openSite } from './lib/site.mjs';

const site = await openSite();
const [browser, large] = await Promise.all([openBrowser(), openLargeBrowser()]);
const server = await serve(site);
const addresses = [...samplePages(await readFacts(site, browser)).values()].map(({ file }) => addressOf(file)).sort();

after(() => Promise.all([browser.close(), large.close(), server.close()]));

describe('every kind of page', { concurrency: 3 }, () => {
  for (const setting of Object.keys(SETTINGS))
    test(`holds under: ${setting}`, async () => {
      assertNone(await checkSetting(SETTINGS[setting].large ? large : browser, server.origin, addresses, setting));
    });
  test('can be used by keyboard', async () => assertNone(await checkKeyboard(browser, server.origin, addresses)));
  test('does not move when a script comes late', async () => assertNone(await checkShift(browser, server.origin, addresses)));
  for (const address of ['/ja/', '/en/']) {
    test(`has a menu that works by keyboard: ${address}`, async () => assertNone(await checkMenu(browser, server.origin, address)));
    test(`has a menu when its script is lost: ${address}`, async () => assertNone(await checkMenuLost(browser, server.origin, address)));
    test(`has a menu without script: ${address}`, async () => assertNone(await checkMenuWithoutScript(browser, server.origin, address)));
  }
});
