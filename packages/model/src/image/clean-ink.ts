import { boxOfInk, type GreyImage } from './grey-image.js';

/** How many times steeper edges become at most. */
const MAXIMUM_STEEPNESS = 2;

/**
 * Makes soft edges steeper, about half of full ink. In an image as coarse as MNIST's, grey says which part of a pixel is
 * covered. In a finer image it comes from a blurred lens or from enlargement, and would make strokes and the box around them
 * too large. So edges become steeper the finer the image is.
 *
 * @param side length in pixels that the longer side of the box around the ink will have
 */
export function sharpenEdges(image: GreyImage, side: number): GreyImage {
  const box = boxOfInk(image, 0.5);
  const steepness = Math.min(MAXIMUM_STEEPNESS, Math.max(1, Math.max(box.width, box.height) / side));
  const values = image.values.map((value) => Math.min(1, Math.max(0, 0.5 + (value - 0.5) * steepness)));
  return { width: image.width, height: image.height, values };
}

/** A piece with less than this part of the largest piece's ink is not a stroke of the digit. */
const SPECK = 0.04;

/**
 * Removes small pieces that touch no other ink, such as dust, noise or the dot of a full stop. Pieces are connected across
 * edges and corners of pixels.
 */
export function removeSpecks({ width, height, values }: GreyImage): GreyImage {
  const pieceOf = new Int32Array(values.length);
  const waiting = new Int32Array(values.length);
  // Piece 0 is the background.
  const inks = [0];
  for (let start = 0; start < values.length; start++) {
    if (values[start] === 0 || pieceOf[start] !== 0) continue;
    const piece = inks.length;
    let [ink, count] = [0, 0];
    pieceOf[start] = piece;
    waiting[count++] = start;
    while (count > 0) {
      const pixel = waiting[--count]!;
      ink += values[pixel]!;
      const y = Math.floor(pixel / width);
      const x = pixel - y * width;
      const [left, right] = [x > 0 ? -1 : 0, x < width - 1 ? 1 : 0];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        const middle = ny * width + x;
        for (let neighbour = middle + left; neighbour <= middle + right; neighbour++) {
          if (values[neighbour] === 0 || pieceOf[neighbour] !== 0) continue;
          pieceOf[neighbour] = piece;
          waiting[count++] = neighbour;
        }
      }
    }
    inks.push(ink);
  }
  const minimum = SPECK * inks.reduce((largest, ink) => Math.max(largest, ink), 0);
  return { width, height, values: values.map((value, i) => (inks[pieceOf[i]!]! >= minimum ? value : 0)) };
}
