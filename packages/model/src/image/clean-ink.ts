import { boxOfInk, type GreyImage } from './grey-image.js';
import { findPieces, type Piece } from './pieces.js';

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

/** If no piece has this part of the ink, and the pieces are as small as pixels, they are noise. A digit has a piece with half of it. */
const NOISE_PART = 0.15;

/** The number of edges of ink at each of its pixels, above which pieces are as small as pixels. A single pixel has four. */
const NOISE_EDGES = 2;

/**
 * Removes small pieces that touch no other ink, such as dust, noise or the dot of a full stop. Pieces are connected across
 * edges and corners of pixels.
 *
 * @returns undefined if the picture has nothing but specks, as salt-and-pepper noise is.
 */
export function removeSpecks(image: GreyImage): GreyImage | undefined {
  const { width, height, values } = image;
  const { pieceOf, pieces } = findPieces(image);
  const largest = pieces.reduce((maximum, { ink }) => Math.max(maximum, ink), 0);
  const isKept = ({ ink }: Piece) => ink >= SPECK * largest;
  const total = pieces.reduce((sum, piece) => sum + (isKept(piece) ? piece.ink : 0), 0);
  const kept = { width, height, values: values.map((value, i) => (isKept(pieces[pieceOf[i]!]!) ? value : 0)) };
  return largest < NOISE_PART * total && edgesPerPixel(kept) > NOISE_EDGES ? undefined : kept;
}

/** The number of edges between ink and background for each pixel of ink. */
function edgesPerPixel({ width, values }: GreyImage): number {
  let [pixels, edges] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const isInk = values[i]! > 0.5;
    if (isInk) pixels++;
    if (i % width < width - 1 && isInk !== values[i + 1]! > 0.5) edges++;
    if (i + width < values.length && isInk !== values[i + width]! > 0.5) edges++;
  }
  return edges / pixels;
}
