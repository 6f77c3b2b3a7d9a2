import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { LayerActivation } from '../prediction/protocol.js';
import { mapsOf, type FeatureMapData } from './layer-maps.js';
import { processorContext } from '../panels/canvas.js';
import { mapsImage, palette } from './palette.js';

/** How many maps stand side by side in a picture of all of them. */
const columnsFor = (count: number): number => (count > 32 ? 4 : count > 12 ? 3 : count > 4 ? 2 : 1);

/** Pixels between two maps. */
const GAP = 1;

/** All maps of some layers in one picture, because one canvas is painted much faster than one for each map. */
export function MapGrid({ outputs }: { readonly outputs: readonly LayerActivation[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const maps = useMemo(() => mapsOfAll(outputs), [outputs]);
  const shades = palette.value;
  const image = useMemo(() => mapsImage(maps, shades, columnsFor(maps.length), GAP), [maps, shades]);
  useLayoutEffect(() => {
    processorContext(canvas.current!).putImageData(image, 0, 0);
  }, [image]);
  return <canvas ref={canvas} class="map-grid" width={image.width} height={image.height} />;
}

/** The maps of layers with outputs of the same size, on one scale. */
function mapsOfAll(outputs: readonly LayerActivation[]): readonly FeatureMapData[] {
  if (outputs.length === 1) return mapsOf(outputs[0]!);
  const maps = outputs.flatMap(mapsOf);
  const scale = Math.max(0, ...maps.map((map) => map.scale));
  return maps.map((map) => ({ ...map, scale }));
}

/**
 * How strong each row of {@link MapGrid} is: the mean magnitude of its values, from 0 to 1 for the strongest row. A row is one of maps, or one
 * of numbers if the layer has no maps.
 */
export function rowStrengths(outputs: readonly LayerActivation[]): number[] {
  const maps = mapsOfAll(outputs);
  const [only] = maps;
  const means =
    maps.length === 1
      ? chunks(Array.from(only!.values), only!.width).map(meanMagnitude)
      : chunks(maps, columnsFor(maps.length)).map((row) => mean(row.map(({ values }) => meanMagnitude(values))));
  const strongest = Math.max(Number.MIN_VALUE, ...means);
  return means.map((strength) => strength / strongest);
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function meanMagnitude(values: ArrayLike<number>): number {
  let sum = 0;
  const { length } = values;
  for (let i = 0; i < length; i++) sum += Math.abs(values[i]!);
  return sum / length;
}

const chunks = <Item,>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
