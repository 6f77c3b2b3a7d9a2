import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** Width of every figure in pixels: that of a README's column on GitHub. */
export const WIDTH = 830;

/** Colours are CSS variables, so that a figure follows its reader's light or dark mode. */
export const INK = 'var(--ink)';
export const MUTED = 'var(--muted)';
export const GRID = 'var(--grid)';

/** Digit and sum keep their colours in every figure. Blue and orange are told apart by everyone (Okabe & Ito 2008). */
export const DIGIT = 'var(--digit)';
export const SUM = 'var(--sum)';

/** The style sheet inside each figure. */
const STYLE = `
svg { --ink: #1f2328; --muted: #59636e; --grid: #d1d9e0; --digit: #0072b2; --sum: #d55e00; }
@media (prefers-color-scheme: dark) {
  svg { --ink: #f0f6fc; --muted: #9198a1; --grid: #3d444d; --digit: #56b4e9; --sum: #f0a04b; }
}
text { white-space: pre; }
`;

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif";

/** A piece of a line of text, in its colour. */
export interface Words {
  readonly text: string;
  readonly fill?: string;
}

/** A plot with the position of its upper left corner. */
export interface Panel {
  readonly x: number;
  readonly y: number;
  readonly plot: Plot.PlotOptions;
}

interface FigureContent {
  /** The finding that the figure shows. */
  readonly title: string;
  /** Lines below the title that say how to read the figure. */
  readonly notes: readonly (readonly Words[])[];
  /** Pixels, including the title. */
  readonly height: number;
  readonly panels: readonly Panel[];
}

/** The top of the first panel, below the title and a number of lines of notes. */
export const panelsTop = (notes: number) => 34 + 19 * notes;

/** Draws plots side by side below a title, as an SVG document that needs no other file. */
export function drawFigure({ title, notes, height, panels }: FigureContent): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const element = (
    name: string,
    attributes: Readonly<Record<string, string | number>>,
    content: string | Element[],
  ) => {
    const created = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, String(value));
    if (typeof content === 'string') created.textContent = content;
    else created.append(...content);
    return created;
  };
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: WIDTH,
    height,
    viewBox: `0 0 ${WIDTH} ${height}`,
    role: 'img',
    'font-family': FONT,
    'font-size': 12,
    fill: INK,
  };
  return svgText(
    element('svg', frame, [
      element('title', {}, title),
      element('style', {}, STYLE),
      element('text', { x: 0, y: 18, 'font-size': 17, 'font-weight': 600 }, title),
      ...notes.map((words, line) =>
        element(
          'text',
          { x: 0, y: 40 + 19 * line, 'font-size': 13, fill: MUTED },
          words.map(({ text, fill }) => element('tspan', fill === undefined ? {} : { fill, 'font-weight': 600 }, text)),
        ),
      ),
      ...panels.map(({ x, y, plot }) => place(Plot.plot({ ...plot, document }), x, y)),
    ]),
  );
}

/** Makes a plot a part of a figure, which brings its own style. */
function place(plot: Element, x: number, y: number): Element {
  for (const style of plot.querySelectorAll('style')) style.remove();
  for (const name of ['class', 'fill', 'font-family', 'font-size']) plot.removeAttribute(name);
  for (const [name, value] of Object.entries({ x, y, overflow: 'visible' })) plot.setAttribute(name, String(value));
  return plot;
}

/**
 * Writes an element as text, with one shape on each line, so that changes are readable. Numbers are rounded to a hundredth of a
 * pixel, so that the logarithms of every platform give the same bytes.
 */
export function svgText(element: Element): string {
  const lines = element.outerHTML.replaceAll(/(?<=>)(?=<\/?(?:circle|g|line|path|rect|style|svg|text|title)\b)/g, '\n');
  return `${lines.replaceAll(/(?<=<[^<>]*)-?\d+(?:\.\d+(?:e-\d+)?|e-\d+)/g, (digits) => String(round(Number(digits))))}\n`;
}

const round = (value: number) => Math.round(100 * value) / 100;

/** A line through the means over the seeds, and, if there are several seeds, a thin line for each of them. */
export function meanLine(points: readonly { readonly seed: number }[], style: Plot.LineOptions): Plot.Markish[] {
  const mean = Plot.line(points, Plot.groupX({ y: 'mean' }, style));
  if (new Set(points.map(({ seed }) => seed)).size <= 1) return [mean];
  return [Plot.line(points, { ...style, z: 'seed', strokeWidth: 0.75, strokeOpacity: 0.6 }), mean];
}
