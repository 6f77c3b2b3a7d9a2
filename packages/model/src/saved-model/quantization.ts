import { fromHalfPrecision, toHalfPrecision } from './half-precision.js';

/** How a weight's bytes encode its values in the TensorFlow.js format: byte · scale + min, or half precision. */
export type Quantization =
  { readonly dtype: 'uint8'; readonly scale: number; readonly min: number } | { readonly dtype: 'float16' };

/** The precisions that weights can be rounded to. */
export type QuantizationType = 'float16' | 'uint8';

interface Quantized {
  readonly bytes: Uint8Array;
  readonly quantization: Quantization;
}

/** Rounds values to half precision, or to 256 levels. */
export function quantize(values: Float32Array, type: QuantizationType): Quantized {
  if (type === 'uint8') return toLevels(values);
  return { bytes: new Uint8Array(toHalfPrecision(values).buffer), quantization: { dtype: 'float16' } };
}

/** Decodes rounded values. With 256 levels each is within half a step of the original, within a whole step at the ends. */
export function dequantize(bytes: Uint8Array<ArrayBuffer>, quantization: Quantization): Float32Array {
  // A copy, because a Uint16Array must start at a multiple of two.
  if (quantization.dtype === 'float16') return fromHalfPrecision(new Uint16Array(bytes.slice().buffer));
  const { scale, min } = quantization;
  return Float32Array.from(bytes, (byte) => byte * scale + min);
}

/** The number of bytes of a value. */
export const BYTES_PER_NUMBER: Readonly<Record<QuantizationType, number>> = { uint8: 1, float16: 2 };

const LEVELS = 255;

/**
 * Rounds values to 256 evenly spaced levels. One of them is 0, so zeros stay zeros.
 *
 * Source: B. Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference
 * (2018), 2.1; the format is that of tensorflowjs_converter.
 */
function toLevels(values: Float32Array): Quantized {
  const min = values.reduce((low, value) => Math.min(low, value), 0);
  const max = values.reduce((high, value) => Math.max(high, value), 0);
  const scale = (max - min) / LEVELS || 1;
  const zero = Math.round(-min / scale);
  const bytes = Uint8Array.from(values, (value) => Math.min(LEVELS, Math.max(0, Math.round(value / scale) + zero)));
  return { bytes, quantization: { dtype: 'uint8', scale, min: -zero * scale } };
}
