// In: folders of built sites. Out: for each of them the problems that other people's programs find in its open data and feeds
// (python/opendata.py, in the environment that tests/run makes). Never: the same program started once for each folder: starting
// LibreOffice and the validators takes longer than their work.
import { execFile } from 'node:child_process';
import { access, cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { problem } from './problems.mjs';
import { HERE } from './site.mjs';

const PYTHON = path.join(HERE, '.venv/bin/python');

export async function checkOpenData(roots) {
  await access(PYTHON).catch(() => {
    throw new Error('no tests/site/.venv: see tests/site/README.md, or let tests/run make it');
  });
  const { stdout } = await promisify(execFile)(PYTHON, [path.join(HERE, 'python/opendata.py'), ...roots], { maxBuffer: 2 ** 28 });
  return new Map(Object.entries(JSON.parse(stdout)).map(([root, found]) => [root, found.map((each) => problem(...each))]));
}

// The words in which a case differs from the good site.
async function spoil(file, { from, to, all, remove, encoding }) {
  if (remove) return rm(file);
  const text = await readFile(file, 'utf8');
  // Nothing in Node writes Shift_JIS; katakana of half width are one byte each there, and no UTF-8.
  if (encoding === 'Shift_JIS') return writeFile(file, Buffer.from(text.replace('\ufeff', '').replace(/[^\x00-\x7f]/g, '\xb6'), 'latin1'));
  const spoilt = all ? text.replaceAll(from, to) : text.replace(from, () => to);
  if (spoilt === text) throw new Error(`${file} does not hold ${from}`);
  return writeFile(file, spoilt);
}

export async function spoiltCopy(good, folder, each) {
  await cp(good, folder, { recursive: true });
  await spoil(path.join(folder, each.file), each);
}
