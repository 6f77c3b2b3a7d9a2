import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Picture } from '@mnist-adder/model';
import { isEmpty, type Drawing, type Stroke } from './drawing.js';
import { drawStrokes, penFor } from './pen.js';
import { samplePixels } from './samples.js';

/** A digit to read: a picture, which is prepared first, or pixels as the network takes them, [784], 0..255. */
export type DigitInput = { readonly picture: Picture } | { readonly pixels: Uint8Array };

/** The side of the picture that strokes are drawn into: four pixels for each pixel of the network's image. */
const SIDE = 4 * IMAGE_SIDE;

let canvas: CanvasRenderingContext2D | undefined;
let wideCanvas: CanvasRenderingContext2D | undefined;

/** How many times as wide as high the pad for a number is. */
export const NUMBER_ASPECT = 5 / 2;

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
      canvas ??= readableCanvas(SIDE);
      return { picture: pictureOf(canvas, drawing.strokes, penFor(drawing.strokes)) };
    }
  }
}

/** The picture of a number in which its digits are found; undefined if the drawing is empty, or a sample. */
export function numberInput(drawing: Drawing): Picture | undefined {
  if (isEmpty(drawing)) return undefined;
  switch (drawing.type) {
    case 'sample':
      return undefined;
    case 'picture':
      return drawing.picture;
    case 'grid':
      return greyPicture(drawing.pixels);
    case 'strokes': {
      wideCanvas ??= readableCanvas(NUMBER_ASPECT * SIDE);
      // The pen follows the height of the digits, not the length of the number.
      const heights = drawing.strokes.map((stroke) => stroke.map(({ y }) => ({ x: 0, y })));
      return pictureOf(wideCanvas, drawing.strokes, penFor(heights));
    }
  }
}

function pictureOf(context: CanvasRenderingContext2D, strokes: readonly Stroke[], pen: number): Picture {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  drawStrokes(context, strokes, SIDE, pen);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

function readableCanvas(width: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
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
