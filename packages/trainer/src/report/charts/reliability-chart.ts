import * as Plot from '@observablehq/plot';
import type { Analysis } from '@mnist-adder/model';
import type { Chart } from '../chart.js';
import { grouped, percent } from '../numbers.js';

type Output = Analysis['digit'];
type Bins = Output['calibration']['bins'];

const SIZE = 330;

/** How often answers are right, by how confident the model was; on the diagonal confidence is the chance to be right. */
export function reliabilityChart({ calibration, scaled }: Output, name: 'digit' | 'sum'): Chart {
  const after = scaled ? `, ${percent(scaled.error)} at a temperature of ${scaled.temperature.toFixed(2)}` : '';
  return {
    caption: `${name === 'digit' ? 'Digit' : 'Sum'}: expected calibration error ${percent(calibration.error)}${after}`,
    description: `The part of the ${name}s that are right in each of fifteen intervals of confidence, before and after temperature scaling.`,
    plot: {
      ...{ width: SIZE, height: SIZE, marginLeft: 44, marginRight: 16, grid: true },
      x: { label: 'confidence, % →', domain: [0, 100] },
      y: { label: '↑ right, %', domain: [0, 100] },
      r: { domain: [0, Math.max(...calibration.bins.map(({ count }) => count))], range: [2.5, 11] },
      marks: [
        Plot.line([[0, 0], [100, 100]], { stroke: 'var(--muted)', strokeDasharray: '3 3' }), // prettier-ignore
        Plot.dot(points(calibration.bins), { ...PLACE, stroke: 'var(--train)', strokeWidth: 1.75 }),
        ...(scaled ? [Plot.dot(points(scaled.bins), { ...PLACE, fill: 'var(--validation)', fillOpacity: 0.75 })] : []),
      ],
    },
    table: {
      head: ['confidence', 'answers', 'right', ...(scaled ? ['answers, scaled', 'right, scaled'] : [])],
      rows: calibration.bins.map((bin, i) => [
        `${percent(bin.from, 0)} to ${percent(bin.to, 0)}`,
        ...cells(bin),
        ...(scaled ? cells(scaled.bins[i]!) : []),
      ]),
    },
  };
}

const PLACE = { x: 'confidence', y: 'accuracy', r: 'count' };

const points = (bins: Bins) =>
  bins
    .filter(({ count }) => count > 0)
    .map(({ confidence, accuracy, count }) => ({ confidence: 100 * confidence!, accuracy: 100 * accuracy!, count }));

const cells = ({ count, accuracy }: Bins[number]) => [grouped(count), accuracy === null ? '–' : percent(accuracy)];
