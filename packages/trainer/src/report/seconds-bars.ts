import type { PhaseSeconds } from '../run-directory/result.js';
import { html } from './html.js';
import type { Html } from './html.js';
import { duration } from './numbers.js';

const NAMES: Readonly<Record<keyof PhaseSeconds, string>> = {
  data: 'reading the data',
  start: 'recording and compiling',
  steps: 'training steps',
  validation: 'validation',
  checkpoints: 'checkpoints',
  test: 'test set and analysis',
};

/** What a run's time went to: a bar for each phase, as long as its part. */
export function secondsBars(seconds: PhaseSeconds): Html {
  const phases = (Object.keys(NAMES) as (keyof PhaseSeconds)[]).map((phase) => [NAMES[phase], seconds[phase]] as const);
  const longest = Math.max(...phases.map(([, value]) => value));
  return html`<table class="seconds">
    <tbody>
      ${phases.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${duration(value)}</td>
            <td class="bar"><i style="width:${((100 * value) / longest).toFixed(1)}%"></i></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
