// In: the folder of a built site, and for the self-test files laid over it.
// Out: its file list, the bytes of each file, and the way from an address to a file and back.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const HERE = fileURLToPath(new URL('..', import.meta.url));
export const REPOSITORY = path.resolve(HERE, '../..');
export const PUBLIC = path.resolve(process.env.KOHYO_PUBLIC ?? path.join(REPOSITORY, 'public'));

async function listFiles(root) {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'));
}

// `overlay` maps a path inside the site to a file that takes its place.
export async function openSite(root = PUBLIC, overlay = {}) {
  const found = await listFiles(root).catch(() => {
    throw new Error(`no built site in ${root}: run "cargo run --release --locked -- build" first`);
  });
  const paths = [...new Set([...found, ...Object.keys(overlay)])].sort();
  const known = new Set(paths);
  const diskPath = (file) => overlay[file] ?? path.join(root, file);
  return {
    root,
    paths,
    pages: paths.filter((file) => file.endsWith('.html')),
    has: (file) => known.has(file),
    diskPath,
    bytes: (file) => readFile(diskPath(file)),
    text: (file) => readFile(diskPath(file), 'utf8'),
  };
}

// 'ja/plan/index.html' is served at /ja/plan/; any other file at its own name.
export function addressOf(file) {
  const address = `/${file}`.replace(/(^|\/)index\.html$/, '$1');
  return encodeURI(address);
}

// The file behind an address, or undefined. A folder without its closing slash is no address:
// plain file hosts answer it with a redirect or not at all.
export function fileAt(site, pathname) {
  const name = decodeURIComponent(pathname).replace(/^\//, '');
  const file = name === '' || name.endsWith('/') ? `${name}index.html` : name;
  return site.has(file) ? file : undefined;
}

export const languageOf = (file) => /^(?:embed\/)?(ja|en)\//.exec(file)?.[1];
