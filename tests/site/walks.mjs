// In: the built site, a language. Out: both walks as Markdown, for docs/walks.ja.md and docs/walks.md.
//   node walks.mjs ja > ../../docs/walks.ja.md
import { openBrowser } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { openSite } from './lib/site.mjs';
import { keyboardWalk, readerWalk } from './lib/walk.mjs';

const WORDS = {
  ja: {
    title: 'キーボードと読み上げで歩く',
    intro:
      '表紙から、一つ目の数値目標、その表、CSVファイルまでを、Tabキーだけで歩いた記録と、同じ道で読み上げソフトに伝わる内容の記録です。`tests/site/walks.mjs` がChromiumで実際に歩いて書きます。`walk.test.mjs` が、名前のない停止、見えないフォーカス、届かない場所があれば失敗します。実際の読み上げソフト（NVDAなど）での確認は含みません。',
    keyboard: 'キーボード',
    reader: '読み上げソフトに伝わる木',
    legs: {
      skip: '表紙で「本文へ移動」まで。Enterで本文へ',
      target: '本文から、数値目標のカードまで。Enterで開く',
      'skip-again': '数値目標のページで「本文へ移動」まで。Enterで本文へ',
      sort: '表の並べ替えのボタンまで。Enterで並べ替える',
      download: 'CSVファイルのリンクまで。Enterでダウンロード',
    },
    head: '| Tab | 役割 | 名前 |',
    order: '並べ替えの後の `aria-sort`',
    file: '届いたファイル',
    bytes: 'バイト、BOM付きUTF-8',
    home: '表紙の場所と見出し',
    places: '数値目標のページの場所と見出し',
    table: '表',
    files: 'ダウンロード',
  },
  en: {
    title: 'Walks by keyboard and by screen reader',
    intro:
      'A walk from the front page over the first target and its table to the CSV file with the Tab key alone, and what a screen reader is told on the same way. `tests/site/walks.mjs` walks it in Chromium and writes this down; `walk.test.mjs` fails at a stop without a name, a focus that cannot be seen and a place out of reach. Listening with a real screen reader (such as NVDA) is not part of it.',
    keyboard: 'By keyboard',
    reader: 'What a screen reader is told',
    legs: {
      skip: 'Front page: to “Skip to main content”, Enter',
      target: 'From the content to the card of the first target, Enter',
      'skip-again': 'Page of the target: to “Skip to main content”, Enter',
      sort: 'To the sort button of the table, Enter',
      download: 'To the link to the CSV file, Enter',
    },
    head: '| Tab | role | name |',
    order: '`aria-sort` afterwards',
    file: 'File received',
    bytes: 'bytes, UTF-8 with BOM',
    home: 'Places and headings of the front page',
    places: 'Places and headings of the page of the target',
    table: 'Table',
    files: 'Downloads',
  },
};

const escaped = (text) => text.replaceAll('|', '\\|');
const block = (text) => ['```yaml', text, '```', ''].join('\n');

function legText(words, { what, stops }) {
  const rows = stops.map(({ role, name }, at) => `| ${at + 1} | ${role} | ${escaped(name)} |`);
  return [`### ${words.legs[what]}`, '', words.head, '|---|---|---|', ...rows, ''].join('\n');
}

function keyboardText(words, { target, legs, order, file }) {
  const ends = [`- ${words.order}: \`${order}\``, `- ${words.file}: \`${file.file}\` (${file.bytes} ${words.bytes})`, ''];
  return [`## ${words.keyboard}: \`${target}\``, '', ...legs.map((leg) => legText(words, leg)), ...ends].join('\n');
}

function readerText(words, { home, places, table, files }) {
  const parts = [[words.home, home.join('\n')], [words.places, places.join('\n')], [words.table, table], [words.files, files]];
  return [`## ${words.reader}`, '', ...parts.map(([title, text]) => `### ${title}\n\n${block(text)}`)].join('\n');
}

const language = process.argv[2];
const words = WORDS[language];
const site = await openSite();
const browser = await openBrowser();
const server = await serve(site);
const keyboard = await keyboardWalk(browser, server.origin, language);
const reader = await readerWalk(browser, server.origin, language);
console.log([`# ${words.title}`, '', words.intro, '', keyboardText(words, keyboard), readerText(words, reader)].join('\n').trimEnd());
await browser.close();
await server.close();
