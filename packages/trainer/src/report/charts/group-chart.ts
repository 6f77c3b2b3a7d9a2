import * as Plot from '@observablehq/plot';
import type { Analysis } from '@mnist-adder/model';
import type { Chart } from '../chart.js';
import { grouped, percent } from '../numbers.js';

type Groups = Analysis['byDigit'];

/** How often the model errs in each group of pairs: a dot for digits, a ring for sums. */
export function groupChart(groups: Groups, name: 'digit' | 'addend'): Chart {
  const adds = groups.some(({ sum }) => sum !== undefined);
  const errors = (key: 'digit' | 'sum') =>
    groups.flatMap((group, i) => {
      const accuracy = group[key];
      return accuracy === undefined || accuracy === null ? [] : [{ group: i, error: 100 * (1 - accuracy) }];
    });
  const dots = { x: 'error', y: 'group', r: 4.5 };
  return {
    caption: name === 'digit' ? 'Errors by the digit of the image' : 'Errors by the addend',
    description: `The part of the answers that are wrong, for each ${name}.`,
    plot: {
      ...{ width: 330, height: 290, marginLeft: 30, marginRight: 16, grid: true },
      x: { label: 'wrong, % →', zero: true, nice: true, ticks: 5 },
      y: { label: null, type: 'point', domain: groups.map((_, i) => i) },
      marks: [
        Plot.ruleY(errors('digit'), {
          x1: 0,
          x2: 'error',
          y: 'group',
          stroke: 'var(--validation)',
          strokeOpacity: 0.4,
        }),
        ...(adds ? [Plot.dot(errors('sum'), { ...dots, stroke: 'var(--sum)', strokeWidth: 1.75 })] : []),
        Plot.dot(errors('digit'), { ...dots, r: 3, fill: 'var(--validation)' }),
      ],
    },
    table: {
      head: [name, 'pairs', 'digit right', ...(adds ? ['sum right', 'both right'] : [])],
      rows: groups.map(({ pairs, digit, sum, both }, i) => [
        ...[i, grouped(pairs), part(digit)],
        ...(adds ? [part(sum), part(both)] : []),
      ]),
    },
  };
}

const part = (fraction: number | null | undefined) =>
  fraction === null || fraction === undefined ? '–' : percent(fraction);
