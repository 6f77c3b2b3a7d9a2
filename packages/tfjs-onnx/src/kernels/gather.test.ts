import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeds, shapes, shapesWithAxis } from '../../test/arbitraries.js';
import {
  compareGradientsWithEager,
  compareWithEager,
  errorWith,
  example,
  expectAllCompared,
} from '../../test/against-eager.js';
import { record } from '../index.js';
import { GATHER_KERNELS } from './gather.js';

expectAllCompared(GATHER_KERNELS);

test('slices gathered along any axis, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(shapesWithAxis(1, 4), shapes(1, 1, 6), seeds, async ({ shape, axis }, picks, seed) => {
      const at = axis < 0 ? axis + shape.length : axis;
      const indices = example(picks, seed, { low: -0.49, high: shape[at]! - 0.51, dtype: 'int32' });
      const x = example(shape, seed + 1);
      await compareGradientsWithEager({ x, indices }, ({ x, indices }) => tf.gather(x, indices, at), ['x']);
    }),
    { numRuns: 30 },
  );
});

test('rows gathered by a matrix of indices', async () => {
  const examples = { x: example([5, 3], 1), indices: example([2, 4], 2, { low: 0, high: 4, dtype: 'int32' }) };
  await compareWithEager(examples, ({ x, indices }) => ({ y: tf.gather(x, indices as tf.Tensor2D) }));
});

test('gathering with batch dimensions is refused', () => {
  const inputs = { x: { shape: [2, 5] }, indices: { shape: [2, 3], dtype: 'int32' } } as const;
  expect(() => record(inputs, ({ x, indices }) => ({ y: tf.gather(x, indices, 1, 1) }))).toThrow(/GatherV2.*batch/);
});

test('one-hot vectors, which are all off for an index out of range', async () => {
  await fc.assert(
    fc.asyncProperty(shapes(1, 3), fc.integer({ min: 2, max: 6 }), seeds, async (shape, depth, seed) => {
      const indices = example(shape, seed, { low: -1, high: depth + 1, dtype: 'int32' });
      await compareWithEager({ indices }, ({ indices }) => ({
        floats: tf.oneHot(indices, depth, 1, 0, 'float32'),
        ints: tf.oneHot(indices, depth),
        smoothed: tf.oneHot(indices, depth, 0.9, 0.1, 'float32'),
      }));
    }),
    { numRuns: 15 },
  );
});

test('rows added into segments, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(shapes(1, 3, 6), fc.integer({ min: 1, max: 5 }), seeds, async (shape, segments, seed) => {
      const x = example(shape, seed);
      const ids = example([shape[0]!], seed + 1, { low: -1, high: segments, dtype: 'int32' });
      await compareWithEager({ x, ids }, ({ x, ids }) => ({
        y: tf.unsortedSegmentSum(x, ids as tf.Tensor1D, segments),
      }));
      const within = example([shape[0]!], seed + 1, { low: 0, high: segments - 1, dtype: 'int32' });
      await compareGradientsWithEager(
        { x, within },
        ({ x, within }) => tf.unsortedSegmentSum(x, within as tf.Tensor1D, segments),
        ['x'],
      );
    }),
    { numRuns: 20 },
  );
});

test('many rows added into few segments', async () => {
  const x = example([5000, 8], 1);
  const ids = example([5000], 2, { low: 0, high: 2, dtype: 'int32' });
  await compareWithEager({ x, ids }, ({ x, ids }) => ({ y: tf.unsortedSegmentSum(x, ids as tf.Tensor1D, 3) }), 1e-3);
});

test('batch dimensions are refused, also if they are counted from the last axis', () => {
  const inputs = { x: { shape: [2, 2] }, i: { shape: [2, 2], dtype: 'int32' } } as const;
  const gather = (batchDims: number) => () => record(inputs, ({ x, i }) => ({ y: tf.gather(x, i, 1, batchDims) }));
  expect(gather(-1)).toThrow(errorWith('unsupported-kernel'));
  expect(gather(-2)).not.toThrow();
});
