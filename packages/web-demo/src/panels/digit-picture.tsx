import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { digitImage } from '../drawing/paint.js';
import { colours, processorContext } from './canvas.js';

interface DigitPictureProps {
  /** [784], 0..255; undefined while they are not known. */
  readonly pixels: Uint8Array | undefined;
  /** What a screen reader says; undefined if what is around it says so. */
  readonly label?: string;
}

/** An image as a network sees it, pixel by pixel. The style sheet makes it as large as it has to be. */
export function DigitPicture({ pixels = NOTHING, label }: DigitPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ink } = colours.value;
  useLayoutEffect(() => {
    processorContext(canvas.current!).putImageData(digitImage(pixels, ink), 0, 0);
  }, [pixels, ink]);
  const spoken = label === undefined ? { 'aria-hidden': true } : { role: 'img' as const, 'aria-label': label };
  return <canvas ref={canvas} class="digit-picture" width={IMAGE_SIDE} height={IMAGE_SIDE} {...spoken} />;
}

const NOTHING = new Uint8Array(IMAGE_PIXELS);
