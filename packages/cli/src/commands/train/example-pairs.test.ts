import { PassThrough } from 'node:stream';
import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { styleOf } from '../../terminal/style.js';
import { drawExamples } from './example-pairs.js';

const style = (columns: number) => ({ ...styleOf(new PassThrough(), { LANG: 'C.UTF-8' }), columns });

const right = { pixels: new Uint8Array(IMAGE_PIXELS), label: 7, addend: 5, digit: 7, sum: 12 };
const wrong = { ...right, digit: 1, sum: 6 };

test('draws as many as fit, each above the answer of the model', () => {
  const lines = drawExamples([right, wrong, right], style(60)).split('\n');
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toMatch(/^ +7 \+ 5 = 12 +1 \+ 5 = 6 \(7\)$/);
  expect(lines.every((line) => line.length <= 60)).toBe(true);
});

test('a network that reads digits only has no sum', () => {
  const { pixels, label, digit } = right;
  const lines = drawExamples(
    [
      { pixels, label, digit },
      { pixels, label, digit: 1 },
    ],
    style(60),
  ).split('\n');
  expect(lines.at(-1)).toMatch(/^ +7 +1 \(7\)$/);
});

test('draws one if none fits', () => {
  expect(drawExamples([right, wrong], style(10)).split('\n').at(-1)!.trim()).toBe('7 + 5 = 12');
});
