import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { poolings, seeds } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { AVG_POOL_KERNELS } from './avg-pool.js';

expectAllCompared(AVG_POOL_KERNELS);

test('means of windows', async () => {
  await fc.assert(
    fc.asyncProperty(poolings, seeds, async (p, seed) => {
      const x = example([p.batch, p.height, p.width, p.channels], seed);
      await compareWithEager({ x }, ({ x }) => ({ y: tf.avgPool(x as tf.Tensor4D, p.filter, p.strides, p.pad) }));
    }),
    { numRuns: 60 },
  );
});

test('the gradient of means of windows', async () => {
  await fc.assert(
    fc.asyncProperty(poolings, seeds, async (p, seed) => {
      const x = example([p.batch, p.height, p.width, p.channels], seed);
      await compareGradientsWithEager({ x }, ({ x }) => tf.avgPool(x as tf.Tensor4D, p.filter, p.strides, p.pad));
    }),
    { numRuns: 60 },
  );
});

test('rounding of the output size', async () => {
  for (const mode of ['floor', 'round', 'ceil'] as const) {
    const rounded = ({ x }: Record<'x', tf.Tensor>) => tf.avgPool(x as tf.Tensor4D, 3, 2, 0, mode);
    const x = example([1, 8, 8, 2], 1);
    await compareWithEager({ x }, (tensors) => ({ y: rounded(tensors) }));
    const gradient = compareGradientsWithEager({ x }, rounded);
    if (mode === 'floor') await gradient;
    else await expect(gradient).rejects.toThrow(/PoolGrad.*dimRoundingMode/);
  }
});

test('a window as large as the image, and its gradient', async () => {
  await compareGradientsWithEager({ x: example([2, 5, 4, 3], 1) }, ({ x }) =>
    tf.avgPool(x as tf.Tensor4D, [5, 4], 1, 'valid'),
  );
});

test('repeated numbers', async () => {
  await compareWithEager({}, () => ({ y: tf.avgPool(tf.ones<tf.Rank.R4>([1, 4, 4, 2]), 3, 1, 'same') }));
});

test('images that have just been padded, which ONNX Runtime would make part of the pooling', async () => {
  for (const [edge, size, padding] of [
    [1, 3, 'valid'],
    [3, 3, 'valid'],
    [1, 3, 'same'],
    [1, 1, 'same'],
    [2, 3, 1],
  ] as const) {
    await compareGradientsWithEager({ x: example([1, 5, 5, 1], 1, { low: -2, high: -1 }) }, ({ x }) => {
      // The first pooling makes the channels come first.
      const images = tf.avgPool(x as tf.Tensor4D, 2, 1, 'valid');
      return tf.avgPool(
        tf.pad(images, [
          [0, 0],
          [edge, edge],
          [edge, edge],
          [0, 0],
        ]),
        size,
        1,
        padding,
      );
    });
  }
});
