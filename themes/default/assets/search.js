// Search: pages by their words, from the index beside them. docs/search.md is the contract, and says why each step is as it is.
// In: the folder of an index; what a reader typed and chose. Out: pages in the order of their rank, with the words around what was found;
// the address keeps what was asked. Never: a request that the query does not need; markup made of words; a word of its own.

// ---- fold

const JA = '[\\u3001-\\u3003\\u3005-\\u3011\\u3014-\\u301b\\u3021-\\u3029\\u3040-\\u30ff\\u31f0-\\u31ff\\p{Script=Han}]';
const W = `(?!${JA})[\\p{L}\\p{N}\\p{M}]`;
const UNSEEN = '[\\0-\\x08\\x0e-\\x1f\\x7f-\\x9f\\p{Cf}\\p{VS}]';
const pattern = (text) => new RegExp(text, 'gu');

const CLUSTERS = pattern(`${UNSEEN}|[^](?:${UNSEEN}|[\\p{M}\\uff9e\\uff9f])*`);
const GONE = pattern(UNSEEN);
const IDLE = '(?<=\\d),(?=\\d{3}(?!\\d))| (?= *$)|(?<=^ *| ) ';
const OPEN = pattern(IDLE);
const CLOSED = pattern(`${IDLE}| (?= *${JA})|(?<=${JA} *) `);
const SPACED = pattern(`(?<=(?<!${W})[a-z]) (?=[a-z](?!${W}) [a-z](?!${W}))|(?<=(?<!${W})[a-z] [a-z]) (?=[a-z](?!${W}))`);

const clusters = new Map();
const lower = (c) => c.toLowerCase().replace(/[\u2010-\u2015\u2212\u301c~]/, '-').replace('·', '・').replace(/\s/, ' ');
const normal = (cluster) => {
  if (!clusters.has(cluster))
    clusters.set(cluster, Array.from(cluster.replace(GONE, '').replace(/\p{Cs}/gu, '\ufffd').normalize('NFKC').replace(/[\u3099\u309a]/g, ''), lower).join(''));
  return clusters.get(cluster);
};

// The folded text, and for each of its characters where it begins and ends in the source.
export function fold(source, idle = CLOSED) {
  let units = [];
  for (const { 0: cluster, index } of source.matchAll(CLUSTERS))
    for (const unit of normal(cluster).split('')) units.push([unit, index, index + cluster.length]);
  const text = () => units.map(([unit]) => unit).join('');
  for (const each of [idle, SPACED]) {
    const gone = Array.from(text().matchAll(each), ({ index }) => index);
    units = units.filter((_, at) => !gone.includes(at));
  }
  // A character of two units is one.
  return { text: text(), places: units.filter(([unit]) => !/[\udc00-\udfff]/.test(unit)) };
}

// ---- query

const STOP = '(?<=\\d)(?<!\\d\\.\\d+)\\.(?=\\d)(?!\\d+\\.\\d)';
const WESTERN = '(18(?:6[89]|[789]\\d)|(?:19|20)\\d\\d|2100)';
const ERAS = [
  ['明治', 'm', 1867, '4[0-5]|[1-3]\\d'],
  ['大正', 't', 1911, '1[0-5]'],
  ['昭和', 's', 1925, '6[0-4]|[1-5]\\d'],
  ['平成', 'h', 1988, '3[01]|[12]\\d'],
  ['令和', 'r', 2018, '30|[12]\\d'],
];
const ofEra = ([name, letter, , most]) => `(?:${name}(?=[元\\d]+年)|${letter})(元|(?:${most}|0?[1-9])(?!${W}))(?:年度?|(?!\\.\\d))`;
const FISCAL = `(?:fy|(?:fy|fiscal|fiscal year) )${WESTERN}(?!${W}|${STOP})`;
const YEAR = `(?:${ERAS.map(ofEra).join('|')}|${WESTERN}年度?|${FISCAL})`;
const PIECES = pattern(`(${YEAR})|((?:${W}|${STOP})+)|(?:(?!${YEAR}|${W})[^ ])+`);
const SEGMENTS = pattern(`(?<=^| )${FISCAL}(?= |$)|[^ ]+`);
const FOLLOWS = pattern(`(?!${YEAR})${W}`);
const MEANT = pattern(`${JA}|${W}`);

const count = (text) => [...text].length;
const plural = (word) => (/[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : word + (/([sxz]|[cs]h)$/.test(word) ? 'es' : 's'));
const equals = (word) => {
  return /^[a-z]{4,}$/.test(word)
    ? [word, plural(word), ...[word.slice(0, -1), word.slice(0, -2), `${word.slice(0, -3)}y`].filter((each) => plural(each) === word)] : [word];
};

// What is looked up are sets: `terms`, and all that begin with `start`; `at` and `length` are the place in the segment.
function signs(run, at, rest) {
  if (run.length < 2) return [rest.search(FOLLOWS) ? { at, length: 1, terms: [], start: run[0] } : { at, length: 1, terms: run }];
  const pairs = run.slice(1).map((sign, by) => ({ at: at + by, length: 2, terms: [run[by] + sign] }));
  return pairs.filter((_, by) => by % 2 === 0 || by === pairs.length - 1);
}

function segment(text) {
  const out = { text, length: count(text), sets: [] };
  for (const match of text.matchAll(PIECES)) {
    const [piece, year, ...groups] = match;
    const [at, length, word] = [count(text.slice(0, match.index)), count(piece), groups[7]];
    out.word = /[^\d.]/.test(word ?? '') && word;
    if (year) {
      const era = groups.findIndex(Boolean);
      const number = ERAS[era] ? ERAS[era][2] + (Number(groups[era]) || 1) : groups[era];
      out.sets.push({ at, length, year, start: `${/年$/.test(year) ? 'Y' : 'F'}${number}:`, terms: /^\w+$/.test(year) ? [year] : [] });
    } else if (word) out.sets.push({ at, length, terms: equals(word) });
    else out.sets.push(...signs([...piece], at, text.slice(match.index + piece.length)));
  }
  return out;
}

export const prefix = (of) => ({ ...of, word: '', open: true, marks: null, sets: [...of.sets.slice(0, -1), { ...of.sets.at(-1), terms: [], start: of.word }] });

// The segments of a query. `typing`: its last word may go on.
export function parse(query, typing) {
  const text = [...query].slice(0, 200).join('');
  const all = text.split(/["“”]/).flatMap((part, at) => (at % 2 ? fold(part).text : fold(part, OPEN).text.match(SEGMENTS))).filter(Boolean);
  const meant = all.filter((each) => each.match(MEANT));
  const out = (meant[0] ? meant : all).map(segment);
  const last = out.at(-1);
  if (typing && last?.word && last.text === all.at(-1) && /[^\s"“”]$/.test(text)) out.push(prefix(out.pop()));
  return out;
}

export const otherKana = ({ text, open }) => {
  const out = segment(text.replace(/[ぁ-ゖゝゞァ-ヶヽヾ]/g, (c) => String.fromCharCode(c.charCodeAt() + (c < 'ゟ' ? 96 : -96))));
  return open && out.word ? prefix(out) : out;
};

// ---- index

// Numbers of base 46; digits with another behind them are 46 higher.
export function numbers(text) {
  const out = [];
  let number = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 35;
    number = number * 46 + (digit % 46);
    if (digit < 46) number = 0 * out.push(number);
  }
  return out;
}
const sums = (list) => {
  let sum = 0;
  return list.map((step) => (sum += step));
};

// How many entries of an ascending list are not above something.
export function upTo(list, most) {
  let [start, end] = [0, list.length];
  while (start < end) {
    const middle = (start + end) >> 1;
    if (list[middle] > most) end = middle;
    else start = middle + 1;
  }
  return start;
}

// Compared by code point: in UTF-16, surrogates stand before U+E000.
export const key = (text) => text.replace(/[\ud800-\udfff]/g, '\uffff$&');

export function ln(x) {
  let e = 0;
  for (; x >= 2; e += 1) x /= 2;
  const y = (x - 1) / (x + 1);
  let [power, sum] = [y, y];
  for (let n = 3; n < 24; n += 2) {
    power *= y * y;
    sum += power / n;
  }
  return e * 0.6931471805599453 + 2 * sum;
}

const FACETS = ['kind', 'fy', 'org'];
const UNITS = [4, 16, 64];
const WEIGHTS = [6, 3, 1];

// Where something begins and how long it is, in one number.
const LONG = 1024;
const startOf = (place) => Math.floor(place / LONG);
const endOf = (place) => startOf(place) + (place % LONG);

// Places whose second part begins `gap` behind the end of the first one.
function join(one, other, gap) {
  const out = [];
  for (const place of one) {
    const wanted = endOf(place) + gap;
    for (let at = upTo(other, wanted * LONG - 1); startOf(other[at]) === wanted; at += 1) out.push(place + gap + (other[at] % LONG));
  }
  return out;
}

// The index of a language; `load` fetches a file of its folder.
export function open(load) {
  const files = new Map();
  let [size, keys, spans, fields, blocks, means, everywhere] = [];

  // A file is read once; one that failed is fetched again when it is wanted again.
  const file = async (name, read) => {
    if (!files.has(name)) files.set(name, read(await load(name)));
    return files.get(name);
  };

  const root = () => file('root.txt', (text) => {
    const [head, terms, lengths, begins, words] = text.split('\n');
    if (!/^kohyo-search 1 /.test(head)) throw head;
    keys = key(terms).split('\t');
    spans = numbers(lengths);
    size = spans.length / 3;
    means = UNITS.map((_, field) => spans.filter((_, at) => at % 3 === field).reduce((sum, span) => sum + span, 0) / size);
    // Where each field of each page begins, and where each block.
    fields = sums([0, ...spans.map((span, at) => span * UNITS[at % 3])]);
    blocks = sums(numbers(begins));
    everywhere = words.split('\t');
  });

  // Names of the shards in which the terms of a set may stand.
  const shards = ({ terms, start }) => {
    const last = (term) => upTo(keys, key(term)) - 1;
    const out = terms.map(last);
    if (start) {
      let at = last(start);
      do out.push(at); while (keys[(at += 1)]?.startsWith(key(start)));
    }
    return out.filter((at) => at >= 0).map((at) => `t/${at}.txt`);
  };
  const bring = (segments) => {
    const read = (text) => text.split('\n').map((line) => line.split('\t'));
    return Promise.all(segments.flatMap(({ sets }) => sets.flatMap(shards)).map((name) => file(name, read)));
  };

  // Where the terms of a set are, of shards that are here.
  const places = ({ length, terms, start, year }) => {
    const out = [];
    for (const name of shards({ terms, start }))
      for (const [term, list] of files.get(name)) {
        const begins = start && term.startsWith(start);
        const long = !begins ? terms.includes(term) && count(term) : year ? Number(term.slice(start.length)) : length;
        let place = 0;
        if (long) for (const step of numbers(list)) out.push((place += step) * LONG + long);
      }
    return out.sort((a, b) => a - b).filter((place, at) => place !== out[at - 1]);
  };

  // Where a whole segment stands; it is asked twice.
  const whole = (segment) => {
    let end = 0;
    return segment.marks ??= segment.sets.reduce((out, set) => {
      const gap = set.at - end;
      end = set.at + set.length;
      return out ? join(out, places(set), gap) : places(set);
    }, null);
  };

  // How often something begins in each field of the pages that hold it.
  const tally = (list) => {
    const out = new Map();
    for (const start of new Set(list.map(startOf))) {
      const field = upTo(fields, start) - 1;
      const page = Math.floor(field / 3);
      const counts = out.get(page) ?? [0, 0, 0];
      counts[field % 3] += 1;
      out.set(page, counts);
    }
    return out;
  };

  // BM25F of pages over what is looked for.
  const ranked = (pages, tallies, lengths) => {
    const worth = tallies.map((of, at) => Math.sqrt(lengths[at]) * ln(1 + (size - of.size + 0.5) / (of.size + 0.5)));
    const score = (page) => {
      let [sum, titled] = [0, 0];
      tallies.forEach((of, at) => {
        const counts = of.get(page) ?? [0, 0, 0];
        const weight = means.reduce((all, mean, field) =>
          all + (mean && (WEIGHTS[field] * counts[field]) / (0.4 + (0.6 * spans[page * 3 + field]) / mean)), 0);
        sum += (worth[at] * weight) / (1.2 + weight);
        if (counts[0] > 0) titled += lengths[at];
      });
      return sum * (1 + 2 * (titled && Math.min(1, titled / (spans[page * 3] * UNITS[0]))));
    };
    return pages.map((page) => ({ page, score: score(page) })).sort((a, b) => b.score - a.score || a.page - b.page);
  };

  // The pages that hold all segments.
  const match = async (segments) => {
    await bring(segments);
    const tried = segments.map((each) => (each.word && !whole(each).length ? prefix(each) : each));
    await bring(tried);
    const marks = tried.map(whole);
    const tallies = marks.map(tally);
    const pages = [...tallies[0].keys()].filter((page) => tallies.every((of) => of.has(page)));
    return { kind: 'exact', tried, marks, hits: ranked(pages, tallies, segments.map(({ length }) => length)) };
  };

  // Those that hold the parts of at least 75 % of the query, by how much they hold.
  const related = (segments) => {
    const all = segments.flatMap(({ sets, text }, number) => {
      const chars = Array.from(text, (c, by) => c !== ' ' && `${number} ${by}`);
      return sets.map((set) => ({ ...set, chars: chars.slice(set.at, set.at + set.length).filter(Boolean) }));
    });
    const marks = all.map(places);
    const tallies = marks.map(tally);
    const held = new Map();
    tallies.forEach((of, at) => of.forEach((_, page) => held.set(page, new Set([...(held.get(page) ?? []), ...all[at].chars]))));
    const least = new Set(all.flatMap(({ chars }) => chars)).size * 0.75;
    const hits = ranked([...held.keys()].filter((page) => held.get(page).size >= least), tallies, all.map(({ length }) => length))
      .sort((a, b) => held.get(b.page).size - held.get(a.page).size);
    return { kind: hits[0] ? 'related' : 'none', marks, hits };
  };

  // The answer to a query: its kind, its pages in order, and where what was looked for stands.
  const find = async (query, typing) => {
    await root();
    const all = parse(query, typing);
    const some = all.filter(({ text, open }) => open || !everywhere.includes(text));
    const segments = some[0] ? some : all;
    if (!segments[0]) return { kind: 'none', hits: [], marks: [] };
    const found = await match(segments);
    const again = found.hits[0] ? found : await match(segments.map(otherKana));
    return again.hits[0] ? again : related(found.tried);
  };

  // What can be chosen (name, id, label), and of each page what it has, such as `fy2024`.
  const facets = () => file('facets.txt', (text) => {
    const lines = text.split('\n').map((line) => line.split('\t'));
    const lists = FACETS.map((name, at) => lines[at].map((entry) => [name, ...entry.split(/=(.*)/)]));
    const [kinds, years, bodies] = lists.map((list) => list.map(([name, id]) => name + id));
    return { choices: lists.flat(), pages: lines.slice(3, -1).map(([of, more]) => {
      const [kind, ...rest] = numbers(of);
      return [kinds[kind - 1], ...rest.map((at) => years[at]), ...numbers(more).map((at) => bodies[at])];
    }) };
  });

  // A block: the head of each of its pages, and its lines with their places.
  const block = (number) => file(`b/${number}.txt`, (text) => {
    const start = blocks[number];
    let field = upTo(fields, start) - 1;
    return new Map(text.split('\n\n').filter(Boolean).map((part) => {
      const [head, ...lines] = part.split('\n').map((line) => line.split('\t'));
      const page = Math.floor(field / 3);
      const out = { head, lines: [] };
      if (field === page * 3) field += 1;
      let at = Math.max(start, fields[field]);
      for (const [line, end] of lines) {
        if (line) {
          const spots = fold(line).places;
          out.lines.push({ at, line, spots });
          at += spots.length + 2;
        } else if (end === '' && field === page * 3 + 1) at = fields[(field += 1)];
      }
      field = page * 3 + 3;
      return [page, out];
    }));
  });

  // What a page shows of itself: its head, and the words around the first place near which most of the query stands.
  const hit = async (page, lists) => {
    const [start, headings, text, end] = fields.slice(page * 3);
    const here = lists.map((list) => list.slice(upTo(list, start * LONG - 1), upTo(list, end * LONG - 1)));
    const marks = here.flat().sort((a, b) => a - b);
    let [best, most] = [text < end ? text : start, 0];
    for (const place of marks.map(startOf)) {
      const near = here.filter((list) => startOf(list[upTo(list, place * LONG - 1)]) < place + LENGTH).length;
      if (place >= headings && near > most) [best, most] = [place, near];
    }
    const { head, lines } = (await block(upTo(blocks, best) - 1)).get(page);
    return { head, text: excerpt(lines, best, marks) };
  };

  return { find, facets, hit };
}

// ---- words around what was found

const LENGTH = 90;
const BEFORE = 24;

// The line in which a place is, and those behind it while there is room, in turns: what is not marked, what is, what is not, … No word is cut.
function excerpt(lines, place, marks) {
  const word = (line, at) => at + /^[\w\udc00-\udfff]*/.exec(line.slice(at))[0].length;
  const out = [''];
  const put = (text, mark = false) => {
    if (mark === (out.length % 2 > 0)) out.push('');
    out[out.length - 1] += text;
  };
  let left = LENGTH;
  const found = Math.max(0, lines.findLastIndex(({ at }) => at <= place));
  // A short line before it says what it is about.
  for (const { at, line, spots } of lines.slice(found - (lines[found - 1]?.line.length < BEFORE))) {
    if (left < 12) break;
    const on = new Set();
    for (const mark of marks)
      for (const [, start, end] of spots.slice(Math.max(0, startOf(mark) - at), Math.max(0, endOf(mark) - at)))
        for (let n = start; n < end; n += 1) on.add(n);
    const seen = spots[place - at]?.[1] ?? 0;
    const from = seen > 2 * BEFORE ? Math.min(seen, word(line, seen - BEFORE)) : 0;
    const to = Math.min(line.length, word(line, from + left));
    put((left < LENGTH ? ' / ' : '') + (from ? '…' : ''));
    for (let n = from; n < to; n += 1) put(line[n], on.has(n));
    if (to < line.length) put('…');
    left -= to - from;
  }
  return out;
}

// ---- the page

const PAGE = 10;

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export function make(name, properties, ...inside) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside.flat().filter(Boolean));
  return element;
}

// Words in turns, not marked and marked; those that are Japanese say so.
export const say = (turns) => turns.flatMap((text, at) => {
  const words = text.split(/([\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff9f]+)/)
    .map((part, n) => (n % 2 ? make('span', { lang: 'ja' }, part) : part));
  return at % 2 ? make('mark', {}, words) : words;
});

function start({ dataset: words }) {
  const { title } = document;
  const [box, status, filter, form, other] = ['#results', '#k_found [role=status]', '.search-filter', '.site-search', '.languages a']
    .map((each) => document.querySelector(each));
  const [field, details] = [form.q, filter.firstElementChild];
  const selects = [...filter.querySelectorAll('select')];
  let [turn, control, timer, late] = [0];

  const text = (answer) => (answer.ok ? answer.text() : Promise.reject(answer));
  const index = (folder) => open((name) => (control.files[name + folder] ??= fetch(folder + name, control).then(text)));
  const [here, there] = [index(words.index), index(words.other)];

  // What is asked stands in the address.
  const asked = () => Object.fromEntries(new URLSearchParams(location.search));
  const address = (state) => `?${new URLSearchParams(['q', ...FACETS, 'p', 'all'].filter((name) => state[name]).map((name) => [name, state[name]]))}`;
  const go = (changes, push) => {
    const to = address({ ...asked(), p: '', all: '', ...changes });
    history[push && to !== location.search ? 'pushState' : 'replaceState'](null, '', to);
  };

  const item = ({ head: [path, name, ...about], text }) => {
    const place = text[1] ? `#:~:text=${encodeURIComponent(text[1]).replace(/-/g, '%2D')}` : '';
    return make('li', {},
      make('a', { className: 'result', href: path + place }, say([name])),
      make('p', { className: 'result-facts' }, about.map((fact) => make('span', {}, fact))),
      make('p', {}, say(text)));
  };

  const pages = (state, last) => {
    const to = (text, changes, ariaCurrent) => make('li', {}, make('a', { href: address({ ...state, ...changes }), ariaCurrent }, text));
    const near = Array.from({ length: last }, (_, at) => at + 1).filter((n) => n === 1 || n === last || Math.abs(n - state.p) < 3);
    return make('nav', { ariaLabel: words.pages }, make('ul', { className: 'result-pages' },
      near.map((n) => to(n, { p: n }, n === state.p ? 'page' : null)), to(words.all, { p: '', all: 1 })));
  };

  // The other language costs another index, so it is asked when somebody comes to the line.
  const abroad = (query) => {
    const line = make('p', {}, '\u00a0');
    const watch = new IntersectionObserver(([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      watch.disconnect();
      there.find(query).then(({ kind, hits }) =>
        kind === 'exact' && line.replaceChildren(make('a', { href: other.href }, fill(words.abroad, { n: hits.length }))), () => {});
    });
    watch.observe(line);
    return line;
  };

  const fits = (facts, state, but) => FACETS.every((name) => name === but || !state[name] || facts.includes(name + state[name]));
  const tell = (hits, { choices, pages }, state) => {
    for (const select of selects) {
      const { name } = select;
      const ids = hits.flatMap(({ page }) => (fits(pages[page], state, name) ? pages[page] : []));
      const shown = choices.filter(([each]) => each === name).map(([, value, label]) =>
        make('option', { value, text: fill(words.choice, { name: label, n: ids.filter((id) => id === name + value).length }) }));
      select.replaceChildren(select[0], ...shown);
      select.value = state[name] ?? '';
    }
  };

  const answer = async (state, typing, mine) => {
    const { q = '' } = state;
    const asks = q.trim();
    const chosen = FACETS.some((name) => state[name]);
    if (!asks && !chosen && !details.open) return ['idle', 'none', ''];
    const found = await here.find(q, typing);
    const facets = (chosen || details.open) && await here.facets();
    if (!asks) Object.assign(found, { kind: 'exact', hits: facets.pages.map((_, page) => ({ page })) });
    if (facets && mine === turn) tell(found.hits, facets, state);
    if (!asks && !chosen) return ['idle', 'none', ''];
    const hits = chosen ? found.hits.filter(({ page }) => fits(facets.pages[page], state)) : found.hits;
    const last = Math.ceil(hits.length / PAGE);
    state.p = Math.max(1, Math.min(last, ~~state.p));
    const from = state.all ? 0 : (state.p - 1) * PAGE;
    const shown = state.all ? [...hits] : hits.slice(from, from + PAGE);
    const read = [];
    // A browser refuses thousands of requests at once.
    while (shown[0]) read.push(...await Promise.all(shown.splice(0, 99).map(({ page }) => here.hit(page, found.marks))));
    const kind = last ? found.kind : 'none';
    return ['done', kind, kind === 'exact' ? hits.length : 0,
      make('h2', { tabIndex: -1 }, say([fill(words[asks ? kind : `${kind}Chosen`], { q: q.slice(0, 200), n: hits.length })])),
      last && make('ol', { className: 'results', start: from + 1 }, read.map(item)),
      last > 1 && !state.all && pages(state, last), asks && abroad(q)];
  };

  // One question after the other: an answer that comes too late is dropped.
  const ask = async ({ typing, moved } = {}) => {
    const mine = turn += 1;
    clearTimeout(timer);
    control?.abort();
    control = Object.assign(new AbortController(), { files: {} });
    const state = asked();
    if (!typing) field.value = state.q ?? '';
    other.search = location.search;
    document.title = state.q ? `${state.q} – ${title}` : title;
    box.dataset.state = 'loading';
    const again = make('button', { type: 'button', className: 'button', onclick: () => ask() }, words.retry);
    const shown = await answer(state, typing, mine).catch(() => ['error', 'none', '', make('p', {}, words.error), again]);
    if (mine !== turn) return;
    const [now, kind, count, ...inside] = shown;
    Object.assign(box.dataset, { state: now, kind, count });
    box.replaceChildren(...inside.filter(Boolean));
    clearTimeout(late);
    late = setTimeout(() => { status.textContent = inside[0]?.textContent; }, typing ? 1000 : 0);
    if (moved) inside[0].focus();
  };

  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      go({ q: field.value });
      // With one letter nearly every page begins a word.
      if (!/^[!-~]$/.test(field.value)) ask({ typing: true });
    }, 120);
  };
  const choose = (changes) => {
    go(changes, true);
    ask();
  };
  field.addEventListener('compositionstart', () => clearTimeout(timer));
  field.addEventListener('compositionend', typed);
  field.oninput = ({ isComposing }) => isComposing || typed();
  form.onsubmit = (event) => {
    event.preventDefault();
    choose({ q: field.value });
  };
  filter.onchange = ({ target }) => choose({ [target.name]: target.value });
  filter.onreset = () => choose({ fy: '', org: '', kind: '' });
  box.onclick = (event) => {
    const link = event.target.closest('.result-pages a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    ask({ moved: true });
  };
  document.onkeydown = (event) => {
    const places = [field, ...box.querySelectorAll('.result')];
    const at = places.indexOf(event.target);
    const to = event.key === 'Escape' ? field : places[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (at < 0 || !to || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (to === event.target) {
      field.value = '';
      typed();
    }
    to.focus();
  };
  onpopstate = () => ask();

  // Opening asks again, with counts.
  details.ontoggle = () => details.open && ask();
  details.open = FACETS.some((name) => asked()[name]);
  if (!details.open) ask();
}

if (globalThis.k_found) start(k_found);
