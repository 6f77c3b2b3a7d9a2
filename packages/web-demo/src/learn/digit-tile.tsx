import { IMAGE_SIDE } from '@mnist-adder/dataset';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { paintPixels } from '../drawing/paint.js';
import { colours } from '../panels/canvas.js';

/** An image as a network sees it, pixel by pixel. What it shows is said beside it. */
export function DigitTile({ pixels }: { readonly pixels: Uint8Array }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ink } = colours.value;
  useLayoutEffect(() => {
    paintPixels(canvas.current!.getContext('2d')!, pixels, ink);
  }, [pixels, ink]);
  return <canvas ref={canvas} class="digit-tile" width={IMAGE_SIDE} height={IMAGE_SIDE} aria-hidden="true" />;
}
