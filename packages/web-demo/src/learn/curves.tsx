import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { colours } from '../colours.js';
import type { CurvePoint } from '../training/protocol.js';

interface CurvesProps {
  readonly title: string;
  readonly points: readonly CurvePoint[];
  readonly validations: readonly CurvePoint[];
  readonly epochs: number;
  readonly value: (point: CurvePoint) => number | undefined;
  /** The scale's ends, where they are known. */
  readonly range?: [number, number];
}

const HEIGHT = 180;

/** A curve of the batches' means and points of the validations, over epochs. */
export function Curves({ title, points, validations, epochs, value, range }: CurvesProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  useEffect(() => {
    const element = place.current!;
    const made = new uPlot(
      options(element, { title, epochs, ...(range && { range }) }),
      dataOf(points, validations, value),
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
  }, [epochs, colours.value]);
  useEffect(() => {
    plot.current?.setData(dataOf(points, validations, value));
  }, [points, validations]);
  const last = points.at(-1);
  const now = last && value(last);
  return (
    <figure class="curves">
      <figcaption>{title}</figcaption>
      <div
        ref={place}
        role="img"
        aria-label={`${title}${now === undefined ? '' : `, ${now.toFixed(3)} in the last batch`}`}
      />
    </figure>
  );
}

/** More points than this are too many to see, and to draw. */
const MOST_POINTS = 500;

/** The curve thinned out by means, and the validations, on one axis. */
function dataOf(
  points: readonly CurvePoint[],
  validations: readonly CurvePoint[],
  value: CurvesProps['value'],
): uPlot.AlignedData {
  const group = Math.ceil(points.length / MOST_POINTS);
  const thinned = Array.from({ length: Math.ceil(points.length / Math.max(1, group)) }, (_, i) => {
    const some = points.slice(i * group, (i + 1) * group);
    const values = some.flatMap((point) => value(point) ?? []);
    return {
      epoch: some.at(-1)!.epoch,
      value: values.length === 0 ? null : values.reduce((a, b) => a + b) / values.length,
    };
  });
  const rows = new Map(thinned.map(({ epoch, value }) => [epoch, { train: value, validation: null as number | null }]));
  for (const point of validations) {
    rows.set(point.epoch, { train: null, ...rows.get(point.epoch), validation: value(point) ?? null });
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
    ...{ width: Math.max(200, element.clientWidth), height: HEIGHT },
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [0, epochs] },
      y: range ? { range } : { range: (_, __, most) => [0, most || 1] },
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
