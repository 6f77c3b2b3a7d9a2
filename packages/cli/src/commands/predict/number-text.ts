import { IMAGE_SIDE } from '@mnist-adder/dataset';
import { DIGIT_MARGIN, drawBar, drawImage } from '../../terminal/drawing.js';
import { oneLine } from '../../terminal/output.js';
import type { Style } from '../../terminal/style.js';
import type { NumberDocument } from './document.js';

/** Number of columns of a drawn digit, with one between two digits. */
const DRAWING = IMAGE_SIDE - 2 * DIGIT_MARGIN;
const PITCH = DRAWING + 1;

/** The widest bar, in characters. */
const BAR = 20;

/** The digits of a number as the network sees them, each with its probability, and the likeliest sums, or numbers if nothing was added. */
export function numberText(number: NumberDocument, style: Style): string {
  const { digits, numbers, sums } = number;
  const perLine = Math.max(1, Math.floor((style.columns + 1) / PITCH));
  const lines = [heading(number, style)];
  for (let start = 0; start < digits.length; start += perLine) {
    const shown = digits.slice(start, start + perLine);
    const drawings = shown.map(({ pixels }) =>
      drawImage(Buffer.from(pixels, 'base64'), { style, margin: DIGIT_MARGIN }),
    );
    lines.push(
      ...drawings[0]!.map((_, line) =>
        drawings
          .map((drawing) => drawing[line]!)
          .join(' ')
          .trimEnd(),
      ),
    );
    const answers = shown.map(({ digit, digitProbabilities }) => {
      const answer = `${digit} ${percent(digitProbabilities[digit]!)}`;
      return answer.padStart((DRAWING + answer.length) >> 1).padEnd(PITCH);
    });
    lines.push(answers.join('').trimEnd());
  }
  const likely = sums ?? numbers;
  const width = Math.max(...likely.map(({ number }) => number.length));
  const bar = Math.max(4, Math.min(BAR, style.columns - width - 12));
  lines.push(
    '',
    sums === undefined ? 'number' : 'sum',
    ...likely.map(({ number, probability }, i) => {
      const line = `${number.padStart(width)} ${drawBar(probability, bar, style)} ${percent(probability).padStart(7)}`;
      return i === 0 ? style.colors.bold(line) : line;
    }),
  );
  return lines.join('\n');
}

/** `38.png: 38 + 47 = 85 (99.2 %)`: the probability is that of the sum, or of the number if nothing was added. */
export const numberLine = (number: NumberDocument, style: Style): string =>
  `${heading(number, style)} (${percent(number.sumProbability ?? number.numberProbability)})`;

/** `38.png: 38 + 47 = 85` */
function heading({ source, number, label, addend, addImage, sum }: NumberDocument, { colors }: Style): string {
  const added = addImage === undefined ? addend : `${addImage.number} (${oneLine(addImage.source)})`;
  const answer = sum === undefined ? number : `${number} + ${added!} = ${sum}`;
  const known = label === undefined || String(label) === number ? '' : ` (it is a ${label})`;
  return `${oneLine(source)}: ${colors.bold(answer)}${known}`;
}

const percent = (probability: number) => `${(100 * probability).toFixed(1)} %`;
