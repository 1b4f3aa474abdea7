// In: an origin and addresses. Out: what Lighthouse says of each: its four scores, and the times of a slow phone network
// (its own simulation: 4G, slow processor). Never: a run that talks to another host.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { problem } from './problems.mjs';
import { ARGUMENTS } from './browser.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const TIMES = { lcp: 'largest-contentful-paint', cls: 'cumulative-layout-shift', tbt: 'total-blocking-time' };
const PERFECT = ['accessibility', 'best-practices', 'seo'];
export const BARS = { lcp: 2500, cls: 0, tbt: 100 };

export async function openLighthouse() {
  const chromePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return launch({ chromePath, chromeFlags: ['--headless', ...ARGUMENTS] });
}

export async function audit(chrome, url) {
  const { lhr } = await lighthouse(url, { port: chrome.port, output: 'json', logLevel: 'error', onlyCategories: CATEGORIES });
  const scores = Object.fromEntries(CATEGORIES.map((id) => [id, lhr.categories[id].score]));
  const times = Object.fromEntries(Object.entries(TIMES).map(([name, id]) => [name, lhr.audits[id].numericValue]));
  const failed = PERFECT.flatMap((id) => lhr.categories[id].auditRefs)
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => id);
  return { scores, times, failed };
}

export function belowBars(pathname, { scores, times, failed }) {
  const marks = PERFECT.filter((id) => scores[id] < 1).map((id) => problem('lighthouse', pathname, `${id} ${scores[id]}: ${failed.join(', ')}`));
  const slow = Object.entries(BARS)
    .filter(([name, most]) => times[name] > most)
    .map(([name, most]) => problem('lighthouse', pathname, `${name} ${times[name]}, at most ${most}`));
  return [...marks, ...slow];
}
