import { expect, test } from 'vitest';
import { batchMetrics } from './metrics.js';

const gradient = { gradientNorm: 5, gradientNorms: Float32Array.of(3, 4) };

test('counts become fractions of the pairs', () => {
  const values = { loss: 3, digitLoss: 1, sumLoss: 2, digitCorrect: 40, sumCorrect: 20, ...gradient };
  expect(batchMetrics(values, { digits: 80, sums: 80 })).toEqual({
    loss: 3,
    digitLoss: 1,
    sumLoss: 2,
    digitAccuracy: 0.5,
    sumAccuracy: 0.25,
  });
});

test('of a network that reads digits only there are no sums', () => {
  const metrics = batchMetrics({ loss: 1, digitLoss: 1, digitCorrect: 2, ...gradient }, { digits: 8, sums: 8 });
  expect(metrics).toEqual({ loss: 1, digitLoss: 1, digitAccuracy: 0.25 });
});
