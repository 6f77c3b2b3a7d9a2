import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipGradients, gradientNorms } from './gradient-norms.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const gradients = () => ({
  kernel: tf.tensor2d([
    [1, -2],
    [2, 4],
  ]),
  bias: tf.tensor1d([12, 0]),
});

test('norms of each gradient, and of all as one vector', () => {
  const { each, all } = gradientNorms(Object.values(gradients()));
  expect([...each.dataSync()]).toEqual([5, 12]);
  expect([...all.dataSync()]).toEqual([13]);
});

test('one element that is not finite shows in its norm, and in no other', () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    const { each, all } = gradientNorms([tf.tensor1d([3, 4]), tf.tensor1d([0, value, 1]), tf.scalar(1)]);
    const norms = [...each.dataSync()];
    expect(norms.map(Number.isFinite)).toEqual([true, false, true]);
    expect(all.dataSync()[0]).not.toBeLessThan(Infinity);
  }
});

describe('clipping', () => {
  const clipped = (maxNorm: number) =>
    Object.values(clipGradients(gradients(), tf.scalar(13), maxNorm)).map((gradient) => [...gradient.dataSync()]);

  test('a longer gradient is shortened to the norm, in its direction: PyTorch’s clip_grad_norm_', () => {
    const factor = 6.5 / (13 + 1e-6);
    const expected = [[1, -2, 2, 4].map((g) => g * factor), [12 * factor, 0]];
    for (const [i, values] of clipped(6.5).entries()) {
      for (const [j, value] of values.entries()) expect(value).toBeCloseTo(expected[i]![j]!, 5);
    }
  });

  test('a shorter one stays as it is, to the bit', () => {
    expect(clipped(13.1)).toEqual([
      [1, -2, 2, 4],
      [12, 0],
    ]);
  });

  test('a gradient of zero stays zero', () => {
    const { w } = clipGradients({ w: tf.zeros([2]) }, tf.scalar(0), 1);
    expect([...w!.dataSync()]).toEqual([0, 0]);
  });
});
