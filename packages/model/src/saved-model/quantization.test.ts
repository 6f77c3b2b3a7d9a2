import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dequantize, quantize } from './quantization.js';
import type { Quantization } from './quantization.js';

const numbers = fc.float32Array({ minLength: 1, maxLength: 50, noNaN: true, min: -1000, max: 1000 });

test('every number comes back within a step, and zero as zero', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const withZero = Float32Array.of(...values, 0);
      const { bytes, quantization } = quantize(withZero, 'uint8');
      const back = dequantize(Uint8Array.from(bytes), quantization);
      back.forEach((value, i) => {
        expect(Math.abs(value - withZero[i]!)).toBeLessThanOrEqual(stepOf(quantization) * 1.001);
      });
      expect(Math.abs(back.at(-1)!)).toBe(0);
    }),
  );
});

const stepOf = (quantization: Quantization) => (quantization.dtype === 'uint8' ? quantization.scale : NaN);

test('numbers that are all the same come back', () => {
  for (const value of [0, 1, -3]) {
    const { bytes, quantization } = quantize(Float32Array.of(value, value), 'uint8');
    expect(dequantize(Uint8Array.from(bytes), quantization)[0]).toBeCloseTo(value, 5);
  }
});
