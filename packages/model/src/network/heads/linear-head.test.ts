import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { forward } from '../../forward/forward.js';
import { createAdder } from '../create-adder.js';

const model = createAdder(
  { normalization: { mean: 0, std: 1 }, backbone: { type: 'mlp', hidden: [10] }, head: { type: 'linear' } },
  { seed: 1 },
);

test('one layer of 20 × 19 gives the sum', () => {
  expect(model.getLayer('sum').weights.map(({ shape }) => shape)).toEqual([[20, 19], [19]]);
  expect(model.getLayer('digit').getClassName()).toBe('Activation');
});

test('which suffices: 2s · digit + 2s · addend − s² is greatest at their sum', () => {
  const [digits, sums] = [tf.range(0, 10), tf.range(0, 19)];
  const twice = tf.mul<tf.Tensor2D>(tf.mul(2, tf.reshape(digits, [10, 1])), sums);
  model.getLayer('sum').setWeights([tf.concat([twice, twice]), tf.neg(tf.square(sums))]);
  // Pixel d of the image is lit where the digit is d, and the layers before hand it through.
  const identity = tf.pad2d(tf.eye(10), [
    [0, 774],
    [0, 0],
  ]);
  model.getLayer('dense_1').setWeights([identity, tf.zeros([10])]);
  model.getLayer('digit_logits').setWeights([tf.eye(10), tf.zeros([10])]);
  const image = tf.reshape<tf.Rank.R4>(
    tf.pad2d(tf.eye(10), [
      [0, 0],
      [0, 774],
    ]),
    [10, 28, 28, 1],
  );
  const { sum } = forward(model, { image, addend: 'all' });
  const expected = Array.from({ length: 100 }, (_, pair) => Math.floor(pair / 10) + (pair % 10));
  expect([...tf.argMax(sum, 1).dataSync()]).toEqual(expected);
});
