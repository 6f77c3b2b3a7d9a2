import { expect, test } from 'vitest';
import { freeName } from './free-name.js';

test('a name that is taken gets the next number', () => {
  const taken = new Set(['a', 'a (2)', 'b']);
  const free = (name: string) => freeName(name, (candidate) => taken.has(candidate));
  expect([free('a'), free('b'), free('c')]).toEqual(['a (3)', 'b (2)', 'c']);
});
