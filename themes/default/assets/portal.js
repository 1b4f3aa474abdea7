// Search over many sites: a directory says which of them hold what is asked, and those are asked with their own indexes. docs/search.md
// is the contract.
// In: the directory of terms, the list of sites on the page, what a reader typed. Out: pages of all sites in one order; the address
// keeps what was asked. Never: a request to a site that cannot hold the words; a wait for a site that does not answer.
import { cells, fill, item, key, make, numbers, open, otherKana, parse, prefix, say, shards } from './search.js';

// ---- which sites hold what is asked

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

  const bring = (segments) =>
    Promise.all(segments.flatMap(({ sets }) => sets.flatMap(shards(keys))).map((name) => file(name, cells)));

  // The sites that hold any term of a set, with how much they have of it (1 to 4).
  const holders = (set) => {
    const out = new Map();
    for (const name of shards(keys)(set))
      for (const [term, list] of files.get(name)) {
        if (!term || !((set.start && term.startsWith(set.start)) || set.terms.includes(term))) continue;
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

  const common = (all) => [...all[0].keys()].filter((site) => all.every((of) => of.has(site)));

  const whole = async (segments) => {
    await bring(segments);
    const tried = segments.map((each) => (each.word && !common(each.sets.map(holders)).length ? prefix(each) : each));
    await bring(tried);
    const all = tried.flatMap(({ sets }) => sets.map(holders));
    return { tried, sites: ranked(common(all), all) };
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

  // The numbers of the sites to be asked, the most likely ones first.
  return async (query) => {
    await root();
    const segments = parse(query);
    if (!segments[0]) return [];
    const found = await whole(segments);
    if (found.sites.length) return found.sites;
    const again = await whole(segments.map(otherKana));
    return again.sites.length ? again.sites : near(found.tried);
  };
}

// ---- one site

// How long a site may take for one file.
const PATIENCE = 8000;

const fetched = async (url) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  return answer.ok ? answer.text() : Promise.reject(answer);
};

// Asks a site. Its root file says where its index is now: a site that was published again since has another one.
export async function ask({ base, name }, lang, query, load = fetched) {
  const root = JSON.parse(await load(`${base}/site.json`));
  const { folder } = root.search[lang];
  if (root.format !== 'kohyo-site' || root.version !== 1 || !/^\/(\w+\/)+$/.test(folder)) throw root;
  const index = open((file) => load(base + folder + file));
  const { kind, hits, marks } = await index.find(query);
  const hit = async ({ page }) => {
    const { head: [path, ...rest], text } = await index.hit(page, marks);
    if (!/^\/(?!\/)/.test(path)) throw path;
    return item({ head: [path, rest[0], name, ...rest.slice(1)], text }, base);
  };
  return { kind, hits: hits.map((each) => ({ ...each, show: () => hit(each) })) };
}

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
    for (let round = 0; round < ROUNDS && state.left.length; round += 1) {
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
      state.left = await find(query);
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
