// In: the program as it was built for the other tests. Out: the worked site, a second one as `kohyo new` begins it and a portal of both,
// each built for an address of its own on this machine, and served there.
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './nginx.mjs';
import { serve } from './server.mjs';
import { REPOSITORY, openSite } from './site.mjs';
import { programOf } from './themes.mjs';

const PARTS = ['kohyo.toml', 'content', 'data', 'themes'];
const run = (...words) => execFileSync(programOf(), words, { stdio: 'pipe' });

// A site on its port; it can be stopped, and begun again where it stood.
async function stand(root, port) {
  const asked = [];
  const site = await openSite(root);
  const begin = () => serve(site, { port, told: ({ path: file, bytes }) => asked.push({ file, bytes }) });
  let server = await begin();
  return {
    site,
    origin: server.origin,
    asked,
    stop: () => server.close(),
    begin: async () => { server = await begin(); },
  };
}

// Sites say where they stand, so the port is chosen before they are built.
export async function openPortal() {
  const folder = await mkdtemp(path.join(tmpdir(), 'kohyo-portal-'));
  const [worked, second, portal] = ['worked', 'second', 'portal'].map((name) => path.join(folder, name));
  const ports = [await freePort(), await freePort(), await freePort()];
  const origin = (at) => `http://127.0.0.1:${ports[at]}`;
  const edit = async (file, from, to) => {
    const text = await readFile(file, 'utf8');
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${file} has no ${from}`);
    return writeFile(file, edited);
  };
  for (const part of PARTS) await cp(path.join(REPOSITORY, part), path.join(worked, part), { recursive: true });
  run('new', 'site', second);
  const build = async (site, at) => {
    run('build', '--site', site);
    return stand(path.join(site, 'public'), ports[at]);
  };
  for (const [at, site] of [worked, second].entries())
    await edit(path.join(site, 'kohyo.toml'), /^base_url = .*$/m, `base_url = "${origin(at)}"`);
  const members = [await build(worked, 0), await build(second, 1)];
  await cp(path.join(REPOSITORY, 'tests/fixtures/portal'), portal, { recursive: true });
  await edit(path.join(portal, 'portal.toml'), /^base_url = .*$/m, `base_url = "${origin(2)}"`);
  run('portal', '--site', portal);
  const stood = await stand(path.join(portal, 'public'), ports[2]);
  const all = [...members, stood];
  const close = async () => {
    await Promise.all(all.map(({ stop }) => stop()));
    await rm(folder, { recursive: true, force: true });
  };
  // The second site says something new and is published again; the portal is not.
  const publishAgain = async (from, to) => {
    await edit(path.join(second, 'content/about.ja.md'), from, to);
    await members[1].stop();
    Object.assign(members[1], await build(second, 1));
  };
  return { portal: stood, worked: members[0], second: members[1], publishAgain, close };
}

// The script of the portal outside of a browser, with that of search beside it.
export async function openScripts(site) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kohyo-scripts-'));
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  for (const name of ['search.js', 'portal.js']) await writeFile(path.join(folder, name), await site.text(`assets/${name}`));
  const [search, portal] = [await import(path.join(folder, 'search.js')), await import(path.join(folder, 'portal.js'))];
  await rm(folder, { recursive: true, force: true });
  return { search, portal };
}
