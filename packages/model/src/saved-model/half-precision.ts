/**
 * Rounds values to half precision, to the nearest one, ties to even: a sign, five bits of exponent, ten of fraction.
 *
 * Source: IEEE 754-2019, binary16. A value of magnitude 65,520 or more becomes infinite.
 */
export function toHalfPrecision(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, halfOf);
}

/** Decodes values of half precision. */
export const fromHalfPrecision = (halves: Uint16Array): Float32Array<ArrayBuffer> =>
  Float32Array.from(halves, numberOf);

/** The smallest step between two halves; numbers below 2⁻¹⁴ are multiples of it. */
const SMALLEST_STEP = 2 ** -24;
const SMALLEST_NORMAL = 2 ** -14;
const BIAS = 15;

function halfOf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude < SMALLEST_NORMAL) return sign | roundToEven(magnitude / SMALLEST_STEP);
  if (magnitude >= 65_520) return sign | 0x7c00;
  const exponent = Math.floor(Math.log2(magnitude));
  // A fraction that is rounded up to 1 carries into the exponent, as it should.
  const fraction = roundToEven((magnitude / 2 ** exponent - 1) * 1024);
  return sign | (((exponent + BIAS) << 10) + fraction);
}

function numberOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * SMALLEST_STEP;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - BIAS);
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
