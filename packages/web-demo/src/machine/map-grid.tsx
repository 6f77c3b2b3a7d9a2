import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { LayerActivation } from '../prediction/protocol.js';
import { mapsOf, type FeatureMapData } from './layer-maps.js';
import { mapImage, palette } from './palette.js';

/** How many maps stand side by side in a picture of all of them. */
const columnsFor = (count: number): number => (count > 32 ? 4 : count > 12 ? 3 : count > 4 ? 2 : 1);

/** Pixels between two maps. */
const GAP = 1;

/** All maps of some layers in one picture, because one canvas is painted much faster than one for each map. */
export function MapGrid({ outputs }: { readonly outputs: readonly LayerActivation[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const maps = useMemo(() => mapsOfAll(outputs), [outputs]);
  const [columns, first] = [columnsFor(maps.length), maps[0]];
  const [width, height] = [(first?.width ?? 1) + GAP, (first?.height ?? 1) + GAP];
  const shades = palette.value;
  useLayoutEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    maps.forEach((map, i) => {
      context.putImageData(mapImage(map, shades), (i % columns) * width, Math.floor(i / columns) * height);
    });
  }, [maps, shades]);
  return (
    <canvas
      ref={canvas}
      class="map-grid"
      width={columns * width - GAP}
      height={Math.ceil(Math.max(1, maps.length) / columns) * height - GAP}
    />
  );
}

/** The maps of layers with outputs of the same size, on one scale. */
function mapsOfAll(outputs: readonly LayerActivation[]): FeatureMapData[] {
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
  const rows =
    maps.length === 1
      ? chunks(Array.from(only!.values), only!.width)
      : chunks(maps, columnsFor(maps.length)).map((row) => row.flatMap(({ values }) => Array.from(values)));
  const means = rows.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0) / row.length);
  const strongest = Math.max(Number.MIN_VALUE, ...means);
  return means.map((mean) => mean / strongest);
}

const chunks = <Item,>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
