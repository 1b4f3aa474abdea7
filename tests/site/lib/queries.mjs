// In: pages as a reader sees them, a seed. Out: queries made by script, each with the page it was made from, if it is meant to
// lead there. Never: a query written to please the search.

import { fold, holders } from './found.mjs';

// The same numbers on every machine.
export function dice(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const HALF = 'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロワヲンヴー・';
// Each full-width kana with its half-width spelling, of which NFKC makes the same letter again.
const halves = new Map();
for (let code = 0xff65; code <= 0xff9f; code += 1)
  for (const mark of ['', '\uff9e', '\uff9f']) {
    const half = String.fromCharCode(code) + mark;
    const whole = half.normalize('NFKC');
    if ([...whole].length === 1 && HALF.includes(whole)) halves.set(whole, half);
  }

export const halfWidth = (text) => [...text].map((c) => halves.get(c) ?? c).join('');
export const fullWidth = (text) => text.replace(/[0-9A-Za-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

const isLetter = (c) => /[\p{L}\p{N}.,]/u.test(c ?? '') && !/[\u3040-\u30ff\p{Script=Han}]/u.test(c);

// A stretch of a Japanese text. It may cut a sentence anywhere, but no word of letters or digits.
function stretch(roll, text, shortest, longest) {
  const chars = [...text];
  const length = Math.min(chars.length, shortest + roll(longest - shortest + 1));
  let at = roll(chars.length - length + 1);
  let end = at + length;
  while (at > 0 && isLetter(chars[at]) && isLetter(chars[at - 1])) at -= 1;
  while (end < chars.length && isLetter(chars[end - 1]) && isLetter(chars[end])) end += 1;
  return chars.slice(at, end).join('').trim();
}

const wordsOf = (text) => text.split(/[^\p{L}\p{N}&.%'-]+/u).filter(Boolean);

// Some words that follow one another.
function words(roll, text, least, most) {
  const all = wordsOf(text);
  const length = Math.min(all.length, least + roll(most - least + 1));
  const at = roll(all.length - length + 1);
  return all.slice(at, at + length).join(' ');
}

// At least half of a title.
function part(roll, title, ja) {
  if (ja) return stretch(roll, title, Math.ceil([...title].length / 2), [...title].length);
  const { length } = wordsOf(title);
  return words(roll, title, Math.ceil(length / 2), length);
}

// Both ends of a title; no number is cut, since half a number is not that number.
function ends(chars) {
  let [to, from] = [Math.min(4, chars.length), Math.max(0, chars.length - 4)];
  while (isLetter(chars[to - 1]) && isLetter(chars[to])) to += 1;
  while (from > 0 && isLetter(chars[from - 1]) && isLetter(chars[from])) from -= 1;
  return `${chars.slice(0, to).join('')} ${chars.slice(from).join('')}`;
}

// Two places of a title: its ends, or its longest words.
const two = (roll, title, ja) =>
  ja ? ends([...title]) : wordsOf(title).sort((a, b) => b.length - a.length).slice(0, 2).join(' ');

const WAYS = {
  whole: (roll, title) => title,
  part,
  'half-width kana': (roll, title) => halfWidth(title),
  'full-width': (roll, title) => fullWidth(title),
  'two words': two,
};

// Queries that are meant to find the page whose title they are made of, and that are in no other title.
export function known(pages, language, count, seed = 1) {
  const roll = dice(seed);
  const names = Object.keys(WAYS);
  const titles = pages.map(({ address, title }) => ({ address, folded: [fold(title)] }));
  const out = [];
  for (let at = 0; out.length < count && at < count * 20; at += 1) {
    const page = pages[roll(pages.length)];
    const way = names[out.length % names.length];
    const query = WAYS[way](roll, page.title, language === 'ja');
    if (holders(titles, query).every((address) => address === page.address)) out.push({ way, query, page: page.address });
  }
  return out;
}

// Stretches of what stands anywhere on a page.
export function stretches(pages, language, count, seed = 2) {
  const roll = dice(seed);
  const one = () => {
    const page = pages[roll(pages.length)];
    const line = page.lines[roll(page.lines.length)];
    return language === 'ja' ? stretch(roll, line, 2, 10) : words(roll, line, 1, 3);
  };
  const out = [];
  while (out.length < count) {
    const query = one();
    // Quotation marks mean something in a query, and years are one in all spellings: both are tested apart.
    if (query.length > 1 && !/["“”年]|(?:^|\s)[rhs]\d/iu.test(query) && /[\p{L}\p{N}]/u.test(query)) out.push({ way: 'text', query });
  }
  return out;
}

// What stands nowhere.
export function absent(count, seed = 3) {
  const roll = dice(seed);
  const pick = (from, to, length) => Array.from({ length }, () => String.fromCodePoint(from + roll(to - from))).join('');
  return Array.from({ length: count }, (_, at) => ({ way: 'absent', query: at % 2 ? pick(0x4e00, 0x9fa5, 5) : pick(0x61, 0x7b, 9) }));
}
