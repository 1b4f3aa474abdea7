// In: a site (a fixture by its name) and options of `kohyo serve`. Out: a copy of the site with its preview, edits of its files, and its end.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { REPOSITORY } from './site.mjs';
import { programOf } from './themes.mjs';

export const preview = (fixture, ...options) => previewOf(path.join(REPOSITORY, 'tests/fixtures', fixture), ...options);

export async function previewOf(site, ...options) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kohyo-preview-'));
  for (const part of ['kohyo.toml', 'content', 'data', 'themes', 'secrets']) {
    if (existsSync(path.join(site, part))) await cp(path.join(site, part), path.join(folder, part), { recursive: true });
  }
  // What is tried here is the program on a machine of the staff, also when the tests run on a build machine.
  const { CI, NETLIFY, ...env } = process.env;
  const child = spawn(programOf(), ['serve', '--port', '0', '--site', folder, ...options], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await createInterface(child.stdout)[Symbol.asyncIterator]().next().then(({ value }) => [value]);
  const origin = /http:\/\/[^/]+/.exec(line)[0];
  const file = (name) => path.join(folder, name);
  return {
    folder,
    origin,
    read: (name) => readFile(file(name), 'utf8'),
    write: (name, text) => writeFile(file(name), text),
    edit: async (name, from, to) => {
      const text = await readFile(file(name), 'utf8');
      if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
      await writeFile(file(name), text.replace(from, to));
    },
    close: async () => {
      child.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
