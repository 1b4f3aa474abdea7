// In: the script of search as it is published, the tables of tests/search, the built site and the program. Out: failure where the browser
// folds, reads or answers a query in another way than the program does. No browser.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, describe } from 'node:test';
import { LANGUAGES } from './lib/kinds.mjs';
import { askProgram, dice, linesOf, openIndex, openScript, queriesOf, table } from './lib/search.mjs';
import { REPOSITORY, openSite } from './lib/site.mjs';

const QUERIES = 250;

const site = await openSite();
const script = await openScript(site);
const folder = await mkdtemp(path.join(tmpdir(), 'kohyo-search-'));

after(() => rm(folder, { recursive: true, force: true }));

test('the fold is that of the table', async () => {
  for (const { source, folded, starts } of await table(REPOSITORY, 'fold.json')) {
    const found = script.fold(source);
    assert.equal(found.text, folded, JSON.stringify(source));
    assert.deepEqual(found.places.map(([, start]) => start), starts, JSON.stringify(source));
  }
});

// What is looked up for a piece of the table: terms, or the beginning of terms, each with its place.
function wanted({ at, kind, text, length, word, before_word: beforeWord }) {
  const chars = [...text];
  if (kind === 'year') return [{ at, length, start: `${text}:`, terms: word ? [word] : [] }];
  if (kind === 'prefix') return [{ at, length, start: text, terms: [] }];
  if (kind === 'word') return [{ at, length, terms: [text] }];
  if (length === 1) return [beforeWord ? { at, length, terms: chars } : { at, length, start: text, terms: [] }];
  const pairs = chars.slice(1).map((sign, by) => ({ at: at + by, length: 2, terms: [chars[by] + sign] }));
  return pairs.filter((_, by) => by % 2 === 0 || by === chars.length - 2);
}

test('queries are taken apart as in the table', async () => {
  for (const { query, typing, segments } of await table(REPOSITORY, 'queries.json')) {
    const found = script.parse(query, typing);
    assert.deepEqual(found.map(({ text }) => text), segments.map(({ text }) => text), query);
    segments.forEach(({ pieces }, at) => {
      // The other number of a word comes behind the word itself.
      const sets = found[at].sets.map(({ at: place, length, start, terms }) => ({ at: place, length, ...(start && { start }), terms: terms.slice(0, 1) }));
      assert.deepEqual(sets, pieces.flatMap(wanted), query);
    });
  }
});

test('English words are found in both numbers', () => {
  const forms = (word) => [...script.parse(word)[0].sets[0].terms].sort();
  for (const [one, many] of [['company', 'companies'], ['trial', 'trials'], ['class', 'classes'], ['branch', 'branches']]) {
    assert.ok(forms(one).includes(many), `${one}: ${forms(one)}`);
    assert.ok(forms(many).includes(one), `${many}: ${forms(many)}`);
  }
  assert.deepEqual(forms('als'), ['als']);
});

test('the logarithm is one', () => {
  for (const x of [1, 1.0001, 1.5, 2, 3, 197, 10001]) assert.ok(Math.abs(script.ln(x) - Math.log(x)) <= 1e-11 * Math.max(1, Math.log(x)), `${x}`);
});

for (const language of LANGUAGES)
  describe(language, () => {
    test(`${QUERIES} queries are answered as the program answers them, to the last digit`, async (t) => {
      const { index } = await openIndex(script, site, language);
      const facets = await addresses(index);
      const queries = queriesOf(await linesOf(site, language), QUERIES, dice(20261120));
      const kinds = {};
      for (const answer of await askProgram(site, language, queries, folder)) {
        const { kind, hits } = await index.find(answer.query);
        kinds[kind] = (kinds[kind] ?? 0) + 1;
        assert.equal(kind, answer.state, answer.query);
        assert.deepEqual(hits.map(({ page }) => facets[page]), answer.ids, answer.query);
        assert.deepEqual(hits.map(({ score }) => score), answer.scores.map(Number), answer.query);
      }
      t.diagnostic(JSON.stringify(kinds));
      assert.ok(kinds.exact > QUERIES / 2, 'most queries find something');
    });

    test('what a page shows is marked where the query stands', async () => {
      const { index } = await openIndex(script, site, language);
      const query = language === 'ja' ? '再生医療' : 'regenerative medicine';
      const { hits, marks } = await index.find(query);
      assert.ok(hits.length > 10);
      for (const { page } of hits.slice(0, 10)) {
        const { head, text } = await index.hit(page, marks);
        assert.match(head[0], new RegExp(`^/${language}/`));
        assert.ok(text[1] || head[1].toLowerCase().includes(query), head[0]);
        const shown = text.join('');
        assert.ok(shown.length > 10 && shown.length < 160, shown);
      }
    });

    test('a query reads few files', async (t) => {
      const { index, read } = await openIndex(script, site, language);
      const { hits, marks } = await index.find(language === 'ja' ? '医療機器' : 'medical devices');
      await Promise.all(hits.slice(0, 10).map(({ page }) => index.hit(page, marks)));
      const files = [...new Set(read)];
      t.diagnostic(`${files.length} files`);
      assert.ok(files.length <= 16, files.join(' '));
    });
  });

// The address of each page, in the order of the index.
async function addresses(index) {
  await index.find('');
  const { pages } = await index.facets();
  const heads = await Promise.all(pages.map((_, page) => index.hit(page, [])));
  return heads.map(({ head }) => head[0]);
}
