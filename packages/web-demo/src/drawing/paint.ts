import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Drawing, Stroke } from './drawing.js';
import { samplePixels } from './samples.js';

/** The width of the pen as a fraction of the pad's side: in a digit that fills the pad, strokes are as wide as MNIST's. */
const PEN = 0.085;

/**
 * Draws smooth strokes: quadratic Bézier curves between the midpoints of neighbouring points, with the points themselves as control
 * points.
 *
 * @param side the side of the canvas in pixels.
 */
export function drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[], side: number): void {
  context.lineWidth = PEN * side;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) {
    const points = stroke.map(({ x, y }) => ({ x: x * side, y: y * side }));
    const [first, ...rest] = points;
    if (first === undefined) continue;
    context.beginPath();
    if (rest.length === 0) {
      context.arc(first.x, first.y, (PEN * side) / 2, 0, 2 * Math.PI);
      context.fill();
      continue;
    }
    context.moveTo(first.x, first.y);
    rest.forEach((point, i) => {
      const next = rest[i + 1];
      if (next === undefined) context.lineTo(point.x, point.y);
      else context.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
    });
    context.stroke();
  }
}

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

/** Red, green and blue, 0..255, of a colour in the form of computed styles: `rgb(1, 2, 3)`. */
export const rgb = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
