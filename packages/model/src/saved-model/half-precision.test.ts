import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHalfPrecision, toHalfPrecision } from './half-precision.js';

const half = (value: number) => toHalfPrecision(Float32Array.of(value))[0]!;
const there = (value: number) => fromHalfPrecision(toHalfPrecision(Float32Array.of(value)))[0]!;

test.each([
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65519, 0x7bff],
  [65520, 0x7c00],
  [-Infinity, 0xfc00],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [2 ** -25, 0x0000],
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [0.333251953125, 0x3555],
])('%d is the half %i', (value, bits) => {
  expect(half(value)).toBe(bits);
});

test('every half comes back, and TensorFlow.js reads the same', () => {
  const halves = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i).filter((bits) => (bits & 0x7c00) !== 0x7c00);
  const numbers = fromHalfPrecision(halves);
  expect(toHalfPrecision(numbers)).toEqual(halves);
  const spec = { name: 'w', shape: [halves.length], dtype: 'float32', quantization: { dtype: 'float16' } } as const;
  const { w } = tf.io.decodeWeights(halves.buffer, [spec as unknown as tf.io.WeightsManifestEntry]);
  expect(w!.dataSync()).toEqual(numbers);
  w!.dispose();
});

test('a number that is no half becomes the nearest', () => {
  const numbers = fc.float({ noNaN: true, min: -65504, max: 65504 });
  fc.assert(
    fc.property(numbers, (value) => {
      const step = 2 ** (Math.max(-14, Math.floor(Math.log2(Math.abs(value) || 1))) - 10);
      expect(Math.abs(there(value) - value)).toBeLessThanOrEqual(step / 2);
    }),
  );
});
