import type { Scores } from '@mnist-adder/model';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { colours } from '../panels/canvas.js';
import type { CurvePoint } from '../training/protocol.js';
import type { PastRun } from '../training/training.js';

/** The colour of a past run in curves and in their legend. */
export const pastColour = (index: number): string => `oklch(0.62 0.13 ${(70 + 137 * index) % 360})`;

interface CurvesProps {
  readonly title: string;
  readonly kind: 'digit' | 'sum' | 'ink';
  readonly points: readonly CurvePoint[];
  readonly validations: readonly CurvePoint[];
  readonly past: readonly PastRun[];
  /** The number of images at the right end. */
  readonly images: number;
  /** The curve's value; undefined where a network has none. */
  readonly value: (scores: Scores) => number | undefined;
  /** A fraction to reach, as a line. The scale goes from 0 to 1 then. Default: the scale goes from 0 to the largest value. */
  readonly finish?: number | undefined;
}

const HEIGHT = 170;

/** A curve of the training batches, and a point for each validation, over the images seen. Runs of the past are thin lines. */
export function Curves({ title, kind, points, validations, past, images, value, finish }: CurvesProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const tables = [
    ...past.map((run) => tableOf(thinned(run.points, value))),
    tableOf(thinned(points, value)),
    tableOf(validations.map(({ images, scores }) => [images, value(scores) ?? null])),
    finish === undefined
      ? tableOf([])
      : tableOf([
          [0, finish],
          [images, finish],
        ]),
  ];
  useEffect(() => {
    const element = place.current!;
    const made = new uPlot(
      options(element, { kind, past: past.length, images, isFraction: finish !== undefined }),
      uPlot.join(tables),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => {
      made.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [images, past, finish === undefined, colours.value]);
  useEffect(() => {
    plot.current?.setData(uPlot.join(tables));
  }, [points, validations, finish]);
  return (
    <figure class="curves">
      <figcaption>{title}</figcaption>
      <div ref={place} role="img" aria-label={textOf(title, points, validations, value)} />
    </figure>
  );
}

/** What a curve shows at its end. */
function textOf(
  title: string,
  points: readonly CurvePoint[],
  validations: readonly CurvePoint[],
  value: CurvesProps['value'],
): string {
  const last = (some: readonly CurvePoint[]) => {
    const newest = some.at(-1);
    return newest && value(newest.scores);
  };
  const [batch, validation] = [last(points), last(validations)];
  const parts = [
    batch === undefined ? undefined : `${batch.toFixed(3)} in the last training batch`,
    validation === undefined ? undefined : `${validation.toFixed(3)} in the last validation`,
  ].filter((part) => part !== undefined);
  return [title, ...parts].join(', ');
}

/** More points than this are too many to see, and slow to draw. */
const MAX_POINTS = 300;

/** A curve, thinned out by averaging neighbours. */
function thinned(points: readonly CurvePoint[], value: CurvesProps['value']): [images: number, value: number | null][] {
  const group = Math.max(1, Math.ceil(points.length / MAX_POINTS));
  return Array.from({ length: Math.ceil(points.length / group) }, (_, i) => {
    const some = points.slice(i * group, (i + 1) * group);
    const values = some.flatMap(({ scores }) => value(scores) ?? []);
    return [some.at(-1)!.images, values.length === 0 ? null : values.reduce((a, b) => a + b) / values.length];
  });
}

const tableOf = (rows: readonly (readonly [number, number | null])[]): uPlot.AlignedData => [
  rows.map(([x]) => x),
  rows.map(([, y]) => y),
];

interface PlotOptions {
  readonly kind: CurvesProps['kind'];
  /** Number of past runs. */
  readonly past: number;
  readonly images: number;
  readonly isFraction: boolean;
}

function options(element: HTMLElement, { kind, past, images, isFraction }: PlotOptions): uPlot.Options {
  const { [kind]: colour, 'ink-soft': soft, line } = colours.value;
  const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  const curve = { spanGaps: true, points: { show: false } } as const;
  return {
    width: Math.max(200, element.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [0, images] },
      y: isFraction ? { range: [0, 1] } : { range: (_, __, max) => [0, max || 1] },
    },
    axes: [
      { ...axis, size: 30, values: (_, ticks) => ticks.map((tick) => (tick === 0 ? '0' : `${tick / 1000}k`)) },
      {
        ...axis,
        size: 54,
        values: (_, ticks) => ticks.map((tick) => (isFraction ? `${Math.round(100 * tick)} %` : String(tick))),
      },
    ],
    series: [
      {},
      ...Array.from({ length: past }, (_, i) => ({ ...curve, stroke: pastColour(i), width: 1 })),
      { ...curve, stroke: colour, width: 1.5 },
      { ...curve, stroke: colour, width: 2.5, points: { show: true, size: 8, fill: colour } },
      { ...curve, stroke: soft, width: 1, dash: [6, 4] },
    ],
  };
}
