import { boxOfInk } from './crop-to-ink.js';
import type { GreyImage } from './grey-image.js';

/** How many times steeper edges become at most. */
const MOST_STEEPNESS = 2;

/**
 * Makes soft edges steeper about half of full ink, the more so the more pixels there are for each that there will be. In an image as
 * coarse as MNIST's, grey says how much of a pixel is covered; in a fine one it says that a lens or an enlargement blurred the
 * edge, and would make strokes and the box around them too large.
 *
 * @param side what the longer side of the box around the ink will become.
 */
export function sharpenEdges(image: GreyImage, side: number): GreyImage {
  const box = boxOfInk(image, 0.5);
  const steepness = Math.min(MOST_STEEPNESS, Math.max(1, Math.max(box.width, box.height) / side));
  return {
    ...image,
    values: image.values.map((value) => Math.min(1, Math.max(0, 0.5 + (value - 0.5) * steepness))),
  };
}
