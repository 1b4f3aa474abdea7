// In: the pages of a built site. Out: what a reader can see on each of them as lines of text, and which of them hold a query:
// the truth that search is measured against. Written apart from the index: the text comes from the browser's own parser, and a
// page holds a query when a line of it does, read from left to right. Never: a file of the index.

// Runs in the page: the lines of the addresses given. Anything that is not a part of a sentence begins a line.
async function linesOf(addresses) {
  const inline = new Set('A ABBR B BDI BDO BIG CITE CODE DATA DEL DFN EM I INS KBD LABEL MARK OUTPUT Q RB RUBY S SAMP SMALL SPAN STRONG SUB SUP TIME U VAR WBR'.split(' '));
  const unseen = 'nav,form,button,script,style,template,noscript,svg,rt,rp,[hidden],[data-search="off"]';
  const read = (main) => {
    for (const each of main.querySelectorAll(unseen)) each.remove();
    const lines = [''];
    const walk = (node) => {
      for (const child of node.childNodes) {
        if (child.nodeType === 3) lines[lines.length - 1] += child.data;
        if (child.nodeType !== 1) continue;
        const whole = !inline.has(child.tagName);
        if (whole) lines.push('');
        walk(child);
        if (whole) lines.push('');
      }
    };
    walk(main);
    return lines.map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean);
  };
  const page = async (address) => {
    const response = await fetch(address);
    const html = new DOMParser().parseFromString(await response.text(), 'text/html');
    const title = html.querySelector('h1')?.textContent.trim() ?? html.title;
    return { address, leadsOn: response.redirected || html.body.dataset.kind === 'moved', title, lines: read(html.querySelector('main')) };
  };
  return Promise.all(addresses.map(page));
}

// All pages that search knows, read by the browser.
export async function seenPages(page, addresses) {
  const out = [];
  for (let at = 0; at < addresses.length; at += 200) out.push(...await page.evaluate(linesOf, addresses.slice(at, at + 200)));
  return out.filter(({ leadsOn }) => !leadsOn).map((each) => ({ ...each, folded: each.lines.map(fold) }));
}

const JAPANESE = /[\u3001-\u3003\u3005-\u3011\u3014-\u301b\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\p{Script=Han}]/u;

// Width, case, dashes, thousands and blanks, one rule after the other over the whole line.
export function fold(text) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\ufe00-\ufe0f]/gu, '')
    .replace(/[\u2010-\u2015\u2212\u301c~]/g, '-')
    .replaceAll('·', '・')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/ /g, (blank, at, all) => (JAPANESE.test(all[at - 1]) || JAPANESE.test(all[at + 1]) ? '' : ' '))
    .replace(/(?<![\p{L}\p{N}])[a-z](?: [a-z](?![\p{L}\p{N}])){2,}/gu, (letters) => letters.replaceAll(' ', ''));
}

const WORD = /^[\p{L}\p{N}\p{M}]$/u;
const isWord = (c) => c !== undefined && WORD.test(c) && !JAPANESE.test(c);
const isDigit = (c) => c >= '0' && c <= '9';

// Whether a word ends between two characters: not within letters, not within a number.
function isSeam(before, behind, further, back) {
  if (!isWord(before)) return !(before === '.' && isDigit(behind) && isDigit(back));
  if (!isWord(behind)) return !(behind === '.' && isDigit(before) && isDigit(further));
  return isDigit(before) !== isDigit(behind);
}

// Whether a folded line holds a folded text as whole words.
export function holds(line, text) {
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
    const end = at + text.length;
    const left = !isWord(text[0]) || isSeam(line[at - 1], line[at], line[at + 1], line[at - 2]);
    const right = !isWord(text.at(-1)) || isSeam(line[end - 1], line[end], line[end + 1], line[end - 2]);
    if (left && right) return true;
  }
  return false;
}

// A word in one number finds the other, too.
const forms = (text) => {
  const word = /[a-z]{4,}$/.exec(text)?.[0];
  if (!word) return [text];
  const stem = text.slice(0, -word.length);
  const other = [word.replace(/ies$/, 'y'), word.replace(/(?<=s|x|z|ch|sh)es$/, ''), word.replace(/(?<![s])s$/, ''), `${word}s`, `${word}es`, word.replace(/(?<![aeiou])y$/, 'ies')];
  return [...new Set([word, ...other])].map((each) => stem + each);
};

// The addresses of the pages that hold every part of a query. Parts stand apart by blanks.
export function holders(pages, query) {
  const parts = query.split(/\s+/).map(fold).filter(Boolean).map(forms);
  const has = ({ folded }) => parts.every((part) => part.some((form) => folded.some((line) => holds(line, form))));
  return pages.filter(has).map(({ address }) => address);
}
