// Search over many sites: a directory says which of them hold what is asked, and those are asked with their own indexes. docs/search.md
// is the contract.
// In: the directory of terms, the list of sites on the page, what a reader typed. Out: pages of all sites in one order; the address
// keeps what was asked. Never: a request to a site that cannot hold the words; a wait for a site that does not answer.
import { fill, key, make, numbers, open, otherKana, parse, prefix, say, upTo } from './search.js';

// ---- which sites hold what is asked

// How many files are read for the beginning of a word: one letter begins a part of all of them.
const WIDE = 16;

// The directory; `load` fetches a file of its folder.
export function directory(load) {
  const files = new Map();
  let [keys, size] = [];

  const file = async (name, read) => {
    if (!files.has(name)) files.set(name, read(await load(name)));
    return files.get(name);
  };

  const root = () => file('root.txt', (text) => {
    const [head, terms] = text.split('\n');
    if (!/^kohyo-terms 1 /.test(head)) throw head;
    size = Number(head.split(' ')[2]);
    keys = key(terms).split('\t');
  });

  // Names of the shards in which the terms of a set may stand.
  const shards = ({ terms, start }) => {
    const last = (term) => upTo(keys, key(term)) - 1;
    const begun = start ? keys.slice(last(start) + 1).findIndex((begin) => !begin.startsWith(key(start))) : -1;
    const more = start ? Array.from({ length: Math.min(WIDE, begun < 0 ? WIDE : begun + 1) }, (_, by) => last(start) + by) : [];
    return [...terms.map(last), ...more].filter((at) => at >= 0 && at < keys.length).map((at) => `t/${at}.txt`);
  };

  const lines = (text) => text.split('\n').slice(0, -1).map((line) => line.split('\t'));
  const bring = (segments) =>
    Promise.all(segments.flatMap(({ sets }) => sets.flatMap(shards)).map((name) => file(name, lines)));

  // The sites that hold any term of a set, with how much they have of it (1 to 4).
  const holders = (set) => {
    const out = new Map();
    for (const name of shards(set))
      for (const [term, list] of files.get(name)) {
        if (!(set.start && term.startsWith(set.start)) && !set.terms.includes(term)) continue;
        let at = 0;
        for (const step of numbers(list)) {
          at += step;
          out.set(at >> 2, Math.max(out.get(at >> 2) ?? 0, (at & 3) + 1));
        }
      }
    return out;
  };

  // Sites in order: those first that have much of what few have.
  const ranked = (sites, all) => {
    const worth = all.map((of) => Math.log(1 + (size - of.size + 0.5) / (of.size + 0.5)));
    const score = (site) => all.reduce((sum, of, at) => sum + worth[at] * (of.get(site) ?? 0), 0);
    return sites.map((site) => ({ site, score: score(site) })).sort((a, b) => b.score - a.score || a.site - b.site).map(({ site }) => site);
  };

  // Those that hold all sets.
  const whole = async (segments) => {
    await bring(segments);
    const all = segments.flatMap(({ sets }) => sets.map(holders));
    return ranked([...all[0].keys()].filter((site) => all.every((of) => of.has(site))), all);
  };

  // Those that hold the parts of at least 75 % of the query.
  const near = (segments) => {
    const all = segments.flatMap(({ sets, text }, number) => {
      const chars = Array.from(text, (c, by) => c !== ' ' && `${number} ${by}`);
      return sets.map((set) => ({ of: holders(set), chars: chars.slice(set.at, set.at + set.length).filter(Boolean) }));
    });
    const held = new Map();
    for (const { of, chars } of all)
      for (const site of of.keys()) held.set(site, new Set([...(held.get(site) ?? []), ...chars]));
    const least = new Set(all.flatMap(({ chars }) => chars)).size * 0.75;
    return ranked([...held.keys()].filter((site) => held.get(site).size >= least), all.map(({ of }) => of));
  };

  // The numbers of the sites that hold the words as they were typed, the most likely ones first.
  const exact = async (query) => {
    await root();
    const segments = parse(query);
    return segments[0] ? whole(segments) : [];
  };

  // Those that hold longer words, the other kana, or most of the query: for when no page of the others holds it.
  const wide = async (query) => {
    await root();
    const segments = parse(query).map((each) => (each.word ? prefix(each) : each));
    if (!segments[0]) return [];
    return [...new Set([...await whole(segments), ...await whole(segments.map(otherKana)), ...near(segments)])];
  };

  return { exact, wide };
}

// ---- one site

// How long a site may take for one file.
const PATIENCE = 8000;

const fetched = async (url) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  return answer.ok ? answer.text() : Promise.reject(answer);
};

// Asks a site. Its root file says where its index is now: a site that was published again since has another one.
export async function ask(site, lang, query, load = fetched) {
  const { base } = site;
  const root = JSON.parse(await load(`${base}/site.json`));
  const { folder } = root.search[lang];
  if (root.format !== 'kohyo-site' || root.version !== 1 || !/^\/(\w+\/)+$/.test(folder)) throw root;
  const index = open((file) => load(base + folder + file));
  const { kind, hits, marks } = await index.find(query);
  const hit = async ({ page }) => {
    const { head, text } = await index.hit(page, marks);
    if (!/^\/(?!\/)/.test(head[0])) throw head;
    return item(head, text, site);
  };
  return { kind, hits: hits.map((each) => ({ ...each, show: () => hit(each) })) };
}

// A result: its title, whose it is and what is told of it, and the words around what was found.
const item = ([path, title, ...about], text, { base, name }) => {
  const place = text[1] ? `#:~:text=${encodeURIComponent(text[1]).replace(/-/g, '%2D')}` : '';
  return make('li', {},
    make('a', { className: 'result', href: base + path + place }, say([title])),
    make('p', { className: 'result-facts' }, [name, ...about].map((fact) => make('span', {}, fact))),
    make('p', {}, say(text)));
};

// ---- the page

const PAGE = 10;
// How many sites are asked at once, and how often more of them before a reader says so.
const AT_ONCE = 8;
const ROUNDS = 3;

function start(place) {
  const { dataset: words } = place;
  const { lang } = document.documentElement;
  const { title } = document;
  const [box, status, form, other] = ['#results', '#k_portal [role=status]', '.site-search', '.languages a'].map((each) => document.querySelector(each));
  const field = form.q;
  const sites = Array.from(document.querySelectorAll('.portal-sites a'), ({ origin, textContent }) => ({ base: origin, name: textContent }));
  const find = directory((name) => fetched(words.terms + name));
  let turn = 0;

  const button = (text, onclick) => make('button', { type: 'button', className: 'button', onclick }, text);

  // All that is known of one question: the sites still to be asked, what came, and who was silent.
  const question = (query) => ({ query, left: [], answers: [], silent: [], shown: PAGE });

  const askSome = async (state, some) => {
    status.textContent = fill(words.asking, { n: some.length });
    const done = await Promise.allSettled(some.map((site) => ask(sites[site], lang, state.query)));
    done.forEach(({ value }, at) => (value ? state.answers.push({ ...value, site: some[at] }) : state.silent.push(some[at])));
  };

  const hitsOf = ({ answers }) => {
    const exact = answers.filter(({ kind }) => kind === 'exact');
    const from = exact[0] ? exact : answers;
    const hits = from.flatMap(({ hits, site }) => hits.map((hit) => ({ ...hit, site })));
    return {
      kind: exact[0] ? 'exact' : hits[0] ? 'related' : 'none',
      hits: hits.sort((a, b) => b.score - a.score || a.site - b.site || a.page - b.page),
    };
  };

  const askOn = async (state) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      if (!state.left.length && !state.wide && hitsOf(state).kind !== 'exact') {
        const asked = [...state.answers.map(({ site }) => site), ...state.silent];
        state.left = (await find.wide(state.query)).filter((site) => !asked.includes(site));
        state.wide = true;
      }
      if (!state.left.length) return;
      await askSome(state, state.left.splice(0, AT_ONCE));
      const { kind, hits } = hitsOf(state);
      if (kind === 'exact' && hits.length >= PAGE) return;
    }
  };

  const show = async (state, mine, moved) => {
    const { kind, hits } = hitsOf(state);
    const names = state.silent.map((site) => sites[site].name).join(lang === 'ja' ? '、' : ', ');
    // A site can fall silent between its answer and its words.
    const read = await Promise.allSettled(hits.slice(0, state.shown).map(({ show }) => show()));
    if (mine !== turn) return;
    const head = make('h2', { tabIndex: -1 }, say([fill(words[kind], { q: state.query.slice(0, 200), n: hits.length, sites: new Set(hits.map(({ site }) => site)).size })]));
    const again = () => act(state, async () => askSome(state, state.silent.splice(0)));
    const inside = [
      head,
      hits[0] && make('ol', { className: 'results' }, read.flatMap(({ value }) => value ?? [])),
      hits.length > state.shown && button(words.more, () => { state.shown += PAGE; act(state, async () => {}); }),
      state.left.length > 0 && button(fill(words.further, { n: state.left.length }), () => act(state, () => askOn(state))),
      names && make('div', { className: 'portal-silent' }, make('p', {}, say([fill(words.silent, { names })])), button(words.retry, again)),
    ];
    Object.assign(box.dataset, { state: 'done', kind, count: hits.length });
    box.replaceChildren(...inside.filter(Boolean));
    status.textContent = head.textContent;
    if (moved) head.focus();
  };

  // One question after the other: an answer that comes too late is dropped.
  const act = async (state, work, moved) => {
    const mine = turn += 1;
    box.dataset.state = 'loading';
    try {
      await work();
      if (mine === turn) await show(state, mine, moved);
    } catch {
      if (mine !== turn) return;
      box.dataset.state = 'error';
      box.replaceChildren(make('p', {}, words.error), button(words.retry, () => answer()));
      status.textContent = words.error;
    }
  };

  const answer = (moved) => {
    const query = new URLSearchParams(location.search).get('q') ?? '';
    field.value = query;
    other.search = location.search;
    document.title = query ? `${query} – ${title}` : title;
    if (!query.trim()) {
      turn += 1;
      box.dataset.state = 'idle';
      return box.replaceChildren();
    }
    const state = question(query);
    return act(state, async () => {
      state.left = await find.exact(query);
      await askOn(state);
    }, moved);
  };

  form.onsubmit = (event) => {
    event.preventDefault();
    const to = field.value ? `?${new URLSearchParams({ q: field.value })}` : location.pathname;
    history[to === location.search ? 'replaceState' : 'pushState'](null, '', to);
    answer();
  };
  document.onkeydown = (event) => {
    const places = [field, ...box.querySelectorAll('.result')];
    const at = places.indexOf(event.target);
    const to = event.key === 'Escape' ? field : places[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (at < 0 || !to || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (to === event.target) field.value = '';
    to.focus();
  };
  onpopstate = () => answer();
  answer();
}

if (globalThis.k_portal) start(k_portal);
