import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { example, expectClose, SESSION } from '../../test/against-eager.js';
import { compile, record } from '../index.js';

type Reduce = (x: tf.Tensor) => tf.Tensor;

/**
 * Records a reduction for WebAssembly, and compares its result with that of TensorFlow.js.
 *
 * @returns the number of reductions in the graph.
 */
async function reductions(shape: readonly number[], reduce: Reduce): Promise<number> {
  await tf.setBackend('cpu');
  const recording = record({ x: { shape } }, ({ x }) => ({ y: reduce(x) }), { target: 'wasm' });
  const { data } = example(shape, 1);
  const compiled = await compile(ort, recording, SESSION);
  const { y } = await compiled.run({ x: data });
  await compiled.dispose();
  const eager = tf.tidy(() => {
    const result = reduce(tf.tensor(data, [...shape]));
    expect(recording.outputs.y.shape).toEqual(result.shape);
    return result.dataSync();
  });
  expectClose('y', y, eager, 1e-4);
  return (recording.operators.ReduceSum ?? 0) + (recording.operators.ReduceMean ?? 0);
}

describe('sums for WebAssembly', () => {
  test.each<readonly [string, readonly number[], Reduce]>([
    ['the sum of all', [30, 20], (x) => tf.sum(x)],
    ['the mean of all', [30, 20], (x) => tf.mean(x)],
    ['sums over the last axes', [3, 14, 14, 4], (x) => tf.sum(x, [1, 2, 3])],
    ['means that keep their axes', [3, 14, 14, 4], (x) => tf.mean(x, [1, 2, 3], true)],
  ])('%s of many numbers: two stages', async (_, shape, reduce) => {
    expect(await reductions(shape, reduce)).toBe(2);
  });

  test.each<readonly [string, readonly number[], Reduce]>([
    ['a short row', [4, 5], (x) => tf.sum(x, 1)],
    ['axes other than the last', [600, 3], (x) => tf.sum(x, 0)],
    ['a prime number of elements', [2, 257], (x) => tf.sum(x, 1)],
  ])('%s: one stage', async (_, shape, reduce) => {
    expect(await reductions(shape, reduce)).toBe(1);
  });

  test('the maximum of many numbers: one stage', async () => {
    await tf.setBackend('cpu');
    const recording = record({ x: { shape: [600], dtype: 'int32' } }, ({ x }) => ({ y: tf.max(x) }), {
      target: 'wasm',
    });
    expect(recording.operators).toEqual({ ReduceMax: 1 });
  });
});

test('sums for a CPU have one stage', () => {
  const recording = record({ x: { shape: [600] } }, ({ x }) => ({ y: tf.sum(x) }));
  expect(recording.operators).toEqual({ ReduceSum: 1 });
});
