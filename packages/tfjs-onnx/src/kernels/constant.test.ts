import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { record } from '../index.js';
import { CONSTANT_KERNELS } from './constant.js';

expectAllCompared(CONSTANT_KERNELS);

test('tensors that are known while recording', async () => {
  await compareWithEager({ x: example([2, 2], 1) }, ({ x }) => ({
    down: tf.range(5, 0),
    downByTwo: tf.range(5, 0, -2),
    none: tf.range(5, 5),
    noneUp: tf.range(0, 5, -1),
    noneDown: tf.range(5, 0, 2),
    fill: tf.fill([2, 3], 4.5),
    fillInt: tf.fill([2], 3, 'int32'),
    halves: tf.range(0, 2, 0.5),
    linspace: tf.linspace(0, 1, 5),
    linspaceOfOne: tf.linspace(3, 4, 1),
    ones: tf.onesLike(x),
    onesOfInts: tf.onesLike(tf.cast(x, 'int32')),
    tensor: tf.tensor2d([
      [1, 2],
      [3, 4],
    ]),
    up: tf.range(0, 5, 1, 'int32'),
    zeros: tf.zeros([2, 2]),
    zerosLike: tf.zerosLike(x),
  }));
});

test('a fill with text is refused', () => {
  expect(() => record({}, () => ({ y: tf.fill([2], 'text') }))).toThrow(/Fill.*text/);
});
