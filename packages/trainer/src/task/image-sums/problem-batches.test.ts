import { expect, test } from 'vitest';
import { labelOf, numberedDigits, numbersOf } from '../../../test/numbered-digits.js';
import { createProblemBatches } from './problem-batches.js';
import { createProblems } from './problems.js';

const problems = createProblems(numberedDigits(103), 2, 1);

test('an epoch has each problem once, with its own images, digits and sum', () => {
  const batches = createProblemBatches(problems, 20, 1);
  expect(batches.perEpoch).toBe(5);
  const seen = [0, 1, 2, 3, 4].flatMap((index) => {
    const { images, digits, sums } = batches.at(0, index);
    expect([...digits]).toEqual(numbersOf(images).map(labelOf));
    for (let row = 0; row < 5; row++) {
      const [a, b, c, d] = digits.subarray(row * 4, row * 4 + 4);
      expect(Number([...sums.subarray(row * 3, row * 3 + 3)].join(''))).toBe(10 * a! + b! + 10 * c! + d!);
    }
    return numbersOf(images);
  });
  expect(new Set(seen).size).toBe(100);
  expect(new Set(seen)).toEqual(new Set(problems.images));
});

test('a batch is the same in whatever order batches are asked for, and epochs differ', () => {
  const [one, other] = [createProblemBatches(problems, 20, 1), createProblemBatches(problems, 20, 1)];
  const last = one.at(1, 4);
  other.at(3, 0);
  expect(other.at(1, 4)).toEqual(last);
  expect(one.at(0, 4)).not.toEqual(last);
});

test('problems that do not fill a batch are left out, and too few are refused', () => {
  expect(createProblemBatches(problems, 40, 1).perEpoch).toBe(2);
  expect(() => createProblemBatches(problems, 104, 1)).toThrow('batchSize is 104: give at most 100.');
});
