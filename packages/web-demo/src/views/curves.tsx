import type { Scores } from '@mnist-adder/model';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { colours } from '../panels/canvas.js';
import type { CurvePoint } from '../training/protocol.js';

interface CurvesProps {
  readonly title: string;
  readonly points: readonly CurvePoint[];
  readonly validations: readonly CurvePoint[];
  readonly epochs: number;
  readonly value: (scores: Scores) => number;
  /** The ends of the scale. Default: from 0 to the largest value. */
  readonly range?: [number, number] | undefined;
}

const HEIGHT = 180;

/** A curve of the training batches, and a point for each validation, over epochs. */
export function Curves({ title, points, validations, epochs, value, range }: CurvesProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  useEffect(() => {
    const element = place.current!;
    const made = new uPlot(options(element, { title, epochs, range }), dataOf(points, validations, value), element);
    plot.current = made;
    const observer = new ResizeObserver(() => {
      made.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [epochs, colours.value]);
  useEffect(() => {
    plot.current?.setData(dataOf(points, validations, value));
  }, [points, validations]);
  const last = points.at(-1);
  return (
    <figure class="curves">
      <figcaption>{title}</figcaption>
      <div
        ref={place}
        role="img"
        aria-label={`${title}${last === undefined ? '' : `, ${value(last.scores).toFixed(3)} in the last batch`}`}
      />
    </figure>
  );
}

/** More points than this are too many to see, and slow to draw. */
const MAX_POINTS = 500;

/** The training curve, thinned out by averaging neighbours, and the validations, on one axis. */
function dataOf(
  points: readonly CurvePoint[],
  validations: readonly CurvePoint[],
  value: CurvesProps['value'],
): uPlot.AlignedData {
  const group = Math.ceil(points.length / MAX_POINTS);
  const thinned = Array.from({ length: Math.ceil(points.length / Math.max(1, group)) }, (_, i) => {
    const some = points.slice(i * group, (i + 1) * group);
    const mean = some.reduce((sum, { scores }) => sum + value(scores), 0) / some.length;
    return { epoch: some.at(-1)!.epoch, mean };
  });
  const rows = new Map<number, { readonly train: number | null; readonly validation: number | null }>(
    thinned.map(({ epoch, mean }) => [epoch, { train: mean, validation: null }]),
  );
  for (const { epoch, scores } of validations) {
    rows.set(epoch, { train: rows.get(epoch)?.train ?? null, validation: value(scores) });
  }
  const sorted = [...rows].sort(([a], [b]) => a - b);
  return [
    sorted.map(([epoch]) => epoch),
    sorted.map(([, { train }]) => train),
    sorted.map(([, { validation }]) => validation),
  ];
}

function options(
  element: HTMLElement,
  { title, epochs, range }: Pick<CurvesProps, 'title' | 'epochs' | 'range'>,
): uPlot.Options {
  const { 'ink-soft': ink, line, digit, sum } = colours.value;
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  return {
    width: Math.max(200, element.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [0, epochs] },
      y: range ? { range } : { range: (_, __, max) => [0, max || 1] },
    },
    axes: [
      { ...axis, label: 'epochs', labelSize: 18, size: 30 },
      { ...axis, size: 50 },
    ],
    series: [
      {},
      { label: `${title}, training`, stroke: digit, width: 1.5, spanGaps: true, points: { show: false } },
      {
        label: `${title}, validation`,
        stroke: sum,
        width: 2,
        spanGaps: true,
        points: { show: true, size: 7, fill: sum },
      },
    ],
  };
}
