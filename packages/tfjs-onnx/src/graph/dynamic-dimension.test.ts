import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { errorWith, SESSION } from '../../test/against-eager.js';
import { compile, record, type ImageLayout } from '../index.js';

const numbers = (shape: readonly number[]) =>
  Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, i) => ((i * 37) % 101) / 50 - 1);

const filter = numbers([3, 3, 2, 4]);
const matrix = numbers([4, 3]);

const FUNCTIONS: Record<string, (images: tf.Tensor4D) => tf.Tensor> = {
  'a chain of pooling and a product': (images) => {
    const pooled = tf.maxPool(tf.concat([images, tf.neg(images)], 3), 2, 2, 'valid');
    return tf.softmax(tf.matMul(tf.mean(pooled, [1, 2]), tf.tensor2d(matrix, [4, 3])));
  },
  'a reshape to another rank': (images) => tf.reshape(images, [images.shape[0] * 2, 32, 2]),
  'a shape that has the length twice': (images) =>
    tf.matMul(tf.reshape(images, [images.shape[0], 128]), tf.reshape(images, [images.shape[0], 128]), false, true),
  'repeated numbers': (images) => tf.concat([images, tf.ones([images.shape[0], 6, 6, 1])].map(cropped), 3),
  'a part of the images, in reverse': (images) => tf.reverse(tf.slice(images, [0, 1, 0, 0], [-1, 2, -1, 1]), 0),
  'a sum over the images': (images) => tf.sum(images, 0),
  'all but the last of the images, twice, and zeros': (images) =>
    tf.pad(tf.tile(tf.slice(images, 0, images.shape[0] - 1), [2, 1, 1, 1]), [
      [0, 1],
      [0, 0],
      [0, 0],
      [0, 0],
    ]),
  'a mean over the images': (images) => tf.mean(images, 0),
  'the gradient of a sum': (images) => tf.grad((x: tf.Tensor) => tf.sum(tf.square(x)))(images),
};
const cropped = (images: tf.Tensor) => tf.slice(images, [0, 0, 0, 0], [-1, 6, 6, 1]);

const recorded = (fn: (images: tf.Tensor4D) => tf.Tensor, images: ImageLayout) =>
  record({ x: { shape: ['batch', 8, 8, 2] } }, ({ x }) => ({ y: fn(x) }), { images });

/** Compares a recording with its function, for batches of different lengths. */
async function expectSameForAnyLength(fn: (images: tf.Tensor4D) => tf.Tensor, images: ImageLayout): Promise<void> {
  const compiled = await compile(ort, recorded(fn, images), SESSION);
  for (const batch of [1, 2, 3, 7]) {
    const data = numbers([batch, 8, 8, 2]);
    const { y } = await compiled.run({ x: data });
    const expected = tf.tidy(() => fn(tf.tensor4d(data, [batch, 8, 8, 2])).dataSync<'float32'>());
    expect(y).toHaveLength(expected.length);
    y.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 4);
    });
  }
  await compiled.dispose();
}

describe.each(Object.entries(FUNCTIONS))('%s', (_, fn) => {
  test.each(['channels-first', 'batch-last'] as const)('for any length, %s', (images) =>
    expectSameForAnyLength(fn, images),
  );
});

test('a dynamic dimension is given by its name', () => {
  const recording = record({ x: { shape: ['batch', 4] } }, ({ x }) => ({
    same: tf.neg(x),
    twice: tf.concat([x, x]),
    none: tf.sum(x, 0),
    less: tf.slice(x, 0, x.shape[0] - 1),
  }));
  expect(recording.inputs.x).toEqual({ shape: ['batch', 4], dtype: 'float32' });
  const shapes = Object.entries(recording.outputs).map(([name, { shape }]) => [name, shape]);
  expect(shapes).toEqual([
    ['same', ['batch', 4]],
    ['twice', ['2 batch', 4]],
    ['none', [4]],
    ['less', ['batch - 1', 4]],
  ]);
});

test('a variable keeps its value between runs of different lengths', async () => {
  const total = tf.variable(tf.zeros([2]), true, 'total');
  const recording = record({ x: { shape: ['batch', 2] } }, ({ x }) => {
    total.assign(tf.add(total, tf.sum(x, 0)));
    return {};
  });
  const compiled = await compile(ort, recording, SESSION);
  await compiled.run({ x: Float32Array.of(1, 2) });
  await compiled.run({ x: Float32Array.of(10, 20, 100, 200) });
  await compiled.writeVariables();
  expect(Array.from(total.dataSync())).toEqual([111, 222]);
  await compiled.dispose();
  total.dispose();
});

describe('convolutions', () => {
  const convolved = (x: tf.Tensor4D) => tf.conv2d(x, tf.tensor4d(filter, [3, 3, 2, 4]), 1, 'same');

  test('can have a batch of any length', () => expectSameForAnyLength(convolved, 'channels-first'));

  test('are refused with the batch last, where the windows depend on its length', () => {
    expect(() => recorded(convolved, 'batch-last')).toThrow(errorWith('free-length'));
  });
});

describe('a function that depends on the length otherwise than by shapes is refused', () => {
  test.each<[string, (x: tf.Tensor) => tf.Tensor, RegExp]>([
    [
      'a factor',
      (x) => tf.mul(x, 1 / x.shape[0]),
      /for every length of batch: an input of its operator Mul depends on it/,
    ],
    ['a number per image', (x) => tf.add(tf.sum(x, 1), tf.range(0, x.shape[0])), /an input of its operator Add/],
    ['the number of operations', (x) => (x.shape[0] % 3 === 1 ? tf.neg(x) : tf.neg(tf.exp(x))), /./],
  ])('%s', (_, fn, sentence) => {
    const recording = () => record({ x: { shape: ['batch', 2] } }, ({ x }) => ({ y: fn(x) }));
    expect(recording).toThrow(errorWith('free-length'));
    expect(recording).toThrow(sentence);
  });

  test('two dynamic dimensions', () => {
    const recording = () => record({ x: { shape: ['rows', 'columns'] } }, ({ x }) => ({ y: tf.neg(x) }));
    expect(recording).toThrow(errorWith('free-length'));
  });
});

describe('inputs with a dynamic dimension', () => {
  const recording = record({ x: { shape: ['batch', 4] }, y: { shape: ['batch'] } }, ({ x, y }) => ({
    z: tf.add(tf.sum(x, 1), y),
  }));

  test.each<[string, Record<'x' | 'y', Float32Array>, RegExp]>([
    [
      'whole rows',
      { x: new Float32Array(6), y: new Float32Array(1) },
      /input x of shape \[batch, 4\] takes Float32Array\(4 × batch\) but got Float32Array\(6\)/,
    ],
    [
      'as many rows as the others',
      { x: new Float32Array(8), y: new Float32Array(3) },
      /input y of shape \[batch\] takes Float32Array\(2\) but got Float32Array\(3\)/,
    ],
  ])('must have %s', async (_, inputs, sentence) => {
    const compiled = await compile(ort, recording, SESSION);
    const running = compiled.run(inputs);
    await expect(running).rejects.toThrow(errorWith('wrong-input'));
    await expect(running).rejects.toThrow(sentence);
    await compiled.dispose();
  });
});
