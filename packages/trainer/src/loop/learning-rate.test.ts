import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learningRateSchema } from '../recipe/learning-rate-schema.js';
import type { LearningRateSettings } from '../recipe/learning-rate-settings.js';
import { learningRateAt } from './learning-rate.js';

type Input = Parameters<typeof learningRateSchema.parse>[0];

const parsed = (settings: Input): LearningRateSettings => learningRateSchema.parse(settings);

/** The rates of every step of a run. */
const ratesOf = (settings: Input, steps: number, stepsPerEpoch = steps) =>
  Array.from({ length: steps }, (_, step) => learningRateAt(parsed(settings), step, steps, stepsPerEpoch));

function expectClose(actual: readonly number[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, rate] of expected.entries()) expect(actual[i]).toBeCloseTo(rate, 12);
}

describe('a constant rate', () => {
  test('is the same at every step, to the last bit', () => {
    expect(new Set(ratesOf({ type: 'constant', rate: 0.003 }, 100))).toEqual(new Set([0.003]));
  });

  test('after a warm-up in equal steps, which takes its part of the run', () => {
    const rates = ratesOf({ type: 'constant', rate: 0.5, warmup: 0.4 }, 10);
    expectClose(rates, [0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  });
});

describe('a rate that falls in steps', () => {
  test('falls after every so many epochs, and then no more until as many have gone', () => {
    // Five epochs of two steps.
    const rates = ratesOf({ type: 'step', rate: 1, every: 2, factor: 0.5 }, 10, 2);
    expectClose(rates, [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25]);
  });

  test('falls to a tenth where nothing else is said, and counts its epochs from the start of the run', () => {
    const rates = ratesOf({ type: 'step', rate: 1, every: 1, warmup: 0.5 }, 6, 3);
    expectClose(rates, [0.25, 0.5, 0.75, 0.1, 0.1, 0.1]);
  });
});

describe('a cosine', () => {
  test('is PyTorch’s CosineAnnealingLR: final + (rate − final) · (1 + cos(πt/T)) / 2', () => {
    const rates = ratesOf({ type: 'cosine', rate: 0.1, final: 0.02 }, 4);
    const at = (t: number) => 0.02 + (0.08 * (1 + Math.cos((Math.PI * t) / 4))) / 2;
    expectClose(rates, [0.1, at(1), 0.06, at(3)]);
  });

  test('goes over what the warm-up leaves of the run', () => {
    const rates = ratesOf({ type: 'cosine', rate: 0.3, warmup: 0.5 }, 4);
    expectClose(rates, [0.1, 0.2, 0.3, 0.15]);
  });

  test('ends no higher than it begins', () => {
    expect(learningRateSchema.safeParse({ type: 'cosine', rate: 0.1, final: 0.2 }).success).toBe(false);
  });
});

describe('one cycle', () => {
  const oneCycle = { type: 'one-cycle', peak: 0.01 } as const;

  test('goes in cosine arcs: half the way at half the time', () => {
    // The peak is at step 0.2 · 10 − 1, the end at step 9, as in PyTorch's OneCycleLR.
    const rates = ratesOf({ ...oneCycle, warmup: 0.2 }, 10);
    expect(rates[0]).toBeCloseTo(0.01 / 25, 12);
    expect(rates[1]).toBeCloseTo(0.01, 12);
    expect(rates[3]).toBeCloseTo(4e-8 + ((0.01 - 4e-8) * (1 + Math.SQRT1_2)) / 2, 12);
    expect(rates[5]).toBeCloseTo((0.01 + 4e-8) / 2, 12);
    expect(rates[9]).toBeCloseTo(0.01 / 25 / 1e4, 12);
    expect(ratesOf(oneCycle, 10)[1]).toBeCloseTo((0.0004 + 0.01) / 2, 12);
  });

  test('rises to its peak and falls to its end', () => {
    const rates = ratesOf(oneCycle, 561);
    const top = rates.indexOf(Math.max(...rates));
    expect(top).toBeGreaterThan(0.29 * 561);
    expect(top).toBeLessThan(0.31 * 561);
    expect(rates.every((rate, i) => i === 0 || (i <= top ? rate >= rates[i - 1]! : rate < rates[i - 1]!))).toBe(true);
  });
});

test('every step of every run has a rate, above zero and at most the greatest that was asked for', () => {
  const warmup = fc.double({ min: 0, max: 1, noNaN: true });
  const settings = fc.oneof(
    fc.record({ type: fc.constant('constant'), rate: fc.constant(0.1), warmup }),
    fc.record({ type: fc.constant('step'), rate: fc.constant(0.1), every: fc.integer({ min: 1, max: 9 }), warmup }),
    fc.record({ type: fc.constant('cosine'), rate: fc.constant(0.1), warmup }),
    fc.record({ type: fc.constant('one-cycle'), peak: fc.constant(0.1), warmup }),
  );
  fc.assert(
    fc.property(
      settings,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      (input, epochs, perEpoch) => {
        for (const rate of ratesOf(input, epochs * perEpoch, perEpoch)) {
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThanOrEqual(0.1 * (1 + 1e-12));
        }
      },
    ),
  );
});
