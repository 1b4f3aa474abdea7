// In: a page with figures, in some circumstances. Out: problems: a figure that lacks one of its parts, a number of a picture that
// its table does not have, a headline that is too long, colours that cannot be told apart, more or less than one image exposed.
import { gzipSync } from 'node:zlib';
import { problem } from './problems.mjs';

const LONGEST = { ja: 28, en: 64 };
const MOST_LINES = 2;
export const MOST_BYTES = 10 * 1024;
export const MOST_PACKED = 2.2 * 1024;
export const MANY_MARKS = 30;
const TEXT_CONTRAST = 7;
const SHAPE_CONTRAST = 3;

// Runs inside the browser: everything it uses must be written inside it.
function readFigures() {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const text = (element) => element?.textContent.trim() ?? '';
  const lines = (element) => Math.round(element.getBoundingClientRect().height / parseFloat(getComputedStyle(element).lineHeight));

  const links = (root, selector) => [...root.querySelectorAll(selector)].map((link) => ({ text: text(link), href: link.getAttribute('href') }));

  // The table of the figure, or the one on the page to which it points.
  const tableOf = (figure) => {
    const own = figure.querySelector('table');
    const beside = figure.querySelector('.chart-table a')?.getAttribute('href')?.slice(1);
    return own ?? document.getElementById(beside)?.closest('table');
  };

  const picture = (svg) => ({
    bytes: svg.outerHTML,
    name: text(svg.querySelector('title')),
    description: text(svg.querySelector('desc')),
    first: svg.firstElementChild?.localName,
    words: [...svg.querySelectorAll('text')].map((each) => ({ role: each.getAttribute('class'), text: text(each) })),
    marks: [...svg.querySelectorAll('rect, circle, path')].reduce((sum, each) =>
      /target|actual|provisional|withheld|series|due|dot|unknown/.test(each.getAttribute('class') ?? '') ? sum + ((each.getAttribute('d') ?? 'M').match(/M/g) ?? []).length : sum, 0),
  });

  return [...document.querySelectorAll('figure.chart')].map((figure) => ({
    id: figure.id,
    number: text(figure.querySelector('.chart-number')),
    permalink: figure.querySelector('.chart-number')?.getAttribute('href'),
    title: text(figure.querySelector('.chart-title')),
    titleLines: lines(figure.querySelector('.chart-title')),
    subtitle: text(figure.querySelector('.chart-subtitle')),
    pictures: [...figure.querySelectorAll('svg[role=img]')].map(picture),
    table: tableOf(figure)?.innerText,
    source: links(figure, '.source a')[0],
    downloads: links(figure, '.downloads a'),
    buttons: [...figure.querySelectorAll('button')].map(text),
    code: figure.querySelector('textarea[readonly]')?.value,
    embed: figure.querySelector('.chart-embed p a')?.getAttribute('href'),
  }));
}

const isEmbed = (pathname) => pathname.startsWith('/embed/');
const languageIn = (pathname) => /^\/(?:embed\/)?(ja|en)\//.exec(pathname)?.[1];

const digitsOf = (text = '') => text.normalize('NFKC').match(/\d[\d,]*(\.\d+)?/g) ?? [];

// What a picture prints of the data: values at bars, figures in rows, words of schedules.
function numbersOf({ words }) {
  const printed = words.filter(({ role }) => ['value', 'figure'].includes(role)).flatMap(({ text }) => digitsOf(text));
  return [...new Set(printed)];
}

function missingNumbers(where, figure) {
  const known = new Set(digitsOf(figure.table));
  const lost = figure.pictures.flatMap(numbersOf).filter((number) => !known.has(number));
  return [...new Set(lost)].map((number) => problem('figure-table', where, `${number} is in the picture and not in the table`));
}

function missingParts(where, figure, pathname) {
  const wanted = {
    title: figure.title,
    subtitle: figure.subtitle,
    'two pictures': figure.pictures.length === 2,
    table: figure.table,
    source: figure.source?.href,
  };
  const onPages = {
    number: /^(図|Figure )\d+$/.test(figure.number),
    permalink: figure.permalink === `#${figure.id}`,
    'two files': figure.downloads.length === 2,
    code: figure.code?.startsWith('<iframe '),
    'page to embed': figure.embed,
  };
  const parts = isEmbed(pathname) ? wanted : { ...wanted, ...onPages };
  return Object.entries(parts).filter(([, there]) => !there).map(([name]) => problem('figure-part', where, `no ${name}`));
}

function words(where, figure, pathname) {
  const language = languageIn(pathname);
  const problems = [];
  const length = [...figure.title].length;
  if (length > LONGEST[language]) problems.push(problem('figure-title', where, `${length} characters: ${figure.title}`));
  if (figure.titleLines > MOST_LINES) problems.push(problem('figure-title', where, `${figure.titleLines} lines: ${figure.title}`));
  const ending = { ja: /下の表にあります。$/, en: /in the table below the chart\.$/ }[language];
  for (const { name, description, first } of figure.pictures) {
    if (name !== figure.title || first !== 'title') problems.push(problem('figure-name', where, `is called "${name}"`));
    if (!ending.test(description)) problems.push(problem('figure-description', where, description));
  }
  return problems;
}

function sizes(where, { pictures }) {
  return pictures.flatMap(({ bytes, marks }) => {
    if (marks > MANY_MARKS) return [];
    const [raw, packed] = [Buffer.byteLength(bytes), gzipSync(bytes, { level: 9 }).length];
    return raw <= MOST_BYTES && packed <= MOST_PACKED ? [] : [problem('figure-size', where, `${raw} bytes, ${packed} packed, ${marks} marks`)];
  });
}

// Sizes beside links are those of the files, in kB, rounded up.
async function files(where, figure, site) {
  const problems = [];
  for (const { text, href } of figure.downloads) {
    const file = href.slice(1);
    if (!site.has(file)) {
      problems.push(problem('figure-file', where, `${href} is not there`));
      continue;
    }
    const bytes = await site.bytes(file);
    const format = file.split('.').pop().toUpperCase();
    const size = Math.max(1, Math.ceil(bytes.length / 1000));
    if (!new RegExp(`[（(]${format}[、,] ?${size} ?KB[）)]$`).test(text)) problems.push(problem('figure-file', where, `${text}: ${bytes.length} bytes`));
    if (format === 'CSV') problems.push(...csvProblems(where, figure, bytes.toString('utf8')));
    if (format === 'SVG') problems.push(...standaloneProblems(where, bytes.toString('utf8')));
  }
  return problems;
}

function csvProblems(where, figure, csv) {
  const lost = missingNumbers(where, { ...figure, table: csv.replace(/"/g, ' ').replace(/,(?=\D|$)|(?<=\D),/g, ' ') });
  // A comma may part two numbers or stand inside of one: both readings are tried.
  const other = csv.replace(/"([^"]*)"/g, (_, cell) => cell.replace(/,/g, '\u0001')).replace(/,/g, ' ').replace(/\u0001/g, ',');
  const also = missingNumbers(where, { ...figure, table: other });
  return lost.length === 0 || also.length === 0 ? [] : also.map(({ what }) => problem('figure-csv', where, what));
}

const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);

export function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const hex = (text) => {
  const full = text.length === 4 ? text.replace(/[0-9a-f]/gi, '$&$&') : text;
  return [1, 3, 5].map((at) => parseInt(full.slice(at, at + 2), 16));
};

const WHITE = [255, 255, 255];
const GRID = '#dcdcdc';

function standaloneProblems(where, svg) {
  const problems = [];
  if (/<style|style=|class=|<script|href=/.test(svg)) problems.push(problem('figure-svg', where, 'needs more than itself'));
  for (const [element, name] of svg.matchAll(/<(text|rect|path|circle|g)\b[^>]*>/g)) {
    const [, colour] = /(?:fill|stroke)="(#[0-9a-f]{3,6})"/.exec(element.replace(/fill="#fff"/, '').replace(/stroke="#fff"/, '')) ?? [];
    if (!colour || colour === GRID) continue;
    const wanted = name === 'text' ? TEXT_CONTRAST : SHAPE_CONTRAST;
    // The published pair is meant for 3:1 and rounds to it.
    if (contrast(hex(colour), WHITE) < wanted - 0.05) problems.push(problem('figure-contrast', where, `${colour} of <${name}> in the file`));
  }
  return problems;
}

export async function checkFigures(page, origin, pathname, site) {
  await page.goto(origin + pathname, { waitUntil: 'load' });
  const figures = await page.evaluate(readFigures);
  const problems = [];
  for (const figure of figures) {
    const where = `${pathname}#${figure.id} (${page.viewportSize().width} px)`;
    problems.push(...missingParts(where, figure, pathname), ...words(where, figure, pathname), ...sizes(where, figure));
    problems.push(...missingNumbers(where, figure), ...(await files(where, figure, site)), ...embedProblems(where, figure, site));
  }
  return { problems, figures };
}

function embedProblems(where, { embed, code }, site) {
  if (!embed) return [];
  const problems = [];
  if (!site.has(`${embed.slice(1)}index.html`)) problems.push(problem('figure-embed', where, `${embed} is not there`));
  if (!code.includes(`src="https://`) || !code.includes(`${embed}"`)) problems.push(problem('figure-embed', where, code));
  return problems;
}

// Runs inside the browser. Every colour that a picture uses, with the ground it stands on.
function readColours() {
  const number = (text) => text.match(/[\d.]+/g)?.map(Number) ?? [];
  const probe = document.createElement('span');
  document.body.append(probe);
  const system = Object.fromEntries(['CanvasText', 'Canvas', 'GrayText', 'LinkText'].map((name) => {
    probe.style.setProperty('forced-color-adjust', 'none');
    probe.style.color = name;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  const ground = number(getComputedStyle(document.body).backgroundColor);
  const used = new Map();
  for (const element of document.querySelectorAll('svg.chart__svg text, svg.chart__svg rect, svg.chart__svg path, svg.chart__svg circle, svg.spark rect, svg.spark path')) {
    const { fill, stroke } = getComputedStyle(element);
    const role = element.getAttribute('class') ?? '';
    const isText = element.localName === 'text';
    for (const [name, colour] of isText ? [['fill', fill]] : [['fill', fill], ['stroke', stroke]])
      if (colour !== 'none') used.set(`${isText} ${role} ${name} ${colour}`, { isText, role, colour, channels: number(colour) });
  }
  return { ground: ground.length === 4 && ground[3] === 0 ? [255, 255, 255] : ground.slice(0, 3), system, used: [...used.values()] };
}

const alike = (a, b) => a.every((value, index) => Math.abs(value - b[index]) < 3);

export async function checkColours(page, origin, pathname, { scheme = 'light', forced = 'none', media = 'screen' }) {
  await page.emulateMedia({ colorScheme: scheme, forcedColors: forced, media });
  await page.goto(origin + pathname, { waitUntil: 'load' });
  const { ground, system, used } = await page.evaluate(readColours);
  return { used: used.length, problems: colourProblems(`${pathname} (${scheme}, ${media}, forced ${forced})`, { ground, system, used }, { forced, media }) };
}

export function colourProblems(where, { ground, system, used }, { forced, media }) {
  const problems = [];
  for (const { isText, role, colour, channels } of used) {
    const said = `${colour} of ${role}`;
    if (forced === 'active' && !Object.values(system).includes(colour)) problems.push(problem('figure-forced', where, said));
    if (media === 'print' && Math.max(...channels.slice(0, 3)) - Math.min(...channels.slice(0, 3)) > 2) problems.push(problem('figure-print', where, said));
    if (/grid|paper/.test(role) || alike(channels, ground)) continue;
    const wanted = isText ? TEXT_CONTRAST : SHAPE_CONTRAST;
    if (contrast(channels, ground) < wanted - 0.05) problems.push(problem('figure-contrast', where, `${said} on ${ground}: ${contrast(channels, ground).toFixed(2)}`));
  }
  return problems;
}

// What a screen reader is given: the browser's own tree.
export async function checkExposed(page, origin, pathname) {
  await page.goto(origin + pathname, { waitUntil: 'load' });
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  await client.detach();
  const figures = await page.locator('figure.chart').count();
  const images = nodes.filter(({ ignored, role }) => !ignored && ['image', 'img'].includes(role?.value));
  const problems = [];
  if (images.length !== figures) problems.push(problem('figure-exposed', pathname, `${images.length} images, ${figures} figures`));
  for (const { name, description } of images)
    if (!name?.value || !description?.value) problems.push(problem('figure-exposed', pathname, `an image "${name?.value}" without name or description`));
  return problems;
}

// Decoded by the browser: width, height and how many colours there are.
export async function readPng(page, bytes) {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4) seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    return { width: image.width, height: image.height, colours: seen.size, corner: [...data.slice(0, 4)] };
  }, bytes.toString('base64'));
}
