import { IMAGE_SIDE } from '@mnist-adder/dataset';
import { drawStrokes } from './draw-strokes.js';
import type { Drawing } from './drawing.js';
import { rgb } from './rgb.js';
import { samplePixels } from './samples.js';

/** Paints pixels 0..255, [side × side], in a colour that they are the opacity of, over a whole canvas. */
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
  const small = new OffscreenCanvas(side, side);
  small.getContext('2d')!.putImageData(image, 0, 0);
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, width, height);
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
      const whole = new OffscreenCanvas(picture.width, picture.height);
      const data = new ImageData(Uint8ClampedArray.from(picture.data), picture.width, picture.height);
      whole.getContext('2d')!.putImageData(data, 0, 0);
      const scale = Math.min(width / picture.width, height / picture.height);
      const [w, h] = [picture.width * scale, picture.height * scale];
      context.clearRect(0, 0, width, height);
      context.drawImage(whole, (width - w) / 2, (height - h) / 2, w, h);
    }
  }
}
