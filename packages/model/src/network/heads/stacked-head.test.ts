import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { model as layersModel } from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { createAdder } from '../create-adder.js';

const model = createAdder({ backbone: { type: 'mlp', hidden: [4] }, head: { type: 'stacked' } }, { seed: 1 });
const stack = layersModel({ inputs: model.inputs, outputs: model.getLayer('stack').output });

function stackOf(addend: tf.Tensor2D): number[][] {
  const image = tf.ones([addend.shape[0], 28, 28, 1]);
  return (stack.predict([image, addend]) as tf.Tensor2D).arraySync();
}

test('the addend is one number below the ten probabilities of the digit', () => {
  const rows = stackOf(tf.eye(10));
  expect(rows.map((row) => row.length)).toEqual(Array(10).fill(11));
  expect(rows.map((row) => row[10])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const row of rows) expect(row.slice(0, 10).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
});

test('and of an uncertain addend its mean', () => {
  const addend = tf.tensor2d([[0.5, 0, 0, 0, 0, 0, 0, 0, 0.5, 0]]);
  expect(stackOf(addend)[0]![10]).toBe(4);
});

test('dense layers with sigmoids follow, and the number itself is not learned', () => {
  const dense = model.layers.filter((layer) => layer.getClassName() === 'Dense' && layer.name !== 'dense_1');
  expect(dense.map((layer) => [layer.name, layer.getConfig().activation, layer.trainable])).toEqual([
    ['digit', 'softmax', true],
    ['addend_scalar', 'linear', false],
    ['hidden_1', 'sigmoid', true],
    ['hidden_2', 'sigmoid', true],
    ['sum', 'softmax', true],
  ]);
});
