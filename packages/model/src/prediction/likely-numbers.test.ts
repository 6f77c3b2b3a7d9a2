import { randomStream } from '@mnist-adder/dataset';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likelyNumbers, likelySums } from './likely-numbers.js';

/** Probabilities of `places` digits, [places × 10]; the higher `sharpness`, the surer the digits. */
function digits(seed: number, places: number, sharpness = 4): number[] {
  const stream = randomStream(seed, 'digits');
  return Array.from({ length: places }, () => {
    const weights = Array.from({ length: 10 }, () => stream.uniform() ** sharpness);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }).flat();
}

/** The digits of a number, beyond doubt. */
const certain = (number: string) =>
  Array.from(number).flatMap((digit) => Array.from({ length: 10 }, (_, i) => Number(i === Number(digit))));

/** Every number with its probability, one by one. */
function allNumbers(probabilities: readonly number[]): { number: string; probability: number }[] {
  const places = probabilities.length / 10;
  return Array.from({ length: 10 ** places }, (_, i) => {
    const number = String(i).padStart(places, '0');
    const probability = Array.from(number).reduce(
      (p, digit, place) => p * probabilities[10 * place + Number(digit)]!,
      1,
    );
    return { number, probability };
  });
}

/** Every sum with its probability, over all pairs of numbers. */
function allSums(first: readonly number[], second: readonly number[]) {
  const sums = new Map<number, number>();
  for (const a of allNumbers(first)) {
    for (const b of allNumbers(second)) {
      const sum = Number(a.number) + Number(b.number);
      sums.set(sum, (sums.get(sum) ?? 0) + a.probability * b.probability);
    }
  }
  return [...sums].sort(([, p], [, q]) => q - p);
}

const places = fc.integer({ min: 1, max: 2 });
const sharpness = fc.constantFrom(0.2, 1, 4, 20);

test('the likeliest sums are those of all pairs of numbers', () => {
  fc.assert(
    fc.property(fc.nat(1e6), places, places, sharpness, fc.integer({ min: 1, max: 10 }), (seed, n, m, sharp, count) => {
      const [first, second] = [digits(seed, n, sharp), digits(seed + 1, m, sharp)];
      const expected = allSums(first, second).slice(0, count);
      const found = likelySums(first, second, count);
      expect(found.length).toBe(expected.length);
      found.forEach(({ number, probability }, i) => {
        expect(probability).toBeCloseTo(expected[i]![1], 12);
        if (i === 0) expect(number).toBe(String(expected[0]![0]));
      });
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('three digits and one, with every carry', () => {
  const [first, second] = [digits(1, 3, 2), digits(2, 1, 2)];
  const expected = allSums(first, second).map(([sum]) => String(sum));
  expect(likelySums(first, second, 10).map(({ number }) => number)).toEqual(expected.slice(0, 10));
});

test('the probabilities of all sums, and of all numbers, add up to 1', () => {
  const [first, second] = [digits(3, 2, 1), digits(4, 2, 1)];
  const total = (numbers: readonly { readonly probability: number }[]) =>
    numbers.reduce((sum, { probability }) => sum + probability, 0);
  const sums = likelySums(first, second, 1000);
  expect(sums.length).toBe(199);
  expect(total(sums)).toBeCloseTo(1, 12);
  expect(new Set(sums.map(({ number }) => number)).size).toBe(199);
  expect(total(likelyNumbers(first, 1000))).toBeCloseTo(1, 12);
});

test('the likeliest numbers are those of all numbers; they keep their zeros', () => {
  const probabilities = digits(5, 3, 3);
  const expected = allNumbers(probabilities).sort((a, b) => b.probability - a.probability);
  const found = likelyNumbers(probabilities, 10);
  expect(found.map(({ number }) => number)).toEqual(expected.slice(0, 10).map(({ number }) => number));
  expect(likelyNumbers(certain('007'))).toEqual([{ number: '007', probability: 1 }]);
});

test('numbers that are certain are added, beyond the largest safe integer too', () => {
  const add = (a: string, b: string) => likelySums(certain(a), certain(b));
  expect(add('38', '47')).toEqual([{ number: '85', probability: 1 }]);
  expect(add('0', '00')).toEqual([{ number: '0', probability: 1 }]);
  expect(add('99999999999999999999', '1')).toEqual([{ number: '100000000000000000000', probability: 1 }]);
  expect(add('12345678901234567890', '98765432109876543210')[0]!.number).toBe('111111111011111111100');
});

test.each([0, 0.3, 2, 10])('twenty digits, however sure they are (%d)', (sharp) => {
  const [first, second] = [digits(6, 20, sharp), digits(7, 20, sharp)];
  const sums = likelySums(first, second, 10);
  expect(sums.length).toBe(10);
  // The likeliest sum is at least as likely as that of the likeliest numbers.
  const [a, b] = [likelyNumbers(first, 1)[0]!, likelyNumbers(second, 1)[0]!];
  expect(sums[0]!.probability).toBeGreaterThanOrEqual(a.probability * b.probability);
  expect(likelySums(first, second, 1)[0]!.probability).toBeCloseTo(sums[0]!.probability, 30);
});

test.each([
  [[], 'first.length is 0: give 10 for each of 1 to 300 digits.'],
  [[0.5], 'first.length is 1: give 10 for each of 1 to 300 digits.'],
  [new Array(10).fill(NaN), 'first[0] is NaN: give a probability.'],
])('what are no probabilities of digits is refused', (first, message) => {
  expect(() => likelySums(first as number[], certain('1'))).toThrow(message);
});
