import { describe, expect, test } from 'vitest';
import { learningRateAt } from './learning-rate.js';

const oneCycle = { type: 'one-cycle', peak: 0.01, warmup: 0.3, initialDivisor: 25, finalDivisor: 1e4 } as const;

describe('learningRateAt', () => {
  test('a constant rate is the same at every step', () => {
    const constant = { type: 'constant', rate: 0.003 } as const;
    expect([0, 17, 99].map((step) => learningRateAt(constant, step, 100))).toEqual([0.003, 0.003, 0.003]);
  });

  test('one cycle goes in cosine arcs: half the way at half the time', () => {
    // The peak is at step 0.2 · 10 − 1, the end at step 9, as in PyTorch's OneCycleLR.
    const rates = Array.from({ length: 10 }, (_, step) => learningRateAt({ ...oneCycle, warmup: 0.2 }, step, 10));
    expect(rates[0]).toBeCloseTo(0.01 / 25, 12);
    expect(rates[1]).toBeCloseTo(0.01, 12);
    expect(rates[3]).toBeCloseTo(4e-8 + ((0.01 - 4e-8) * (1 + Math.SQRT1_2)) / 2, 12);
    expect(rates[5]).toBeCloseTo((0.01 + 4e-8) / 2, 12);
    expect(rates[9]).toBeCloseTo(0.01 / 25 / 1e4, 12);
    expect(learningRateAt(oneCycle, 1, 10)).toBeCloseTo((0.0004 + 0.01) / 2, 12);
  });

  test('one cycle rises to its peak and falls to its end', () => {
    const rates = Array.from({ length: 561 }, (_, step) => learningRateAt(oneCycle, step, 561));
    const top = rates.indexOf(Math.max(...rates));
    expect(top).toBeGreaterThan(0.29 * 561);
    expect(top).toBeLessThan(0.31 * 561);
    expect(rates.every((rate, i) => i === 0 || (i <= top ? rate >= rates[i - 1]! : rate < rates[i - 1]!))).toBe(true);
  });

  test('a run of one step has a rate', () => {
    expect(learningRateAt(oneCycle, 0, 1)).toBeGreaterThan(0);
    expect(learningRateAt(oneCycle, 0, 1)).toBeLessThanOrEqual(0.01);
  });
});
