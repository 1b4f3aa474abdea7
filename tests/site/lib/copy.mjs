// In: a checkout. Out: a copy of it in a fresh temporary folder, as a host would clone it, and its removal.
// Files not committed yet are copied too, ignored ones are not: what is tested is what would be committed.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

function trackedFiles(repository) {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: repository, maxBuffer: 1 << 26 });
  return [...new Set(list.toString('utf8').split('\0'))].filter((file) => file && existsSync(path.join(repository, file)));
}

// Times are kept, so that cargo does not compile again what it has compiled from the same bytes.
export async function copyFiles(from, files) {
  const to = await mkdtemp(path.join(tmpdir(), 'kohyo-netlify-'));
  for (const file of files) await cp(path.join(from, file), path.join(to, file), { preserveTimestamps: true });
  return { folder: to, remove: () => rm(to, { recursive: true, force: true }) };
}

export const copyCheckout = (repository) => copyFiles(repository, trackedFiles(repository));
