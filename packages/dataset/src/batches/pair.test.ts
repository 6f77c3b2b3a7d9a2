import { expect, test, vi } from 'vitest';

import { chiSquare, countClasses } from '../../test/chi-square.js';
import { numberedDigits } from '../../test/numbered-digits.js';
import { memoizeEpoch, pair, PAIRINGS, type Pairing } from './pair.js';

const digits = numberedDigits(5000);

// 9 and 99 degrees of freedom: each is exceeded once in 10,000 trials.
const LIMIT_9 = 33.8;
const LIMIT_99 = 161;

test('fixed: one uniform addend an image, the same in every epoch', () => {
  const pairs = pair(digits, { pairing: 'fixed', seed: 5 });
  expect(pairs.addendsPerImage).toBe(1);
  expect(pairs.addends(0)).toHaveLength(5000);
  expect(pairs.addends(17)).toEqual(pairs.addends(0));
  expect(chiSquare(countClasses(pairs.addends(0), 10))).toBeLessThan(LIMIT_9);
});

test('fresh: uniform addends in every epoch, unrelated from one to the next', () => {
  const pairs = pair(digits, { pairing: 'fresh', seed: 5 });
  const epochs = [0, 1, 2, 3].map((epoch) => pairs.addends(epoch).slice());
  for (const addends of epochs) expect(chiSquare(countClasses(addends, 10))).toBeLessThan(LIMIT_9);
  for (const [epoch, addends] of epochs.slice(0, -1).entries()) {
    const together = addends.map((addend, image) => addend * 10 + epochs[epoch + 1]![image]!);
    expect(chiSquare(countClasses(together, 100))).toBeLessThan(LIMIT_99);
  }
});

test('fresh: an epoch has the same addends whenever it is asked for', () => {
  const inOrder = pair(digits, { pairing: 'fresh' });
  const expected = [0, 1, 2].map((epoch) => inOrder.addends(epoch).slice());
  const backwards = pair(digits, { pairing: 'fresh' });
  expect([2, 1, 0].map((epoch) => backwards.addends(epoch).slice()).reverse()).toEqual(expected);
});

test('all: each image meets 0 to 9, in order', () => {
  const pairs = pair(numberedDigits(3), { pairing: 'all' });
  expect(pairs.addendsPerImage).toBe(10);
  expect([...pairs.addends(4)].join('')).toBe('0123456789'.repeat(3));
});

test('none: no image meets an addend', () => {
  const pairs = pair(numberedDigits(3), { pairing: 'none' });
  expect(pairs.addendsPerImage).toBe(0);
  expect(pairs.addends(4)).toHaveLength(0);
});

test.each(['fixed', 'fresh'] as const)('%s: another seed draws other addends', (pairing) => {
  const addends = (seed: number) => pair(digits, { pairing, seed }).addends(0);
  expect(addends(1)).toEqual(addends(1));
  expect(addends(1)).not.toEqual(addends(2));
});

test('refuses an unknown pairing, a seed that is no integer, an epoch before the first', () => {
  expect(() => pair(digits, { pairing: 'some' as Pairing })).toThrow(
    'pairing is "some": give one of none, fixed, fresh, all.',
  );
  expect(() => pair(digits, { pairing: 'all', seed: Number.POSITIVE_INFINITY })).toThrow('seed is Infinity');
  for (const pairing of PAIRINGS) {
    expect(() => pair(digits, { pairing }).addends(-1)).toThrow('epoch is -1: give an integer of at least 0.');
  }
});

test('an epoch is computed once for as long as it is asked for, and no older result is kept', () => {
  const square = vi.fn((epoch: number) => epoch * epoch);
  const memoized = memoizeEpoch(square);
  expect([0, 0, 3, 3, 0].map(memoized)).toEqual([0, 0, 9, 9, 0]);
  expect(square.mock.calls).toEqual([[0], [3], [0]]);
});
