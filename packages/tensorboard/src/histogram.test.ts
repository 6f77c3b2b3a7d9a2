import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogram } from './histogram.js';

const rows = (values: readonly number[]) => {
  const buckets = histogram(Float32Array.from(values));
  return Array.from({ length: 30 }, (_, i) => [...buckets.subarray(3 * i, 3 * i + 3)] as [number, number, number]);
};
const total = (values: readonly number[]) => rows(values).reduce((sum, [, , count]) => sum + count, 0);

test('counts each value in the bucket it lies in', () => {
  const found = rows([0, 0.5, 1, 1.5, 29.5, 30]);
  expect(found[0]).toEqual([0, 1, 2]);
  expect(found[1]).toEqual([1, 2, 2]);
  expect(found[2]).toEqual([2, 3, 0]);
  expect(found[29]).toEqual([29, 30, 2]);
});

test('counts every value, from the minimum to the maximum', () => {
  // Without −0, which equals 0 and is another.
  const number = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map((value) => value + 0);
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 200 }), (values) => {
      const found = rows(values);
      expect(total(values)).toBe(values.length);
      expect(found[0]![0]).toBe(Math.min(...values.map(Math.fround)) + 0);
      expect(found[29]![1]).toBe(Math.max(...values.map(Math.fround)) + 0);
      for (const [i, [left, right]] of found.entries()) {
        expect(left).toBeLessThanOrEqual(right);
        if (i > 0) expect(left).toBe(found[i - 1]![1]);
      }
    }),
  );
});

test('of one value many times is all in the last bucket, as TensorBoard has it', () => {
  const found = rows([3, 3, 3]);
  expect(found[0]).toEqual([3, 3, 0]);
  expect(found[29]).toEqual([3, 3, 3]);
});

test('of nothing is empty, and what is not finite does not count', () => {
  expect(total([])).toBe(0);
  expect(total([NaN, Infinity, 1, 2, -Infinity])).toBe(2);
  expect(rows([NaN, Infinity, 1, 2])[0]![0]).toBe(1);
});
