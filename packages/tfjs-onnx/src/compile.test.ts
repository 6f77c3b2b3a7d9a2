import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorWith, SESSION } from '../test/against-eager.js';
import { compile, record, TfjsOnnxError, type TensorData } from './index.js';

beforeEach(async () => {
  await tf.setBackend('cpu');
});

afterEach(() => {
  tf.disposeVariables();
});

test('outputs have the type of their elements, in row-major order', async () => {
  const recording = record({ x: { shape: [2, 2] }, i: { shape: [2], dtype: 'int32' } }, ({ x, i }) => ({
    transposed: tf.transpose(x),
    doubled: tf.mul(i, tf.scalar(2, 'int32')),
    positive: tf.greater(x, 2),
  }));
  const compiled = await compile(ort, recording, SESSION);
  expect(await compiled.run({ x: Float32Array.of(1, 2, 3, 4), i: Int32Array.of(5, 6) })).toEqual({
    transposed: Float32Array.of(1, 3, 2, 4),
    doubled: Int32Array.of(10, 12),
    positive: Uint8Array.of(0, 0, 1, 1),
  });
  await compiled.dispose();
});

test('an input of the wrong type or length is refused, by its name', async () => {
  const recording = record({ image: { shape: [2, 3] }, label: { shape: [2], dtype: 'int32' } }, ({ image, label }) => ({
    y: tf.add(tf.sum(image, 1), tf.cast(label, 'float32')),
  }));
  const compiled = await compile(ort, recording, SESSION);
  const label = new Int32Array(2);
  const run = (image: TensorData | undefined, labels: TensorData = label) =>
    compiled.run({ image: image as Float32Array, label: labels as Int32Array });

  await expect(run(new Float32Array(5))).rejects.toThrow(
    'The input image of shape [2, 3] takes Float32Array(6) but got Float32Array(5).',
  );
  await expect(run(new Float32Array(6), new Float32Array(2))).rejects.toThrow(
    'The input label of shape [2] takes Int32Array(2) but got Float32Array(2).',
  );
  const missing: unknown = await run(undefined).catch((error: unknown) => error);
  expect(missing).toBeInstanceOf(TfjsOnnxError);
  expect(missing).toMatchObject({
    code: 'wrong-input',
    facts: {
      input: 'image',
      shape: [2, 3],
      expected: { array: 'Float32Array', length: 6 },
      found: undefined,
    },
  });
  expect((await run(new Float32Array(6))).y).toEqual(new Float32Array(2));
  await compiled.dispose();
});

test('the compiled function keeps the values of variables until they are written or read', async () => {
  const count = tf.variable(tf.scalar(0), false, 'count');
  const recording = record({}, () => {
    count.assign(tf.add(count, 1));
    return { count };
  });
  const compiled = await compile(ort, recording, SESSION);
  const run = async () => (await compiled.run({})).count[0];

  expect([await run(), await run(), count.dataSync()[0]]).toEqual([1, 2, 0]);
  await compiled.writeVariables();
  expect(count.dataSync()[0]).toBe(2);

  tf.tidy(() => {
    count.assign(tf.scalar(10));
  });
  expect(await run()).toBe(3);
  await compiled.readVariables();
  // Values computed before the variables were read are not written over them.
  await compiled.writeVariables();
  expect([count.dataSync()[0], await run()]).toEqual([10, 11]);
  await compiled.dispose();
});

test('a run that fails leaves the variables as they are', async () => {
  const sum = tf.variable(tf.scalar(0), false, 'sum');
  const recording = record({ x: { shape: [] } }, ({ x }) => {
    sum.assign(tf.add(sum, x));
    return { y: tf.mul(sum, 2) };
  });
  const compiled = await compile(ort, recording, SESSION);
  await compiled.run({ x: Float32Array.of(1) });
  await expect(compiled.run({ x: Float32Array.of(1, 2) })).rejects.toThrow(errorWith('wrong-input'));
  expect((await compiled.run({ x: Float32Array.of(1) })).y).toEqual(Float32Array.of(4));
  await compiled.dispose();
});

test('runs that overlap lose no update, and variables are written after the runs before', async () => {
  const w = tf.variable(tf.zeros([1]), true, 'w');
  const recording = record({ d: { shape: [1] } }, ({ d }) => {
    w.assign(tf.add(w, d));
    return { w };
  });
  const compiled = await compile(ort, recording, SESSION);
  const runs = Array.from({ length: 10 }, () => compiled.run({ d: Float32Array.of(1) }));
  await compiled.writeVariables();
  expect(w.dataSync()[0]).toBe(10);
  const values = (await Promise.all(runs)).map((outputs) => outputs.w[0]);
  expect(values).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await compiled.dispose();
});

test('a function without variables runs side by side with itself', async () => {
  const recording = record({ x: { shape: [1] } }, ({ x }) => ({ y: tf.mul(x, 2) }));
  const compiled = await compile(ort, recording, SESSION);
  const outputs = await Promise.all([1, 2, 3].map((x) => compiled.run({ x: Float32Array.of(x) })));
  expect(outputs.map(({ y }) => y[0])).toEqual([2, 4, 6]);
  await compiled.dispose();
});

test('once it is disposed of it refuses to run, in one sentence; disposing waits for runs, and twice is as good as once', async () => {
  const count = tf.variable(tf.scalar(0), false, 'count');
  const recording = record({}, () => {
    count.assign(tf.add(count, 1));
    return { count };
  });
  const compiled = await compile(ort, recording, SESSION);
  const running = compiled.run({});
  await Promise.all([compiled.dispose(), compiled.dispose()]);
  expect((await running).count[0]).toBe(1);
  for (const call of [() => compiled.run({}), () => compiled.readVariables(), () => compiled.writeVariables()]) {
    await expect(call()).rejects.toThrow('This compiled function was disposed of: compile it again.');
  }
  await compiled.dispose();
});
