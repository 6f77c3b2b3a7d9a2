import type { ExamplePair } from '../run/examples.js';
import { DRAWN_WIDTH, drawDigit } from './draw-digit.js';

const GAP = 3;

/** Digits side by side, as many as fit, each over what the model read and added: `7 + 5 = 12`. */
export function drawExamples(examples: readonly ExamplePair[], columns: number, unicode: boolean): string {
  const count = Math.max(1, Math.min(examples.length, Math.floor((columns + GAP) / (DRAWN_WIDTH + GAP))));
  const shown = examples.slice(0, count);
  const drawings = shown.map(({ pixels }) => drawDigit(pixels, unicode));
  const rows = [...drawings[0]!.keys()].map((row) => drawings.map((drawing) => drawing[row]!));
  rows.push(shown.map((example) => center(equation(example))));
  return rows.map((cells) => cells.join(' '.repeat(GAP)).trimEnd()).join('\n');
}

function equation({ label, addend, digit, sum }: ExamplePair): string {
  const read = `${digit} + ${addend} = ${sum}`;
  return digit === label && sum === label + addend ? read : `${read} (${label})`;
}

function center(text: string): string {
  const left = Math.floor((DRAWN_WIDTH - text.length) / 2);
  return text.padStart(left + text.length).padEnd(DRAWN_WIDTH);
}
