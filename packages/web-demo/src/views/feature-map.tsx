import { useLayoutEffect, useRef } from 'preact/hooks';
import { rgb } from '../drawing/paint.js';
import { colours } from '../panels/canvas.js';

/** One channel of a layer, or a vector laid out in rows. */
export interface FeatureMapData {
  readonly width: number;
  readonly height: number;
  /** [height × width] */
  readonly values: Float32Array;
  /** The largest magnitude in the layer. It gets the full colour. */
  readonly scale: number;
}

/** Paints positive values in the colour `ink` and negative values in the colour `wrong`. */
export function FeatureMap({ map, label }: { readonly map: FeatureMapData; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ink, wrong } = colours.value;
  useLayoutEffect(() => {
    const { width, height, values, scale } = map;
    const context = canvas.current!.getContext('2d')!;
    const image = context.createImageData(width, height);
    const [positive, negative] = [rgb(ink), rgb(wrong)];
    for (let i = 0; i < width * height; i++) {
      const value = values[i]!;
      image.data.set(value < 0 ? negative : positive, 4 * i);
      image.data[4 * i + 3] = scale === 0 ? 0 : (255 * Math.abs(value)) / scale;
    }
    context.putImageData(image, 0, 0);
  }, [map, ink, wrong]);
  return <canvas ref={canvas} width={map.width} height={map.height} role="img" aria-label={label} />;
}
