// In: the schemas of docs/schema, the sources of the worked site and of the fixtures. Out: failure where a schema objects to what kohyo
// accepts, or accepts what kohyo objects to and a schema can see.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { assertNone } from './lib/problems.mjs';
import { REPOSITORY, checkBySettings, checkSites, schemaOf } from './lib/schema.mjs';

const FIXTURES = path.join(REPOSITORY, 'tests/fixtures');
const CASES = path.join(FIXTURES, 'findings');
// What a schema can see: unknown and missing keys, wrong kinds and words, forms of ids, states of disclosure.
const SEEN = ['K0102', 'K0103', 'K0104', 'K0105', 'K0108', 'K0301', 'K0302', 'K0340', 'K0343', 'K0344'];
// Said for other reasons as well, which a schema may see.
const PERHAPS = ['K0101', 'K0328', 'K0364', 'K0382'];
// Said with the codes above, and out of the reach of a schema.
const UNSEEN = {
  'claims/data/accessibility.toml:42': 'a key that only some results need',
  'open-data/data/bodies.toml:8': 'a check digit',
  'inference/data/inference.toml:4': 'one of two keys',
  'recomputation/data/2024/mini/results.toml:127': 'the name of a check',
  'recomputation/data/2024/mini/results.toml:143': 'the name of a table that is counted',
  'recomputation/data/2024/mini/results.toml:146': 'a count without its table',
};

const folders = (root, names) => names.map((name) => path.join(root, name));

// What the fixtures say of themselves: `#! K0102` (this line) or `#! line 6 K0206`.
async function annotated() {
  const out = new Map();
  for (const entry of await readdir(CASES, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const [, ...inside] = path.relative(CASES, file).split(path.sep);
    if (!entry.isFile() || !schemaOf(inside.join('/'))) continue;
    const lines = (await readFile(file, 'utf8')).split('\n');
    const notes = lines.flatMap((text, at) => (text.split('#! ')[1]?.split(', ') ?? []).map((note) => [note.split(' '), at + 1]));
    const codes = notes.map(([words, at]) => (words[0] === 'line' ? [words[2], Number(words[1])] : [words[0], at]));
    out.set(path.relative(CASES, file), codes);
  }
  return out;
}

test('the worked site and the good fixtures are without fault', { timeout: 300000 }, async () => {
  const good = ['attached', 'base', 'exchange', 'hidden', 'minimal', 'readers', 'sealed', 'undertakings'];
  const { files, problems } = await checkSites([REPOSITORY, ...folders(FIXTURES, good)]);
  assertNone(problems);
  assert.ok(files > 200, `${files} files`);
});

test('an editor finds the schemas by taplo.toml', async () => assertNone(await checkBySettings()));

test('each mistake that a schema can see is seen in its line', { timeout: 300000 }, async () => {
  const cases = await readdir(CASES);
  const { problems } = await checkSites(folders(CASES, cases));
  const seen = new Set(problems.map(({ where }) => path.relative(CASES, path.join(REPOSITORY, where))));
  const notes = await annotated();
  const wanted = [...notes].flatMap(([file, codes]) => codes.filter(([code]) => SEEN.includes(code)).map(([, line]) => `${file}:${line}`));
  assert.ok(wanted.length > 20, `${wanted.length} mistakes`);
  assert.deepEqual(wanted.filter((place) => !seen.has(place) && !UNSEEN[place]), [], 'mistakes that no schema sees');
  assert.deepEqual(Object.keys(UNSEEN).filter((place) => seen.has(place) || !wanted.includes(place)), [], 'seen after all');
  const clean = [...notes].filter(([, codes]) => !codes.some(([code]) => SEEN.includes(code) || PERHAPS.includes(code)));
  const wrongly = [...seen].filter((place) => clean.some(([file]) => place.startsWith(`${file}:`)));
  assert.deepEqual(wrongly, [], 'a schema objects where kohyo does not');
});
