import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Drawing } from './drawing.js';
import { drawStrokes } from './pen.js';
import { rgb } from './rgb.js';
import { samplePixels } from './samples.js';

/**
 * Paints pixels over a whole canvas, in one colour. A pixel's value is its opacity.
 *
 * @param pixels [side × side], 0..255
 * @param colour `rgb(1, 2, 3)`
 */
export function paintPixels(
  context: CanvasRenderingContext2D,
  pixels: ArrayLike<number>,
  colour: string,
  side = IMAGE_SIDE,
): void {
  const image = new ImageData(side, side);
  const ink = rgb(colour);
  for (let i = 0; i < side * side; i++) {
    image.data.set(ink, 4 * i);
    image.data[4 * i + 3] = pixels[i]!;
  }
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  context.drawImage(toCanvas(image), 0, 0, width, height);
}

/** Paints a drawing over a whole canvas. */
export async function paintDrawing(context: CanvasRenderingContext2D, drawing: Drawing, colour: string): Promise<void> {
  const { width, height } = context.canvas;
  switch (drawing.type) {
    case 'strokes':
      context.clearRect(0, 0, width, height);
      context.fillStyle = colour;
      context.strokeStyle = colour;
      drawStrokes(context, drawing.strokes, width);
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
