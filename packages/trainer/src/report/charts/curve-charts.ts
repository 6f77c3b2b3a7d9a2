import * as Plot from '@observablehq/plot';
import type { TrainingEvent } from '../../loop/events.js';
import { epochCurve, epochsOf, stepCurve } from '../curves.js';
import type { CurvePoint } from '../curves.js';
import type { Chart } from '../chart.js';
import { percent } from '../numbers.js';

const WIDTH = 680;

interface NamedLine {
  readonly name: string;
  readonly points: readonly CurvePoint[];
  readonly stroke: string;
  readonly strokeDasharray?: string;
  readonly marker: '○' | '●';
}

/** Lines with their names beside the plot, in the order of their ends; dashes and markers tell them apart without colour. */
function namedLines(lines: readonly NamedLine[]): Plot.Markish[] {
  const end = ({ points }: NamedLine) => points.at(-1)?.value ?? 0;
  const names = [...lines].sort((a, b) => end(b) - end(a));
  return [
    ...lines.flatMap(({ points, stroke, strokeDasharray, marker }) => [
      Plot.line(points, {
        x: 'epoch',
        y: 'value',
        stroke,
        strokeWidth: 1.75,
        ...(strokeDasharray && { strokeDasharray }),
      }),
      Plot.dot(points, {
        ...{ x: 'epoch', y: 'value', r: 3, stroke, strokeWidth: 1.5 },
        fill: marker === '○' ? 'var(--paper)' : stroke,
      }),
    ]),
    ...names.map(({ name, stroke, marker }, i) =>
      Plot.text([`${marker} ${name}`], {
        ...{ frameAnchor: 'top-right' as const, textAnchor: 'start' as const, dx: 12, dy: 18 * i, fill: stroke },
      }),
    ),
  ];
}

const frame = (label: string, events: readonly TrainingEvent[]): Plot.PlotOptions => ({
  ...{ width: WIDTH, height: 280, marginRight: 120, grid: true },
  x: {
    ...{ label: 'epoch →', labelAnchor: 'right', ticks: 6, tickFormat: (tick: number) => String(tick) },
    domain: [0, Math.max(1, epochsOf(events).length)],
  },
  y: { label },
});

/** The loss of every step, and of the validation set after each epoch. */
export function lossChart(events: readonly TrainingEvent[]): Chart {
  const steps = stepCurve(events, ({ scores }) => scores.loss);
  const train = epochCurve(events, ({ train }) => train.loss);
  const validation = epochCurve(events, ({ validation }) => validation.loss);
  const base = frame('↑ loss, nats (logarithmic)', events);
  return {
    caption: 'Loss',
    description: 'Loss of the training steps and of the validation set over the epochs, on a logarithmic scale.',
    plot: {
      ...base,
      y: { ...base.y, type: 'log', tickFormat: (tick: number) => String(tick), ticks: 5 },
      marks: [
        Plot.line(steps, { x: 'epoch', y: 'value', stroke: 'var(--train)', strokeWidth: 1, strokeOpacity: 0.55 }),
        ...namedLines([
          { name: 'training', points: train, stroke: 'var(--train)', strokeDasharray: '5 3', marker: '○' },
          { name: 'validation', points: validation, stroke: 'var(--validation)', marker: '●' },
        ]),
      ],
    },
    table: {
      head: ['epoch', 'training', 'validation'],
      rows: epochsOf(events).map(({ epoch, train, validation }) => [
        ...[epoch + 1, train.loss.toFixed(4), validation.loss.toFixed(4)],
      ]),
    },
  };
}

/** Accuracies after each epoch, from below the lowest on. */
export function accuracyChart(events: readonly TrainingEvent[]): Chart {
  const adds = epochsOf(events).some(({ validation }) => validation.sum !== undefined);
  const base = frame('↑ accuracy, %', events);
  const digit = epochCurve(events, ({ validation }) => 100 * validation.digit.accuracy);
  const sum = epochCurve(events, ({ validation }) => percentOf(validation.sum?.accuracy));
  const trainDigit = epochCurve(events, ({ train }) => 100 * train.digit.accuracy);
  const values = [...digit, ...sum, ...trainDigit].map(({ value }) => value);
  const least = Math.max(0, Math.floor(Math.min(...values) - 1));
  return {
    caption: 'Accuracy after each epoch',
    description: 'Accuracy of digits and sums on the validation set, and of digits in training, over the epochs.',
    plot: {
      ...base,
      y: { ...base.y, domain: [least, 100] },
      marks: namedLines([
        { name: 'digit, training', points: trainDigit, stroke: 'var(--train)', strokeDasharray: '5 3', marker: '○' },
        ...(adds
          ? [
              {
                name: 'sum, validation',
                points: sum,
                stroke: 'var(--sum)',
                strokeDasharray: '1 3',
                marker: '●' as const,
              },
            ]
          : []),
        { name: 'digit, validation', points: digit, stroke: 'var(--validation)', marker: '●' },
      ]),
    },
    table: {
      head: ['epoch', 'digit, training', 'digit, validation', ...(adds ? ['sum, training', 'sum, validation'] : [])],
      rows: epochsOf(events).map(({ epoch, train, validation }) => [
        ...[epoch + 1, percent(train.digit.accuracy), percent(validation.digit.accuracy)],
        ...(adds ? [percent(train.sum?.accuracy ?? 0), percent(validation.sum?.accuracy ?? 0)] : []),
      ]),
    },
  };
}

const percentOf = (fraction: number | undefined) => (fraction === undefined ? undefined : 100 * fraction);

/** The learning rate of every step. */
export function learningRateChart(events: readonly TrainingEvent[]): Chart {
  const points = stepCurve(events, ({ learningRate }) => learningRate);
  const shown = points.filter((_, i) => i % Math.max(1, Math.floor(points.length / 20)) === 0);
  return {
    caption: 'Learning rate',
    description: 'The learning rate of each step over the epochs.',
    plot: {
      ...frame('↑ learning rate', events),
      ...{ height: 160, marginRight: 20 },
      y: { label: '↑ learning rate', zero: true, ticks: 4 },
      marks: [Plot.line(points, { x: 'epoch', y: 'value', stroke: 'var(--ink)', strokeWidth: 1.75 })],
    },
    table: {
      head: ['epoch', 'learning rate'],
      rows: shown.map(({ epoch, value }) => [epoch.toFixed(2), value.toPrecision(3)]),
    },
  };
}
