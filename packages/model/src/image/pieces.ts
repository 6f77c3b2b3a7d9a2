import type { Box, GreyImage } from './grey-image.js';

/** A connected piece of ink. */
export interface Piece {
  /** The sum of its ink. */
  ink: number;
  /** Number of its pixels. */
  pixels: number;
  /** The smallest box around it. */
  readonly box: Box;
}

/** The pieces of an image. */
export interface Pieces {
  /** The number of the piece at each pixel, [height × width]; 0 is the background. */
  readonly pieceOf: Int32Array;
  /** The pieces by number; 0 is empty. */
  readonly pieces: readonly Piece[];
}

/**
 * Finds the connected pieces of ink. Pixels are connected across edges and corners.
 *
 * @param threshold pixels with more ink than this belong to a piece
 */
export function findPieces({ width, height, values }: GreyImage, threshold = 0): Pieces {
  const pieceOf = new Int32Array(values.length);
  const waiting = new Int32Array(values.length);
  const pieces: Piece[] = [{ ink: 0, pixels: 0, box: { left: 0, top: 0, width: 0, height: 0 } }];
  for (let start = 0; start < values.length; start++) {
    if (values[start]! <= threshold || pieceOf[start] !== 0) continue;
    const piece = pieces.length;
    let [ink, pixels, count] = [0, 0, 0];
    let [minX, maxX, minY, maxY] = [width, -1, height, -1];
    pieceOf[start] = piece;
    waiting[count++] = start;
    while (count > 0) {
      const pixel = waiting[--count]!;
      ink += values[pixel]!;
      pixels++;
      const y = Math.floor(pixel / width);
      const x = pixel - y * width;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
      const [left, right] = [x > 0 ? -1 : 0, x < width - 1 ? 1 : 0];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        const middle = ny * width + x;
        for (let neighbour = middle + left; neighbour <= middle + right; neighbour++) {
          if (values[neighbour]! <= threshold || pieceOf[neighbour] !== 0) continue;
          pieceOf[neighbour] = piece;
          waiting[count++] = neighbour;
        }
      }
    }
    const box = { left: minX, top: minY, width: maxX - minX + 1, height: maxY - minY + 1 };
    pieces.push({ ink, pixels, box });
  }
  return { pieceOf, pieces };
}

/** The piece with the most ink. */
export const largestPiece = (pieces: readonly Piece[]): Piece => pieces.reduce((a, b) => (b.ink > a.ink ? b : a));

/** Whether a box reaches the edge of an image. */
export function touchesEdge({ left, top, width, height }: Box, image: GreyImage): boolean {
  return left <= 1 || top <= 1 || left + width >= image.width - 1 || top + height >= image.height - 1;
}

/** The longer side of a box or an image. */
export const sideOf = ({ width, height }: Pick<Box, 'width' | 'height'>): number => Math.max(width, height);
