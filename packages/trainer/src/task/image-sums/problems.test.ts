import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberedDigits } from '../../../test/numbered-digits.js';
import { addDigits, createProblems } from './problems.js';

test('each image is in one problem at most, and as many problems are made as there can be', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 300 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer(),
      (size, digits, seed) => {
        fc.pre(size >= 2 * digits);
        const problems = createProblems(numberedDigits(size), digits, seed);
        expect(problems.size).toBe(Math.floor(size / (2 * digits)));
        expect(problems.images).toHaveLength(problems.size * 2 * digits);
        expect(new Set(problems.images).size).toBe(problems.images.length);
      },
    ),
  );
});

test('the sum is that of the numbers which the images show', () => {
  const set = numberedDigits(600);
  const digits = 15;
  const { images, sums, size } = createProblems(set, digits, 3);
  const number = (from: number) =>
    BigInt([...images.subarray(from, from + digits)].map((image) => set.labels[image]).join(''));
  for (let problem = 0; problem < size; problem++) {
    const first = problem * 2 * digits;
    const sum = [...sums.subarray(problem * (digits + 1), (problem + 1) * (digits + 1))].join('');
    expect(BigInt(sum)).toBe(number(first) + number(first + digits));
  }
});

test('the seed decides which images make a problem', () => {
  const set = numberedDigits(100);
  expect(createProblems(set, 2, 1).images).toEqual(createProblems(set, 2, 1).images);
  expect(createProblems(set, 2, 1).images).not.toEqual(createProblems(set, 2, 2).images);
});

test('adds any two numbers', () => {
  const digitsOf = (number: bigint, places: number) => Array.from(String(number).padStart(places, '0'), Number);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), (a, b) => {
      expect(addDigits(digitsOf(a, 15), digitsOf(b, 15))).toEqual(digitsOf(a + b, 16));
    }),
  );
});

test('too few images for one problem are refused', () => {
  expect(() => createProblems(numberedDigits(7), 4, 1)).toThrow('digits is 4: give at most 3 for 7 images.');
});
