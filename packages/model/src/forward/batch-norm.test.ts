import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchNormByAverages, batchNormByBatch } from './batch-norm.js';

const settings = { epsilon: 1e-3, momentum: 0.9 };

function createWeights(channels: number) {
  const numbers = (from: number) => Float32Array.from({ length: channels }, (_, i) => from + 0.3 * i);
  return {
    gamma: tf.tensor1d(numbers(0.5)),
    beta: tf.tensor1d(numbers(-0.2)),
    movingMean: tf.variable(tf.tensor1d(numbers(0.1)), false),
    movingVariance: tf.variable(tf.tensor1d(numbers(0.7)), false),
  };
}

/** The same in ops that TensorFlow.js derives the gradient of by itself. */
function composed(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(
    x,
    x.shape.slice(0, -1).map((_, axis) => axis),
  );
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, settings.epsilon))), gamma), beta);
}

const close = (a: tf.Tensor, b: tf.Tensor, tolerance: number) => {
  expect(a.shape).toEqual(b.shape);
  expect(tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!).toBeLessThan(tolerance);
};

describe('batch normalisation', () => {
  test('by the batch has the value and the gradient of the composed formula', () => {
    const shape = fc.oneof(
      fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 4 })),
      fc.tuple(
        fc.integer({ min: 2, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
      ),
    );
    fc.assert(
      fc.property(shape, fc.nat(1000), (shape, seed) => {
        tf.tidy(() => {
          const x = tf.randomNormal(shape, 0.5, 1, 'float32', seed + 1);
          const dy = tf.randomNormal(shape, 0, 1, 'float32', seed + 2);
          const weights = createWeights(shape.at(-1)!);
          const { gamma, beta, movingMean, movingVariance } = weights;
          const ours = tf.valueAndGrads((x, gamma, beta) =>
            batchNormByBatch(x, { gamma: gamma, beta: beta, movingMean, movingVariance }, settings),
          )([x, gamma, beta], dy);
          const theirs = tf.valueAndGrads((x, gamma, beta) => composed(x, gamma, beta))([x, gamma, beta], dy);
          close(ours.value, theirs.value, 1e-4);
          ours.grads.forEach((gradient, i) => {
            // In relation to the size of the gradient, which a tiny deviation makes large.
            const size = 1 + tf.max(tf.abs(theirs.grads[i]!)).dataSync()[0]!;
            close(gradient, theirs.grads[i]!, 1e-3 * size);
          });
          movingMean.dispose();
          movingVariance.dispose();
        });
      }),
      { numRuns: 50 },
    );
  });

  test('in training gives and keeps what the layer of TensorFlow.js gives and keeps', () => {
    const x = tf.randomNormal([4, 3, 3, 2], 1, 2, 'float32', 5);
    const layer = layers.batchNormalization(settings);
    const expected = layer.apply(x, { training: true }) as tf.Tensor;
    const [, , mean, variance] = layer.getWeights();
    const weights = {
      gamma: tf.ones([2]),
      beta: tf.zeros([2]),
      movingMean: tf.variable(tf.zeros([2]), false),
      movingVariance: tf.variable(tf.ones([2]), false),
    };
    close(batchNormByBatch(x, weights, settings), expected, 1e-5);
    close(weights.movingMean, mean!, 1e-6);
    close(weights.movingVariance, variance!, 1e-6);
    close(batchNormByAverages(x, weights, settings.epsilon), layer.apply(x) as tf.Tensor, 1e-5);
  });

  test('keeps no tensor but its result', () => {
    const x = tf.randomNormal([4, 3], 1, 2, 'float32', 5);
    const weights = createWeights(3);
    const before = tf.memory().numTensors;
    const outputs = tf.tidy(() => [batchNormByBatch(x, weights, settings), batchNormByAverages(x, weights, 1e-3)]);
    expect(tf.memory().numTensors - before).toBe(2);
    tf.dispose(outputs);
    const gradients = tf.tidy(() =>
      tf.grads((x, gamma) => batchNormByBatch(x, { ...weights, gamma: gamma }, settings))([x, weights.gamma]),
    );
    expect(tf.memory().numTensors - before).toBe(2);
    tf.dispose(gradients);
  });
});
