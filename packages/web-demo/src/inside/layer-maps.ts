import type { LayerActivation } from '../prediction/protocol.js';
import type { FeatureMapData } from './feature-map.js';

/** Classes of layers that hand on the same numbers in another arrangement, and the inputs themselves. */
const REARRANGING = new Set(['Flatten', 'Reshape']);

/** The layers of which there is something to see. */
export const layersToSee = (layers: readonly LayerActivation[]): LayerActivation[] =>
  layers.filter(({ type }) => !REARRANGING.has(type));

/** A layer's channels as maps; of a layer without any, one map of all that it gave. */
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

/** Short vectors are one row; longer ones as many rows as make them nearly square. */
function rowsOf(length: number): [height: number, width: number] {
  if (length <= 32) return [1, length];
  const height = Array.from({ length: Math.floor(Math.sqrt(length)) }, (_, i) => i + 1).findLast(
    (rows) => length % rows === 0,
  )!;
  return [height, length / height];
}
