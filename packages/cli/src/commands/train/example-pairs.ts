import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Example } from '@mnist-adder/trainer/node';
import { DIGIT_MARGIN, drawImage } from '../../terminal/draw-image.js';
import type { Style } from '../../terminal/style.js';

const GAP = 3;
const DRAWN_WIDTH = IMAGE_SIDE - 2 * DIGIT_MARGIN;

/** Digits side by side, as many as fit, each over what the model made of it: `7 + 5 = 12`, or `7`. */
export function drawExamples(examples: readonly Example[], style: Style): string {
  const count = Math.max(1, Math.min(examples.length, Math.floor((style.columns + GAP) / (DRAWN_WIDTH + GAP))));
  const shown = examples.slice(0, count);
  const drawings = shown.map(({ pixels }) => drawImage(pixels, { style, margin: DIGIT_MARGIN }));
  const rows = [...drawings[0]!.keys()].map((row) => drawings.map((drawing) => drawing[row]!));
  rows.push(shown.map((example) => center(answer(example))));
  return rows.map((cells) => cells.join(' '.repeat(GAP)).trimEnd()).join('\n');
}

/** What the model read and added; with the label behind it where that is wrong. */
function answer(example: Example): string {
  const { label, digit } = example;
  const adds = 'sum' in example;
  const text = adds ? `${digit} + ${example.addend} = ${example.sum}` : String(digit);
  const right = digit === label && (!adds || example.sum === label + example.addend);
  return right ? text : `${text} (${label})`;
}

function center(text: string): string {
  const left = Math.floor((DRAWN_WIDTH - text.length) / 2);
  return text.padStart(left + text.length).padEnd(DRAWN_WIDTH);
}
