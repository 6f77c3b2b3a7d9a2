import { IMAGE_SIDE, type RandomStream } from '@mnist-adder/dataset';
import type { Picture } from '@mnist-adder/model';

/** Pixels of a picture for each pixel of MNIST's images. */
const TIMES = 4;

/** The height of MNIST's digits, in pixels of a picture. */
const DIGIT_HEIGHT = 20 * TIMES;

/** A digit is enlarged by up to a tenth more or less than others, and stands up to a tenth of its height above or below them. */
const SIZES = [0.9, 1.1] as const;
const HEIGHTS = [-0.1, 0.1] as const;

/** Pixels with more ink than this belong to a stroke. */
const STROKE = 0.4;

/** The distance between two digits holds for rows that are this near to each other. */
const REACH = 4;

/** An image of ink, 0..1. */
interface Ink {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/**
 * Draws digits of MNIST side by side, dark on white, as a person writes a number.
 *
 * @param images [784] each
 * @param distances the least and the greatest distance between the strokes of two neighbours, as a part of the height of a digit. Where it is
 *   negative, they overlap.
 */
export function numberPicture(
  images: readonly Uint8Array[],
  distances: readonly [number, number],
  stream: RandomStream,
): Picture {
  const between = ([low, high]: readonly [number, number]) => low + (high - low) * stream.uniform();
  const margin = DIGIT_HEIGHT / 2;
  const height = 2 * DIGIT_HEIGHT;
  const placed: { readonly ink: Ink; readonly left: number; readonly top: number }[] = [];
  /** The last column with a stroke in each row. */
  const ends = new Float32Array(height).fill(-Infinity);
  for (const image of images) {
    const ink = enlarge(image, TIMES * between(SIZES));
    const top = Math.round((height - ink.height) / 2 + DIGIT_HEIGHT * between(HEIGHTS));
    const distance = Math.round(DIGIT_HEIGHT * between(distances));
    const edges = edgesOf(ink);
    let left = placed.length === 0 ? margin : -Infinity;
    edges.forEach(({ first }, y) => {
      for (let row = top + y - REACH; row <= top + y + REACH; row++) {
        left = Math.max(left, (ends[row] ?? -Infinity) + 1 + distance - first);
      }
    });
    edges.forEach(({ last }, y) => {
      ends[top + y] = Math.max(ends[top + y]!, left + last);
    });
    placed.push({ ink, left, top });
  }
  const width = Math.max(...placed.map(({ ink, left }) => left + ink.width)) + margin;
  const picture = { width, height, data: new Uint8ClampedArray(4 * width * height).fill(255) };
  for (const { ink, left, top } of placed) {
    ink.values.forEach((value, i) => {
      const at = 4 * ((top + Math.floor(i / ink.width)) * width + left + (i % ink.width));
      picture.data.fill(Math.min(picture.data[at]!, 255 * (1 - value)), at, at + 3);
    });
  }
  return picture;
}

/** The first and the last column with a stroke in each row; ±Infinity where there is none. */
function edgesOf({ width, height, values }: Ink) {
  return Array.from({ length: height }, (_, y) => {
    let [first, last] = [Infinity, -Infinity];
    for (let x = 0; x < width; x++) {
      if (values[y * width + x]! <= STROKE) continue;
      first = Math.min(first, x);
      last = x;
    }
    return { first, last };
  });
}

/** Crops an image to its ink and enlarges it, with bilinear interpolation. */
function enlarge(image: Uint8Array, times: number): Ink {
  const inked = [...image.keys()].filter((i) => image[i]! > 0);
  const columns = inked.map((i) => i % IMAGE_SIDE);
  const [left, top] = [Math.min(...columns), Math.floor(inked[0]! / IMAGE_SIDE)];
  const width = Math.round((Math.max(...columns) - left + 1) * times);
  const height = Math.round((Math.floor(inked.at(-1)! / IMAGE_SIDE) - top + 1) * times);
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= IMAGE_SIDE || y >= IMAGE_SIDE ? 0 : image[y * IMAGE_SIDE + x]! / 255;
  const values = Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [left + ((i % width) + 0.5) / times - 0.5, top + (Math.floor(i / width) + 0.5) / times - 0.5];
    const [x0, y0] = [Math.floor(x), Math.floor(y)];
    const [right, below] = [x - x0, y - y0];
    const upper = at(x0, y0) * (1 - right) + at(x0 + 1, y0) * right;
    return upper * (1 - below) + (at(x0, y0 + 1) * (1 - right) + at(x0 + 1, y0 + 1) * right) * below;
  });
  return { width, height, values };
}
