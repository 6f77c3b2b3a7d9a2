import { type Piece, type Pieces } from './pieces.js';

/** Number of directions in a quarter of a turn. */
const DIRECTIONS = 18;

/**
 * The part of the smallest rectangle around a piece, in any direction, that lies within its outline: 1 for a sheet of paper, π/4 for a zero.
 *
 * Source: H. Freeman, R. Shapira (1975), Determining the minimum-area encasing rectangle for an arbitrary closed curve.
 *
 * @param width width of the image in pixels
 */
export function rectangularity({ pieceOf, pieces }: Pieces, piece: Piece, width: number): number {
  const number = pieces.indexOf(piece);
  const { left, top } = piece.box;
  const outline: [number, number][] = [];
  let area = 0;
  for (let y = top; y < top + piece.box.height; y++) {
    const row = pieceOf.subarray(y * width + left, y * width + left + piece.box.width);
    const [first, last] = [row.indexOf(number), row.lastIndexOf(number)];
    if (first < 0) continue;
    area += last - first + 1;
    outline.push([first, y], [last + 1, y], [first, y + 1], [last + 1, y + 1]);
  }
  let least = Infinity;
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    const angle = (direction * Math.PI) / 2 / DIRECTIONS;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of outline) {
      const [u, v] = [cos * x + sin * y, cos * y - sin * x];
      if (u < minU) minU = u;
      if (u > maxU) maxU = u;
      if (v < minV) minV = v;
      if (v > maxV) maxV = v;
    }
    least = Math.min(least, (maxU - minU) * (maxV - minV));
  }
  return area / least;
}
