import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { poolings, seeds } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { testPooling } from '../../test/pooling-cases.js';
import { AVG_POOL_KERNELS } from './avg-pool.js';

expectAllCompared(AVG_POOL_KERNELS);
testPooling(tf.avgPool);

test('average pooling', async () => {
  await fc.assert(
    fc.asyncProperty(poolings, seeds, async (p, seed) => {
      const x = example([p.batch, p.height, p.width, p.channels], seed);
      await compareWithEager({ x }, ({ x }) => ({ y: tf.avgPool(x as tf.Tensor4D, p.filter, p.strides, p.pad) }));
    }),
    { numRuns: 60 },
  );
});

test('the gradient of average pooling', async () => {
  await fc.assert(
    fc.asyncProperty(poolings, seeds, async (p, seed) => {
      const x = example([p.batch, p.height, p.width, p.channels], seed);
      await compareGradientsWithEager({ x }, ({ x }) => tf.avgPool(x as tf.Tensor4D, p.filter, p.strides, p.pad));
    }),
    { numRuns: 60 },
  );
});

test('average pooling of repeated numbers', async () => {
  await compareWithEager({}, () => ({ y: tf.avgPool(tf.ones<tf.Rank.R4>([1, 4, 4, 2]), 3, 1, 'same') }));
});
