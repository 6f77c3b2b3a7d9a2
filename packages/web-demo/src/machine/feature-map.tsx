import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FeatureMapData } from './layer-maps.js';
import { processorContext } from '../panels/canvas.js';
import { mapsImage, palette } from './palette.js';

interface FeatureMapProps {
  readonly map: FeatureMapData;
  /** What a screen reader says; undefined if what is around it says so. */
  readonly label?: string | undefined;
}

/** Paints a map, a pixel for each value. The style sheet makes it as large as it has to be. */
export function FeatureMap({ map, label }: FeatureMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shades = palette.value;
  const { width, height } = map;
  useLayoutEffect(() => {
    processorContext(canvas.current!).putImageData(mapsImage([map], shades), 0, 0);
  }, [map, shades]);
  const spoken = label === undefined ? { 'aria-hidden': true } : { role: 'img' as const, 'aria-label': label };
  return <canvas ref={canvas} class="feature-map" width={width} height={height} {...spoken} />;
}

interface MapLegendProps {
  /** The value that gets the full colour. */
  readonly scale: number;
  /** Whether values below zero occur. */
  readonly isSigned: boolean;
}

/** What the colours of maps mean, with numbers. */
export function MapLegend({ scale, isSigned }: MapLegendProps) {
  const most = scale.toPrecision(2);
  return (
    <p class={`map-legend ${isSigned ? 'signed' : ''}`}>
      <span>{isSigned ? `−${most}` : '0'}</span>
      <i aria-hidden="true" />
      <span>{most}</span>
    </p>
  );
}
