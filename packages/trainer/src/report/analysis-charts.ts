import type { Analysis } from '@mnist-adder/model';
import * as Plot from '@observablehq/plot';
import type { Chart } from './chart.js';
import { grouped, percent } from './html.js';

type Groups = Analysis['byDigit'];
type Output = Analysis['digit'];
type Bins = Output['calibration']['bins'];

/** How often the model is wrong in each group of pairs: a dot for digits, a ring for sums. */
export function groupChart(groups: Groups, name: 'digit' | 'addend'): Chart {
  const adds = groups.some(({ sum }) => sum !== undefined);
  const errors = (key: 'digit' | 'sum') =>
    groups.flatMap((group, i) => {
      const accuracy = group[key];
      return accuracy === undefined || accuracy === null ? [] : [{ group: i, error: 100 * (1 - accuracy) }];
    });
  const place = { x: 'error', y: 'group' };
  const lines = { x1: 0, x2: 'error', y: 'group', stroke: 'var(--validation)', strokeOpacity: 0.4 };
  const rings = Plot.dot(errors('sum'), { ...place, r: 4.5, stroke: 'var(--sum)', strokeWidth: 1.75 });
  const dots = Plot.dot(errors('digit'), { ...place, r: 3, fill: 'var(--validation)' });
  return {
    caption: name === 'digit' ? 'Errors by the digit of the image' : 'Errors by the addend',
    description: `The part of the answers that are wrong, for each ${name}.`,
    plot: {
      width: 330,
      height: 290,
      marginLeft: 30,
      marginRight: 16,
      grid: true,
      x: { label: 'wrong, % →', zero: true, nice: true, ticks: 5 },
      y: { label: null, type: 'point', domain: groups.map((_, i) => i) },
      marks: [Plot.ruleY(errors('digit'), lines), adds ? rings : null, dots],
    },
    table: {
      head: [name, 'pairs', 'digit right', ...(adds ? ['sum right', 'both right'] : [])],
      rows: groups.map(({ pairs, digit, sum, both }, i) =>
        [i, grouped(pairs), percentOrDash(digit)].concat(adds ? [percentOrDash(sum), percentOrDash(both)] : []),
      ),
    },
  };
}

const percentOrDash = (fraction: number | null | undefined) =>
  fraction === null || fraction === undefined ? '–' : percent(fraction);

const SIZE = 330;

/** How often answers are right, by the model's confidence. On the diagonal, confidence is the chance to be right. */
export function reliabilityChart({ calibration, scaled }: Output, name: 'digit' | 'sum'): Chart {
  const after = scaled ? `, ${percent(scaled.error)} at a temperature of ${scaled.temperature.toFixed(2)}` : '';
  const place = { x: 'confidence', y: 'accuracy', r: 'count' };
  const diagonal = [[0, 0], [100, 100]]; // prettier-ignore
  const filled = { ...place, fill: 'var(--validation)', fillOpacity: 0.75 };
  return {
    caption: `${name === 'digit' ? 'Digit' : 'Sum'}: expected calibration error ${percent(calibration.error)}${after}`,
    description: `The part of the ${name}s that are right in each of fifteen intervals of confidence, before and after temperature scaling.`,
    plot: {
      width: SIZE,
      height: SIZE,
      marginLeft: 44,
      marginRight: 16,
      grid: true,
      x: { label: 'confidence, % →', domain: [0, 100] },
      y: { label: '↑ right, %', domain: [0, 100] },
      r: { domain: [0, Math.max(...calibration.bins.map(({ count }) => count))], range: [2.5, 11] },
      marks: [
        Plot.line(diagonal, { stroke: 'var(--muted)', strokeDasharray: '3 3' }),
        Plot.dot(pointsOf(calibration.bins), { ...place, stroke: 'var(--train)', strokeWidth: 1.75 }),
        scaled ? Plot.dot(pointsOf(scaled.bins), filled) : null,
      ],
    },
    table: {
      head: ['confidence', 'answers', 'right', ...(scaled ? ['answers, scaled', 'right, scaled'] : [])],
      rows: calibration.bins.map((bin, i) => [
        `${percent(bin.from, 0)} to ${percent(bin.to, 0)}`,
        ...cellsOf(bin),
        ...(scaled ? cellsOf(scaled.bins[i]!) : []),
      ]),
    },
  };
}

const pointsOf = (bins: Bins) =>
  bins
    .filter(({ count }) => count > 0)
    .map(({ confidence, accuracy, count }) => ({ confidence: 100 * confidence!, accuracy: 100 * accuracy!, count }));

const cellsOf = ({ count, accuracy }: Bins[number]) => [grouped(count), percentOrDash(accuracy)];
