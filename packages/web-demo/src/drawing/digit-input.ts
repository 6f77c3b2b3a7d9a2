import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Picture } from '@mnist-adder/model';
import { isEmpty, type Drawing } from './drawing.js';
import { drawStrokes, penFor } from './pen.js';
import { samplePixels } from './samples.js';

/** A digit to read: a picture, which is prepared first, or pixels as the network takes them, [784], 0..255. */
export type DigitInput = { readonly picture: Picture } | { readonly pixels: Uint8Array };

/** The side of the picture that strokes are drawn into: four pixels for each pixel of the network's image. */
const SIDE = 4 * IMAGE_SIDE;

let canvas: CanvasRenderingContext2D | undefined;

/** What the network reads of a drawing; undefined if the drawing is empty. */
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
      drawStrokes(canvas, drawing.strokes, SIDE, penFor(drawing.strokes));
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

/** Pixels, 0..255, as light ink on black. */
function greyPicture(pixels: Uint8Array): Picture {
  const data = new Uint8ClampedArray(4 * pixels.length);
  pixels.forEach((pixel, i) => {
    data.set([pixel, pixel, pixel, 255], 4 * i);
  });
  return { width: IMAGE_SIDE, height: IMAGE_SIDE, data };
}
