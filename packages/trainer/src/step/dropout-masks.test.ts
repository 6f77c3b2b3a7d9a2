import { randomStream } from '@mnist-adder/dataset';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepMask } from './dropout-masks.js';

const zeros = (mask: Uint8Array) => mask.reduce((count, kept) => count + 1 - kept, 0);

test('a mask drops its rate of the elements', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.9, noNaN: true }), fc.nat(), (rate, seed) => {
      const size = 100_000;
      // Five standard deviations of a binomial distribution.
      const tolerance = 5 * Math.sqrt(size * rate * (1 - rate));
      expect(Math.abs(zeros(keepMask(size, rate, randomStream(seed))) - size * rate)).toBeLessThan(tolerance);
    }),
    { numRuns: 50 },
  );
});

test('neighbours are dropped independently', () => {
  const mask = keepMask(1_000_000, 0.3, randomStream(1));
  let both = 0;
  for (let i = 1; i < mask.length; i++) both += (1 - mask[i]!) * (1 - mask[i - 1]!);
  expect(both / mask.length).toBeCloseTo(0.09, 2);
});

test('a stream’s name gives its mask, another another', () => {
  const mask = (...path: number[]) => Buffer.from(keepMask(1000, 0.5, randomStream(1, ...path))).toString('hex');
  expect(mask(0, 1)).toBe(mask(0, 1));
  expect(mask(0, 1)).not.toBe(mask(0, 2));
});

test('a rate of zero keeps everything', () => {
  expect(zeros(keepMask(1000, 0, randomStream(1)))).toBe(0);
});
