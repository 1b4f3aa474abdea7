// In: the schemas of docs/schema and the TOML files of sites, with the front matter of their pages. Out: problems, one for each place
// that taplo, the validator inside editors, objects to. Never: a file of a site changed.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { problem } from './problems.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
// The program itself: the one that npm has runs inside of Node, in a hundred times the time.
const TAPLO = path.join(HERE, '../.venv/bin/taplo');
export const REPOSITORY = path.resolve(HERE, '../../..');
const PLACE = /error: (.*)\n\s*┌─ (.*):(\d+):\d+/g;

// The name of the schema for a file of a site; nothing for what kohyo does not read as TOML.
export function schemaOf(name) {
  if (name === 'kohyo.toml') return 'kohyo';
  if (/^content\/.*\.md$/.test(name)) return 'page';
  if (/^data\/plans\/[^/]+\.toml$/.test(name)) return 'plan';
  if (/^data\/\d+\/[^/]+\/[^/]+\.toml$/.test(name)) return 'year';
  if (/^themes\/[^/]+\/theme\.toml$/.test(name)) return 'theme';
  return /^data\/([a-z]+)\.toml$/.exec(name)?.[1];
}

const run = (parameters) =>
  new Promise((resolve) => {
    execFile(TAPLO, ['lint', '--colors', 'never', ...parameters], { cwd: REPOSITORY, maxBuffer: 1 << 28 }, (error, _, said) =>
      resolve({ failed: Boolean(error), said }),
    );
  });

// The front matter alone, on the lines that it has in its page.
async function frontMatter(file, folder, number) {
  const found = /^\+\+\+\r?\n([^]*?)^\+\+\+/m.exec(await readFile(file, 'utf8'));
  const alone = path.join(folder, `${number}.toml`);
  if (found) await writeFile(alone, `\n${found[1]}`);
  return found && alone;
}

// Problems of all files of one schema: { check: 'schema', where: 'file:line', what }.
async function checkWith(schema, files) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kohyo-front-'));
  const source = new Map();
  for (const [number, file] of files.entries()) {
    const read = schema === 'page' ? await frontMatter(file, folder, number) : file;
    if (read) source.set(read, file);
  }
  const url = pathToFileURL(path.join(REPOSITORY, 'docs/schema', `${schema}.json`)).href;
  const { failed, said } = await run(['--no-auto-config', '--schema', url, ...source.keys()]);
  await rm(folder, { recursive: true });
  const problems = [...said.matchAll(PLACE)].map(([, what, at, line]) =>
    problem('schema', `${path.relative(REPOSITORY, source.get(at) ?? at)}:${line}`, what),
  );
  return failed && !problems.length ? [problem('taplo', schema, said)] : problems;
}

export async function checkSites(roots) {
  const kinds = new Map();
  for (const root of roots)
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const schema = entry.isFile() && schemaOf(path.relative(root, file));
      if (schema) kinds.set(schema, [...(kinds.get(schema) ?? []), file]);
    }
  const problems = [];
  for (const [schema, files] of kinds) problems.push(...(await checkWith(schema, files)));
  return { files: [...kinds.values()].flat().length, problems };
}

// The whole repository as an editor sees it, by its own taplo.toml.
export async function checkBySettings() {
  const { failed, said } = await run(['kohyo.toml', 'data/**/*.toml', 'themes/*/theme.toml']);
  return failed ? [problem('taplo', 'taplo.toml', said)] : [];
}
