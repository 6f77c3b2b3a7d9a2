import type { GreyImage } from './grey-image.js';

/** A path from the top edge of an image to the bottom edge. It divides the image into a left and a right part. */
export interface Cut {
  /** The first column of the right part in each row, [height]. */
  readonly columns: Int32Array;
  /** The ink that the path crosses, in pixels of full ink. */
  readonly ink: number;
}

/** The price of a step to the side, in pixels of full ink. Where no ink is in the way, a straight path is the cheapest. */
const SIDE_STEP = 0.002;

/**
 * Finds the paths from top to bottom that cross the least ink. A path goes down by one row with each step: straight, to the left
 * or to the right. Dynamic programming gives the cheapest path through each pixel of the middle row. Those that are not dearer
 * than their neighbours are returned.
 *
 * Source: J. Wang, J. Jean (1994), Segmentation of merged characters by neural networks and shortest path.
 *
 * @param maximum paths that cross more ink than this, in pixels, are left out
 * @returns the paths from left to right
 */
export function cheapestCuts(image: GreyImage, maximum: number): Cut[] {
  const { width, values } = image;
  const middle = image.height >> 1;
  const above = pathsFrom(image, 0, middle);
  const below = pathsFrom(image, image.height - 1, middle);
  const prices = above.prices.map((price, x) => price + below.prices[x]! - values[middle * width + x]!);
  const cuts: Cut[] = [];
  for (let x = 0, end = 1; x < width; x = end++) {
    // In a gap, many paths side by side have nearly the same price.
    while (end < width && Math.abs(prices[end]! - prices[x]!) <= 2 * SIDE_STEP) end++;
    const isDearer = prices[x - 1]! < prices[x]! || prices[end]! < prices[end - 1]!;
    const at = (x + end - 1) >> 1;
    if (!isDearer && prices[at]! <= maximum) cuts.push(cutThrough(image, at, [above, below]));
  }
  return cuts;
}

/** The cheapest paths from the top or bottom edge to each pixel of another row. */
interface Paths {
  /** The price of the path to each pixel of the last row, [width]. */
  readonly prices: Float32Array;
  /** The step from each pixel to the one before it on its path, −1 to 1, [height × width]. */
  readonly steps: Int8Array;
  readonly first: number;
  readonly down: 1 | -1;
}

function pathsFrom({ width, values }: GreyImage, first: number, last: number): Paths {
  const down = first < last ? 1 : -1;
  const steps = new Int8Array(values.length);
  let prices = values.slice(first * width, (first + 1) * width);
  for (let y = first; y !== last;) {
    y += down;
    const next = new Float32Array(width);
    for (let x = 0; x < width; x++) {
      let price = prices[x]!;
      let step = 0;
      // Beyond both ends there is no price, and nothing is smaller than NaN.
      const fromLeft = prices[x - 1]! + SIDE_STEP;
      if (fromLeft < price) {
        price = fromLeft;
        step = -1;
      }
      const fromRight = prices[x + 1]! + SIDE_STEP;
      if (fromRight < price) {
        price = fromRight;
        step = 1;
      }
      next[x] = price + values[y * width + x]!;
      steps[y * width + x] = step;
    }
    prices = next;
  }
  return { prices, steps, first, down };
}

/** Follows the cheapest paths from a pixel of the middle row to both edges. */
function cutThrough({ width, height, values }: GreyImage, at: number, halves: readonly Paths[]): Cut {
  const columns = new Int32Array(height);
  for (const { steps, first, down } of halves) {
    for (let y = height >> 1, x = at; ; y -= down) {
      columns[y] = x;
      if (y === first) break;
      x += steps[y * width + x]!;
    }
  }
  return { columns, ink: columns.reduce((sum, x, y) => sum + values[y * width + x]!, 0) };
}
