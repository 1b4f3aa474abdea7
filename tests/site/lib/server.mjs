// In: a site, Netlify's reading of the header and redirect rules. Out: the site on a free port of this
// machine, served as Netlify would serve it, so that the browser really enforces the published policy.
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { allHeadersFor, decide, headersFor, readHeaders, readRedirects } from './netlify.mjs';
import { REPOSITORY, fileAt } from './site.mjs';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonld': 'application/ld+json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.xml': 'application/xml; charset=utf-8',
};

const COMPRESSED = new Set(['.css', '.csv', '.html', '.js', '.json', '.jsonld', '.svg', '.txt', '.xml']);

const firstLanguage = (header = '') => header.split(/[,;-]/)[0].trim().toLowerCase();

// What is answered: a status, and the file or the address that goes with it.
export function answerFor(site, redirects, { pathname, language }) {
  const file = fileAt(site, pathname);
  const rule = decide(redirects, { pathname, language, exists: file !== undefined });
  if (rule && rule.status >= 300 && rule.status < 400) return { status: rule.status, location: rule.to };
  if (file) return { status: 200, file };
  return { status: 404, file: rule ? rule.to.slice(1) : '404.html' };
}

// What is sent is what is counted: text goes out compressed, as every host sends it.
function packed(request, file, bytes) {
  const wanted = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  return wanted && COMPRESSED.has(path.extname(file)) ? { bytes: gzipSync(bytes), encoding: 'gzip' } : { bytes };
}

async function send(request, response, site, sent, { status, file, location, told }) {
  for (const [name, value] of Object.entries(sent)) response.setHeader(name, value);
  if (location) return response.writeHead(status, { Location: location }).end();
  if (!site.has(file)) return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
  const type = sent['Content-Type'] ?? TYPES[path.extname(file)] ?? 'application/octet-stream';
  const { bytes, encoding } = packed(request, file, await site.bytes(file));
  if (encoding) response.setHeader('Content-Encoding', encoding);
  told?.(bytes.length);
  return response.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length }).end(bytes);
}

// `all`: as hosts do that send the headers of every rule, and not those of the last. `told` hears of each file that is sent: its path
// and the bytes of the body. `port`: where a site must stand that says so itself.
export async function serve(site, { all = false, told, port = 0 } = {}) {
  const inSite = (file) => (site.has(file) ? [site.diskPath(file)] : []);
  const { headers } = await readHeaders(REPOSITORY, inSite('_headers'));
  const { redirects } = await readRedirects(REPOSITORY, inSite('_redirects'));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://site.invalid');
    const language = firstLanguage(request.headers['accept-language']);
    const answer = answerFor(site, redirects, { pathname, language });
    const sent = (all ? allHeadersFor : headersFor)(headers, pathname);
    send(request, response, site, sent, { ...answer, told: (bytes) => told?.({ path: pathname, bytes }) }).catch((error) => response.destroy(error));
  });
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return { origin, close };
}
