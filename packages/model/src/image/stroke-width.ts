import type { GreyImage } from './grey-image.js';

/**
 * Stroke widths in pixels, for an image whose longer side has 20 pixels. In MNIST's first 10,000 training images the mean is
 * 2.6; one in 38 is thinner than THIN, one in 14 is wider than THICK. The bounds gave the best accuracy on training images
 * that were drawn with other pens.
 */
const THIN = 1.5;
const USUAL = 2.6;
const THICK = 3.7;

/**
 * The maximum part of its ink that a digit may lose when it is thinned and widened again. A digit with only thick strokes loses
 * just its corners.
 */
const MAXIMUM_LOSS = 0.04;

/** The mean width of strokes in pixels: twice their area, divided by the length of their outline. It is 0 without ink. */
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
  // Counted in steps of pixels, an outline is 4/π times too long, on average over all directions.
  return outline === 0 ? 0 : (2 * area) / (outline * (Math.PI / 4));
}

/**
 * Brings very thin and very thick strokes to MNIST's usual width. The thin line of a pen in a large picture would shrink to
 * almost nothing, and the thick line of a brush would fill the holes of a digit. Strokes of about MNIST's width are not
 * changed.
 *
 * @param side length in pixels that the longer side of the image will have
 */
export function normaliseStrokeWidth(image: GreyImage, side: number): GreyImage {
  const scale = side / Math.max(image.width, image.height);
  const width = strokeWidth(image) * scale;
  const radius = Math.abs(width - USUAL) / 2 / scale;
  if (width < THIN) return dilate(image, radius);
  return width > THICK ? thin(image, radius) : image;
}

/**
 * Thins strokes by a radius on both sides, unless thin strokes beside the thick ones would be lost. To find out, it widens the
 * strokes again and counts the ink that is missing (a morphological opening).
 */
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
  return lost > MAXIMUM_LOSS * total ? image : thinned;
}

/** Dilates ink: each pixel takes the maximum within a radius, which may be a fraction. The image grows by the radius. */
export function dilate({ width, height, values }: GreyImage, radius: number): GreyImage {
  const margin = Math.ceil(radius);
  const grownWidth = width + 2 * margin;
  const grownHeight = height + 2 * margin;
  const result = new Float32Array(grownWidth * grownHeight);
  for (let dy = -margin; dy <= margin; dy++) {
    for (let dx = -margin; dx <= margin; dx++) {
      // Pixels on the rim of the disc have the weight of their part inside it.
      const weight = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)));
      if (weight === 0) continue;
      for (let y = 0, i = 0; y < height; y++) {
        const row = (y + margin + dy) * grownWidth + margin + dx;
        for (let x = 0; x < width; x++, i++) {
          const value = weight * values[i]!;
          if (value > result[row + x]!) result[row + x] = value;
        }
      }
    }
  }
  return { width: grownWidth, height: grownHeight, values: result };
}

/** Erodes ink: each pixel takes the minimum within a radius, which may be a fraction. Outside of the image there is no ink. */
export function erode({ width, height, values }: GreyImage, radius: number): GreyImage {
  const margin = Math.ceil(radius);
  const framedWidth = width + 2 * margin;
  const framedHeight = height + 2 * margin;
  const background = new Float32Array(framedWidth * framedHeight).fill(1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) background[(y + margin) * framedWidth + x + margin] = 1 - values[y * width + x]!;
  }
  const grown = dilate({ width: framedWidth, height: framedHeight, values: background }, radius);
  const eroded = Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return 1 - grown.values[(y + 2 * margin) * grown.width + x + 2 * margin]!;
  });
  return { width, height, values: eroded };
}
