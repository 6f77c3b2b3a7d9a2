import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { seeds, shapes, shapesWithAxes } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { SLICE_KERNELS } from './slice.js';

expectAllCompared(SLICE_KERNELS);

test('slices, and their gradients', async () => {
  const slices = shapes(1, 4).chain((shape) =>
    fc.tuple(...shape.map((length) => fc.tuple(fc.nat(length - 1), fc.nat(length - 1)))).map((ends) => ({
      shape,
      begin: ends.map(([a, b]) => Math.min(a, b)),
      size: ends.map(([a, b]) => Math.abs(a - b) + 1),
    })),
  );
  await fc.assert(
    fc.asyncProperty(slices, seeds, async ({ shape, begin, size }, seed) => {
      await compareGradientsWithEager({ x: example(shape, seed) }, ({ x }) => tf.slice(x, begin, size));
    }),
    { numRuns: 20 },
  );
});

test('slices with strides, also negative ones', async () => {
  const slices = shapes(1, 4, 6).chain((shape) =>
    fc
      .tuple(
        ...shape.map((length) =>
          fc.tuple(
            fc.integer({ min: -length, max: length - 1 }),
            fc.integer({ min: -length - 1, max: length }),
            fc.constantFrom(-3, -2, -1, 1, 2, 3),
          ),
        ),
        fc.tuple(fc.nat(15), fc.nat(15)),
      )
      .map((parts) => ({ shape, ends: parts.slice(0, -1), masks: parts.at(-1)! })),
  );
  await fc.assert(
    fc.asyncProperty(slices, seeds, async ({ shape, ends, masks }, seed) => {
      const [begin, end, strides] = [0, 1, 2].map((part) => ends.map((each) => each[part]!));
      const sliced = (x: tf.Tensor) => tf.stridedSlice(x, begin!, end!, strides, masks[0], masks[1]);
      const info = tf.slice_util.sliceInfo(shape, begin!, end!, strides!, masks[0], masks[1], 0, 0, 0);
      fc.pre(info.finalShapeSparse.every((length) => length > 0));
      await compareWithEager({ x: example(shape, seed) }, ({ x }) => ({
        y: sliced(x),
        ofConstant: sliced(tf.ones(shape)),
      }));
    }),
    { numRuns: 40 },
  );
});

test('slices that add and drop axes', async () => {
  await compareWithEager({ x: example([2, 3, 4, 5], 1) }, ({ x }) => ({
    dropped: tf.stridedSlice(x, [1, 0, 1, 2], [2, 2, 4, 3], [1, 1, 1, 1], 0, 0, 0, 0, 9),
    ellipsis: tf.stridedSlice(x, [1, 0, 1], [2, 0, 4], [1, 1, 2], 0, 0, 2),
    newAxis: tf.stridedSlice(x, [0, 0, 1], [2, 0, 3], [1, 1, 1], 0, 0, 0, 2),
  }));
});

test('reversed axes, and the gradient', async () => {
  await fc.assert(
    fc.asyncProperty(shapesWithAxes(1, 4), seeds, async ({ shape, axes }, seed) => {
      await compareGradientsWithEager({ x: example(shape, seed) }, ({ x }) => tf.reverse(x, axes));
      await compareWithEager({ x: example(shape, seed) }, () => ({ y: tf.reverse(tf.ones(shape), axes) }));
    }),
    { numRuns: 15 },
  );
});

test('unstacked tensors, and the gradients', async () => {
  await fc.assert(
    // TensorFlow.js has no gradient of unstacking a single tensor.
    fc.asyncProperty(
      shapes(0, 3),
      fc.integer({ min: 2, max: 4 }),
      fc.nat(3),
      seeds,
      async (rest, count, place, seed) => {
        const axis = Math.min(place, rest.length);
        const x = example([...rest.slice(0, axis), count, ...rest.slice(axis)], seed);
        await compareGradientsWithEager({ x }, ({ x }) => tf.stack(tf.unstack(x, axis).reverse()));
        await compareWithEager({ x }, ({ x }) => ({ y: tf.stack(tf.unstack(x, axis - x.rank), 0) }));
      },
    ),
    { numRuns: 15 },
  );
});

test('split tensors, and the gradients', async () => {
  const x = example([4, 6, 3], 1);
  await compareGradientsWithEager({ x }, ({ x }) => {
    const [a, b, c] = tf.split(x, [1, 3, 2], 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const [d, e] = tf.split(x, 2, 0) as [tf.Tensor, tf.Tensor];
    return tf.concat([a, b, c, tf.mul(a, 2), d, e].map((part) => tf.reshape(part, [-1])));
  });
});
