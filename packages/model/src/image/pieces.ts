import { type Box, type GreyImage, joinBoxes } from './grey-image.js';

/** A connected piece of ink. */
export interface Piece {
  /** The sum of its ink. */
  ink: number;
  /** Number of its pixels. */
  pixels: number;
  /** The smallest box around it. */
  box: Box;
}

/** The pieces of an image. */
export interface Pieces {
  /** The number of the piece at each pixel, [height × width]; 0 is the background. */
  readonly pieceOf: Int32Array;
  /** The pieces by number; 0 is empty. */
  readonly pieces: readonly Piece[];
}

/** Ink that follows on itself in a row. */
interface Run {
  readonly y: number;
  readonly left: number;
  /** The column after its last one. */
  readonly end: number;
  /** A run of the same piece that comes before, or the run itself if it is the first one. */
  parent: Run;
}

/**
 * Finds the connected pieces of ink, numbered from top to bottom. Pixels are connected across edges and corners.
 *
 * Source: L. He, Y. Chao, K. Suzuki (2008), A run-based two-scan labeling algorithm.
 *
 * @param threshold pixels with more ink than this belong to a piece
 */
export function findPieces({ width, height, values }: GreyImage, threshold = 0): Pieces {
  const runs: Run[] = [];
  let above = 0;
  for (let y = 0; y < height; y++) {
    const first = runs.length;
    let candidate = above;
    const rowEnd = (y + 1) * width;
    for (let i = y * width; i < rowEnd; i++) {
      if (values[i]! <= threshold) continue;
      const start = i;
      while (i < rowEnd && values[i]! > threshold) i++;
      const run = { y, left: start - y * width, end: i - y * width } as Run;
      run.parent = run;
      // Runs of the row above that end too far left touch none of those that follow, either.
      while (candidate < first && runs[candidate]!.end < run.left) candidate++;
      for (let other = candidate; other < first && runs[other]!.left <= run.end; other++) join(runs[other]!, run);
      runs.push(run);
    }
    above = first;
  }

  const pieceOf = new Int32Array(values.length);
  const pieces: Piece[] = [{ ink: 0, pixels: 0, box: { left: 0, top: 0, width: 0, height: 0 } }];
  const numbers = new Map<Run, number>();
  for (const run of runs) {
    const { y, left, end } = run;
    const origin = firstOf(run);
    let number = numbers.get(origin);
    if (number === undefined) {
      number = pieces.length;
      numbers.set(origin, number);
      pieces.push({ ink: 0, pixels: 0, box: { left, top: y, width: 0, height: 0 } });
    }
    const piece = pieces[number]!;
    const start = y * width;
    for (let i = start + left; i < start + end; i++) piece.ink += values[i]!;
    piece.pixels += end - left;
    piece.box = joinBoxes(piece.box, { left, top: y, width: end - left, height: 1 });
    pieceOf.fill(number, start + left, start + end);
  }
  return { pieceOf, pieces };
}

/** The first run of a piece. On the way there, each run gets a shorter way. */
function firstOf(run: Run): Run {
  while (run.parent !== run) run = run.parent = run.parent.parent;
  return run;
}

/** Joins the pieces of two runs. */
function join(a: Run, b: Run): void {
  const [one, other] = [firstOf(a), firstOf(b)];
  if (one === other) return;
  const isBefore = one.y < other.y || (one.y === other.y && one.left < other.left);
  if (isBefore) other.parent = one;
  else one.parent = other;
}

/** The piece with the most ink. */
export const largestPiece = (pieces: readonly Piece[]): Piece => pieces.reduce((a, b) => (b.ink > a.ink ? b : a));

/** Whether a box reaches the edge of an image. */
export function touchesEdge({ left, top, width, height }: Box, image: GreyImage): boolean {
  return left <= 1 || top <= 1 || left + width >= image.width - 1 || top + height >= image.height - 1;
}

/** The longer side of a box or an image. */
export const sideOf = ({ width, height }: Pick<Box, 'width' | 'height'>): number => Math.max(width, height);
