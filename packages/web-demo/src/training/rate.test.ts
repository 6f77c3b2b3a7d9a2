import { expect, test } from 'vitest';
import { createRate } from './rate.js';

test('a rate is that of the last seconds, without what came before the first count', () => {
  const rate = createRate();
  expect(rate.perSecond()).toBeUndefined();
  // A first step that waits for a compiler.
  rate.add(100, 256);
  expect(rate.perSecond()).toBeUndefined();
  rate.add(100.5, 256);
  expect(rate.perSecond()).toBeUndefined();
  rate.add(101, 256);
  expect(rate.perSecond()).toBe(512);
  for (let second = 102; second <= 120; second++) rate.add(second, 100);
  expect(rate.perSecond()).toBe(100);
});

test('what stands still is not as fast as it was', () => {
  const rate = createRate();
  rate.add(0, 100);
  rate.add(1, 100);
  rate.add(60, 100);
  expect(rate.perSecond()).toBeLessThan(4);
});
