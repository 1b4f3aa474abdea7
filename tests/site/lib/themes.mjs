// In: the name of a theme of this repository, and the program as it was built for the other tests.
// Out: the worked site with that theme in a folder of its own, and its removal.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from './site.mjs';

const PARTS = ['kohyo.toml', 'content', 'data', 'themes'];

export function programOf() {
  const target = process.env.CARGO_TARGET_DIR ?? path.join(REPOSITORY, 'target');
  const found = ['release', 'debug'].map((profile) => path.join(target, profile, 'kohyo')).find(existsSync);
  if (!found) throw new Error('no program: run "cargo run --release --locked -- build" first');
  return found;
}

export async function buildWithTheme(theme) {
  const site = await mkdtemp(path.join(tmpdir(), 'kohyo-theme-'));
  const remove = () => rm(site, { recursive: true, force: true });
  for (const part of PARTS) await cp(path.join(REPOSITORY, part), path.join(site, part), { recursive: true });
  const settings = path.join(site, 'kohyo.toml');
  await writeFile(settings, (await readFile(settings, 'utf8')).replace(/^theme = .*$/m, `theme = "${theme}"`));
  await promisify(execFile)(programOf(), ['build', '--site', site]);
  return { folder: path.join(site, 'public'), remove };
}
