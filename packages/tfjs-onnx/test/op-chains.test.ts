import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { compareGradientsWithEager, example } from './against-eager.js';
import { seeds } from './arbitraries.js';

/** An op on images of any size, with a number that selects a variant of it. */
type ChainOp = (x: tf.Tensor4D, variant: number) => tf.Tensor;

/** Pseudo-random numbers that are part of the graph. */
const weights = (shape: readonly number[], variant: number) => {
  const { data } = example(shape, variant + 11);
  return tf.tensor(data, [...shape]);
};

const SMOOTH = [tf.tanh, tf.sigmoid, tf.square, (x: tf.Tensor) => tf.leakyRelu(x, 0.2), tf.neg, tf.elu];
const ORDERS = [
  [0, 2, 1, 3],
  [0, 3, 1, 2],
  [0, 2, 3, 1],
  [3, 1, 2, 0],
  [1, 0, 2, 3],
];

/** Ops that keep, change and mix layouts. */
const OPS: Readonly<Record<string, ChainOp>> = {
  add: (x, variant) => tf.add(x, weights(x.shape.slice(variant % 5), variant)),
  addColumn: (x, variant) => tf.add(weights([x.shape[0], 1, x.shape[2], 1], variant), x),
  avgPool: (x, variant) => tf.avgPool(x, [1 + (variant % 2), 1], 1, 'same'),
  concat: (x, variant) => tf.concat([x, tf.mul(x, 0.5), tf.zerosLike(x)], variant % 4),
  concatOther: (x, variant) => tf.concat([tf.transpose(tf.transpose(weights(x.shape, variant))), x], 3),
  conv: (x, variant) =>
    tf.conv2d(x, weights([1 + (variant % 3), 2, x.shape[3], 1 + (variant % 2)], variant) as tf.Tensor4D, 1, 'same'),
  depthwise: (x, variant) => tf.depthwiseConv2d(x, weights([2, 2, x.shape[3], 1], variant) as tf.Tensor4D, 1, 'same'),
  elementwise: (x, variant) => SMOOTH[variant % SMOOTH.length]!(x),
  matMul: (x, variant) => tf.matMul(x, weights([x.shape[3], 3], variant)),
  maxPool: (x, variant) => tf.maxPool(x, 2, 1 + (variant % 2), 'same'),
  multiply: (x, variant) => tf.mul(tf.reverse(x, variant % 4), x),
  normalise: (x) => {
    const { mean, variance } = tf.moments(x, [0, 1, 2], true);
    return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 0.1)));
  },
  pad: (x, variant) =>
    tf.pad(
      x,
      [0, 1, 2, 3].map((axis): [number, number] => (axis === variant % 4 ? [0, 1] : [0, 0])),
    ),
  reduce: (x, variant) => tf.sub(x, tf.mean(x, [variant % 4], true)),
  reduceAway: (x, variant) => tf.add(tf.expandDims(tf.sum(x, [variant % 4]), variant % 4), x),
  reshape: (x) => tf.reshape(x, [x.shape[0], x.shape[2], x.shape[3], x.shape[1]]),
  softmax: (x) => tf.softmax(x),
  split: (x, variant) => tf.stack(tf.unstack(tf.concat([x, x], variant % 4), variant % 4), variant % 4),
  slice: (x, variant) => {
    const axis = variant % 4;
    const size = x.shape.map((length, a) => (a === axis ? Math.max(1, length - 1) : length));
    return tf.slice(
      x,
      x.shape.map((length, a) => length - size[a]!),
      size,
    );
  },
  tile: (x, variant) =>
    tf.tile(
      x,
      [0, 1, 2, 3].map((axis) => (axis === variant % 4 ? 2 : 1)),
    ),
  transpose: (x, variant) => tf.transpose(x, ORDERS[variant % ORDERS.length]),
  where: (x, variant) => tf.where(tf.greater(weights(x.shape, variant), 0), x, tf.mul(x, -0.5)),
};

/** Images in a chain have at most this many elements. */
const MAX_SIZE = 600;

test('chains of ops on images, and their gradients', async () => {
  const links = fc.tuple(fc.constantFrom(...Object.keys(OPS)), fc.nat(60));
  const shapes = fc.tuple(...[3, 4, 4, 3].map((max) => fc.integer({ min: 1, max })));
  await fc.assert(
    fc.asyncProperty(shapes, fc.array(links, { minLength: 2, maxLength: 7 }), seeds, async (shape, chain, seed) => {
      const x = example(shape, seed);
      await compareGradientsWithEager(
        { x },
        ({ x }) =>
          chain.reduce((image, [name, variant]) => {
            const next = OPS[name]!(image as tf.Tensor4D, variant);
            return next.size > MAX_SIZE ? image : next;
          }, x),
        ['x'],
        1e-3,
      );
    }),
    { numRuns: 200 },
  );
});
