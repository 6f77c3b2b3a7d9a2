import * as Plot from '@observablehq/plot';
import { HEADS, type Head, type HeadRun } from '../results/head-runs.js';
import { spread } from '../statistics.js';
import {
  DIGIT,
  drawFigure,
  GRID,
  INK,
  meanLine,
  MUTED,
  panelsTop,
  SUM,
  WIDTH,
  type Panel,
  type Words,
} from './figure.js';

const COLUMNS = 2;
/** In pixels: space for the ticks of the first column, and between columns and rows. */
const [LEFT, COLUMN_GAP, RIGHT] = [46, 36, 4];
const FRAME_WIDTH = (WIDTH - LEFT - RIGHT - COLUMN_GAP * (COLUMNS - 1)) / COLUMNS;
const [HEADING, FRAME_HEIGHT, AXIS] = [54, 170, 46];
const ROW_HEIGHT = HEADING + FRAME_HEIGHT + AXIS;

const SHARES = [0, 0.25, 0.5, 0.75, 1];
/** The point where the lines of the first panel are named. */
const NAMED_POINT = 8;

/** How each head uses the embedding and the addend. */
const WAYS: Readonly<Record<Head, string>> = {
  concat: 'embedding and addend, through two dense layers',
  exact: 'the digit’s distribution, shifted by the addend',
  stacked: 'the digit’s distribution and the addend as one number',
  linear: 'ten logits and the addend, through one layer',
};

/** Draws how the accuracies of digit and sum rise from step to step with each head. */
export function headsFigure(runs: readonly HeadRun[]): string {
  const measured = HEADS.map((head) => ({ head, runs: runs.filter((run) => run.head === head) })).filter(
    ({ runs }) => runs.length > 0,
  );
  const notes: Words[][] = [
    [
      { text: 'Share of ' },
      { text: 'digits', fill: DIGIT },
      { text: ' and ' },
      { text: 'sums', fill: SUM },
      { text: ' that are right in training, for one network with each head in turn; thin lines are single seeds.' },
    ],
    [{ text: 'At the upper right: validation after the last step, over every pair.' }],
  ];
  const top = panelsTop(notes.length);
  return drawFigure({
    title: 'A learned head reads long before it adds; the exact head adds whatever it reads',
    notes,
    height: top + Math.ceil(measured.length / COLUMNS) * ROW_HEIGHT,
    panels: measured.map(({ head, runs }, i): Panel => {
      const [column, row] = [i % COLUMNS, Math.floor(i / COLUMNS)];
      return {
        x: column * (FRAME_WIDTH + COLUMN_GAP),
        y: top + row * ROW_HEIGHT,
        plot: headPlot(head, runs, { hasScale: column === 0, hasNames: i === 0 }),
      };
    }),
  });
}

function headPlot(
  head: Head,
  runs: readonly HeadRun[],
  { hasScale, hasNames }: { hasScale: boolean; hasNames: boolean },
): Plot.PlotOptions {
  const { stepsPerEpoch } = runs[0]!;
  const points = runs.flatMap(headPoints);
  const accuracyAtEnd = (output: 'digit' | 'sum') =>
    spread(runs.map(({ validationAccuracy }) => validationAccuracy[output].at(-1)!)).mean;
  const atEnd = (output: 'digit' | 'sum', options: Plot.TextOptions) =>
    Plot.text([`${output} ${(100 * accuracyAtEnd(output)).toFixed(1)} %`], {
      frameAnchor: 'top-right',
      dy: -42,
      fontWeight: 600,
      ...options,
    });
  return {
    width: LEFT + FRAME_WIDTH + RIGHT,
    height: ROW_HEIGHT,
    marginTop: HEADING,
    marginBottom: AXIS,
    marginLeft: LEFT,
    marginRight: RIGHT,
    x: { domain: [0, stepsOf(runs[0]!)], axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.gridY(SHARES, { stroke: GRID, strokeOpacity: 1 }),
      hasScale
        ? Plot.axisY(SHARES, {
            color: MUTED,
            tickSize: 0,
            label: null,
            tickFormat: (share: number) => `${100 * share} %`,
          })
        : null,
      Plot.axisX([0, 100, 200, 300], { color: MUTED, tickSize: 0, label: null, tickFormat: String }),
      Plot.text(['step'], { frameAnchor: 'bottom-right', dy: 17, fill: MUTED }),
      Plot.ruleX([stepsPerEpoch], { stroke: MUTED, strokeDasharray: '2 3' }),
      Plot.text([[stepsPerEpoch, 0]], { text: ['second epoch →'], textAnchor: 'start', dx: 6, dy: -10, fill: MUTED }),
      Plot.text([head], { frameAnchor: 'top-left', dy: -42, fontSize: 14, fontWeight: 600, fill: INK }),
      Plot.text([WAYS[head]], { frameAnchor: 'top-left', dy: -21, fill: MUTED }),
      atEnd('digit', { dx: -90, fill: DIGIT }),
      atEnd('sum', { fill: SUM }),
      ...meanLine(points, { x: 'step', y: 'digit', stroke: DIGIT, strokeWidth: 5, strokeOpacity: 0.5 }),
      ...meanLine(points, { x: 'step', y: 'sum', stroke: SUM, strokeWidth: 1.75 }),
      hasNames ? name(points, 'digit', { dy: 18, fill: DIGIT }) : null,
      hasNames ? name(points, 'sum', { dy: -12, fill: SUM }) : null,
    ],
  };
}

function name(points: readonly HeadPoint[], y: 'digit' | 'sum', options: Plot.TextOptions): Plot.Markish {
  return Plot.text([points[NAMED_POINT]!], { x: 'step', y, text: [y], fontWeight: 600, ...options });
}

/** Mean accuracies over a window of steps. */
interface HeadPoint {
  readonly seed: number;
  /** The middle of the window. */
  readonly step: number;
  /** Fractions of right answers. */
  readonly digit: number;
  readonly sum: number;
}

const stepsOf = ({ stepsPerEpoch, validationAccuracy }: HeadRun) => stepsPerEpoch * validationAccuracy.digit.length;

/** Turns the windows of a run into points. */
export function headPoints(run: HeadRun): HeadPoint[] {
  const { seed, stepsPerWindow, trainAccuracy } = run;
  const steps = stepsOf(run);
  return trainAccuracy.digit.map((digit, i) => {
    const [from, to] = [i * stepsPerWindow, Math.min((i + 1) * stepsPerWindow, steps)];
    return { seed, step: (from + to) / 2, digit, sum: trainAccuracy.sum[i]! };
  });
}
