import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { labelOf, numberedDigits, numbersOf } from '../../test/numbered-digits.js';
import type { DigitSet } from './digit-set.js';
import { splitDigits, validationSize } from './split-digits.js';

const digits = numberedDigits(500);

test('the two parts share no image and leave none out, and labels stay with their images', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 499 }), fc.integer(), (validation, seed) => {
      const split = splitDigits(digits, { validation, seed });
      expect([split.train.size, split.validation.size]).toEqual([500 - validation, validation]);
      const numbers = [split.train, split.validation].flatMap(({ images }) => numbersOf(images));
      expect(new Set(numbers).size).toBe(500);
      for (const part of [split.train, split.validation]) {
        expect([...part.labels]).toEqual(numbersOf(part.images).map(labelOf));
      }
    }),
    { numRuns: 20 },
  );
});

test('is the same every time, another with another seed, and spread over the set', () => {
  const chosen = (seed: number) => numbersOf(splitDigits(digits, { seed }).validation.images);
  expect(chosen(0)).toEqual(chosen(0));
  expect(chosen(1)).not.toEqual(chosen(0));
  expect(chosen(0).filter((number) => number < 250).length).toBeGreaterThan(30);
  expect(chosen(0).filter((number) => number >= 250).length).toBeGreaterThan(30);
});

test('stays the split it was, so that validation figures compare over releases', () => {
  expect(numbersOf(splitDigits(numberedDigits(20)).validation.images)).toEqual([1, 13, 14, 17]);
});

describe('without a size for the validation set', () => {
  /** Enough of a set to see where it is cut. */
  function blank(size: number): DigitSet {
    return { images: new Uint8Array(size * 784), labels: new Uint8Array(size), size };
  }

  test.each([
    [2, 1],
    [10, 2],
    [1000, 200],
    [60_000, 12_000],
    [70_000, 12_000],
  ])('of %i images it has %i', (size, validation) => {
    const split = splitDigits(blank(size));
    expect([split.train.size, split.validation.size]).toEqual([size - validation, validation]);
  });
});

test.each([0, 500, 501, -1, 1.5, Number.NaN])('refuses a validation set of %d images out of 500', (validation) => {
  expect(() => splitDigits(digits, { validation })).toThrow(
    `validation is ${validation}: give an integer from 1 to 499.`,
  );
});

test('refuses to split a single image, or with half a seed', () => {
  expect(() => splitDigits(numberedDigits(1))).toThrow('digits.size is 1: give an integer of at least 2.');
  expect(() => splitDigits(digits, { seed: 0.5 })).toThrow('seed is 0.5: give an integer.');
});

test.each([
  [60_000, 12_000, 12_000],
  [60_000, 5000, 5000],
  [60_000, 20_000, 12_000],
  [70_000, 13_000, 13_000],
  [1000, 200, 200],
  [1000, 12_000, 200],
  [2, 12_000, 1],
])('of %i images, where %i are wanted, %i are held out', (size, wanted, validation) => {
  expect(validationSize(size, wanted)).toBe(validation);
});
