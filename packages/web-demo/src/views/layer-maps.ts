import type { LayerActivation } from '../prediction/protocol.js';
import type { FeatureMapData } from './feature-map.js';

/** Classes of layers that only rearrange numbers. */
const REARRANGING = new Set(['Flatten', 'Reshape']);

/** The layers that show something new. */
export const layersToSee = (layers: readonly LayerActivation[]): LayerActivation[] =>
  layers.filter(({ type }) => !REARRANGING.has(type));

/** A map for each channel of a layer, or one map of all its values if it has no channels. */
export function mapsOf({ shape, values }: LayerActivation): FeatureMapData[] {
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
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

/** Lays out a vector: a short one as one row, a longer one as nearly square as its length allows. */
function rowsOf(length: number): [height: number, width: number] {
  if (length <= 32) return [1, length];
  const height = Array.from({ length: Math.floor(Math.sqrt(length)) }, (_, i) => i + 1).findLast(
    (rows) => length % rows === 0,
  )!;
  return [height, length / height];
}
