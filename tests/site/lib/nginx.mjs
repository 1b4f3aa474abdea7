// In: a site built with `--host nginx`. Out: a real nginx on a free port of this machine that serves it as its nginx.conf says.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROGRAM = process.env.NGINX;

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

// What an administrator would write around it: everything that nginx keeps stands in a folder of its own.
const around = (folder, site, port) => `
daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server { listen 127.0.0.1:${port}; root ${site}; include ${site}/nginx.conf; }
}`;

export async function nginx(site) {
  if (!PROGRAM) throw new Error('NGINX names no program: tests/run sets it');
  const folder = await mkdtemp(path.join(tmpdir(), 'kohyo-nginx-'));
  const port = await freePort();
  await writeFile(path.join(folder, 'nginx.conf'), around(folder, site, port));
  const options = ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', path.join(folder, 'error.log')];
  const child = spawn(PROGRAM, options, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part) => { said += part; });
  const origin = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    if (child.exitCode !== null || attempt > 100) throw new Error(`nginx did not start: ${said}`);
    const answer = await fetch(`${origin}/404.html`).catch(() => undefined);
    if (answer) break;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  const close = async () => {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  return { origin, close };
}
