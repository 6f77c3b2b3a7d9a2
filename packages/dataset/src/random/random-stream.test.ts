import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { chiSquare, countClasses } from '../../test/chi-square.js';
import { permutation, randomStream } from './random-stream.js';

const names = fc.tuple(fc.maxSafeInteger(), fc.array(fc.oneof(fc.string(), fc.maxSafeInteger()), { maxLength: 4 }));

function numbers(count: number, seed: number, ...path: (number | string)[]): number[] {
  const stream = randomStream(seed, ...path);
  return Array.from({ length: count }, () => stream.uint32());
}

test('equal names give equal streams, different names different ones', () => {
  fc.assert(
    fc.property(names, names, ([seed, path], [otherSeed, otherPath]) => {
      expect(numbers(4, seed, ...path)).toEqual(numbers(4, seed, ...path));
      // Zero has two signs, one stream.
      const isSame = JSON.stringify([seed, ...path]) === JSON.stringify([otherSeed, ...otherPath]);
      expect(numbers(4, seed, ...path).join() === numbers(4, otherSeed, ...otherPath).join()).toBe(isSame);
    }),
  );
  expect(numbers(4, 1, 'a', 1)).not.toEqual(numbers(4, 1, 'a', '1'));
  expect(numbers(4, 1, 'a', 'b')).not.toEqual(numbers(4, 1, 'ab'));
  expect(numbers(4, 1, 12)).not.toEqual(numbers(4, 11, 2));
});

test('stays the stream it was: saved runs go on with the numbers they would have had', () => {
  expect(numbers(4, 0, 'shuffle', 0)).toEqual([2778971410, 2583964481, 386629485, 4082408372]);
  expect(numbers(4, -7)).toEqual([1773183748, 3991177468, 36314599, 794091663]);
});

test('gives 32 bits, floats in [0, 1) that float32 holds exactly, and integers below a bound', () => {
  const stream = randomStream(3);
  for (let i = 0; i < 1000; i++) {
    const bits = stream.uint32();
    expect(bits >>> 0).toBe(bits);
    const fraction = stream.uniform();
    expect(fraction >= 0 && fraction < 1 && Math.fround(fraction) === fraction).toBe(true);
    expect(stream.below(1)).toBe(0);
    const die = stream.below(6);
    expect(Number.isInteger(die) && die >= 0 && die < 6).toBe(true);
  }
});

// 99 degrees of freedom: χ² exceeds 161 once in 10,000 streams.
const ONE_IN_TEN_THOUSAND = 161;

test('is uniform along a stream', () => {
  const stream = randomStream(11, 'uniformity');
  const below = Array.from({ length: 100_000 }, () => stream.below(100));
  const uniform = Array.from({ length: 100_000 }, () => Math.floor(stream.uniform() * 100));
  expect(chiSquare(countClasses(below, 100))).toBeLessThan(ONE_IN_TEN_THOUSAND);
  expect(chiSquare(countClasses(uniform, 100))).toBeLessThan(ONE_IN_TEN_THOUSAND);
});

test('is uniform across neighbouring streams: the first numbers of each epoch, seed or step', () => {
  const firstPair = (stream: ReturnType<typeof randomStream>) => stream.below(10) * 10 + stream.below(10);
  const overEpochs = Array.from({ length: 20_000 }, (_, epoch) => firstPair(randomStream(0, 'shuffle', epoch)));
  const overSeeds = Array.from({ length: 20_000 }, (_, seed) => firstPair(randomStream(seed, 'shuffle', 0)));
  expect(chiSquare(countClasses(overEpochs, 100))).toBeLessThan(ONE_IN_TEN_THOUSAND);
  expect(chiSquare(countClasses(overSeeds, 100))).toBeLessThan(ONE_IN_TEN_THOUSAND);
});

test('refuses a name that is not made of words and integers', () => {
  expect(() => randomStream(0.1)).toThrow('seed is 0.1: give an integer.');
  expect(() => randomStream(0, 'epoch', Number.NaN)).toThrow(expect.objectContaining({ code: 'argument' }));
});

describe('a permutation', () => {
  test('has every index once', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer(), (size, seed) => {
        const sorted = permutation(size, randomStream(seed)).sort();
        expect([...sorted]).toEqual(Array.from({ length: size }, (_, index) => index));
      }),
    );
  });

  test('has every order equally often', () => {
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 24_000; draw++) {
      const order = permutation(4, randomStream(draw, 'order')).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // 23 degrees of freedom: exceeded once in 10,000 trials.
    expect(chiSquare([...counts.values()])).toBeLessThan(56);
  });
});
