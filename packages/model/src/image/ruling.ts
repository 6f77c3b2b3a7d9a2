import type { Box, GreyImage } from './grey-image.js';
import { findPieces, sideOf, touchesEdge } from './pieces.js';
import {
  alongOf,
  boxAround,
  crossingOf,
  distanceTo,
  isApart,
  isInside,
  isParallel,
  lengthOf,
  type Place,
} from './line-geometry.js';
import { findStraightLines, type StraightLine } from './straight-lines.js';

/** Pixels with more ink than this may be part of a line or a stroke. */
const INK = 0.1;

/** A line ends at the edge of the image if at most this part of the image's longer side is between them. */
const NEAR_EDGE = 0.015;

/** A line ends at another line if at most this many pixels are between them. */
const GAP = 3;

/** The minimum side of writing, as a part of the image's shorter side. */
const SMALL = 0.05;

/** The maximum number of lines with free ends. */
const MAXIMUM_FREE = 30;

/** The minimum number of parallel lines of the same length that are ruling. */
const FAMILY = 3;

/** The minimum side of writing in a box, as a part of the box's. */
const IN_BOX = 0.3;

/** The part of its longer side by which a free end of a line is beyond the writing. */
const BEYOND = 0.2;

/**
 * Finds the pixels of lines that were printed on the paper: ruling, squares, margins, underlines, and the boxes of a form. Such a line
 * is straight and long, and its ends tell it from a stroke of a digit. They are at the edge of the image, at another such line, or
 * well away from the writing.
 *
 * @returns the pixels, to be removed
 */
export function findRuling(ink: GreyImage): number[] {
  const lines = findStraightLines(ink, INK);
  if (lines.length === 0) return [];
  const held = findHeld(lines, ink);
  if (held === undefined) return [];
  const all = [...held, ...findFree(lines, held, ink)];
  return [...all.flatMap(({ pixels }) => pixels), ...crossings(all, ink)];
}

/**
 * Finds lines that are held at both ends, by the edge of the image or by other lines.
 *
 * @returns undefined if lines that look so are strokes of a digit.
 */
function findHeld(lines: readonly StraightLine[], ink: GreyImage): readonly StraightLine[] | undefined {
  const held = withoutFreeEnds(lines, ink);
  const writing = writingWithout(held, ink);
  if (writing === undefined) return undefined;
  const reachesEdge = held.some((line) => line.ends.some((end) => isAtEdge(end, line, ink)));
  if (held.length > 0 && !reachesEdge && !isFormBox(held, writing.box)) return undefined;
  /** Whether the end of a line is where another one ends. */
  const isCorner = (end: Place, line: StraightLine) =>
    lines.some(
      (other) =>
        other.isDown !== line.isDown &&
        other.ends.some(({ x, y }) => Math.hypot(x - end.x, y - end.y) <= 2 * GAP + other.thickness),
    );
  // A stroke that ends between two lines by chance goes on in its digit.
  const isPrinted = (line: StraightLine) => {
    const atEdge = line.ends.filter((end) => isAtEdge(end, line, ink)).length;
    if (atEdge > 0 && isApart(line, writing.box, GAP)) return true;
    if (lengthOf(line) < 0.8 * sideOf(writing.box)) return false;
    const goesOn = (end: Place) => writing.isNear(end, GAP + line.thickness) && !isCorner(end, line);
    return atEdge === 2 || !line.ends.some(goesOn);
  };
  if (held.every(isPrinted)) return held;
  const printed = withoutFreeEnds(held.filter(isPrinted), ink);
  return writingWithout(printed, ink) && printed;
}

/** Whether lines are the box of a form: at least two in each direction, with writing inside that is nearly as large. */
function isFormBox(lines: readonly StraightLine[], writing: Box): boolean {
  const across = lines.filter(({ isDown }) => !isDown).length;
  const isClosed = across >= 2 && lines.length - across >= 2;
  const box = boxAround(lines);
  return isClosed && isInside(writing, box, GAP) && sideOf(writing) >= IN_BOX * sideOf(box);
}

/** Finds lines besides those that are held: they end well away from the writing, as an underline or the lines of a pad do. */
function findFree(lines: readonly StraightLine[], held: readonly StraightLine[], ink: GreyImage): StraightLine[] {
  const candidates = lines
    .filter((line) => !held.includes(line))
    .sort((a, b) => lengthOf(b) - lengthOf(a))
    .slice(0, MAXIMUM_FREE);
  const families = candidates.filter((line) => candidates.filter((other) => isParallel(line, other)).length >= FAMILY);
  const writingWithoutFamilies = families.length === 0 ? undefined : writingWithout([...held, ...families], ink);
  const free: StraightLine[] = [];
  for (const line of candidates) {
    const known = [...held, ...free];
    const isInFamily = families.includes(line);
    const writing = isInFamily ? writingWithoutFamilies : writingWithout([...known, line], ink);
    if (writing === undefined || (!isInFamily && !isApart(line, writing.box, GAP))) continue;
    const isHeldOnce = !isInFamily && line.ends.some((end) => isHeld(end, line, known, ink));
    if (isHeldOnce || goesBeyond(line, writing.box, known, ink)) free.push(line);
  }
  return free;
}

/** Whether a line is as long as the writing, and goes well beyond it on both sides or to a line there. */
function goesBeyond(line: StraightLine, writing: Box, known: readonly StraightLine[], ink: GreyImage): boolean {
  const { left, top, width, height } = writing;
  const [from, to] = alongOf(line);
  const [first, last] = line.isDown ? [top, top + height] : [left, left + width];
  const isBeyond = (end: Place, margin: number) =>
    margin >= BEYOND * sideOf(writing) || (margin >= 0 && isHeld(end, line, known, ink));
  return lengthOf(line) >= sideOf(writing) && isBeyond(line.ends[0], first - from) && isBeyond(line.ends[1], to - last);
}

/** Those of some lines whose ends are at the edge of the image, or at another one of them. */
function withoutFreeEnds(lines: readonly StraightLine[], ink: GreyImage): readonly StraightLine[] {
  const kept = lines.filter((line) => line.ends.every((end) => isHeld(end, line, lines, ink)));
  return kept.length === lines.length ? kept : withoutFreeEnds(kept, ink);
}

/** Whether the end of a line is at the edge of the image, or at another line. */
const isHeld = (end: Place, line: StraightLine, among: readonly StraightLine[], ink: GreyImage): boolean =>
  isAtEdge(end, line, ink) ||
  among.some((other) => other.isDown !== line.isDown && distanceTo(end, other) <= GAP + other.thickness);

/** Whether the end of a line is at the edge of the image that is ahead. */
function isAtEdge({ x, y }: Place, { isDown }: StraightLine, { width, height }: GreyImage): boolean {
  const near = Math.max(3, NEAR_EDGE * Math.max(width, height));
  return isDown ? Math.min(y, height - 1 - y) <= near : Math.min(x, width - 1 - x) <= near;
}

/** The pixels where two lines cross. They belong to both, so they are part of neither alone. */
function crossings(lines: readonly StraightLine[], { width, height }: GreyImage): number[] {
  const pixels: number[] = [];
  const down = lines.filter(({ isDown }) => isDown);
  for (const line of lines.filter(({ isDown }) => !isDown)) {
    for (const other of down) {
      const { x, y } = crossingOf(line, other);
      const reach = (line.thickness + other.thickness) / 4 + 1.5;
      if (distanceTo({ x, y }, line) > 2 * reach || distanceTo({ x, y }, other) > 2 * reach) continue;
      for (let row = Math.max(0, Math.ceil(y - reach)); row <= Math.min(height - 1, y + reach); row++) {
        for (let column = Math.max(0, Math.ceil(x - reach)); column <= Math.min(width - 1, x + reach); column++)
          pixels.push(row * width + column);
      }
    }
  }
  return pixels;
}

/** The largest piece of ink without some lines, if it is neither a remainder of them nor cut off by an edge. */
function writingWithout(lines: readonly StraightLine[], ink: GreyImage) {
  const values = ink.values.slice();
  for (const { pixels } of lines) for (const pixel of pixels) values[pixel] = 0;
  const { pieces, pieceOf } = findPieces({ ...ink, values }, INK);
  const piece = pieces.reduce((a, b) => (b.ink > a.ink && !touchesEdge(b.box, ink) ? b : a));
  const thickness = Math.max(...lines.map((line) => line.thickness), 1);
  if (sideOf(piece.box) <= Math.max(4 * thickness, SMALL * Math.min(ink.width, ink.height))) return undefined;
  const number = pieces.indexOf(piece);
  const isNear = ({ x, y }: Place, reach: number) => {
    for (let row = Math.max(0, Math.ceil(y - reach)); row <= Math.min(ink.height - 1, y + reach); row++) {
      for (let column = Math.max(0, Math.ceil(x - reach)); column <= Math.min(ink.width - 1, x + reach); column++) {
        if (pieceOf[row * ink.width + column] === number) return true;
      }
    }
    return false;
  };
  return { box: piece.box, isNear };
}
