// In: the npm package of the design tokens, and the style sheets of the default theme. Out: the tokens that the theme uses, as a
// style sheet; the colours that a style sheet names itself; custom properties by scheme; contrast of two colours.
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { HERE, REPOSITORY } from './site.mjs';

const PACKAGE = '@digital-go-jp/design-tokens';
export const ASSETS = path.join(REPOSITORY, 'themes/default/assets');
export const VENDORED = 'dads.css';
export const LICENCE = 'dads-licence.txt';
export const TOKENS = 'tokens.css';

const folder = () => path.join(path.dirname(createRequire(path.join(HERE, 'package.json')).resolve(PACKAGE)), '..');

export const withoutComments = (css) => css.replace(/\/\*[\s\S]*?\*\//g, '');

const declarations = (css) => new Map([...withoutComments(css).matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g)].map(([, name, value]) => [name, value.trim()]));
const used = (css) => [...withoutComments(css).matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name);

export async function styleSheets(folders) {
  const sheets = [];
  for (const each of folders)
    for (const name of (await readdir(each)).sort())
      if (name.endsWith('.css')) sheets.push({ name, file: path.join(each, name), css: await readFile(path.join(each, name), 'utf8') });
  return sheets;
}

// What the theme uses of the package, in the order of the package, with what that stands on.
export async function vendored() {
  const [all, licence, about] = await Promise.all(
    ['dist/tokens.css', 'LICENSE', 'package.json'].map((name) => readFile(path.join(folder(), name), 'utf8')));
  const known = declarations(all);
  const wanted = new Set();
  const want = (name) => {
    if (!known.has(name) || wanted.has(name)) return;
    wanted.add(name);
    used(known.get(name)).forEach(want);
  };
  const sheets = (await styleSheets([ASSETS])).filter(({ name }) => name !== VENDORED);
  sheets.flatMap(({ css }) => used(css)).forEach(want);
  const lines = [...known].filter(([name]) => wanted.has(name)).map(([name, value]) => `  ${name}: ${value};`);
  const head = [
    `/*! デジタル庁デザインシステム: the design tokens that this theme uses, as they stand in ${PACKAGE}`,
    `   ${JSON.parse(about).version} (MIT, Copyright (c) 2023 デジタル庁; licence in ${LICENCE}).`,
    '   Made by tests/site/tokens.mjs; do not edit. */',
  ];
  return { [VENDORED]: `${head.join('\n')}\n\n:root {\n${lines.join('\n')}\n}\n`, [LICENCE]: licence };
}

// Colours that browsers take from the reader, and those that are no colour.
const NAMED = 'white|black|red|green|blue|yellow|orange|purple|pink|gr[ae]y|silver|navy|teal|maroon|olive|lime|aqua|fuchsia|brown|gold|crimson|indigo|violet|tomato|salmon|khaki|ivory|beige|tan|coral';
const COLOUR = new RegExp(`#[0-9a-f]{3,8}\\b|\\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\\(|(?<![-\\w.#])(?:(?:dark|light|medium|pale|deep|hot|dim)?(?:${NAMED}))(?![-\\w(])`, 'gi');

// The colours in the values of a style sheet: what stands behind a colon.
export function literalColours(css) {
  const values = [...withoutComments(css).matchAll(/(?:^|[;{])\s*([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)];
  return values.flatMap(([, property, value]) => [...value.replace(/(["']).*?\1/g, '').matchAll(COLOUR)].map(([colour]) => `${property}: ${colour}`));
}

const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

function luminance([red, green, blue]) {
  return 0.2126 * channel(red / 255) + 0.7152 * channel(green / 255) + 0.0722 * channel(blue / 255);
}

export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

export const fontSizes = (css) => [...withoutComments(css).matchAll(/font-size\s*:\s*([^;}]+)/g)].map(([, size]) => size.trim());

// Sizes of the package from 14 px up; pictures have 12 and 13 px, and some things take the size around them.
export async function packageSizes() {
  const known = declarations(await readFile(path.join(folder(), 'dist/tokens.css'), 'utf8'));
  const sizes = [...known].filter(([name]) => name.startsWith('--font-size-')).map(([, value]) => value);
  return new Set([...sizes, '12px', '13px', 'inherit']);
}

// What lies on what, and how far apart they have to be: words 4.5, lines and shapes 3.
const GROUNDS = ['--paper', '--surface', '--band', '--note', '--key-soft'];
const PAIRS = [
  ...['--ink', '--ink-soft', '--link', '--visited'].flatMap((ink) => GROUNDS.map((under) => [ink, under, 4.5])),
  ...['--good', '--short'].flatMap((ink) => ['--paper', '--surface', '--band'].map((under) => [ink, under, 4.5])),
  ...['--code-key', '--code-text', '--code-number'].map((ink) => [ink, '--surface', 4.5]),
  ...['--chart-text', '--chart-text-soft'].map((ink) => [ink, '--chart-paper', 7]),
  ...['--chart-actual', '--chart-target', '--chart-axis', '--chart-hatch'].map((mark) => [mark, '--chart-paper', 3]),
  ['--chart-actual', '--chart-target', 3],
  // While it is pressed.
  ...GROUNDS.map((under) => ['--active', under, under === '--paper' ? 4.5 : 3]),
  ['--key-ink', '--key', 4.5],
  ['--good-ink', '--good', 3],
  ['--key', '--paper', 3],
  ['--line-strong', '--paper', 3],
  ['--note-line', '--paper', 2.9],
  ['--focus', '--paper', 3],
  ['--focus', '--focus-ring', 3],
];

function readTokens(names) {
  const probe = document.body.appendChild(document.createElement('i'));
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = (name) => {
    probe.style.color = `var(${name})`;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    return [name, [...canvas.getImageData(0, 0, 1, 1).data]];
  };
  return names.map(read);
}

export async function contrastProblems(browser, origin, theme, scheme) {
  const page = await browser.newPage({ colorScheme: scheme });
  await page.goto(`${origin}/ja/`);
  const colours = new Map(await page.evaluate(readTokens, [...new Set(PAIRS.flatMap(([one, other]) => [one, other]))]));
  await page.close();
  const far = ([one, other, least]) => ({ one, other, least, found: contrast(colours.get(one), colours.get(other)) });
  return PAIRS.map(far).filter(({ found, least }) => found < least)
    .map(({ one, other, least, found }) => ({ check: 'contrast', where: `${theme}, ${scheme}`, what: `${one} on ${other}: ${found.toFixed(2)}, not ${least}` }));
}
