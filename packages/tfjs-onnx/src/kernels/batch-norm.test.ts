import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { seeds, shapes } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { BATCH_NORM_KERNELS } from './batch-norm.js';

expectAllCompared(BATCH_NORM_KERNELS);

test('normalisation with given statistics, and its gradients', async () => {
  await fc.assert(
    fc.asyncProperty(shapes(2, 4), seeds, async (shape, seed) => {
      const channels = [shape.at(-1)!];
      const examples = {
        x: example(shape, seed),
        mean: example(channels, seed + 1),
        variance: example(channels, seed + 2, { low: 0.5, high: 2 }),
        offset: example(channels, seed + 3),
        scale: example(channels, seed + 4),
      };
      await compareGradientsWithEager(examples, ({ x, mean, variance, offset, scale }) =>
        tf.batchNorm(
          x,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
          1e-3,
        ),
      );
    }),
    { numRuns: 20 },
  );
});

test('normalisation without scale and offset', async () => {
  const examples = {
    x: example([2, 3, 3, 4], 1),
    mean: example([4], 2),
    variance: example([4], 3, { low: 0.5, high: 2 }),
  };
  await compareWithEager(examples, ({ x, mean, variance }) => ({
    y: tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D),
  }));
});
