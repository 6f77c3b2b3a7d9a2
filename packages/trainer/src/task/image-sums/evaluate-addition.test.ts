import { expect, test } from 'vitest';
import { labelOf, numberedDigits, numbersOf } from '../../../test/numbered-digits.js';
import { evaluateAddition } from './evaluate-addition.js';
import { createProblems } from './problems.js';

/** Predicts, for ten pairs an image, what `read` says that the image with a number shows. */
const reader = (read: (image: number) => number) => (images: Uint8Array) => {
  const numbers = numbersOf(images);
  const digit = new Float32Array(numbers.length * 100);
  numbers.forEach((number, i) => {
    for (let pair = 0; pair < 10; pair++) digit[i * 100 + pair * 10 + read(number)] = 1;
  });
  return Promise.resolve({ digit, sum: new Float32Array(numbers.length * 190) });
};

test('counts the sums that are right, whole', async () => {
  const set = numberedDigits(100);
  const problems = createProblems(set, 5, 1);
  const right = await evaluateAddition(reader(labelOf), problems, 7);
  expect(right).toEqual({ digits: 5, problems: 10, accuracy: 1 });
  const spoilt = problems.images[12];
  const misread = (image: number) => (image === spoilt ? (labelOf(image) + 1) % 10 : labelOf(image));
  expect(await evaluateAddition(reader(misread), problems, 7)).toMatchObject({ accuracy: 0.9 });
});
