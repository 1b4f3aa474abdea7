// In: a browser, a page of the served site, and the circumstances. Out: its PDF as the text of each page, and what the page
// says on the screen, so that the two can be held against each other. Needs poppler's pdftotext, pdfinfo and pdftoppm.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { visit } from './browser.mjs';
import { problem } from './problems.mjs';

const run = promisify(execFile);
const A4 = [595, 842];
// A page of which less than this is paper was printed on a dark ground.
const WHITE = 0.6;

export const squeeze = (text) => text.normalize('NFKC').replace(/\s+/g, '');

// Runs inside the browser. A small word at the start of every cell of a table tells on which page the cell begins, one at its end where
// it ends: so the text of the PDF shows which rows were parted and where heads were repeated.
function markTables() {
  const put = (cell, at, word) => {
    const mark = document.createElement('span');
    mark.textContent = word;
    mark.style.whiteSpace = 'nowrap';
    cell.insertAdjacentElement(at, mark);
  };
  return [...document.querySelectorAll('main table')].map((table, t) => {
    table.querySelectorAll('thead th').forEach((cell) => put(cell, 'afterbegin', ` qh${t}x `));
    const rows = [...table.querySelectorAll('tbody tr, tfoot tr')].map((row, r) => {
      [...row.cells].forEach((cell) => {
        put(cell, 'afterbegin', ` qr${t}x${r}x `);
        put(cell, 'beforeend', ` qr${t}x${r}x `);
      });
      return `qr${t}x${r}x`;
    });
    return { head: table.tHead ? `qh${t}x` : undefined, rows };
  });
}

// Runs inside the browser: what the page holds, whether or not a screen shows it.
function readPage() {
  const texts = (selector) => [...document.querySelectorAll(selector)].flatMap((holder) => {
    const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode.data);
    return found;
  });
  return {
    title: document.documentElement.dataset.title,
    folded: texts('main details:not(.register *)'),
    controls: texts('.skip, .menu-button, .site-tools, .crumbs a, .downloads, .filter, .scroll-hint'),
    withheld: texts('main .withheld:not(.register details *)'),
    headings: [...document.querySelectorAll('main :is(h2, h3)')].filter((each) => each.checkVisibility()).map((each) => each.textContent),
  };
}

// Runs inside the browser, when the page is set for paper.
function readInks() {
  return [...document.querySelectorAll('main .withheld')].map((mark) => getComputedStyle(mark).color);
}

async function pagesOf(file) {
  const { stdout } = await run('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { maxBuffer: 1 << 26 });
  return stdout.split('\f').slice(0, -1);
}

async function sizesOf(file) {
  const { stdout } = await run('pdfinfo', ['-l', '999', file]);
  return [...stdout.matchAll(/size:\s+([\d.]+) x ([\d.]+) pts/g)].map(([, width, height]) => [Number(width), Number(height)]);
}

// The part of the first page that is white, from a small grey picture of it.
async function whiteOf(file, folder) {
  const name = path.join(folder, 'page');
  await run('pdftoppm', ['-r', '20', '-gray', '-f', '1', '-l', '1', '-singlefile', file, name]);
  const picture = await readFile(`${name}.pgm`);
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.subarray(0, 40).toString('latin1'));
  const pixels = picture.subarray(head[0].length);
  return pixels.filter((grey) => grey > 230).length / pixels.length;
}

export async function printed(browser, origin, pathname, { mark = false, ...circumstances } = {}) {
  const { page, close } = await visit(browser, origin, pathname, circumstances);
  if (circumstances.scheme) await page.emulateMedia({ colorScheme: circumstances.scheme });
  const said = circumstances.script === false ? undefined : await page.evaluate(readPage);
  const tables = mark ? await page.evaluate(markTables) : [];
  await page.emulateMedia({ media: 'print' });
  const inks = said ? await page.evaluate(readInks) : [];
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kohyo-paper-'));
  const file = path.join(folder, 'page.pdf');
  await writeFile(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  await close();
  const found = { pathname, said, inks, tables, pages: await pagesOf(file), sizes: await sizesOf(file), white: await whiteOf(file, folder) };
  await rm(folder, { recursive: true });
  return found;
}

// Every page is A4, on white.
export function checkSheets({ pathname, sizes, white }) {
  const wrong = sizes.filter(([width, height]) => Math.abs(width - A4[0]) > 1 || Math.abs(height - A4[1]) > 1);
  return [
    ...wrong.map((size) => problem('paper-size', pathname, `a page of ${size.join(' x ')} points`)),
    ...(white < WHITE ? [problem('paper-dark', pathname, `only ${Math.round(white * 100)}% of the first page is white`)] : []),
  ];
}

// Title and number on each page but the front.
export function checkRunning({ pathname, pages, said }) {
  const title = squeeze(said.title);
  return pages.flatMap((text, index) => {
    const plain = squeeze(text);
    const number = `${index + 1}/${pages.length}`;
    if (index === 0) return plain.includes(number) ? [problem('paper-front', pathname, 'the front has a page number')] : [];
    return [
      ...(plain.includes(title) ? [] : [problem('paper-title', pathname, `page ${index + 1} does not name the document`)]),
      ...(plain.includes(number) ? [] : [problem('paper-number', pathname, `page ${index + 1} has no number`)]),
    ];
  });
}

// What is folded away on the screen is on paper, what only works on a screen is not.
export function checkWords({ pathname, pages, said }) {
  const all = squeeze(pages.join('\n'));
  const has = (text) => all.includes(squeeze(text));
  const words = (list) => [...new Set(list.map((text) => text.trim()).filter((text) => text.length > 1))];
  return [
    ...words(said.folded).filter((text) => !has(text)).map((text) => problem('paper-folded', pathname, `not on paper: ${text}`)),
    // The names of languages and of pages stand in sentences too.
    ...words(said.controls).filter((text) => text.length > 8 && has(text)).map((text) => problem('paper-control', pathname, `on paper: ${text}`)),
  ];
}

// What is withheld is a word on paper too, as often as on the page, and in an ink that can be read.
export function checkWithheld({ pathname, pages, said, inks }) {
  const all = squeeze(pages.join('\n'));
  const count = (word) => all.split(word).length - 1;
  const words = said.withheld.map(squeeze);
  const few = [...new Set(words)].filter((word) => count(word) < words.filter((each) => each === word).length);
  const faint = inks.filter((ink) => ink !== 'rgb(0, 0, 0)');
  return [
    ...few.map((word) => problem('paper-withheld', pathname, `on paper ${count(word)} times: ${word}`)),
    ...[...new Set(faint)].map((ink) => problem('paper-withheld', pathname, `printed in ${ink}`)),
  ];
}

// No row stands on two pages; where rows of a table stand, so does its head; a head is not alone.
export function checkTables({ pathname, pages, tables }) {
  const on = (word) => pages.flatMap((text, index) => (text.includes(word) ? [index + 1] : []));
  return tables.flatMap(({ head, rows }) => {
    const placed = rows.map(on);
    const parted = placed.flatMap((at, r) => (at.length > 1 ? [problem('paper-row', pathname, `row ${r + 1} is on pages ${at.join(', ')}: ${rows[r]}`)] : []));
    if (!head) return parted;
    const [heads, wanted] = [on(head), [...new Set(placed.flat())]];
    return [
      ...parted,
      ...wanted.filter((at) => !heads.includes(at)).map((at) => problem('paper-head', pathname, `page ${at} has rows without their head: ${head}`)),
      ...heads.filter((at) => !wanted.includes(at)).map((at) => problem('paper-head-alone', pathname, `page ${at} has a head without rows: ${head}`)),
    ];
  });
}

// No heading is the last thing of a page. The page number, which stands below it, is left out.
export function checkHeadings({ pathname, pages, said }) {
  const headings = new Set(said.headings.map(squeeze));
  return pages.flatMap((text, index) => {
    const lines = text.split('\n').map(squeeze).filter(Boolean).filter((line) => line !== `${index + 1}/${pages.length}`);
    const last = lines.at(-1) ?? '';
    return index + 1 < pages.length && headings.has(last) ? [problem('paper-heading', pathname, `page ${index + 1} ends with the heading ${last}`)] : [];
  });
}
