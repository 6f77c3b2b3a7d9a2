import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { poolings, seeds } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { testPooling } from '../../test/pooling-cases.js';
import { MAX_POOL_KERNELS } from './max-pool.js';

expectAllCompared(MAX_POOL_KERNELS);
testPooling(tf.maxPool);

test('max pooling, and its gradient', async () => {
  await fc.assert(
    fc.asyncProperty(poolings, seeds, async (p, seed) => {
      const x = example([p.batch, p.height, p.width, p.channels], seed);
      await compareGradientsWithEager({ x }, ({ x }) => tf.maxPool(x as tf.Tensor4D, p.filter, p.strides, p.pad));
    }),
    { numRuns: 80 },
  );
});

test('the first of equal elements takes the gradient', async () => {
  await fc.assert(
    fc.asyncProperty(poolings, seeds, async (p, seed) => {
      const x = example([p.batch, p.height, p.width, p.channels], seed, { low: -1, high: 1, step: 1 });
      await compareGradientsWithEager({ x }, ({ x }) => tf.maxPool(x as tf.Tensor4D, p.filter, p.strides, p.pad));
    }),
    { numRuns: 80 },
  );
});

test('max pooling of integers', async () => {
  const i = example([1, 4, 4, 2], 1, { low: -9, high: 9, dtype: 'int32' });
  await compareWithEager({ i }, ({ i }) => ({ y: tf.maxPool(i as tf.Tensor4D, 2, 2, 'same') }));
});
