import { magnitudeOf, type FeatureMapData } from '../machine/layer-maps.js';
import type { LayerActivation } from '../prediction/protocol.js';

/**
 * A filter as one map: a tile for each channel of its input, in rows, with a gap of one pixel between them.
 *
 * @param kernel [height, width, channels, filters]
 */
export function filterMap({ shape, values }: LayerActivation, filter: number): FeatureMapData {
  const [height, width, channels, filters] = shape as [number, number, number, number];
  const columns = Math.ceil(Math.sqrt(channels));
  const rows = Math.ceil(channels / columns);
  const size = { width: columns * (width + 1) - 1, height: rows * (height + 1) - 1 };
  const weights = Float32Array.from({ length: height * width * channels }, (_, i) => values[i * filters + filter]!);
  const tiles = new Float32Array(size.width * size.height).fill(NaN);
  weights.forEach((weight, i) => {
    const [channel, cell] = [i % channels, Math.floor(i / channels)];
    const y = Math.floor(channel / columns) * (height + 1) + Math.floor(cell / width);
    const x = (channel % columns) * (width + 1) + (cell % width);
    tiles[y * size.width + x] = weight;
  });
  return { ...size, values: tiles, scale: magnitudeOf(weights) };
}
