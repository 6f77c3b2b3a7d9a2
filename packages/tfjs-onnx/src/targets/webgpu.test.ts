import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { example, SESSION } from '../../test/against-eager.js';
import { compile, record } from '../index.js';

test('the first index of the maximum and minimum, without operators that return 64-bit integers', async () => {
  await tf.setBackend('cpu');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      fc.constantFrom('float32', 'int32'),
      fc.nat(),
      async (shape, anyAxis, dtype, seed) => {
        const axis = anyAxis % shape.length;
        // With steps, equal numbers are likely.
        const { data } = example(shape, seed, { low: -2, high: 2, step: 1, dtype });
        const indices = ({ x }: Record<'x', tf.Tensor>) => ({ max: tf.argMax(x, axis), min: tf.argMin(x, axis) });
        const recording = record({ x: { shape, dtype } }, indices, { target: 'webgpu' });
        expect(Object.keys(recording.operators).filter((type) => type.startsWith('Arg'))).toEqual([]);

        const compiled = await compile(ort, recording, SESSION);
        const found = await compiled.run({ x: data });
        await compiled.dispose();
        tf.tidy(() => {
          const { max, min } = indices({ x: tf.tensor(data, shape, dtype) });
          expect(found).toEqual({ max: max.dataSync(), min: min.dataSync() });
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('an index is within the axis even with NaN', async () => {
  await tf.setBackend('cpu');
  const recording = record({ x: { shape: [2, 3] } }, ({ x }) => ({ index: tf.argMax(x, 1) }), { target: 'webgpu' });
  const compiled = await compile(ort, recording, SESSION);
  const { index } = await compiled.run({ x: Float32Array.of(NaN, NaN, NaN, 1, 3, 2) });
  await compiled.dispose();
  expect(index).toEqual(Int32Array.of(2, 1));
});

test('a maximum has no operator that the provider lacks', () => {
  const recording = record({ x: { shape: [2, 3] } }, ({ x }) => ({ y: tf.max(x, 1) }), { target: 'webgpu' });
  expect(recording.operators).toEqual({ ReduceMax: 1 });
});
