import type { GreyImage } from './grey-image.js';

/** In an image whose longer side has 20 pixels: about the thinnest strokes that MNIST has. */
const THIN = 1.5;
/** What thinner ones are widened to. */
const USUAL = 2.2;

/**
 * How wide strokes are, in pixels: twice their area, divided by the length of their outline.
 */
export function strokeWidth({ width, height, values }: GreyImage): number {
  const isInk = (x: number, y: number) => x >= 0 && x < width && y >= 0 && y < height && values[y * width + x]! > 0.5;
  let area = 0;
  let outline = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isInk(x, y)) continue;
      area++;
      outline +=
        Number(!isInk(x - 1, y)) + Number(!isInk(x + 1, y)) + Number(!isInk(x, y - 1)) + Number(!isInk(x, y + 1));
    }
  }
  // Steps of pixels make an outline of any direction 4/π times as long as it is.
  return outline === 0 ? 0 : (2 * area) / (outline * (Math.PI / 4));
}

/**
 * Widens thin strokes to a usual width: a pen's line that shrinks with its picture becomes a hair that no network has learnt.
 *
 * @param side what the longer side of the image will become.
 */
export function widenThinStrokes(image: GreyImage, side: number): GreyImage {
  const scale = side / Math.max(image.width, image.height);
  const width = strokeWidth(image) * scale;
  return width >= THIN ? image : dilate(image, (USUAL - width) / 2 / scale);
}

/** Each pixel takes the most ink of those within a radius, which may be a fraction; the image grows by it. */
export function dilate({ width, height, values }: GreyImage, radius: number): GreyImage {
  const margin = Math.ceil(radius);
  const grown = { width: width + 2 * margin, height: height + 2 * margin };
  const result = new Float32Array(grown.width * grown.height);
  for (let dy = -margin; dy <= margin; dy++) {
    for (let dx = -margin; dx <= margin; dx++) {
      // Pixels on the rim of the disc count as far as they lie within it.
      const weight = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)));
      if (weight === 0) continue;
      for (let y = 0; y < height; y++) {
        const row = (y + margin + dy) * grown.width + margin + dx;
        for (let x = 0; x < width; x++) result[row + x] = Math.max(result[row + x]!, weight * values[y * width + x]!);
      }
    }
  }
  return { ...grown, values: result };
}
