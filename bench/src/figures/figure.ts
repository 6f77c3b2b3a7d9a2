import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { svgText } from './svg-text.js';
import { FONT, INK, MUTED, STYLE, WIDTH } from './theme.js';

/** A piece of a line of text, in its colour. */
export interface Words {
  readonly text: string;
  readonly fill?: string;
}

/** A plot, and where its upper left corner goes. */
export interface Panel {
  readonly x: number;
  readonly y: number;
  readonly plot: Plot.PlotOptions;
}

export interface FigureContent {
  /** The finding. */
  readonly title: string;
  /** Below the title, a line each: how to read the figure. */
  readonly notes: readonly (readonly Words[])[];
  /** Pixels, with the title. */
  readonly height: number;
  readonly panels: readonly Panel[];
}

/** Where panels may begin, below the title and a number of lines of notes. */
export const panelsTop = (notes: number) => 34 + 19 * notes;

/** Draws plots side by side below a title: an SVG document that needs nothing else. */
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
    ...{ xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    ...{ role: 'img', 'font-family': FONT, 'font-size': 12, fill: INK },
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
