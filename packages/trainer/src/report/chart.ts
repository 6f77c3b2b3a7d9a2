import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { Html, html } from './html.js';

/** A table: the heads of its columns, and its rows. */
interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A chart with its numbers. */
export interface Chart {
  readonly caption: string;
  /** The chart in a sentence, for people who cannot see it. */
  readonly description: string;
  readonly plot: Plot.PlotOptions;
  readonly table: Table;
}

/** Draws a chart as a figure, with its numbers folded away below. */
export function drawChart({ caption, description, plot, table }: Chart): Html {
  return html`<figure>
    <figcaption>${caption}</figcaption>
    ${drawPlot(plot, description)} ${dataTable(table)}
  </figure>`;
}

/** A plot as SVG. Its colours come from the page's style sheet, and so follow light and dark mode. */
function drawPlot(options: Plot.PlotOptions, description: string): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = Plot.plot({ marginLeft: 52, marginBottom: 36, ...options, document });
  for (const style of svg.querySelectorAll('style')) style.remove();
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', description);
  svg.setAttribute('class', 'plot');
  return new Html(svg.outerHTML);
}

const dataTable = ({ head, rows }: Table): Html =>
  html`<details>
    <summary>Data</summary>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
