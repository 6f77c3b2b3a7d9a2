import * as Plot from '@observablehq/plot';
import type { EpochEnd, StepEnd, TrainingEvent } from '../loop/events.js';
import type { Chart } from './chart.js';
import { percent } from './html.js';

/** A point on a curve. */
export interface CurvePoint {
  /** Epochs done, with a fraction within an epoch. */
  readonly epoch: number;
  readonly value: number;
}

/** The maximum number of points on a curve. More could not be told apart. */
const POINTS = 300;

const stepsOf = (events: readonly TrainingEvent[]) => events.filter((event): event is StepEnd => event.type === 'step');
const epochsOf = (events: readonly TrainingEvent[]) =>
  events.filter((event): event is EpochEnd => event.type === 'epoch-end');

/** A curve over the steps of a run. If there are too many steps, each point is the mean of as many of them as any other point. */
export function stepCurve(events: readonly TrainingEvent[], valueOf: (step: StepEnd) => number): CurvePoint[] {
  const steps = stepsOf(events);
  const stepsPerEpoch = events.find((event) => event.type === 'training-start')?.stepsPerEpoch ?? 1;
  const width = Math.max(1, Math.ceil(steps.length / POINTS));
  return Array.from({ length: Math.ceil(steps.length / width) }, (_, i) => {
    const window = steps.slice(i * width, (i + 1) * width);
    const mean = (of: (step: StepEnd) => number) => window.reduce((sum, step) => sum + of(step), 0) / window.length;
    return { epoch: mean((step) => step.step + 1) / stepsPerEpoch, value: mean(valueOf) };
  });
}

/** A curve over the ends of epochs. */
const epochCurve = (events: readonly TrainingEvent[], valueOf: (epoch: EpochEnd) => number | undefined): CurvePoint[] =>
  epochsOf(events).flatMap((event) => {
    const value = valueOf(event);
    return value === undefined ? [] : [{ epoch: event.epoch + 1, value }];
  });

interface NamedLine {
  readonly name: string;
  readonly points: readonly CurvePoint[];
  readonly stroke: string;
  /** Lengths of dashes and gaps. Default: a solid line. */
  readonly dashes?: string;
  /** The mark at each point: a ring or a dot. */
  readonly marker: '○' | '●';
}

/**
 * Lines with their names beside the plot, in the order in which the lines end. Dashes and markers tell them apart without colour.
 */
function namedLines(lines: readonly NamedLine[]): Plot.Markish[] {
  const end = ({ points }: NamedLine) => points.at(-1)?.value ?? 0;
  const names = [...lines].sort((a, b) => end(b) - end(a));
  const place = { x: 'epoch', y: 'value' };
  return [
    ...lines.flatMap(({ points, stroke, dashes = 'none', marker }) => [
      Plot.line(points, { ...place, stroke, strokeWidth: 1.75, strokeDasharray: dashes }),
      Plot.dot(points, { ...place, r: 3, stroke, strokeWidth: 1.5, fill: marker === '○' ? 'var(--paper)' : stroke }),
    ]),
    ...names.map(({ name, stroke, marker }, i) =>
      Plot.text([`${marker} ${name}`], {
        frameAnchor: 'top-right',
        textAnchor: 'start',
        dx: 12,
        dy: 18 * i,
        fill: stroke,
      }),
    ),
  ];
}

const frame = (events: readonly TrainingEvent[]): Plot.PlotOptions => ({
  width: 680,
  height: 280,
  marginRight: 120,
  grid: true,
  x: {
    label: 'epoch →',
    labelAnchor: 'right',
    ticks: 6,
    tickFormat: (tick: number) => String(tick),
    domain: [0, Math.max(1, epochsOf(events).length)],
  },
});

/** The loss of every step, and of the training and validation sets after each epoch. */
export function lossChart(events: readonly TrainingEvent[]): Chart {
  const steps = stepCurve(events, ({ scores }) => scores.loss);
  const train = epochCurve(events, ({ train }) => train.loss);
  const validation = epochCurve(events, ({ validation }) => validation.loss);
  return {
    caption: 'Loss',
    description: 'Loss of the training steps and of the validation set over the epochs, on a logarithmic scale.',
    plot: {
      ...frame(events),
      y: {
        label: '↑ loss, nats (logarithmic)',
        type: 'log',
        tickFormat: (tick: number) => String(tick),
        ticks: 5,
      },
      marks: [
        Plot.line(steps, { x: 'epoch', y: 'value', stroke: 'var(--train)', strokeWidth: 1, strokeOpacity: 0.55 }),
        ...namedLines([
          { name: 'training', points: train, stroke: 'var(--train)', dashes: '5 3', marker: '○' },
          { name: 'validation', points: validation, stroke: 'var(--validation)', marker: '●' },
        ]),
      ],
    },
    table: {
      head: ['epoch', 'training', 'validation'],
      rows: epochsOf(events).map(({ epoch, train, validation }) => [
        epoch + 1,
        train.loss.toFixed(4),
        validation.loss.toFixed(4),
      ]),
    },
  };
}

/** Accuracies after each epoch, on a scale that starts below the lowest. */
export function accuracyChart(events: readonly TrainingEvent[]): Chart {
  const epochs = epochsOf(events);
  const adds = epochs.some(({ validation }) => validation.sum !== undefined);
  const trainDigit = epochCurve(events, ({ train }) => 100 * train.digit.accuracy);
  const digit = epochCurve(events, ({ validation }) => 100 * validation.digit.accuracy);
  const sum = epochCurve(events, ({ validation }) => validation.sum && 100 * validation.sum.accuracy);
  const lowest = Math.min(...[...trainDigit, ...digit, ...sum].map(({ value }) => value));
  const sumLine = { name: 'sum, validation', points: sum, stroke: 'var(--sum)', dashes: '1 3', marker: '●' } as const;
  return {
    caption: 'Accuracy after each epoch',
    description: 'Accuracy of digits and sums on the validation set, and of digits in training, over the epochs.',
    plot: {
      ...frame(events),
      y: { label: '↑ accuracy, %', domain: [Math.max(0, Math.floor(lowest - 1)), 100] },
      marks: namedLines([
        { name: 'digit, training', points: trainDigit, stroke: 'var(--train)', dashes: '5 3', marker: '○' },
        ...(adds ? [sumLine] : []),
        { name: 'digit, validation', points: digit, stroke: 'var(--validation)', marker: '●' },
      ]),
    },
    table: {
      head: ['epoch', 'digit, training', 'digit, validation', ...(adds ? ['sum, training', 'sum, validation'] : [])],
      rows: epochs.map(({ epoch, train, validation }) => [
        epoch + 1,
        percent(train.digit.accuracy),
        percent(validation.digit.accuracy),
        ...(adds ? [percent(train.sum?.accuracy ?? 0), percent(validation.sum?.accuracy ?? 0)] : []),
      ]),
    },
  };
}

/** The learning rate of every step. */
export function learningRateChart(events: readonly TrainingEvent[]): Chart {
  const points = stepCurve(events, ({ learningRate }) => learningRate);
  const listed = points.filter((_, i) => i % Math.max(1, Math.floor(points.length / 20)) === 0);
  return {
    caption: 'Learning rate',
    description: 'The learning rate of each step over the epochs.',
    plot: {
      ...frame(events),
      height: 160,
      marginRight: 20,
      y: { label: '↑ learning rate', zero: true, ticks: 4 },
      marks: [Plot.line(points, { x: 'epoch', y: 'value', stroke: 'var(--ink)', strokeWidth: 1.75 })],
    },
    table: {
      head: ['epoch', 'learning rate'],
      rows: listed.map(({ epoch, value }) => [epoch.toFixed(2), value.toPrecision(3)]),
    },
  };
}
