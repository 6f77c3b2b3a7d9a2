/** An image with one number per pixel, such as its lightness or how much ink there is. */
export interface GreyImage {
  /** Pixels in a row. */
  readonly width: number;
  /** Pixels in a column. */
  readonly height: number;
  /** The values, [height × width], 0..1. */
  readonly values: Float32Array;
}

/** A rectangle of pixels. */
export interface Box {
  /** First column. */
  readonly left: number;
  /** First row. */
  readonly top: number;
  /** Number of columns. */
  readonly width: number;
  /** Number of rows. */
  readonly height: number;
}

/** The smallest box around two boxes. */
export function joinBoxes(a: Box, b: Box): Box {
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  const width = Math.max(a.left + a.width, b.left + b.width) - left;
  return { left, top, width, height: Math.max(a.top + a.height, b.top + b.height) - top };
}

/** The smallest box around all pixels with more ink than `threshold`. There must be such pixels. */
export function boxOfInk({ width, height, values }: GreyImage, threshold = 0): Box {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (values[i]! <= threshold) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Crops an image to the smallest box around its ink. There must be some ink. */
export function cropToInk(image: GreyImage): GreyImage {
  const { left, top, width, height } = boxOfInk(image);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (y + top) * image.width + left;
    values.set(image.values.subarray(start, start + width), y * width);
  }
  return { width, height, values };
}

/**
 * The quantile of some values: `part` of them are smaller.
 *
 * @param values at least one, in any order; they are not changed
 * @param part 0..1; 0.5 gives the median
 */
export function quantile(values: Float32Array | Float64Array, part: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(part * (sorted.length - 1))]!;
}

/** Smooths an image by a filter with weights 1 : 2 : 1 across and down. The standard deviation of noise falls to 3/8. */
export function smooth({ width, height, values }: GreyImage): GreyImage {
  const across = new Float32Array(values.length);
  const down = new Float32Array(values.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      across[i] = (values[x > 0 ? i - 1 : i]! + 2 * values[i]! + values[x < width - 1 ? i + 1 : i]!) / 4;
    }
  }
  for (let y = 0, i = 0; y < height; y++) {
    const [above, below] = [y > 0 ? width : 0, y < height - 1 ? width : 0];
    for (let x = 0; x < width; x++, i++) down[i] = (across[i - above]! + 2 * across[i]! + across[i + below]!) / 4;
  }
  return { width, height, values: down };
}

/**
 * Half the width of the triangle filter where an image shrinks, in pixels of the result. At 1, strokes are more blurred than
 * MNIST's. Below ½, some pixels are skipped.
 */
const REACH = 0.75;

/** Resizes an image to a longer side of this length. The other side keeps its proportion. */
export function resizeToSide(image: GreyImage, side: number): GreyImage {
  const scale = side / Math.max(image.width, image.height);
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return resize(image, scaled(image.width), scaled(image.height));
}

/**
 * Resizes an image with anti-aliasing. Each pixel is a mean over the pixels that it comes from, weighted by a triangle. Where
 * the image grows, this is bilinear interpolation.
 */
export function resize(image: GreyImage, width: number, height: number): GreyImage {
  if (width === image.width && height === image.height) return image;
  return transpose(resizeRows(transpose(resizeRows(image, width)), height));
}

function resizeRows({ width: from, height, values }: GreyImage, to: number): GreyImage {
  const step = from / to;
  const reach = Math.max(1, REACH * step);
  const result = new Float32Array(to * height);
  for (let x = 0; x < to; x++) {
    const center = (x + 0.5) * step - 0.5;
    const first = Math.max(0, Math.ceil(center - reach));
    const last = Math.min(from - 1, Math.floor(center + reach));
    const weights = Array.from({ length: last - first + 1 }, (_, i) => 1 - Math.abs(first + i - center) / reach);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[y * from + first + i]!;
      result[y * to + x] = sum / total;
    }
  }
  return { width: to, height, values: result };
}

/** Exchanges rows and columns. */
export function transpose({ width, height, values }: GreyImage): GreyImage {
  const result = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) result[x * height + y] = values[y * width + x]!;
  }
  return { width: height, height: width, values: result };
}
