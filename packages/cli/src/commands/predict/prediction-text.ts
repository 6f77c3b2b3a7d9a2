import { stripVTControlCharacters } from 'node:util';
import { IMAGE_SIDE } from '@mnist-adder/dataset';
import { drawBar, drawImage } from '../../terminal/drawing.js';
import { oneLine } from '../../terminal/output.js';
import type { Style } from '../../terminal/style.js';
import type { PredictionDocument } from './document.js';

/** Number of blanks between the drawing and the bars. */
const GAP = 3;
/** Number of characters in a line besides the bar: the class before it, the probability after it. */
const BAR_TEXT = 12;
/** Number of sums that are shown: the most likely ones. */
const SUMS = 5;

/** The image that the network sees, with its predictions beside it. */
export function predictionText(prediction: PredictionDocument, style: Style): string {
  const { digitProbabilities, sumProbabilities } = prediction;
  const drawing = drawImage(Buffer.from(prediction.pixels, 'base64'), { style });
  // Two columns of bars if they fit, otherwise one above the other.
  const columns = sumProbabilities === undefined ? 1 : 2;
  const besides = style.columns - IMAGE_SIDE - GAP;
  const isWide = besides >= columns * (BAR_TEXT + 6) + (columns - 1) * GAP;
  const shown = isWide ? columns : 1;
  const width = Math.max(4, Math.min(20, Math.floor((besides - (shown - 1) * GAP) / shown) - BAR_TEXT));
  const digits = barLines([...digitProbabilities.entries()], width, style);
  const sums = sumProbabilities === undefined ? [] : ['sum', ...barLines(mostLikely(sumProbabilities), width, style)];
  const bars = isWide
    ? sideBySide(['digit', ...digits], sums, width + BAR_TEXT)
    : ['digit', ...digits, ...(sums.length > 0 ? ['', ...sums] : [])];
  const lines = Array.from({ length: Math.max(drawing.length, bars.length) }, (_, i) =>
    `${drawing[i] ?? ' '.repeat(IMAGE_SIDE)}${' '.repeat(GAP)}${bars[i] ?? ''}`.trimEnd(),
  );
  return [heading(prediction, style), ...lines, ...doubts(prediction)].join('\n');
}

/** `seven.png: 7 + 5 = 12 (99.2 %)`: the probability is that of the sum, or of the digit if there is none. Doubts come after it. */
export function predictionLine(prediction: PredictionDocument, style: Style): string {
  const probability = Math.max(...(prediction.sumProbabilities ?? prediction.digitProbabilities));
  return [`${heading(prediction, style)} (${(100 * probability).toFixed(1)} %)`, ...doubts(prediction)].join(' – ');
}

/** A sentence for each picture that does not look like a digit. */
function doubts({ unusual, addImage }: PredictionDocument): string[] {
  const unlike = 'does not look like a digit that the network knows.';
  return [
    ...(unusual === true ? [`This ${unlike}`] : []),
    ...(addImage?.unusual === true ? [`${oneLine(addImage.source)} ${unlike}`] : []),
  ];
}

/** `seven.png: 7 + 5 = 12` */
function heading({ source, digit, label, addend, addImage, sum }: PredictionDocument, { colors }: Style): string {
  const added = addImage === undefined ? String(addend) : `${addImage.digit} (${oneLine(addImage.source)})`;
  const answer = sum === undefined ? String(digit) : `${digit} + ${added} = ${sum}`;
  const known = label === undefined || label === digit ? '' : ` (it is a ${label})`;
  return `${oneLine(source)}: ${colors.bold(answer)}${known}`;
}

function barLines(classes: readonly (readonly [number, number])[], width: number, style: Style): string[] {
  const best = Math.max(...classes.map(([, probability]) => probability));
  return classes.map(([name, probability]) => {
    const percent = `${(100 * probability).toFixed(1)} %`.padStart(7);
    const line = `${String(name).padStart(2)} ${drawBar(probability, width, style)} ${percent}`;
    return probability === best ? style.colors.bold(line) : line;
  });
}

/** The most likely classes with their probabilities, in order. */
const mostLikely = (probabilities: readonly number[]) =>
  [...probabilities.entries()].sort(([, a], [, b]) => b - a).slice(0, SUMS);

function sideBySide(left: readonly string[], right: readonly string[], width: number): string[] {
  return left.map(
    (line, i) =>
      `${line}${' '.repeat(Math.max(0, width - stripVTControlCharacters(line).length) + GAP)}${right[i] ?? ''}`,
  );
}
