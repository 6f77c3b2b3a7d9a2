import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Drawing } from './drawing.js';
import { drawStrokes } from './pen.js';
import { rgb } from './rgb.js';
import { samplePixels } from './samples.js';

/**
 * Pixels as an image in one colour. A pixel's value is its opacity.
 *
 * @param pixels [784], 0..255
 * @param colour `rgb(1, 2, 3)`
 */
export function digitImage(pixels: ArrayLike<number>, colour: string): ImageData {
  const image = new ImageData(IMAGE_SIDE, IMAGE_SIDE);
  const [red, green, blue] = rgb(colour) as [number, number, number];
  for (let i = 0, at = 0; i < pixels.length; i++, at += 4) {
    image.data[at] = red;
    image.data[at + 1] = green;
    image.data[at + 2] = blue;
    image.data[at + 3] = pixels[i]!;
  }
  return image;
}

/**
 * Paints pixels over a whole canvas, in one colour.
 *
 * @param pixels [784], 0..255
 * @param colour `rgb(1, 2, 3)`
 */
export function paintPixels(context: CanvasRenderingContext2D, pixels: ArrayLike<number>, colour: string): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  context.drawImage(toCanvas(digitImage(pixels, colour)), 0, 0, width, height);
}

/** Paints a drawing over a whole canvas. */
export async function paintDrawing(context: CanvasRenderingContext2D, drawing: Drawing, colour: string): Promise<void> {
  const { width, height } = context.canvas;
  switch (drawing.type) {
    case 'strokes':
      context.clearRect(0, 0, width, height);
      context.fillStyle = colour;
      context.strokeStyle = colour;
      drawStrokes(context, drawing.strokes, height);
      return;
    case 'sample':
      paintPixels(context, await samplePixels(drawing.index), colour);
      return;
    case 'grid':
      paintPixels(context, drawing.pixels, colour);
      return;
    case 'picture': {
      const { picture } = drawing;
      const whole = toCanvas(new ImageData(Uint8ClampedArray.from(picture.data), picture.width, picture.height));
      const scale = Math.min(width / picture.width, height / picture.height);
      const [w, h] = [picture.width * scale, picture.height * scale];
      context.clearRect(0, 0, width, height);
      context.drawImage(whole, (width - w) / 2, (height - h) / 2, w, h);
    }
  }
}

function toCanvas(image: ImageData): OffscreenCanvas {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}
