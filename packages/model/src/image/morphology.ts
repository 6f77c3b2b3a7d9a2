import type { GreyImage } from './grey-image.js';

/**
 * Removes all that is lighter than its surroundings and narrower than a square: each pixel gets the lightness of the darkest pixel in
 * the lightest square that covers it (a morphological opening). Wide areas stay, with sharp edges, and so do gentle changes. The
 * middle of a square is always in the image.
 *
 * Sources: J. Serra (1982), Image analysis and mathematical morphology, for the opening; M. van Herk (1992), A fast algorithm for local
 * minimum and maximum filters, for the time, which does not depend on the size of the square.
 *
 * @param radius half the side of the square, in pixels
 */
export function open(image: GreyImage, radius: number): GreyImage {
  return negate(minimum(negate(minimum(image, radius)), radius));
}

/** The minimum within a square around each pixel. */
function minimum(image: GreyImage, radius: number): GreyImage {
  return transposedMinimum(transposedMinimum(image, radius), radius);
}

/**
 * The minimum within a row around each pixel, as a transposed image. A row is cut into blocks as long as a window. Each window is the end of one
 * block and the start of the next, so two running minima give all windows.
 */
function transposedMinimum({ width, height, values }: GreyImage, radius: number): GreyImage {
  const window = 2 * radius + 1;
  const length = width + 2 * radius;
  const [row, forward, backward] = [0, 0, 0].map(() => new Float32Array(length).fill(Infinity)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const result = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    row.set(values.subarray(y * width, (y + 1) * width), radius);
    for (let start = 0; start < length; start += window) {
      const end = Math.min(length, start + window);
      let least = Infinity;
      for (let i = start; i < end; i++) forward[i] = least = row[i]! < least ? row[i]! : least;
      least = Infinity;
      for (let i = end - 1; i >= start; i--) backward[i] = least = row[i]! < least ? row[i]! : least;
    }
    for (let x = 0; x < width; x++) {
      const [before, after] = [backward[x]!, forward[x + window - 1]!];
      result[x * height + y] = before < after ? before : after;
    }
  }
  return { width: height, height: width, values: result };
}

function negate({ width, height, values }: GreyImage): GreyImage {
  return { width, height, values: values.map((value) => -value) };
}
