import type { LayerActivation } from '../prediction/protocol.js';

/** One channel of a layer, or a vector laid out in rows. */
export interface FeatureMapData {
  readonly width: number;
  readonly height: number;
  /** [height × width] */
  readonly values: ArrayLike<number>;
  /** The largest magnitude in the layer. It gets the full colour. */
  readonly scale: number;
}

/** A map for each channel of a layer, or one map of all its values if it has no channels. */
export function mapsOf({ shape, values }: LayerActivation): FeatureMapData[] {
  const scale = magnitudeOf(values);
  if (shape.length < 3) {
    const [height, width] = shape.length === 2 ? [shape[0]!, shape[1]!] : rowsOf(values.length);
    return [{ width, height, values, scale }];
  }
  const [height, width, channels] = shape as [number, number, number];
  return Array.from({ length: channels }, (_, channel) => {
    const map = Float32Array.from({ length: height * width }, (_, i) => values[i * channels + channel]!);
    return { width, height, values: map, scale };
  });
}

/** The largest magnitude of some numbers. */
export function magnitudeOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** Lays out a vector: a short one as one row, a longer one as nearly square as its length allows. */
function rowsOf(length: number): [height: number, width: number] {
  if (length <= 32) return [1, length];
  const height = Array.from({ length: Math.floor(Math.sqrt(length)) }, (_, i) => i + 1).findLast(
    (rows) => length % rows === 0,
  )!;
  return [height, length / height];
}
