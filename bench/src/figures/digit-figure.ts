import { IMAGE_SIDE } from '@mnist-adder/dataset';
import * as Plot from '@observablehq/plot';
import type { ExampleDigit } from '../results/example-digit.js';
import { DIGIT, drawFigure, GRID, INK, MUTED, panelsTop, SUM, WIDTH, type Panel } from './figure.js';

/** Sizes and positions in pixels. */
const [IMAGE, CAPTION] = [168, 30];
const [DIGIT_X, SUM_X] = [IMAGE + 44, 470];
const [HEADING, BARS_HEIGHT, AXIS] = [58, 84, 40];
const ROW_HEIGHT = HEADING + BARS_HEIGHT + AXIS;

/** Bars of a smaller probability are not labelled. */
const MIN_LABELLED = 0.005;

/** Draws a digit beside the probabilities that models give to digits and sums. */
export function digitFigure(example: ExampleDigit): string {
  const { label, addend, index, predictions } = example;
  const top = panelsTop(1);
  const max = Math.max(
    ...predictions.flatMap(({ digitProbabilities, sumProbabilities }) => [...digitProbabilities, ...sumProbabilities]),
  );
  const rows = predictions.flatMap(({ recipe, digitProbabilities, sumProbabilities }, i): Panel[] => {
    const [digit, sum] = [likeliest(digitProbabilities), likeliest(sumProbabilities)];
    const y = top + i * ROW_HEIGHT;
    return [
      {
        x: DIGIT_X,
        y,
        plot: barsPlot(digitProbabilities, {
          width: SUM_X - DIGIT_X - 30,
          fill: DIGIT,
          truth: label,
          heading: recipe,
          finding: `reads ${digit}`,
          max,
        }),
      },
      {
        x: SUM_X,
        y,
        plot: barsPlot(sumProbabilities, {
          width: WIDTH - SUM_X,
          fill: SUM,
          truth: label + addend,
          heading: '',
          finding: `adds ${addend} to get ${sum}`,
          max,
        }),
      },
    ];
  });
  return drawFigure({
    title: titleOf(example),
    notes: [
      [
        { text: `What the models predict for test image ${index.toLocaleString('en')}, in per cent: the ` },
        { text: 'digit', fill: DIGIT },
        { text: ' that it shows, and the ' },
        { text: 'sum', fill: SUM },
        { text: ` with ${addend}. Right answers are in bold.` },
      ],
    ],
    height: top + Math.max(predictions.length * ROW_HEIGHT, IMAGE + CAPTION + 10),
    panels: [{ x: 1, y: top + 6, plot: imagePlot(example) }, ...rows],
  });
}

/** Names the second most likely digit of the first model. */
function titleOf({ label, predictions }: ExampleDigit): string {
  const others = predictions[0]!.digitProbabilities.map((probability, digit) => (digit === label ? 0 : probability));
  const withArticle = (digit: number) => `${digit === 8 ? 'an' : 'a'} ${digit}`;
  const [it, other] = [withArticle(label), withArticle(likeliest(others))];
  return `${it[0]!.toUpperCase()}${it.slice(1)} that could be ${other}: the exact head shifts its doubts, a learned head has new ones`;
}

const likeliest = (probabilities: readonly number[]) => probabilities.indexOf(Math.max(...probabilities));

function imagePlot({ pixels, label, addend }: ExampleDigit): Plot.PlotOptions {
  const ink = pixels.flatMap((row, y) => row.flatMap((value, x) => (value > 0 ? [{ x, y, value }] : [])));
  return {
    width: IMAGE,
    height: IMAGE + CAPTION,
    margin: 0,
    marginBottom: CAPTION,
    x: { domain: [0, IMAGE_SIDE], axis: null },
    y: { domain: [IMAGE_SIDE, 0], axis: null },
    marks: [
      Plot.rect(ink, {
        x1: 'x',
        y1: 'y',
        x2: ({ x }: { x: number }) => x + 1,
        y2: ({ y }: { y: number }) => y + 1,
        fill: INK,
        fillOpacity: ({ value }: { value: number }) => value / 255,
        shapeRendering: 'crispEdges',
      }),
      Plot.frame({ stroke: GRID }),
      Plot.text([`${label} + ${addend} = ${label + addend}`], {
        frameAnchor: 'bottom',
        dy: 24,
        fontSize: 15,
        fill: INK,
      }),
    ],
    opacity: { type: 'identity' },
  };
}

interface Bars {
  readonly width: number;
  readonly fill: string;
  /** The right answer. */
  readonly truth: number;
  readonly heading: string;
  readonly finding: string;
  /** The largest probability of the figure. */
  readonly max: number;
}

function barsPlot(
  probabilities: readonly number[],
  { width, fill, truth, heading, finding, max }: Bars,
): Plot.PlotOptions {
  const bars = probabilities.map((probability, value) => ({ value, probability }));
  return {
    width,
    height: ROW_HEIGHT,
    marginTop: HEADING,
    marginBottom: AXIS,
    marginLeft: 0,
    marginRight: 0,
    x: { type: 'band', domain: bars.map(({ value }) => value), padding: 0.2, axis: null },
    y: { domain: [0, max], axis: null },
    marks: [
      Plot.barY(bars, { x: 'value', y: 'probability', fill }),
      Plot.ruleY([0], { stroke: GRID }),
      Plot.text(
        bars.filter(({ probability }) => probability >= MIN_LABELLED),
        {
          x: 'value',
          y: 'probability',
          dy: -8,
          fill: INK,
          fontSize: 11,
          text: ({ probability }: { probability: number }) => String(Math.round(100 * probability)),
        },
      ),
      ...[true, false].map((isTruth) =>
        Plot.text(
          bars.filter(({ value }) => (value === truth) === isTruth),
          {
            x: 'value',
            text: 'value',
            frameAnchor: 'bottom',
            dy: 16,
            ...(isTruth ? { fill: INK, fontWeight: 700 } : { fill: MUTED }),
          } as const,
        ),
      ),
      Plot.text([heading], { frameAnchor: 'top-left', dy: -52, fontSize: 14, fontWeight: 600, fill: INK }),
      Plot.text([finding], { frameAnchor: 'top-left', dy: -31, fontWeight: 600, fill }),
    ],
  };
}
