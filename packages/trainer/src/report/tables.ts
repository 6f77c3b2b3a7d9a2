import type { PhaseSeconds } from '../run-directory/result.js';
import { duration, html, type Html } from './html.js';

/** Names with their values, one a row. */
export const factTable = (rows: readonly (readonly [name: string, value: string | number | boolean])[]): Html =>
  html`<table class="facts">
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${String(value)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

/** The number of answers by label (row) and answer (column). The more frequent a mistake, the darker its cell. */
export function confusionMatrix(counts: readonly (readonly number[])[], name: 'digit' | 'sum'): Html {
  const worst = Math.max(1, ...counts.flatMap((row, label) => row.filter((_, answer) => answer !== label)));
  const classes = counts.map((_, i) => i);
  return html`<figure class="confusion ${name}">
    <figcaption>${name === 'digit' ? 'Digits' : 'Sums'}: the label (row), and the model's answer (column)</figcaption>
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
                ${row.map((count, answer) => confusionCell(count, label === answer, count / worst))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </figure>`;
}

function confusionCell(count: number, isRight: boolean, share: number): Html {
  if (isRight) return html`<td class="right">${count}</td>`;
  if (count === 0) return html`<td class="none">·</td>`;
  return html`<td style="--share:${(100 * Math.sqrt(share)).toFixed(0)}%">${count}</td>`;
}

const PHASES: Readonly<Record<keyof PhaseSeconds, string>> = {
  data: 'reading the data',
  start: 'recording and compiling',
  steps: 'training steps',
  validation: 'validation',
  checkpoints: 'checkpoints',
  test: 'test set and analysis',
};

/** The seconds of each phase of a run, as numbers and as bars. */
export function secondsTable(seconds: PhaseSeconds): Html {
  const phases = Object.keys(PHASES) as (keyof PhaseSeconds)[];
  const longest = Math.max(...phases.map((phase) => seconds[phase]));
  return html`<table class="seconds">
    <tbody>
      ${phases.map(
        (phase) =>
          html`<tr>
            <th scope="row">${PHASES[phase]}</th>
            <td class="number">${duration(seconds[phase])}</td>
            <td class="bar"><i style="width:${((100 * seconds[phase]) / longest).toFixed(1)}%"></i></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
