// In: the script of search as it is published, a built site. Out: the script's functions outside of a browser, the index of a
// language read from its files, and queries made of the site's own words. Never: a page, a request.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { programOf } from './themes.mjs';

// A file that ends in .js would be taken for CommonJS; its text is the module.
export async function openScript(site) {
  const text = await site.text('assets/search.js');
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

// The folder of the index of a language, as its page names it.
export async function folderOf(site, language) {
  const [, folder] = /data-index="\/([^"]+)"/.exec(await site.text(`${language}/search/index.html`)) ?? [];
  return folder;
}

// `read` remembers which files an answer needed.
export async function openIndex(script, site, language) {
  const folder = await folderOf(site, language);
  const read = [];
  const index = script.open(async (name) => {
    read.push(folder + name);
    return site.text(folder + name);
  });
  return { index, read };
}

// The lines of a language that readers see, as the blocks have them.
export async function linesOf(site, language) {
  const folder = await folderOf(site, language);
  const blocks = site.paths.filter((file) => file.startsWith(`${folder}b/`));
  const texts = await Promise.all(blocks.map(site.text));
  return texts.flatMap((text) => text.split('\n')).filter((line) => line && !line.includes('\t'));
}

// The same numbers on every machine (mulberry32).
export function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

// Pieces of lines, of several lines, in other widths and kana, with quotes, and such as stand nowhere.
export function queriesOf(lines, count, roll) {
  const one = () => {
    const line = [...lines[roll(lines.length)]];
    const start = roll(line.length);
    return line.slice(start, start + 1 + roll(9)).join('').trim();
  };
  const words = () => lines[roll(lines.length)].split(' ').slice(0, 1 + roll(3)).join(' ');
  const forms = [
    one, one, one, words, words,
    () => `${one()} ${one()}`,
    () => `"${words()}"`,
    () => one().normalize('NFKD').toUpperCase(),
    () => one().replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt() + 96)),
    () => `${one()}${one()}`,
    () => `${one()}"${words()}`,
  ];
  return Array.from({ length: count }, () => forms[roll(forms.length)]().replace(/[\r\n]/g, ' '));
}

// What `kohyo search` answers: one line of JSON for each query.
export async function askProgram(site, language, queries, folder) {
  const file = path.join(folder, `queries-${language}.txt`);
  await writeFile(file, `${queries.join('\n')}\n`);
  const { stdout } = await promisify(execFile)(programOf(),
    ['search', '--batch', file, '--lang', language, '--limit', '0', '--site', site.root], { maxBuffer: 2 ** 28 });
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}

export const table = async (repository, name) => JSON.parse(await readFile(path.join(repository, 'tests/search', name), 'utf8'));
