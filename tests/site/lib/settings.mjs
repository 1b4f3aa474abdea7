// In: a browser, the origin of a served site and addresses of pages. Out: problems that show only under a reader's own settings:
// large letters, wide spacing, zoom, forced colours, less motion, the keyboard alone. Each setting is one page of the browser
// that goes from address to address, since opening a window costs more than looking.
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { ARGUMENTS, openBrowser } from './browser.mjs';
import { problem } from './problems.mjs';

// ---- What runs inside the page. It is installed once a page and must be written inside one function.

function installLook() {
  const HIDDEN = '.visually-hidden, script, style, template, noscript';
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (element) => {
    const classes = element.getAttribute('class');
    return `${element.localName}${classes ? `.${classes.trim().split(/\s+/).join('.')}` : ''} "${(element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30)}"`;
  };

  // What the boxes around an element let through, found once for each.
  const ALL = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
  const common = (one, other) => ({
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  });
  let openings = new Map();
  const opening = (box) => {
    if (!box || box === document.body) return ALL;
    if (!openings.has(box)) {
      const { overflowX, overflowY, position } = getComputedStyle(box);
      const around = position === 'fixed' ? ALL : opening(box.parentElement);
      const clips = overflowX !== 'visible' || overflowY !== 'visible';
      openings.set(box, clips ? common(around, box.getBoundingClientRect()) : around);
    }
    return openings.get(box);
  };
  const shownPart = (rect, element) => common(rect, opening(element));

  // Several looks at one state of the page need the same lines.
  let known = null;
  const lines = () => (known ??= findLines());

  const findLines = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const holder = node.parentElement;
      if (!node.data.trim() || holder.closest(HIDDEN) || !visible(holder)) continue;
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 1 || rect.height < 1) continue;
        // Letters fill the middle of their line box.
        const inset = rect.height * 0.28;
        const part = shownPart({ left: rect.left, right: rect.right, top: rect.top + inset, bottom: rect.bottom - inset }, holder);
        if (part.right - part.left > 2 && part.bottom - part.top > 2) found.push({ ...part, holder, node });
      }
    }
    return found.sort((a, b) => a.top - b.top);
  };

  const inPicture = (element) => element.closest('svg') !== null;

  // A reading may hang over the kana beside its word, where nothing is printed.
  const hangs = (one, other) => one.localName === 'ruby' && other.contains(one);

  function overlaps() {
    const open = [];
    const found = [];
    for (const line of lines()) {
      for (let at = open.length - 1; at >= 0; at -= 1) {
        const other = open[at];
        if (other.bottom <= line.top) open.splice(at, 1);
        else if (other.node !== line.node && !(inPicture(line.holder) && inPicture(other.holder)) &&
          !hangs(line.holder, other.holder) && !hangs(other.holder, line.holder) &&
          Math.min(line.right, other.right) - Math.max(line.left, other.left) > 2 &&
          Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top) > 2)
          found.push(`${name(line.holder)} over ${name(other.holder)}`);
      }
      open.push(line);
    }
    return [...new Set(found)].slice(0, 5);
  }

  // Boxes that cut off words: hidden overflow with something behind it. Regions that scroll let readers get there.
  function cut() {
    const found = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest(HIDDEN) || element.closest('svg') || !element.textContent.trim() || !visible(element)) continue;
      const { overflowX, overflowY, clipPath, textOverflow, position } = getComputedStyle(element);
      if (clipPath !== 'none' && position === 'absolute') continue;
      const across = ['hidden', 'clip'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1;
      const down = ['hidden', 'clip'].includes(overflowY) && element.scrollHeight > element.clientHeight + 1;
      if (across || down || (textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth)) found.push(name(element));
    }
    for (const { left, right, holder } of lines())
      if (right > document.documentElement.clientWidth + 1 || left < -1) found.push(`${name(holder)} beyond the edge`);
    return [...new Set(found)].slice(0, 5);
  }

  function sideways() {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth + 1 ? [`${scrollWidth} px wide in ${clientWidth} px`] : [];
  }

  // Colours, resolved by painting them: system colours and custom properties come out as numbers.
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const painted = new Map();
  const paint = (colour) => {
    if (!painted.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      painted.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return painted.get(colour);
  };
  const linear = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const colour = paint(getComputedStyle(box).backgroundColor);
      if (colour[3] > 127) return colour;
    }
    return paint('Canvas');
  };

  function faint() {
    const found = [];
    for (const { holder } of lines()) {
      const style = getComputedStyle(holder);
      const colour = paint(holder.closest('svg') ? style.fill : style.color);
      // With forced colours a plate of the page's ground lies behind letters, whatever their box has.
      const ratio = Math.min(contrast(colour, ground(holder)), contrast(colour, ground(document.body)));
      if (ratio < 4.5) found.push(`${name(holder)} ${ratio.toFixed(1)}:1`);
    }
    // Of every drawing some line or field stands out from what it lies on.
    for (const picture of document.querySelectorAll('svg')) {
      if (!visible(picture)) continue;
      const under = ground(picture);
      const shapes = [...picture.querySelectorAll('path, rect, circle, line, polyline, polygon, ellipse')];
      const shows = shapes.some((shape) => ['fill', 'stroke'].some((part) => {
        const colour = getComputedStyle(shape)[part];
        return colour !== 'none' && contrast(paint(colour), under) >= 3;
      }));
      if (shapes.length > 0 && !shows) found.push(`drawing ${name(picture.parentElement)} vanishes`);
    }
    return [...new Set(found)].slice(0, 5);
  }

  // What shows only when the keyboard comes to it is a stop as well.
  const stops = () => [...document.querySelectorAll('a[href], button, select, input, textarea, summary, [tabindex="0"]')]
    .filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]'));

  // Every stop of the keyboard in turn: it must be in sight, on top, and marked.
  function unseenFocus() {
    const found = [];
    for (const element of stops()) {
      element.focus({ focusVisible: true });
      if (document.activeElement !== element) continue;
      const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      const reached = boxes.some((box) => {
        const [x, y] = [(Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2, (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2];
        const top = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight ? document.elementFromPoint(x, y) : null;
        return top !== null && (element.contains(top) || top.contains(element) || (top.closest('svg') && element.closest('svg')));
      });
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
      const ringed = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && contrast(paint(outlineColor), ground(element.parentElement)) >= 3;
      if (!reached || !visible(element)) found.push(`${name(element)} is out of sight`);
      else if (!ringed && element.matches(':focus-visible')) found.push(`${name(element)} has no ring (${outlineStyle} ${outlineWidth} ${outlineColor})`);
      else if (!element.matches(':focus-visible')) found.push(`${name(element)} is not focus-visible`);
    }
    return found.slice(0, 5);
  }

  function motion() {
    const moving = document.getAnimations().length > 0 ? ['something moves'] : [];
    const still = (list) => list.split(',').every((time) => parseFloat(time) === 0);
    for (const element of document.querySelectorAll('*')) {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
      if (!still(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth') moving.push(name(element));
    }
    return moving.slice(0, 5);
  }

  // Letters, lines and measure. A line of a table or drawing has its own rules.
  function letters() {
    const found = [];
    const most = document.documentElement.lang === 'ja' ? 45 : 85;
    const seen = new Set();
    const count = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const holder = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || holder.closest(HIDDEN) || !visible(holder)) continue;
      const style = getComputedStyle(holder);
      const least = holder.closest('svg') ? 12 : 14;
      if (parseFloat(style.fontSize) < least - 0.05) found.push(`${name(holder)} ${style.fontSize}`);
      const block = holder.closest('p, li, dd, h1, h2, h3, h4');
      if (!block || seen.has(block) || holder.closest('svg, table')) continue;
      seen.add(block);
      const { fontSize, lineHeight, textAlign } = getComputedStyle(block);
      const size = parseFloat(fontSize);
      const ratio = parseFloat(lineHeight) / size;
      const wanted = size >= 36 ? 1.4 : size >= 19.5 ? 1.5 : size >= 17.5 ? 1.4 : 1.5;
      if (ratio < wanted - 0.011 && block.getClientRects().length > 0 && block.offsetHeight > 1.5 * parseFloat(lineHeight)) found.push(`${name(block)} line height ${ratio.toFixed(2)} at ${size}px`);
      if (textAlign === 'justify') found.push(`${name(block)} is justified`);
    }
    // The longest line of running words: letters of a paragraph by the lines it takes.
    const range = document.createRange();
    for (const block of document.querySelectorAll('main p, main li, main dd')) {
      if (block.closest('table, svg') || !visible(block) || block.querySelector('p, li, ul, dl, table, svg, br') || block.textContent.trim().length <= most) continue;
      range.selectNodeContents(block);
      const tops = [...range.getClientRects()].map(({ top, bottom }) => (top + bottom) / 2).sort((a, b) => a - b);
      const rows = tops.filter((top, at) => at === 0 || top - tops[at - 1] > 8).length;
      const text = block.textContent.trim().replace(/\s+/g, ' ');
      const width = [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffee]/.test(letter) || most === 85 ? 1 : 0.5), 0);
      if (rows < 2 ? width > most + 3 : width / rows > most + 1) found.push(`${name(block)} ${Math.round(width / rows)} letters a line`);
    }
    return [...new Set(found)].slice(0, 5);
  }

  // Main controls are 44 px high; everything else is left to axe, which knows the exceptions.
  function small() {
    const main = [...document.querySelectorAll('.menu-button, .button, .languages a, select, .letters a, .downloads a, .site-nav a')].filter(visible);
    return main.filter((element) => element.getBoundingClientRect().height < 43.5).map(name).slice(0, 5);
  }

  const looks = { overlaps, cut, sideways, faint, unseenFocus, motion, letters, small };
  const all = (names) => {
    known = null;
    openings = new Map();
    return names.map((each) => [each, looks[each]()]);
  };

  globalThis.kohyoLook = { all, stops, name };
}

const look = (page, checks) => page.evaluate((names) => globalThis.kohyoLook.all(names), checks);

// ---- Settings: how the window is opened, what is done to the page, what is looked at.

const WIDE_SPACING = `:not(svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }`;

// A sheet made by script is not an inline style, so the policy of the site lets it be.
const addSheet = (page, css) => page.evaluate((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}, css);

// Whatever can be opened is looked at too.
const openAll = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));

export const SETTINGS = {
  'zoom 400 %': { window: { viewport: { width: 320, height: 256 } }, open: openAll, checks: ['sideways', 'cut', 'overlaps', 'unseenFocus'] },
  'text 200 %': { large: true, window: { viewport: { width: 1280, height: 900 } }, open: openAll, checks: ['sideways', 'cut', 'overlaps'] },
  'wide spacing': { window: { viewport: { width: 1280, height: 900 } }, open: async (page) => { await openAll(page); await addSheet(page, WIDE_SPACING); }, checks: ['sideways', 'cut', 'overlaps'] },
  'wide spacing on a phone': { window: { viewport: { width: 375, height: 700 } }, open: async (page) => { await openAll(page); await addSheet(page, WIDE_SPACING); }, checks: ['sideways', 'cut', 'overlaps', 'small'] },
  'forced colours, dark': { window: { viewport: { width: 1280, height: 900 }, forcedColors: 'active', colorScheme: 'dark' }, checks: ['faint', 'unseenFocus'] },
  'forced colours, light': { window: { viewport: { width: 375, height: 700 }, forcedColors: 'active', colorScheme: 'light' }, checks: ['faint', 'unseenFocus'] },
  'less motion': { window: { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' }, checks: ['motion', 'letters', 'unseenFocus'] },
  'dark': { window: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }, checks: ['unseenFocus'] },
};

// Letters of twice the size as a reader sets them in the browser: media queries in rem follow.
export const openLargeBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [...ARGUMENTS, '--blink-settings=defaultFontSize=32,defaultFixedFontSize=26'],
});

export async function checkSetting(browser, origin, addresses, setting) {
  const { window, open = async () => {}, checks } = SETTINGS[setting];
  const context = await browser.newContext({ reducedMotion: 'reduce', ...window });
  await context.addInitScript(installLook);
  const page = await context.newPage();
  const problems = [];
  for (const address of addresses) {
    await page.goto(origin + address, { waitUntil: 'load' });
    // A key makes the browser show where the focus is.
    await page.keyboard.press('Tab');
    await open(page);
    for (const [check, texts] of await look(page, checks))
      for (const text of texts) problems.push(problem(check, `${address} (${setting})`, text));
  }
  await context.close();
  return problems;
}

// ---- The keyboard itself.

const MOST_STOPS = 30;

// Back at the first stop: Enter, and the next stop lies in the main part, unless there is none in it.
async function entersMain(page) {
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const stops = 'main a, main button, main summary, main select, main [tabindex="0"]';
    return document.activeElement.closest('main') !== null || document.querySelector(stops) === null;
  });
}

// Tab goes through the page in the order of the document; the first stop leads to the main part.
export async function checkKeyboard(browser, origin, addresses) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await context.addInitScript(installLook);
  const page = await context.newPage();
  const problems = [];
  for (const address of addresses) {
    await page.goto(origin + address, { waitUntil: 'load' });
    const note = (check, text) => problems.push(problem(check, `${address} (keyboard)`, text));
    await page.evaluate(() => {
      globalThis.order = [];
      globalThis.expected = globalThis.kohyoLook.stops();
      addEventListener('focusin', ({ target }) => globalThis.order.push(target));
    });
    const count = Math.min(MOST_STOPS, await page.evaluate(() => globalThis.expected.length));
    await page.keyboard.press('Tab');
    const skip = await page.evaluate(() => {
      const { activeElement: first } = document;
      const box = first.getBoundingClientRect();
      return { link: first.getAttribute('href'), main: first.closest('main') !== null, seen: box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight };
    });
    for (let at = 1; at < count; at += 1) await page.keyboard.press('Tab');
    const wrong = await page.evaluate((most) => {
      const { name } = globalThis.kohyoLook;
      const at = globalThis.expected.slice(0, most).findIndex((element, index) => globalThis.order[index] !== element);
      const [came] = globalThis.order;
      came?.focus();
      return at < 0 ? null : `stop ${at + 1} is ${globalThis.order[at] ? name(globalThis.order[at]) : 'nothing'}, not ${name(globalThis.expected[at])}`;
    }, count);
    if (wrong) note('focus-order', wrong);
    // A page that is nothing but its main part (a figure for other sites) has nothing to skip.
    if (skip.main) continue;
    const leads = (skip.link ?? '').startsWith('#');
    const inside = leads && (await entersMain(page));
    if (!leads || !skip.seen || !inside) note('skip', JSON.stringify({ ...skip, inside }));
  }
  await context.close();
  return problems;
}

// The menu of a phone: opened, walked into and closed without a finger.
export async function checkMenu(browser, origin, address) {
  const context = await browser.newContext({ viewport: { width: 375, height: 700 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(origin + address, { waitUntil: 'load' });
  const state = () => page.evaluate(() => {
    const button = document.querySelector('.menu-button');
    const list = document.getElementById(button?.getAttribute('aria-controls'));
    return { open: button?.getAttribute('aria-expanded'), shown: list?.checkVisibility(), at: document.activeElement === button ? 'button' : list?.contains(document.activeElement) ? 'list' : 'elsewhere' };
  });
  const problems = [];
  const want = async (step, wanted) => {
    const found = await state();
    if (Object.entries(wanted).some(([key, value]) => found[key] !== value)) problems.push(problem('menu', `${address} (375 px)`, `${step}: ${JSON.stringify(found)}`));
  };
  for (let at = 0; at < 8 && (await state()).at !== 'button'; at += 1) await page.keyboard.press('Tab');
  await want('reached', { at: 'button', open: 'false', shown: false });
  await page.keyboard.press('Enter');
  await want('opened', { open: 'true', shown: true });
  await page.keyboard.press('Tab');
  await want('walked into', { at: 'list' });
  await page.keyboard.press('Escape');
  await want('closed', { at: 'button', open: 'false', shown: false });
  await context.close();
  return problems;
}

// Without script nothing opens, so the list is there and the button is not.
export async function checkMenuWithoutScript(browser, origin, address) {
  const context = await browser.newContext({ viewport: { width: 375, height: 700 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(origin + address, { waitUntil: 'load' });
  const found = await page.evaluate(() => {
    const button = document.querySelector('.menu-button');
    return { button: button?.checkVisibility(), list: document.querySelector('.site-nav')?.checkVisibility() };
  });
  await context.close();
  return found.button === false && found.list === true ? [] : [problem('menu', `${address} (375 px, no script)`, JSON.stringify(found))];
}

// Scripts run, but none arrives: the link leads into the list. A script that comes after that finds it open and can close it.
export async function checkMenuLost(browser, origin, address) {
  const context = await browser.newContext({ viewport: { width: 375, height: 700 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.route('**/*.js', (route) => route.abort());
  await page.goto(origin + address, { waitUntil: 'load' });
  const state = () => page.evaluate(() => {
    const button = document.querySelector('.menu-button');
    const list = document.querySelector('.site-nav');
    return { name: button?.localName, open: button?.getAttribute('aria-expanded') ?? null, shown: list?.checkVisibility(), at: document.activeElement === button ? 'button' : list?.contains(document.activeElement) ? 'list' : 'elsewhere' };
  });
  const problems = [];
  const want = async (step, wanted) => {
    const found = await state();
    if (Object.entries(wanted).some(([key, value]) => found[key] !== value)) problems.push(problem('menu', `${address} (375 px, script lost)`, `${step}: ${JSON.stringify(found)}`));
  };
  for (let at = 0; at < 8 && (await state()).at !== 'button'; at += 1) await page.keyboard.press('Tab');
  await want('reached', { name: 'a', at: 'button', shown: false });
  await page.keyboard.press('Enter');
  await want('opened', { shown: true });
  await page.keyboard.press('Tab');
  await want('walked into', { at: 'list' });
  await page.unroute('**/*.js');
  await page.reload({ waitUntil: 'load' });
  await want('found open', { name: 'button', open: 'true', shown: true });
  await page.locator('.menu-button').press('Enter', { timeout: 2000 }).catch(() => {});
  await want('closed', { open: 'false', shown: false });
  await context.close();
  return problems;
}

// ---- Nothing moves when a script comes after the first picture of the page.

const LATE = 150;
// A script that has to come before the first picture comes at last.
const PATIENCE = 5000;

function noteShifts() {
  const shifts = [];
  const nameOf = ({ node }) => `${node?.localName ?? node?.nodeName}.${node?.className ?? ''}`;
  const note = (entries) => shifts.push(...entries.map(({ value, sources }) => `${value.toFixed(3)} ${sources.map(nameOf).join(', ')}`));
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  globalThis.shiftsSoFar = () => {
    note(observer.takeRecords());
    return shifts;
  };
}

// On a busy machine the first picture takes longer than any time that one would wait for it.
const firstPicture = (page) => page
  .waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0, undefined, { timeout: PATIENCE })
  .catch(() => {});

const twoPictures = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

export async function checkShift(browser, origin, addresses) {
  const context = await browser.newContext({ viewport: { width: 375, height: 2400 } });
  await context.addInitScript(noteShifts);
  const page = await context.newPage();
  await page.route('**/*.js', async (route) => {
    await Promise.all([delay(LATE), firstPicture(page)]);
    await route.continue();
  });
  const problems = [];
  for (const address of addresses) {
    await page.goto(origin + address, { waitUntil: 'load' });
    await page.evaluate(twoPictures);
    for (const text of await page.evaluate(() => globalThis.shiftsSoFar())) problems.push(problem('shift', `${address} (375 px)`, text));
  }
  await context.close();
  return problems;
}

export { openBrowser };
