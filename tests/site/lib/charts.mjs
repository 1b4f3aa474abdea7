// In: a page with pictures (svg[role=img]), opened at some width. Out: problems with their text: letters that
// touch, letters outside of the picture, letters too small to read, and both or neither size shown.
import { problem } from './problems.mjs';

const TOLERANCE = 1;
const SMALLEST = 12;

// Runs inside the browser: everything it uses must be written inside it.
// Heights are those of the ink, not of the font: a Japanese font reserves half a line above and below,
// and two lines whose letters are well apart would be reported.
function measure() {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const pen = document.createElement('canvas').getContext('2d');
  const isVisible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;

  // Measured ten times as large, because small sizes are rounded to whole pixels.
  const ink = (element) => {
    const style = getComputedStyle(element);
    pen.font = `${style.fontStyle} ${style.fontWeight} ${10 * parseFloat(style.fontSize)}px ${style.fontFamily}`;
    return pen.measureText(element.textContent.trim());
  };

  const scaleOf = (element) => {
    const { a, b } = element.getScreenCTM();
    return Math.hypot(a, b);
  };

  // Where the letters stand. Only text moved by dominant-baseline has to be told from its font box.
  const baselineOf = (element, box, metrics, scale) => {
    const isPlain = ['auto', 'alphabetic'].includes(getComputedStyle(element).dominantBaseline);
    const text = element.closest('text');
    if (isPlain) return element.getStartPositionOfChar(0).matrixTransform(text.getScreenCTM()).y;
    return box.top + (metrics.fontBoundingBoxAscent / 10) * scale;
  };

  const boxOf = (element) => {
    const box = element.getBoundingClientRect();
    const metrics = ink(element);
    const scale = scaleOf(element.closest('text'));
    const baseline = baselineOf(element, box, metrics, scale);
    return {
      left: box.left,
      right: box.right,
      top: baseline - (metrics.actualBoundingBoxAscent / 10) * scale,
      bottom: baseline + (metrics.actualBoundingBoxDescent / 10) * scale,
    };
  };

  // One unit is one line: a tspan that is placed by itself, or a text without such tspans.
  const linesOf = (svg) =>
    [...svg.querySelectorAll('text')].flatMap((text) => {
      const placed = [...text.querySelectorAll('tspan[x], tspan[y], tspan[dy]')];
      return placed.length > 0 ? placed : [text];
    });

  const lineFacts = (element) => ({
    text: element.textContent.trim(),
    size: parseFloat(getComputedStyle(element).fontSize) * scaleOf(element.closest('text')),
    ...boxOf(element),
  });

  const edges = ({ left, right, top, bottom }) => ({ left, right, top, bottom });

  const pictureFacts = (svg, index) => {
    const visible = isVisible(svg);
    const lines = visible ? linesOf(svg).filter((line) => line.textContent.trim() && isVisible(line)) : [];
    return {
      name: svg.getAttribute('aria-labelledby') ?? `picture ${index + 1}`,
      figure: figures.indexOf(svg.closest('figure')),
      visible,
      frame: edges(svg.getBoundingClientRect()),
      lines: lines.map(lineFacts),
    };
  };

  const figures = [...document.querySelectorAll('figure')];
  return [...document.querySelectorAll('svg[role=img]')].map(pictureFacts);
}

const overlap = (a, b) => ({
  x: Math.min(a.right, b.right) - Math.max(a.left, b.left),
  y: Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
});

function overlapProblems(where, { lines }) {
  const problems = [];
  lines.forEach((a, index) => {
    for (const b of lines.slice(index + 1)) {
      const { x, y } = overlap(a, b);
      if (x > TOLERANCE && y > TOLERANCE)
        problems.push(problem('text-overlap', where, `"${a.text}" and "${b.text}" by ${x.toFixed(1)} × ${y.toFixed(1)} px`));
    }
  });
  return problems;
}

function outsideProblems(where, { lines, frame }) {
  const beyond = (line) =>
    Math.max(frame.left - line.left, line.right - frame.right, frame.top - line.top, line.bottom - frame.bottom);
  const outside = lines.filter((line) => beyond(line) > TOLERANCE);
  return outside.map((line) => problem('text-outside', where, `"${line.text}" by ${beyond(line).toFixed(1)} px`));
}

function sizeProblems(where, { lines }) {
  // Layout rounds to 1/64 px; that is no smaller letter.
  const small = lines.filter(({ size }) => size < SMALLEST - 0.05);
  return small.map(({ text, size }) => problem('text-small', where, `"${text}" is ${size.toFixed(2)} px`));
}

// A figure holds the same picture in two sizes: exactly one of them is for this width.
function visibleProblems(where, pictures) {
  const problems = [];
  for (const figure of new Set(pictures.map((picture) => picture.figure).filter((index) => index >= 0))) {
    const members = pictures.filter((picture) => picture.figure === figure);
    const shown = members.filter(({ visible }) => visible).length;
    if (shown !== 1) problems.push(problem('picture-visible', where, `${shown} of ${members.length} shown: ${members[0].name}`));
  }
  return problems;
}

export function pictureProblems(where, pictures) {
  const each = pictures.flatMap((picture) => {
    const name = `${where} ${picture.name}`;
    return [...overlapProblems(name, picture), ...outsideProblems(name, picture), ...sizeProblems(name, picture)];
  });
  return [...each, ...visibleProblems(where, pictures)];
}

// `page` is an open browser page of the wanted width: hundreds of pages are looked at one after another.
export async function checkCharts(page, origin, pathname) {
  await page.goto(origin + pathname, { waitUntil: 'load' });
  const pictures = await page.evaluate(measure);
  const texts = pictures.reduce((sum, { lines }) => sum + lines.length, 0);
  const where = `${pathname} (${page.viewportSize().width} px)`;
  return { problems: pictureProblems(where, pictures), pictures: pictures.length, texts };
}
