import { html } from './html.js';
import type { Html } from './html.js';

/** Counts of pairs by label (row) and answer (column); what is wrong is the darker, the more often it happens. */
export function confusionMatrix(counts: readonly (readonly number[])[], name: 'digit' | 'sum'): Html {
  const worst = Math.max(1, ...counts.flatMap((row, label) => row.filter((_, answer) => answer !== label)));
  const classes = counts.map((_, i) => i);
  return html`<figure class="confusion ${name}">
    <figcaption>
      ${name === 'digit' ? 'Digits' : 'Sums'}: what it was (row), and what the model answered (column)
    </figcaption>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <td></td>
            ${classes.map((answer) => html`<th scope="col">${answer}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${counts.map(
            (row, label) =>
              html`<tr>
                <th scope="row">${label}</th>
                ${row.map((count, answer) => cell(count, label === answer, count / worst))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </figure>`;
}

function cell(count: number, right: boolean, share: number): Html {
  if (right) return html`<td class="right">${count}</td>`;
  if (count === 0) return html`<td class="none">·</td>`;
  return html`<td style="--share:${(100 * Math.sqrt(share)).toFixed(0)}%">${count}</td>`;
}
