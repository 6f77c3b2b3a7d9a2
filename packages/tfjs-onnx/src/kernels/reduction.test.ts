import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { seeds, shapesWithAxes, shapesWithAxis } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { REDUCTION_KERNELS } from './reduction.js';

expectAllCompared(REDUCTION_KERNELS);

const flat = (tensors: readonly tf.Tensor[]) => tf.concat(tensors.map((tensor) => tf.reshape(tensor, [-1])));

test('reductions over any axes, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(shapesWithAxes(1, 4), fc.boolean(), seeds, async ({ shape, axes }, keepDims, seed) => {
      const x = example(shape, seed, { low: 0.5, high: 2 });
      await compareGradientsWithEager({ x }, ({ x }) =>
        flat([
          tf.sum(x, axes, keepDims),
          tf.mean(x, axes, keepDims),
          tf.max(x, axes, keepDims),
          tf.min(x, axes, keepDims),
          tf.logSumExp(x, axes, keepDims),
          tf.norm(x, 2, axes[0], keepDims),
          tf.moments(x, axes, keepDims).variance,
        ]),
      );
      await compareWithEager({ x }, ({ x }) => ({
        max: tf.max(x, axes, keepDims),
        mean: tf.mean(x, axes, keepDims),
        prod: tf.prod(x, axes, keepDims),
        sum: tf.sum(x, axes, keepDims),
      }));
    }),
    { numRuns: 30 },
  );
});

test('reductions of integers and booleans', async () => {
  await fc.assert(
    fc.asyncProperty(shapesWithAxes(1, 4), fc.boolean(), seeds, async ({ shape, axes }, keepDims, seed) => {
      const examples = {
        i: example(shape, seed, { low: -5, high: 5, dtype: 'int32' }),
        b: example(shape, seed + 1, { dtype: 'bool' }),
        // Products of larger numbers overflow int32, differently in each runtime.
        signs: example(shape, seed + 2, { low: -1.4, high: 1.4, dtype: 'int32' }),
      };
      await compareWithEager(examples, ({ i, b, signs }) => ({
        all: tf.all(b, axes, keepDims),
        any: tf.any(b, axes, keepDims),
        count: tf.sum(b, axes, keepDims),
        share: tf.mean(b, axes, keepDims),
        sum: tf.sum(i, axes, keepDims),
        mean: tf.mean(i, axes, keepDims),
        max: tf.max(i, axes, keepDims),
        min: tf.min(i, axes, keepDims),
        prod: tf.prod(signs, axes, keepDims),
      }));
    }),
    { numRuns: 20 },
  );
});

test('reductions of all axes, of scalars and of repeated numbers', async () => {
  const examples = {
    s: example([], 1),
    x: example([2, 3], 2),
    i: example([2, 3], 3, { low: 2, high: 9, dtype: 'int32' }),
  };
  await compareWithEager(examples, ({ s, x, i }) => ({
    sumOfScalar: tf.sum(s),
    meanOfScalar: tf.mean(s),
    sum: tf.sum(x),
    mean: tf.mean(x),
    max: tf.max(x),
    min: tf.min(x),
    prod: tf.prod(x),
    prodOfIntegers: tf.prod(i),
    all: tf.all(tf.greater(x, 0)),
    kept: tf.mean(x, undefined, true),
    sumOfOnes: tf.sum(tf.ones([3, 4]), 1),
    sumOfTruth: tf.sum(tf.cast(tf.ones([3, 4]), 'bool')),
    meanOfTwos: tf.mean(tf.fill([3, 4], 2), [0], true),
    maxOfTwos: tf.max(tf.fill([3, 4], 2), 1),
    allOfOnes: tf.all(tf.cast(tf.ones([2]), 'bool')),
  }));
});

test('the index of the maximum and minimum, the first of equal ones', async () => {
  await fc.assert(
    fc.asyncProperty(shapesWithAxis(1, 4), seeds, fc.boolean(), async ({ shape, axis }, seed, integers) => {
      const x = example(shape, seed, { low: -1, high: 1, step: 1, dtype: integers ? 'int32' : 'float32' });
      await compareWithEager({ x }, ({ x }) => ({ max: tf.argMax(x, axis), min: tf.argMin(x, axis) }));
    }),
    { numRuns: 20 },
  );
});

test('softmax and its logarithm, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(shapesWithAxis(1, 4), seeds, async ({ shape }, seed) => {
      const x = example(shape, seed, { low: -5, high: 5 });
      await compareGradientsWithEager({ x }, ({ x }) => tf.concat([tf.softmax(x), tf.logSoftmax(x)]));
      await compareWithEager({ x }, ({ x }) => ({
        softmaxOfEqual: tf.softmax(tf.zerosLike(x)),
        cold: tf.logSoftmax(tf.mul(x, 100)),
      }));
    }),
    { numRuns: 15 },
  );
});

test('softmax cross entropy and its gradient', async () => {
  const examples = {
    logits: example([6, 10], 1, { low: -9, high: 9 }),
    labels: example([6, 10], 2, { low: 0, high: 1 }),
  };
  await compareGradientsWithEager(examples, ({ logits, labels }) => tf.losses.softmaxCrossEntropy(labels, logits), [
    'logits',
  ]);
});

test('cumulative sums, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(
      shapesWithAxis(1, 4),
      fc.boolean(),
      fc.boolean(),
      seeds,
      async ({ shape, axis }, exclusive, reverse, seed) => {
        const x = example(shape, seed);
        // TensorFlow.js's cpu kernel is wrong for negative axes, and its gradient for all axes but the last.
        const at = axis < 0 ? axis + shape.length : axis;
        await compareWithEager({ x }, ({ x }) => ({ y: tf.cumsum(x, at, exclusive, reverse) }));
        await compareGradientsWithEager({ x }, ({ x }) => tf.cumsum(x, shape.length - 1, exclusive, reverse));
      },
    ),
    { numRuns: 15 },
  );
});
