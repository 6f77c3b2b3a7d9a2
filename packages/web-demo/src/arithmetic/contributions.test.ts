import { expect, test } from 'vitest';
import { ofChannels, ofDifference, ofTerms, totalOf } from './contributions.js';

const terms = (values: number[], weights: number[]) => ({
  inputs: new Uint8Array(values.length),
  indices: Int32Array.from(values, (_, i) => i),
  values: Float64Array.from(values),
  weights: Float64Array.from(weights),
});

test('the largest contributions come first, of either sign', () => {
  const found = ofTerms(terms([1, 2, 3, 0], [1, -4, 1, 9]));
  expect(found).toEqual([
    { of: 1, product: -8 },
    { of: 2, product: 3 },
    { of: 0, product: 1 },
    { of: 3, product: 0 },
  ]);
  expect(totalOf(found)).toBe(-4);
});

test('channels add up what lies in their part of a window', () => {
  expect(ofChannels(terms([1, 2, 3, 4], [1, 1, 1, -10]), 2)).toEqual([
    { of: 1, product: -38 },
    { of: 0, product: 4 },
  ]);
});

test('evidence is the difference of two units', () => {
  expect(ofDifference(terms([1, 2], [3, 3]), terms([1, 2], [1, 5]))).toEqual([
    { of: 1, product: -4 },
    { of: 0, product: 2 },
  ]);
});
