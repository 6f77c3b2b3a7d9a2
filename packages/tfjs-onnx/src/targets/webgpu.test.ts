import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { example, SESSION } from '../../test/against-eager.js';
import { compile, record } from '../index.js';

test('the first of the greatest and of the least numbers, in operators without 64-bit integers', async () => {
  await tf.setBackend('cpu');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      fc.constantFrom('float32', 'int32'),
      fc.nat(),
      async (shape, anyAxis, dtype, seed) => {
        const axis = anyAxis % shape.length;
        // Steps make ties likely.
        const { data } = example(shape, seed, { low: -2, high: 2, step: 1, dtype });
        const places = ({ x }: Record<'x', tf.Tensor>) => ({ greatest: tf.argMax(x, axis), least: tf.argMin(x, axis) });
        const recording = record({ x: { shape, dtype } }, places, { target: 'webgpu' });
        expect(Object.keys(recording.operators).filter((type) => type.startsWith('Arg'))).toEqual([]);

        const compiled = await compile(ort, recording, SESSION);
        const found = await compiled.run({ x: data });
        await compiled.dispose();
        tf.tidy(() => {
          const { greatest, least } = places({ x: tf.tensor(data, shape, dtype) });
          expect(found).toEqual({ greatest: greatest.dataSync(), least: least.dataSync() });
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('a place is within the axis even where numbers are not numbers', async () => {
  await tf.setBackend('cpu');
  const recording = record({ x: { shape: [2, 3] } }, ({ x }) => ({ place: tf.argMax(x, 1) }), { target: 'webgpu' });
  const compiled = await compile(ort, recording, SESSION);
  const { place } = await compiled.run({ x: Float32Array.of(NaN, NaN, NaN, 1, 3, 2) });
  await compiled.dispose();
  expect(place).toEqual(Int32Array.of(2, 1));
});
