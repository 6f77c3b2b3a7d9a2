import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeds } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { POOL_KERNELS } from './pool.js';

expectAllCompared(POOL_KERNELS);

const upTo = (max: number) => fc.integer({ min: 1, max });

/** A pooling whose windows fit into the image and hold something each. */
const poolings = fc
  .record({
    batch: upTo(3),
    height: upTo(8),
    width: upTo(8),
    channels: upTo(3),
    filter: fc.tuple(upTo(4), upTo(4)),
    strides: fc.tuple(upTo(4), upTo(4)),
    tiling: fc.boolean(),
    pad: fc.constantFrom('valid' as const, 'same' as const, 0, 1),
  })
  .map(({ tiling, filter, strides, pad, ...rest }) => {
    // For numeric padding TensorFlow.js counts the columns as it counts the rows.
    const square = ([n]: [number, number]): [number, number] => [n, n];
    const window = typeof pad === 'number' ? square(filter) : filter;
    const step = typeof pad === 'number' ? square(strides) : strides;
    return { ...rest, filter: window, strides: tiling ? window : step, pad };
  })
  .filter(
    ({ height, width, filter: [rows, columns], pad }) => height >= rows && width >= columns && (pad !== 1 || rows > 1),
  );

test('greatest elements of windows, and the gradient', async () => {
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
    for (const pool of [tf.maxPool, tf.avgPool]) {
      const rounded = ({ x }: Record<'x', tf.Tensor>) => pool(x as tf.Tensor4D, 3, 2, 0, mode);
      const x = example([1, 8, 8, 2], 1);
      await compareWithEager({ x }, (tensors) => ({ y: rounded(tensors) }));
      const gradient = compareGradientsWithEager({ x }, rounded);
      if (mode === 'floor') await gradient;
      else await expect(gradient).rejects.toThrow(/PoolGrad.*dimRoundingMode/);
    }
  }
});

test('poolings over the whole image, and their gradients', async () => {
  await compareGradientsWithEager({ x: example([2, 5, 4, 3], 1) }, ({ x }) =>
    tf.concat([
      tf.mean(x, [1, 2]),
      tf.max(x, [1, 2]),
      tf.reshape(tf.avgPool(x as tf.Tensor4D, [5, 4], 1, 'valid'), [2, 3]),
      tf.reshape(tf.maxPool(x as tf.Tensor4D, [5, 4], 1, 'valid'), [2, 3]),
    ]),
  );
});

test('poolings of integers and repeated numbers', async () => {
  const i = example([1, 4, 4, 2], 1, { low: -9, high: 9, dtype: 'int32' });
  await compareWithEager({ i }, ({ i }) => ({
    integers: tf.maxPool(i as tf.Tensor4D, 2, 2, 'same'),
    ones: tf.avgPool(tf.ones<tf.Rank.R4>([1, 4, 4, 2]), 3, 1, 'same'),
  }));
});
