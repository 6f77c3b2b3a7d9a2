import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { compile } from '../src/compile.js';
import { FreeLengthError, InputError } from '../src/errors.js';
import { record } from '../src/record.js';
import { SESSION } from './against-eager.js';

const numbers = (shape: readonly number[]) =>
  Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, i) => ((i * 37) % 101) / 50 - 1);

const filter = numbers([3, 3, 2, 4]);
const matrix = numbers([4, 3]);

const FUNCTIONS: Record<string, (images: tf.Tensor4D) => tf.Tensor> = {
  'a chain of pooling and a product': (images) => {
    const pooled = tf.maxPool(tf.concat([images, tf.neg(images)], 3), 2, 2, 'valid');
    return tf.softmax(tf.matMul(tf.mean(pooled, [1, 2]), tf.tensor2d(matrix, [4, 3])));
  },
  'elements under a shape of another rank': (images) => tf.reshape(images, [images.shape[0] * 2, 32, 2]),
  'a shape that has the length in two places': (images) =>
    tf.matMul(tf.reshape(images, [images.shape[0], 128]), tf.reshape(images, [images.shape[0], 128]), false, true),
  'numbers that are repeated': (images) => tf.concat([images, tf.ones([images.shape[0], 6, 6, 1])].map(cropped), 3),
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

type Layout = 'channels-first' | 'batch-last';

const recorded = (fn: (images: tf.Tensor4D) => tf.Tensor, images: Layout) =>
  record({ x: { shape: ['batch', 8, 8, 2] } }, ({ x }) => ({ y: fn(x as tf.Tensor4D) }), { images });

/** Compares what a recording gives with what its function does, for batches of different lengths. */
async function expectSameForAnyLength(fn: (images: tf.Tensor4D) => tf.Tensor, images: Layout): Promise<void> {
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

test('a length that is free is said by its name', () => {
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

test('a variable is carried from run to run whatever their lengths are', async () => {
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

  test('are for any length', () => expectSameForAnyLength(convolved, 'channels-first'));

  test('with the batch last have windows that are as far apart as it is long', () => {
    expect(() => recorded(convolved, 'batch-last')).toThrow(FreeLengthError);
  });
});

describe('what depends on the length in another way', () => {
  test.each<[string, (x: tf.Tensor) => tf.Tensor, RegExp]>([
    [
      'a factor',
      (x) => tf.mul(x, 1 / x.shape[0]),
      /for every length of batch: what its operator Mul takes depends on it/,
    ],
    ['a number for each', (x) => tf.add(tf.sum(x, 1), tf.range(0, x.shape[0])), /what its operator Add takes/],
    ['how much there is to do', (x) => (x.shape[0] % 3 === 1 ? tf.neg(x) : tf.neg(tf.exp(x))), /./],
  ])('is refused: %s', (_, fn, sentence) => {
    const recording = () => record({ x: { shape: ['batch', 2] } }, ({ x }) => ({ y: fn(x) }));
    expect(recording).toThrow(FreeLengthError);
    expect(recording).toThrow(sentence);
  });

  test('and so are two free lengths', () => {
    const recording = () => record({ x: { shape: ['rows', 'columns'] } }, ({ x }) => ({ y: tf.neg(x) }));
    expect(recording).toThrow(FreeLengthError);
  });
});

describe('inputs of a free length', () => {
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
      'as many as the others',
      { x: new Float32Array(8), y: new Float32Array(3) },
      /input y of shape \[batch\] takes Float32Array\(2\) but got Float32Array\(3\)/,
    ],
  ])('have to be %s', async (_, inputs, sentence) => {
    const compiled = await compile(ort, recording, SESSION);
    const running = compiled.run(inputs);
    await expect(running).rejects.toThrow(InputError);
    await expect(running).rejects.toThrow(sentence);
    await compiled.dispose();
  });
});
