import fc from 'fast-check';
import { expect, test } from 'vitest';

import { chiSquare } from '../../test/chi-square.js';
import { permutation } from './permutation.js';
import { randomStream } from './random-stream.js';

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
