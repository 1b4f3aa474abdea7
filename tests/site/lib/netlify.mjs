// In: a folder with a netlify.toml (and a _headers file of the built site).
// Out: what Netlify itself reads from them, what a visitor would get, problems, and a real Netlify build.
import path from 'node:path';
import build from '@netlify/build';
import { resolveConfig } from '@netlify/config';
import { parseAllHeaders } from '@netlify/headers-parser';
import { parseAllRedirects } from '@netlify/redirect-parser';
import { problem } from './problems.mjs';

const COMMAND = 'cargo run --release --locked -- build';
const FORBIDDEN_SOURCES = ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", '*', 'data:', 'blob:', 'http:', 'https:'];
const REQUIRED_HEADERS = {
  'X-Content-Type-Options': /^nosniff$/,
  'Referrer-Policy': /^(same-origin|no-referrer|strict-origin)$/,
  'Permissions-Policy': /camera=\(\).*geolocation=\(\).*microphone=\(\)/,
  'Cross-Origin-Opener-Policy': /^same-origin$/,
  'Cross-Origin-Embedder-Policy': /^require-corp$/,
  'Cross-Origin-Resource-Policy': /^same-origin$/,
  'Strict-Transport-Security': /^max-age=\d{8,}/,
};

// Offline, so that the answer depends on the repository alone and not on an account.
export async function readConfig(folder) {
  const { config } = await resolveConfig({
    cwd: folder,
    repositoryRoot: folder,
    config: path.join(folder, 'netlify.toml'),
    context: 'production',
    branch: 'main',
    mode: 'cli',
    offline: true,
    buffer: true,
  });
  return config;
}

export function readHeaders(folder, headersFiles = []) {
  const netlifyConfigPath = folder && path.join(folder, 'netlify.toml');
  return parseAllHeaders({ headersFiles, netlifyConfigPath, configHeaders: [], minimal: false });
}

export function readRedirects(folder, redirectsFiles = []) {
  const netlifyConfigPath = folder && path.join(folder, 'netlify.toml');
  return parseAllRedirects({ redirectsFiles, netlifyConfigPath, configRedirects: [], minimal: false });
}

// A later rule wins over an earlier one for the same header.
export function headersFor(headers, pathname) {
  const rules = headers.filter(({ forRegExp }) => forRegExp.test(pathname));
  return Object.assign({}, ...rules.map(({ values }) => values));
}

function matches(rule, pathname, language) {
  const wanted = rule.conditions?.Language;
  if (wanted && !wanted.includes(language)) return false;
  if (!rule.path.endsWith('/*')) return rule.path === pathname;
  return pathname.startsWith(rule.path.slice(0, -1));
}

// The first rule that fits; an existing file wins over a rule without `force`.
export function decide(redirects, { pathname, language = 'ja', exists = false }) {
  return redirects.find((rule) => (rule.force || !exists) && matches(rule, pathname, language));
}

export function checkConfig(config, folder) {
  const problems = [];
  const publish = path.relative(folder, config.build.publish ?? '');
  if (config.build.command !== COMMAND) problems.push(problem('build-command', 'netlify.toml', `${config.build.command}`));
  if (publish !== 'public') problems.push(problem('publish', 'netlify.toml', `${config.build.publish}`));
  return problems;
}

export const parseCsp = (text) =>
  new Map(text.split(';').map((part) => part.trim().split(/\s+/)).filter(([name]) => name).map(([name, ...sources]) => [name, sources]));

export function checkCsp(text, where) {
  if (!text) return [problem('csp', where, 'no Content-Security-Policy')];
  const csp = parseCsp(text);
  const problems = [];
  if (csp.get('default-src')?.join(' ') !== "'self'") problems.push(problem('csp', where, "default-src is not 'self'"));
  for (const name of ['object-src', 'base-uri', 'frame-ancestors', 'form-action'])
    if (!csp.has(name)) problems.push(problem('csp', where, `${name} is missing`));
  for (const [name, sources] of csp)
    for (const source of sources)
      if (FORBIDDEN_SOURCES.includes(source)) problems.push(problem('csp', where, `${name} allows ${source}`));
  return problems;
}

export function checkHeaders({ headers, errors }) {
  const problems = errors.map((error) => problem('header-syntax', '_headers', error.message));
  const sent = headersFor(headers, '/ja/');
  for (const [name, pattern] of Object.entries(REQUIRED_HEADERS))
    if (!pattern.test(sent[name] ?? '')) problems.push(problem('header-missing', '_headers', `${name}: ${sent[name]}`));
  if (!headersFor(headers, '/assets/site.css')['Cache-Control'])
    problems.push(problem('header-missing', '_headers', 'Cache-Control for /assets/*'));
  return [...problems, ...checkCsp(sent['Content-Security-Policy'], '_headers')];
}

// Some hosts send what every rule says that fits, one header each.
export function allHeadersFor(headers, pathname) {
  const all = {};
  for (const { values } of headers.filter(({ forRegExp }) => forRegExp.test(pathname)))
    for (const [name, value] of Object.entries(values)) all[name] = [...(all[name] ?? []), value];
  return all;
}

// Hosts differ in what they make of a header that two rules set for one path: what differs between paths is set once. Policies
// that are told twice hold both, so they say the same but for frames, of which one speaks.
const ONCE = ['X-Frame-Options', 'Cross-Origin-Resource-Policy', 'Cache-Control', 'Access-Control-Allow-Origin'];

const butFrames = (csp) =>
  [...csp].filter(([name]) => name !== 'frame-ancestors').map(([name, sources]) => [name, ...sources].join(' ')).sort().join('; ');

function policyProblems(headers, address) {
  const sent = allHeadersFor(headers, address);
  const policies = (sent['Content-Security-Policy'] ?? []).map(parseCsp);
  const twice = ONCE.filter((name) => (sent[name] ?? []).length > 1);
  if (new Set(policies.map(butFrames)).size > 1) twice.push('Content-Security-Policy');
  const ancestors = policies.filter((csp) => csp.has('frame-ancestors')).map((csp) => csp.get('frame-ancestors').join(' ')).join(' and ');
  const [options, resource] = ['X-Frame-Options', 'Cross-Origin-Resource-Policy'].map((name) => sent[name]?.[0]);
  const right = address.startsWith('/embed/')
    ? ancestors === '*' && !options && resource === 'cross-origin'
    : ancestors === "'none'" && options === 'DENY';
  return [
    ...twice.map((name) => problem('header-twice', address, name)),
    ...(right ? [] : [problem('frames', address, `frame-ancestors ${ancestors}, ${options}, ${resource}`)]),
  ];
}

// What a visitor gets is the same on every host, and only pages to embed can be shown by others. `_headers` and the list of
// files are no answers to anybody.
export function checkOnePolicy(headers, site) {
  const served = site.paths.filter((file) => !['_headers', 'manifest.json'].includes(file)).map((file) => `/${file}`);
  const addresses = served.flatMap((file) => (file.endsWith('/index.html') ? [file, file.replace(/index\.html$/, '')] : [file]));
  return addresses.flatMap((address) => policyProblems(headers, address));
}

const VISITS = [
  { pathname: '/', language: 'en', exists: true, status: 302, to: '/en/' },
  { pathname: '/', language: 'ja', exists: true, status: 302, to: '/ja/' },
  { pathname: '/', language: 'fr', exists: true, status: 302, to: '/ja/' },
  { pathname: '/ja/no-such-page/', status: 404, to: '/ja/404.html' },
  { pathname: '/en/no/such/page', language: 'en', status: 404, to: '/en/404.html' },
  { pathname: '/ja/', exists: true },
  { pathname: '/en/', exists: true },
  { pathname: '/assets/site.css', exists: true },
];

export function checkRedirects({ redirects, errors }) {
  const problems = errors.map((error) => problem('redirect-syntax', 'netlify.toml', error.message));
  for (const visit of VISITS) {
    const rule = decide(redirects, visit);
    if (rule?.status === visit.status && rule?.to === visit.to) continue;
    const got = rule ? `${rule.status} ${rule.to}` : 'no rule';
    problems.push(problem('redirect', 'netlify.toml', `${visit.pathname} (${visit.language ?? 'ja'}) gives ${got}`));
  }
  return problems;
}

// A file that is kept forever by browsers must carry its content in its name.
export function checkImmutable(headers, site) {
  const kept = site.paths.filter((file) => /immutable/.test(headersFor(headers, `/${file}`)['Cache-Control'] ?? ''));
  const unnamed = kept.filter((file) => !/[0-9a-f]{8}|\/[a-p]{16}[./]/.test(file));
  return unnamed.map((file) => problem('immutable', file, 'kept forever, but its name does not change with its content'));
}

// Other hosts read _headers alone, and rules of netlify.toml would be mixed with them: there are none.
export function checkOnePlace(fromToml) {
  return fromToml.map((rule) => problem('two-places', 'netlify.toml', `has headers for ${rule.for}`));
}

export async function runBuild(folder) {
  const { success, logs } = await build({
    cwd: folder,
    repositoryRoot: folder,
    config: path.join(folder, 'netlify.toml'),
    context: 'production',
    branch: 'main',
    mode: 'require',
    offline: true,
    telemetry: false,
    buffer: true,
  });
  return { success, output: [...(logs?.stdout ?? []), ...(logs?.stderr ?? [])].join('\n') };
}
