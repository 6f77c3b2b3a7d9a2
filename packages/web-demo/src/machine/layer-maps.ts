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

/** A layer is shown in several places, which do not each make its maps. */
const known = new WeakMap<LayerActivation, readonly FeatureMapData[]>();

/** A map for each channel of a layer, or one map of all its values if it has no channels. */
export function mapsOf(output: LayerActivation): readonly FeatureMapData[] {
  const maps = known.get(output) ?? makeMaps(output);
  known.set(output, maps);
  return maps;
}

function makeMaps({ shape, values }: LayerActivation): FeatureMapData[] {
  const scale = magnitudeOf(values);
  if (shape.length < 3) {
    const [height, width] = shape.length === 2 ? [shape[0]!, shape[1]!] : rowsOf(values.length);
    return [{ width, height, values, scale }];
  }
  const [height, width, channels] = shape as [number, number, number];
  return Array.from({ length: channels }, (_, channel) => {
    const map = new Float32Array(height * width);
    for (let i = 0; i < map.length; i++) map[i] = values[i * channels + channel]!;
    return { width, height, values: map, scale };
  });
}

/** The largest magnitude of some numbers. */
export function magnitudeOf(values: ArrayLike<number>): number {
  let largest = 0;
  const { length } = values;
  for (let i = 0; i < length; i++) largest = Math.max(largest, Math.abs(values[i]!));
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
