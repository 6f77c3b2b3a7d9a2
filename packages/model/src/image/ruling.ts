import type { Box, GreyImage } from './grey-image.js';
import { findPieces, sideOf, touchesEdge } from './pieces.js';
import { findStraightLines, type Place, type StraightLine } from './straight-lines.js';

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
  const near = Math.max(3, NEAR_EDGE * Math.max(ink.width, ink.height));
  const isAtEdge = ({ x, y }: Place, { isDown }: StraightLine) =>
    isDown ? Math.min(y, ink.height - 1 - y) <= near : Math.min(x, ink.width - 1 - x) <= near;
  const isHeld = (end: Place, line: StraightLine, among: readonly StraightLine[]) =>
    isAtEdge(end, line) ||
    among.some((other) => other.isDown !== line.isDown && distance(end, other) <= GAP + other.thickness);
  const withoutFreeEnds = (among: readonly StraightLine[]): readonly StraightLine[] => {
    const kept = among.filter((line) => line.ends.every((end) => isHeld(end, line, among)));
    return kept.length === among.length ? kept : withoutFreeEnds(kept);
  };
  const isCorner = (end: Place, line: StraightLine) =>
    lines.some(
      (other) =>
        other.isDown !== line.isDown &&
        other.ends.some(({ x, y }) => Math.hypot(x - end.x, y - end.y) <= 2 * GAP + other.thickness),
    );
  let ruling = withoutFreeEnds(lines);
  let writing = writingWithout(ink, ruling);
  if (writing === undefined) return [];
  // A box of a form holds its lines at its corners. It has writing in it, which is nearly as large.
  const isAtBoth = (line: StraightLine) => line.ends.every((end) => isAtEdge(end, line));
  const { left, top, width, height } = boxAround(ruling);
  const isInBox = (box: Box) =>
    box.left >= left - GAP &&
    box.top >= top - GAP &&
    box.left + box.width <= left + width + GAP &&
    box.top + box.height <= top + height + GAP &&
    sideOf(box) >= IN_BOX * Math.max(width, height);
  const across = ruling.filter(({ isDown }) => !isDown).length;
  const isClosed = across >= 2 && ruling.length - across >= 2;
  const reachesEdge = ruling.some((line) => line.ends.some((end) => isAtEdge(end, line)));
  if (ruling.length > 0 && !reachesEdge && !(isClosed && isInBox(writing.box))) return [];
  // A stroke that ends between two lines by chance goes on in its digit.
  const isRuling = (line: StraightLine) =>
    (isApart(line, writing!.box) && line.ends.some((end) => isAtEdge(end, line))) ||
    (length(line) >= 0.8 * sideOf(writing!.box) &&
      (isAtBoth(line) || !line.ends.some((end) => writing!.isNear(end, GAP + line.thickness) && !isCorner(end, line))));
  if (!ruling.every(isRuling)) {
    ruling = withoutFreeEnds(ruling.filter(isRuling));
    writing = writingWithout(ink, ruling);
    if (writing === undefined) return [];
  }
  const all = [...ruling];
  const others = lines
    .filter((line) => !ruling.includes(line))
    .sort((a, b) => length(b) - length(a))
    .slice(0, MAXIMUM_FREE);
  const families = others.filter((line) => others.filter((other) => isParallel(line, other)).length >= FAMILY);
  const restOfAll = families.length === 0 ? undefined : writingWithout(ink, [...ruling, ...families]);
  const isFree = (line: StraightLine) => {
    const isInFamily = families.includes(line);
    const rest = isInFamily ? restOfAll : writingWithout(ink, [...all, line]);
    if (rest === undefined || (!isInFamily && !isApart(line, rest.box))) return false;
    const { left, top, width, height } = rest.box;
    const [from, to] = line.ends.map(({ x, y }) => (line.isDown ? y : x)) as [number, number];
    const [first, last] = line.isDown ? [top, top + height] : [left, left + width];
    const isBeyond = (end: Place, margin: number) =>
      margin >= BEYOND * sideOf(rest.box) || (margin >= 0 && isHeld(end, line, all));
    return (
      (length(line) >= sideOf(rest.box) && isBeyond(line.ends[0], first - from) && isBeyond(line.ends[1], to - last)) ||
      (!isInFamily && line.ends.some((end) => isHeld(end, line, all)))
    );
  };
  for (const line of others) if (isFree(line)) all.push(line);
  return [...all.flatMap(({ pixels }) => pixels), ...crossings(all, ink)];
}

/** Whether two lines have the same direction and about the same ends along it. */
function isParallel(line: StraightLine, other: StraightLine): boolean {
  const along = ({ ends }: StraightLine) => ends.map(({ x, y }) => (line.isDown ? y : x)) as [number, number];
  const [[a, b], [c, d]] = [along(line), along(other)];
  return line.isDown === other.isDown && Math.abs(a - c) + Math.abs(b - d) <= 0.2 * (b - a);
}

/** The box around the ends of some lines. */
function boxAround(lines: readonly StraightLine[]): Box {
  const ends = lines.flatMap((line) => line.ends);
  const [left, top] = [Math.min(...ends.map(({ x }) => x)), Math.min(...ends.map(({ y }) => y))];
  return {
    left,
    top,
    width: Math.max(...ends.map(({ x }) => x)) - left,
    height: Math.max(...ends.map(({ y }) => y)) - top,
  };
}

/** The pixels where two lines cross. They belong to both, so they are part of neither alone. */
function crossings(lines: readonly StraightLine[], { width, height }: GreyImage): number[] {
  const pixels: number[] = [];
  const down = lines.filter(({ isDown }) => isDown);
  for (const line of lines.filter(({ isDown }) => !isDown)) {
    for (const other of down) {
      const { x, y } = crossing(line, other);
      const reach = (line.thickness + other.thickness) / 4 + 1.5;
      if (distance({ x, y }, line) > 2 * reach || distance({ x, y }, other) > 2 * reach) continue;
      for (let row = Math.max(0, Math.ceil(y - reach)); row <= Math.min(height - 1, y + reach); row++) {
        for (let column = Math.max(0, Math.ceil(x - reach)); column <= Math.min(width - 1, x + reach); column++)
          pixels.push(row * width + column);
      }
    }
  }
  return pixels;
}

/** The place at which a line across and a line down would cross if both were long enough. */
function crossing({ ends: [a, b] }: StraightLine, { ends: [c, d] }: StraightLine): Place {
  const [rise, run] = [(b.y - a.y) / (b.x - a.x), (d.x - c.x) / (d.y - c.y)];
  const y = (a.y + rise * (c.x - run * c.y - a.x)) / (1 - rise * run);
  return { x: c.x + run * (y - c.y), y };
}

const length = ({ ends: [a, b] }: StraightLine) => Math.hypot(a.x - b.x, a.y - b.y);

/** The distance from a place to a line. */
function distance({ x, y }: Place, { ends: [a, b] }: StraightLine): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}

/** Whether a line keeps away from a box. */
function isApart({ ends: [a, b] }: StraightLine, { left, top, width, height }: Box): boolean {
  return (
    Math.max(a.x, b.x) < left - GAP ||
    Math.min(a.x, b.x) > left + width + GAP ||
    Math.max(a.y, b.y) < top - GAP ||
    Math.min(a.y, b.y) > top + height + GAP
  );
}

/** The largest piece of ink without some lines, if it is neither a remainder of them nor cut off by an edge. */
function writingWithout(ink: GreyImage, lines: readonly StraightLine[]) {
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
