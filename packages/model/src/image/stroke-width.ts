import type { GreyImage } from './grey-image.js';

/**
 * Widths of strokes, in an image whose longer side has 20 pixels. Of MNIST's first 10,000 training images the mean is 2.6; one in
 * 38 is thinner than THIN, one in 14 wider than THICK. The bounds were chosen by accuracy on training images drawn with other pens.
 */
const THIN = 1.5;
const USUAL = 2.6;
const THICK = 3.7;

/** The part of its ink that a digit of thick strokes alone may lose where it is thinned and widened again: its corners. */
const MOST_LOST = 0.04;

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
 * Brings very thin and very thick strokes to a usual width: a pen's line that shrinks with its picture becomes a hair, and a brush's
 * fills the holes of a digit. What is as wide as MNIST's strokes are stays as it is.
 *
 * @param side what the longer side of the image will become.
 */
export function usualStrokes(image: GreyImage, side: number): GreyImage {
  const scale = side / Math.max(image.width, image.height);
  const width = strokeWidth(image) * scale;
  const radius = Math.abs(width - USUAL) / 2 / scale;
  if (width < THIN) return dilate(image, radius);
  return width > THICK ? thin(image, radius) : image;
}

/** Thins strokes by this on either side, unless thin ones beside the thick would go: widened again, those are not there. */
function thin(image: GreyImage, radius: number): GreyImage {
  const thinned = erode(image, radius);
  const opened = dilate(thinned, radius);
  const margin = (opened.width - image.width) / 2;
  let [total, lost] = [0, 0];
  image.values.forEach((value, i) => {
    const y = Math.floor(i / image.width);
    total += value;
    lost += Math.max(0, value - opened.values[(y + margin) * opened.width + i - y * image.width + margin]!);
  });
  return lost > MOST_LOST * total ? image : thinned;
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

/** Each pixel keeps the least ink of those within a radius, which may be a fraction; there is none around the image. */
export function erode({ width, height, values }: GreyImage, radius: number): GreyImage {
  const margin = Math.ceil(radius);
  const framed = { width: width + 2 * margin, height: height + 2 * margin };
  const ground = new Float32Array(framed.width * framed.height).fill(1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) ground[(y + margin) * framed.width + x + margin] = 1 - values[y * width + x]!;
  }
  const grown = dilate({ ...framed, values: ground }, radius);
  return {
    width,
    height,
    values: Float32Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      return 1 - grown.values[(y + 2 * margin) * grown.width + x + 2 * margin]!;
    }),
  };
}
