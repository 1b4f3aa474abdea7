// From a save to the page that shows it: node save-measure.mjs SITE [ROUNDS]
// In: a site folder (it is copied), how many saves. Out: a table on stdout in ms, median and slowest: until the preview says that it
// was built, and until a browser shows the new words. Run it on a machine that does nothing else.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser } from './lib/browser.mjs';
import { previewOf } from './lib/preview.mjs';

const [site, rounds = '10'] = process.argv.slice(2);
const content = await readdir(path.join(site, 'content'), { recursive: true });
const pages = content.filter((name) => name.endsWith('.md')).length;
const preview = await previewOf(site);
const browser = await openBrowser();
const page = await browser.newPage({ reducedMotion: 'reduce' });
await page.goto(`${preview.origin}/ja/`, { waitUntil: 'load' });
// The first event comes when the page is opened; builds are counted from there.
await page.waitForTimeout(1000);

const FILE = 'content/_index.ja.md';
const first = await preview.read(FILE);
const until = { built: [], shown: [] };
for (let round = 1; round <= Number(rounds); round += 1) {
  const words = `保存${round}回目`;
  const began = performance.now();
  await preview.write(FILE, `${first}\n${words}\n`);
  for (;;) {
    const text = await (await fetch(`${preview.origin}/ja/`)).text();
    if (text.includes(words)) break;
  }
  until.built.push(performance.now() - began);
  await page.getByText(words).waitFor({ timeout: 120000 });
  until.shown.push(performance.now() - began);
  await page.waitForTimeout(500);
}
await browser.close();
await preview.close();

const sorted = (times) => [...times].sort((a, b) => a - b).map(Math.round);
const median = (times) => sorted(times)[Math.floor(times.length / 2)];
console.log(`| ${pages} files below content | median | slowest |\n|---|---|---|`);
for (const [what, times] of Object.entries(until)) console.log(`| ${what} | ${median(times)} ms | ${sorted(times).at(-1)} ms |`);
