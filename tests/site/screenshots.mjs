// In: a folder, then paths of pages without their language (none: the two homes).
// Out: one PNG of the whole page for each path, language, width and colour scheme.
//   node screenshots.mjs OUT plan/ indicators/
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser, visit } from './lib/browser.mjs';
import { LANGUAGES } from './lib/kinds.mjs';
import { serve } from './lib/server.mjs';
import { openSite } from './lib/site.mjs';

const WIDTHS = [1280, 375];
const SCHEMES = ['light', 'dark'];

const circumstances = (pages) =>
  pages.flatMap((name) => LANGUAGES.flatMap((language) => WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ name, language, width, scheme })))));

const fileName = ({ name, language, width, scheme }) =>
  `${name.replace(/^\/|\/$/g, '').replace(/\W+/g, '-') || 'home'}-${language}-${width}-${scheme}.png`;

async function shoot(browser, origin, out, view) {
  const { page, status, close } = await visit(browser, origin, `/${view.language}/${view.name.replace(/^\//, '')}`, view);
  await page.screenshot({ path: path.join(out, fileName(view)), fullPage: true });
  await close();
  console.log(`${status} ${fileName(view)}`);
}

const [out, ...names] = process.argv.slice(2);
if (!out) {
  console.error('usage: node screenshots.mjs OUT [path …]   (paths without /ja/ or /en/)');
  process.exit(2);
}
await mkdir(out, { recursive: true });
const server = await serve(await openSite());
const browser = await openBrowser();
for (const view of circumstances(names.length > 0 ? names : [''])) await shoot(browser, server.origin, out, view);
await browser.close();
await server.close();
