import type { Box, GreyImage } from './grey-image.js';
import { isInside } from './line-geometry.js';
import { findPieces, type Piece, sideOf, touchesEdge } from './pieces.js';
import { findRuling } from './ruling.js';

/** Pixels with more ink than this are part of a piece. Others are soft edges, or faint. */
export const INK = 0.2;

/** Soft edges reach this many pixels around a piece. */
const SOFT = 2;

/** A piece is as large as another if its longer side has this part of the other's. */
const COMPARABLE = 0.15;

/** The minimum side of writing, as a part of the image's shorter side. */
const SMALL = 0.1;

/** The minimum ink of writing, as a part of the ink of a piece at the edge. */
const MINIMUM_INK = 0.02;

/** What covers more than this part of the image is paper or a table, but not ink. */
const AREA = 0.3;

/** The maximum part of its box that a frame covers. */
const FRAME = 0.3;

/**
 * Removes all ink that surrounds or crosses the writing: frames, ruling, and the parts of other things at the edge of the image.
 *
 * @returns the same image if there is nothing to remove
 */
export function removeSurroundings(ink: GreyImage): GreyImage {
  const ruling = findRuling(ink);
  if (ruling.length === 0) return removeFrames(ink);
  const values = ink.values.slice();
  for (const pixel of ruling) values[pixel] = 0;
  return removeFrames({ ...ink, values });
}

/** Removes pieces that go round others, and those that reach the edge of the image if there are others. */
function removeFrames(ink: GreyImage): GreyImage {
  const { pieceOf, pieces } = findPieces(ink, INK);
  const removed = new Set<Piece>();
  const inner = pieces.filter(({ box, pixels }) => pixels > 0 && !touchesEdge(box, ink));
  const isWriting = ({ box, ink: mass }: Piece, edge: Piece) =>
    sideOf(box) >= SMALL * Math.min(ink.width, ink.height) && mass >= MINIMUM_INK * edge.ink;
  for (const piece of pieces) {
    const isAtEdge = piece.pixels > 0 && piece.pixels <= AREA * ink.values.length && touchesEdge(piece.box, ink);
    if (isAtEdge && inner.some((other) => isWriting(other, piece))) removed.add(piece);
  }
  for (const piece of inner) {
    const goesRound = (other: Piece) =>
      other !== piece && isInside(other.box, piece.box) && sideOf(other.box) >= COMPARABLE * sideOf(piece.box);
    if (
      piece.pixels < FRAME * piece.box.width * piece.box.height &&
      inner.some((other) => goesRound(other) && isOnMostSides(pieceOf, pieces.indexOf(piece), other.box, ink.width))
    )
      removed.add(piece);
  }
  const kept = inner.filter((piece) => !removed.has(piece));
  const largest = kept.reduce((most, { box }) => Math.max(most, sideOf(box)), 0);
  for (const piece of kept) if (sideOf(piece.box) < 0.75 * largest && isNearEdge(piece.box, ink)) removed.add(piece);
  return removed.size === 0
    ? ink
    : keep(
        ink,
        pieceOf,
        pieces.map((piece) => piece.pixels > 0 && !removed.has(piece)),
      );
}

/** Whether a piece is on at least three of the four sides of the middle of a box. The box of a form may be open. */
function isOnMostSides(pieceOf: Int32Array, piece: number, box: Box, width: number): boolean {
  const [x, y] = [box.left + (box.width >> 1), box.top + (box.height >> 1)];
  const meets = (step: number, count: number) => {
    for (let i = 0; i <= count; i++) if (pieceOf[y * width + x + i * step] === piece) return true;
    return false;
  };
  const height = pieceOf.length / width;
  const sides = [meets(-1, x), meets(1, width - 1 - x), meets(-width, y), meets(width, height - 1 - y)];
  return sides.filter(Boolean).length >= 3;
}

/** Whether a box is wholly within the outer part of an image. */
function isNearEdge({ left, top, width, height }: Box, image: GreyImage): boolean {
  const margin = 0.2 * Math.min(image.width, image.height);
  return (
    left + width <= margin || top + height <= margin || left >= image.width - margin || top >= image.height - margin
  );
}

/** Keeps some pieces with their soft edges. */
function keep(ink: GreyImage, pieceOf: Int32Array, isKept: readonly boolean[]): GreyImage {
  const { width, height } = ink;
  const values = new Float32Array(ink.values.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!isKept[pieceOf[i]!]) continue;
      for (let ny = Math.max(0, y - SOFT); ny <= Math.min(height - 1, y + SOFT); ny++) {
        for (let nx = Math.max(0, x - SOFT); nx <= Math.min(width - 1, x + SOFT); nx++) {
          const j = ny * width + nx;
          const piece = pieceOf[j]!;
          if (piece === 0 || isKept[piece]) values[j] = ink.values[j]!;
        }
      }
    }
  }
  return { width, height, values };
}
