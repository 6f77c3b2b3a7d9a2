import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Example } from '@mnist-adder/trainer/node';
import { DIGIT_MARGIN, drawImage } from '../../terminal/drawing.js';
import type { Style } from '../../terminal/style.js';

const GAP = 3;
const DRAWN_WIDTH = IMAGE_SIDE - 2 * DIGIT_MARGIN;

/** Draws images side by side, as many as fit, with the model's answer below each: `7 + 5 = 12`, or `7`. */
export function drawExamples(examples: readonly Example[], style: Style): string {
  const count = Math.max(1, Math.min(examples.length, Math.floor((style.columns + GAP) / (DRAWN_WIDTH + GAP))));
  const shown = examples.slice(0, count);
  const drawings = shown.map(({ pixels }) => drawImage(pixels, { style, margin: DIGIT_MARGIN }));
  const rows = [...drawings[0]!.keys()].map((row) => drawings.map((drawing) => drawing[row]!));
  rows.push(shown.map((example) => center(answerText(example))));
  return rows.map((cells) => cells.join(' '.repeat(GAP)).trimEnd()).join('\n');
}

/** The model's answer, followed by the label if it is wrong. */
function answerText({ label, digit, addend, sum }: Example): string {
  const text = sum === undefined ? String(digit) : `${digit} + ${addend} = ${sum}`;
  const isRight = digit === label && (sum === undefined || sum === label + addend!);
  return isRight ? text : `${text} (${label})`;
}

function center(text: string): string {
  const left = Math.floor((DRAWN_WIDTH - text.length) / 2);
  return text.padStart(left + text.length).padEnd(DRAWN_WIDTH);
}
