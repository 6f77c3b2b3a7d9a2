import * as Plot from '@observablehq/plot';
import type { RecipeResults, Run } from '../results/recipe-results.js';
import type { Scores } from '@mnist-adder/model/spec';
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

const COLUMNS = 3;
/** In pixels: space for the ticks of the first column, and between columns and rows. */
const [LEFT, COLUMN_GAP, RIGHT] = [66, 26, 6];
const FRAME_WIDTH = (WIDTH - LEFT - RIGHT - COLUMN_GAP * (COLUMNS - 1)) / COLUMNS;
const [HEADING, ACCURACY_HEIGHT, PANEL_GAP, LOSS_HEIGHT, AXIS] = [34, 130, 18, 90, 36];
const ROW_HEIGHT = HEADING + ACCURACY_HEIGHT + PANEL_GAP + LOSS_HEIGHT + AXIS;

/** An accuracy of 100 % has no place on a logarithmic scale of errors: it is drawn here. */
const MIN_ERRORS = 1e-4;

/** The digit is wider and paler than the sum, so that both are seen where they coincide. */
const LINES = {
  digit: {
    train: { stroke: DIGIT, strokeOpacity: 0.55, strokeWidth: 3, strokeDasharray: '5 4', strokeLinecap: 'butt' },
    validation: { stroke: DIGIT, strokeOpacity: 0.55, strokeWidth: 4 },
  },
  sum: {
    train: { stroke: SUM, strokeWidth: 1.25, strokeDasharray: '5 4', strokeLinecap: 'butt' },
    validation: { stroke: SUM, strokeWidth: 1.75 },
  },
} satisfies Record<string, Record<string, Plot.LineOptions>>;

/** Draws accuracy and loss of every recipe from epoch to epoch. */
export function curvesFigure(results: readonly RecipeResults[]): string {
  const recipes = results.map(({ recipe, runs }) => ({
    recipe,
    seeds: runs.length,
    points: runs.flatMap(curvePoints).map((point) => ({ ...point, errors: Math.max(point.errors, MIN_ERRORS) })),
  }));
  const all = recipes.flatMap(({ points }) => points);
  const notes: Words[][] = [
    [
      { text: 'Digit', fill: DIGIT },
      { text: ' and ' },
      { text: 'sum', fill: SUM },
      { text: '. Solid: validation, at the end of an epoch. Dashed: training, the mean over an epoch, in its middle.' },
    ],
    [
      {
        text: 'Scales are logarithmic: every gridline of accuracy leaves a tenth of the errors. Thin lines: single seeds.',
      },
    ],
  ];
  const top = panelsTop(notes.length);
  return drawFigure({
    title: 'Reading is learned before adding, unless adding is exact',
    notes,
    height: top + Math.ceil(recipes.length / COLUMNS) * ROW_HEIGHT,
    panels: recipes.flatMap(({ recipe, seeds, points }, i): Panel[] => {
      const [column, row] = [i % COLUMNS, Math.floor(i / COLUMNS)];
      const x = column * (FRAME_WIDTH + COLUMN_GAP);
      const y = top + row * ROW_HEIGHT;
      return [
        { x, y, plot: accuracyPlot(points, all, { heading: recipe, seeds, hasScale: column === 0 }) },
        { x, y: y + HEADING + ACCURACY_HEIGHT + PANEL_GAP, plot: lossPlot(points, all, column === 0) },
      ];
    }),
  });
}

function accuracyPlot(
  points: readonly CurvePoint[],
  all: readonly CurvePoint[],
  { heading, seeds, hasScale }: { heading: string; seeds: number; hasScale: boolean },
): Plot.PlotOptions {
  const errors = all.map((point) => point.errors);
  const ticks = [1, 0.1, 0.01, 0.001, 0.0001].filter((tick) => tick >= Math.min(...errors));
  return {
    ...frame(points, HEADING, ACCURACY_HEIGHT, 0),
    y: { type: 'log', domain: [1, Math.min(...errors)], label: null, axis: null },
    marks: [
      Plot.gridY(ticks, { stroke: GRID, strokeOpacity: 1 }),
      ...scale(hasScale, ticks, (tick) => `${Number((100 * (1 - tick)).toFixed(2))} %`, 'accuracy'),
      Plot.text([heading], { frameAnchor: 'top-left', dy: -24, fontSize: 13, fontWeight: 600, fill: INK }),
      Plot.text([`${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`], { frameAnchor: 'top-right', dy: -23, fill: MUTED }),
      ...lines(points, 'errors'),
    ],
  };
}

function lossPlot(points: readonly CurvePoint[], all: readonly CurvePoint[], hasScale: boolean): Plot.PlotOptions {
  const losses = all.map(({ loss }) => loss);
  const [min, max] = [Math.min(...losses), Math.max(...losses)];
  const ticks = [1, 0.1, 0.01, 0.001].filter((tick) => tick >= min);
  const last = Math.max(...points.map(({ epochs }) => epochs));
  return {
    ...frame(points, 0, LOSS_HEIGHT, AXIS),
    y: { type: 'log', domain: [min, max], axis: null },
    marks: [
      Plot.gridY(ticks, { stroke: GRID, strokeOpacity: 1 }),
      ...scale(hasScale, ticks, String, 'loss'),
      Plot.axisX(epochTicks(last), { color: MUTED, tickSize: 0, label: null, tickFormat: String }),
      Plot.text(['epoch'], { frameAnchor: 'bottom-left', dy: 17, fill: MUTED }),
      ...lines(points, 'loss'),
    ],
  };
}

/** Size of a panel, and its scale of epochs. */
function frame(points: readonly CurvePoint[], marginTop: number, height: number, marginBottom: number) {
  return {
    width: LEFT + FRAME_WIDTH + RIGHT,
    height: marginTop + height + marginBottom,
    marginTop,
    marginBottom,
    marginLeft: LEFT,
    marginRight: RIGHT,
    x: { domain: [0, Math.max(...points.map(({ epochs }) => epochs))], axis: null },
  };
}

function scale(isShown: boolean, ticks: readonly number[], text: (tick: number) => string, name: string) {
  if (!isShown) return [];
  return [
    Plot.axisY(ticks, { color: MUTED, tickSize: 0, label: null, tickFormat: text }),
    Plot.text([name], { frameAnchor: 'left', textAnchor: 'middle', dx: 8 - LEFT, rotate: -90, fill: MUTED }),
  ];
}

/** Lines of both outputs, in training and validation. */
function lines(points: readonly CurvePoint[], y: 'errors' | 'loss'): Plot.Markish[] {
  return (['digit', 'sum'] as const).flatMap((output) =>
    (['train', 'validation'] as const).flatMap((part) => {
      const drawn = points.filter((point) => point.output === output && point.part === part);
      return meanLine(drawn, { ...LINES[output][part], x: 'epochs', y });
    }),
  );
}

/** Whole epochs, few enough to fit side by side. */
function epochTicks(last: number): number[] {
  const step = [1, 2, 5, 10].find((candidate) => last / candidate <= 5) ?? 20;
  return Array.from({ length: Math.floor(last / step) }, (_, i) => (i + 1) * step);
}

/** One output of a run at one time, in training or in validation. */
interface CurvePoint {
  readonly seed: number;
  readonly part: 'train' | 'validation';
  readonly output: 'digit' | 'sum';
  /** Epochs trained. A training point is the mean over its epoch, so it stands in the middle of it. */
  readonly epochs: number;
  /** Fraction of wrong answers. */
  readonly errors: number;
  /** Mean cross entropy in nats. */
  readonly loss: number;
}

/** Turns the curves of a run into points. */
export function curvePoints({ seed, curves }: Run): CurvePoint[] {
  return curves.flatMap(({ epoch, train, validation }) => [
    ...outputs(train).map((output) => ({ seed, part: 'train' as const, epochs: epoch + 0.5, ...output })),
    ...outputs(validation).map((output) => ({ seed, part: 'validation' as const, epochs: epoch + 1, ...output })),
  ]);
}

function outputs({ digit, sum }: Scores): Pick<CurvePoint, 'output' | 'errors' | 'loss'>[] {
  const ofDigit = { output: 'digit' as const, errors: 1 - digit.accuracy, loss: digit.loss };
  if (sum === undefined) return [ofDigit];
  return [ofDigit, { output: 'sum', errors: 1 - sum.accuracy, loss: sum.loss }];
}
