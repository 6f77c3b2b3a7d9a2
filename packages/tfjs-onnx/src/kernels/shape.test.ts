import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { seeds, shapes, shapesWithAxis } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { SHAPE_KERNELS } from './shape.js';

expectAllCompared(SHAPE_KERNELS);

test('transposed tensors, and the gradient', async () => {
  const permuted = shapes(1, 5, 3).chain((shape) =>
    fc
      .shuffledSubarray(
        shape.map((_, axis) => axis),
        { minLength: shape.length },
      )
      .map((perm) => ({ shape, perm })),
  );
  await fc.assert(
    fc.asyncProperty(permuted, seeds, async ({ shape, perm }, seed) => {
      await compareGradientsWithEager({ x: example(shape, seed) }, ({ x }) => tf.transpose(x, perm));
    }),
    { numRuns: 20 },
  );
});

test('reshaped tensors, and the gradient', async () => {
  const x = example([2, 3, 4], 1);
  await compareGradientsWithEager({ x }, ({ x }) =>
    tf.reshape(tf.transpose(tf.reshape(x, [4, -1]), [1, 0]), [3, 2, 4]),
  );
  await compareWithEager({ x }, ({ x }) => ({
    copy: tf.clone(x),
    expanded: tf.expandDims(x, 1),
    expandedAtTheEnd: tf.expandDims(x, -1),
    squeezed: tf.squeeze(tf.reshape(x, [1, 24, 1])),
    flat: tf.reshape(x, [-1]),
    ofConstant: tf.reshape(tf.ones([2, 3]), [3, 2]),
  }));
});

test('concatenated tensors, and the gradients', async () => {
  await fc.assert(
    fc.asyncProperty(shapesWithAxis(1, 4), shapes(1, 3), seeds, async ({ shape, axis }, lengths, seed) => {
      const at = axis < 0 ? axis + shape.length : axis;
      const parts = lengths.map((length, i) => {
        const partShape = shape.map((other, a) => (a === at ? length : other));
        return [`part${i}`, example(partShape, seed + i)] as const;
      });
      await compareGradientsWithEager(Object.fromEntries(parts), (tensors) => tf.concat(Object.values(tensors), axis));
      await compareWithEager(Object.fromEntries(parts), (tensors) => {
        const withConstants = Object.values(tensors).flatMap((part) => [part, tf.onesLike(part)]);
        return { y: tf.concat(withConstants, axis) };
      });
    }),
    { numRuns: 20 },
  );
});

test('stacked tensors, and the gradients', async () => {
  await fc.assert(
    fc.asyncProperty(shapesWithAxis(1, 3), seeds, async ({ shape, axis }, seed) => {
      const examples = { a: example(shape, seed), b: example(shape, seed + 1) };
      const at = axis < 0 ? axis + shape.length : axis;
      await compareGradientsWithEager(examples, ({ a, b }) => tf.stack([a, b, a], at));
      await compareWithEager(examples, ({ a, b }) => ({ y: tf.stack([a, tf.onesLike(b), b], axis) }));
    }),
    { numRuns: 15 },
  );
});

test('padding, and its gradient', async () => {
  const padded = shapes(1, 4).chain((shape) =>
    fc.tuple(...shape.map(() => fc.tuple(fc.nat(2), fc.nat(2)))).map((paddings) => ({ shape, paddings })),
  );
  await fc.assert(
    fc.asyncProperty(padded, fc.constantFrom(0, -1.5), seeds, async ({ shape, paddings }, constant, seed) => {
      const examples = { x: example(shape, seed), i: example(shape, seed, { low: -5, high: 5, dtype: 'int32' }) };
      await compareGradientsWithEager(examples, ({ x }) => tf.pad(x, paddings, constant), ['x']);
      await compareWithEager(examples, ({ i }) => ({
        integers: tf.pad(i, paddings),
        truth: tf.pad(tf.greater(i, 0), paddings),
        ofConstant: tf.pad(tf.ones(shape), paddings, constant),
      }));
    }),
    { numRuns: 15 },
  );
});

test('tiled tensors, and the gradient', async () => {
  const tiled = shapes(1, 4, 3).chain((shape) =>
    fc.tuple(...shape.map(() => fc.integer({ min: 1, max: 3 }))).map((reps) => ({ shape, reps })),
  );
  await fc.assert(
    fc.asyncProperty(tiled, seeds, async ({ shape, reps }, seed) => {
      await compareGradientsWithEager({ x: example(shape, seed) }, ({ x }) => tf.tile(x, reps));
      await compareWithEager({ x: example(shape, seed) }, () => ({ ofConstant: tf.tile(tf.ones(shape), reps) }));
    }),
    { numRuns: 15 },
  );
});

test('broadcasting, and its gradient', async () => {
  const examples = { x: example([3, 1, 2], 1), s: example([], 2) };
  await compareGradientsWithEager(examples, ({ x, s }) => tf.add(tf.broadcastTo(x, [4, 3, 5, 2]), s));
  await compareWithEager(examples, ({ s }) => ({
    scalar: tf.broadcastTo(s, [2, 3]),
    ofConstant: tf.broadcastTo(tf.ones([1, 3]), [2, 3]),
  }));
});

test('tensors without elements', async () => {
  await compareWithEager({ x: example([2, 3], 1) }, ({ x }) => {
    const none = tf.slice(x, [0, 0], [0, 3]);
    return { none, joined: tf.concat([none, x, none]), twice: tf.concat([none, none], 0) };
  });
});

test('gradients of tensors without elements', async () => {
  const empty = { shape: [0, 3], data: new Float32Array() };
  await compareGradientsWithEager({ empty, x: example([2, 3], 1) }, ({ empty, x }) =>
    tf.concat([
      tf.reshape(tf.expandDims(empty, 1), [-1]),
      tf.reshape(
        tf.pad(tf.concat([empty, x]), [
          [0, 1],
          [0, 0],
        ]),
        [-1],
      ),
    ]),
  );
});
