import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { DigitInput } from '../prediction/protocol.js';
import { drawStrokes } from './draw-strokes.js';
import type { Drawing } from './drawing.js';
import { isEmpty } from './drawing.js';
import { samplePixels } from './samples.js';

/** The side of what strokes are read from: four pixels for each that the network sees. */
const SIDE = 4 * IMAGE_SIDE;

let canvas: CanvasRenderingContext2D | undefined;

/** What the network is to read of a drawing; undefined where there is nothing. */
export async function digitInput(drawing: Drawing): Promise<DigitInput | undefined> {
  if (isEmpty(drawing)) return undefined;
  switch (drawing.type) {
    case 'sample':
      return { pixels: await samplePixels(drawing.index) };
    case 'picture':
      return { picture: drawing.picture };
    case 'grid':
      return { picture: greyPicture(drawing.pixels) };
    case 'strokes': {
      canvas ??= readableCanvas();
      canvas.clearRect(0, 0, SIDE, SIDE);
      drawStrokes(canvas, drawing.strokes, SIDE);
      const { width, height, data } = canvas.getImageData(0, 0, SIDE, SIDE);
      return { picture: { width, height, data } };
    }
  }
}

function readableCanvas(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  return canvas.getContext('2d', { willReadFrequently: true })!;
}

/** Pixels 0..255 as light ink on black. */
function greyPicture(pixels: Uint8Array) {
  const data = new Uint8ClampedArray(4 * pixels.length);
  pixels.forEach((pixel, i) => {
    data.set([pixel, pixel, pixel, 255], 4 * i);
  });
  return { width: IMAGE_SIDE, height: IMAGE_SIDE, data };
}
