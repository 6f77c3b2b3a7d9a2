import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
// Brings the gradients.
import '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { registerComposedKernels } from './composed-kernels.js';

/** The results of all composed kernels for the same random numbers on a backend. */
async function valuesOn(backend: string): Promise<number[][]> {
  await tf.setBackend(backend);
  const x = tf.randomUniform([2, 9, 8, 3], -1, 1, 'float32', 1);
  const filter = tf.randomUniform([2, 3, 3, 4], -1, 1, 'float32', 2);
  const labels = tf.tensor1d([3, 0, 2], 'int32');
  const convolved = (x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid');
  const gradients = (f: (x: tf.Tensor, filter: tf.Tensor) => tf.Tensor) => tf.grads(f)([x, filter]);
  const results = [
    ...gradients((x, filter) => tf.sum(tf.square(convolved(x, filter)))),
    ...gradients((x, filter) => tf.sum(tf.square(tf.maxPool(convolved(x, filter), 2, 2, 'valid')))),
    ...gradients((x, filter) => tf.sum(tf.square(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same')))),
    tf.matMul(tf.reshape(filter, [18, 4]), tf.reshape(filter, [18, 4]), true, false),
    tf.matMul(tf.reshape(filter, [18, 4]), tf.reshape(filter, [18, 4]), false, true),
    tf.mul(tf.oneHot(labels, 4, 1, 0, 'float32'), 0.5),
  ];
  return Promise.all(results.map(async (result) => Array.from(await result.data())));
}

test('the kernels composed for WebAssembly give the results of plain JavaScript', async () => {
  const expected = await valuesOn('cpu');
  await tf.setBackend('wasm');
  registerComposedKernels();
  const actual = await valuesOn('wasm');
  actual.forEach((values, i) => {
    expect(values).toHaveLength(expected[i]!.length);
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[i]![k]!, 3);
    });
  });
});
