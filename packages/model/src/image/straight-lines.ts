import { type GreyImage, transpose } from './grey-image.js';
import type { Line, Place } from './line-geometry.js';

/** A straight line of ink. */
export interface StraightLine extends Line {
  /** Median width in pixels. */
  readonly thickness: number;
  /** The pixels that are part of the line only, and not of a stroke that crosses it. */
  readonly pixels: readonly number[];
}

/** Lines tilt by at most this much: their rise divided by their length. It is 8 degrees. */
const MAXIMUM_TILT = 0.14;

/** The maximum width of a line, as a part of the image's shorter side. */
const MAXIMUM_THICKNESS = 0.04;

/** The minimum length of a line, as a part of the image's shorter side. */
const MINIMUM_LENGTH = 0.2;

/** The maximum gap in a line, as a part of the image's shorter side. Lines may be dashed, and strokes cross them. */
const MAXIMUM_GAP = 0.06;

/** The minimum part of its length in which a line has ink. */
const MINIMUM_COVER = 0.5;

/** Lines are straight to within this many pixels. */
const TOLERANCE = 2;

/** The maximum number of lines in one direction. */
const MAXIMUM_LINES = 60;

/**
 * Finds straight lines that are nearly parallel to the edges of an image.
 *
 * Sources: R. O. Duda, P. E. Hart (1972), Use of the Hough transformation to detect lines and curves in pictures; for the pixels of
 * crossing strokes, staff removal in scanned music, as in C. Dalitz et al. (2008), A comparative study of staff removal algorithms.
 *
 * @param ink pixels with more ink than `threshold` may be part of a line
 */
export function findStraightLines(image: GreyImage, threshold: number): StraightLine[] {
  const { width, height } = image;
  const across = findLines(image, threshold);
  const down = findLines(transpose(image), threshold);
  const turn = ({ x, y }: Place): Place => ({ x: y, y: x });
  return [
    ...across.map((line) => ({ ...line, isDown: false })),
    ...down.map(({ ends: [a, b], thickness, pixels }) => ({
      isDown: true,
      ends: [turn(a), turn(b)] as const,
      thickness,
      pixels: pixels.map((pixel) => (pixel % height) * width + Math.floor(pixel / height)),
    })),
  ];
}

/** Ink that follows on itself in a column. */
interface Run {
  readonly x: number;
  readonly top: number;
  readonly length: number;
  isUsed: boolean;
}

const middleOf = ({ top, length }: Run) => top + length / 2;

/** Finds lines that run nearly across. */
function findLines(image: GreyImage, threshold: number): Omit<StraightLine, 'isDown'>[] {
  const { width, height, values } = image;
  const side = Math.min(width, height);
  const minimumLength = MINIMUM_LENGTH * side;
  const minimumVotes = MINIMUM_COVER * minimumLength;
  const columns = findRuns(image, threshold, Math.max(3, MAXIMUM_THICKNESS * side));
  const runs = columns.flat();
  if (runs.length < minimumVotes) return [];
  const isInk = (x: number, y: number) => y >= 0 && y < height && values[y * width + x]! > threshold;
  const votes = createVotes(image);
  for (const run of runs) votes.add(run, 1);
  const lines: Omit<StraightLine, 'isDown'>[] = [];
  for (let count = 0; count < MAXIMUM_LINES; count++) {
    const start = votes.mostVoted(minimumVotes);
    if (start === undefined) break;
    const near = runsNear(columns, start);
    const fitted = fitRise(near, start);
    const segment = longestPart(runsNear(columns, fitted), fitted, MAXIMUM_GAP * side, isInk);
    const isLine = segment.length > 0;
    if (!isLine && near.length === 0) break;
    for (const run of isLine ? segment : near) {
      run.isUsed = true;
      votes.add(run, -1);
    }
    if (isLine && lengthOf(segment) >= minimumLength) lines.push(toLine(segment, fitted, width));
  }
  return lines;
}

/** Finds the runs of each column, [width], from top to bottom. Those that are longer than `maximumLength` are left out. */
function findRuns({ width, height, values }: GreyImage, threshold: number, maximumLength: number): Run[][] {
  const columns: Run[][] = Array.from({ length: width }, () => []);
  const tops = new Int32Array(width).fill(-1);
  for (let y = 0, i = 0; y <= height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (y < height && values[i]! > threshold) {
        if (tops[x]! < 0) tops[x] = y;
      } else if (tops[x]! >= 0) {
        const length = y - tops[x]!;
        if (length <= maximumLength) columns[x]!.push({ x, top: tops[x]!, length, isUsed: false });
        tops[x] = -1;
      }
    }
  }
  return columns;
}

/** Counts the runs on each line, as the Hough transform does: by its rise in steps of two pixels, and its height in the middle. */
function createVotes({ width, height }: GreyImage) {
  const steps = Math.floor((MAXIMUM_TILT * width) / 2);
  const rows = height + 4 * steps + 4;
  const votes = new Int32Array((2 * steps + 1) * rows);
  return {
    /** Adds a weight to all lines that a run is on. */
    add: (run: Run, weight: number) => {
      const part = (2 * run.x) / width - 1;
      for (let step = -steps; step <= steps; step++) {
        votes[(step + steps) * rows + Math.round(middleOf(run) - step * part) + 2 * steps + 1]! += weight;
      }
    },
    /** The line with the most votes, together with those a pixel above and below it, or `undefined` if these are too few. */
    mostVoted: (minimum: number): Rise | undefined => {
      let [most, best] = [0, 0];
      for (let i = 1; i < votes.length - 1; i++) {
        const sum = votes[i - 1]! + votes[i]! + votes[i + 1]!;
        if (sum > most) [most, best] = [sum, i];
      }
      if (most < minimum) return undefined;
      const step = Math.floor(best / rows) - steps;
      return { slope: (2 * step) / width, height: (best % rows) - 2 * steps - 1 - step };
    },
  };
}

/** The length in pixels from the first run to the last, both included. It is 0 without runs. */
const lengthOf = (runs: readonly Run[]) => (runs.length === 0 ? 0 : runs.at(-1)!.x - runs[0]!.x + 1);

/** Makes a line of its runs. A run that is much longer than the line is thick belongs to a stroke that crosses it. */
function toLine(runs: readonly Run[], { slope, height }: Rise, width: number): Omit<StraightLine, 'isDown'> {
  const lengths = runs.map(({ length }) => length).sort((a, b) => a - b);
  const thickness = lengths[lengths.length >> 1]!;
  const at = ({ x }: Run) => ({ x, y: height + slope * x });
  return {
    ends: [at(runs[0]!), at(runs.at(-1)!)],
    thickness,
    pixels: runs
      .filter(({ length }) => length <= 1.6 * thickness + 1)
      .flatMap(({ x, top, length }) => Array.from({ length }, (_, i) => (top + i) * width + x)),
  };
}

/** A line that runs nearly across, by its height at each place. */
interface Rise {
  readonly slope: number;
  /** Height at x = 0. */
  readonly height: number;
}

/** The runs around a line that are part of no other line yet. */
function runsNear(columns: readonly (readonly Run[])[], { slope, height }: Rise): Run[] {
  return columns.flatMap((column, x) =>
    column.filter((run) => !run.isUsed && Math.abs(middleOf(run) - height - slope * x) <= TOLERANCE),
  );
}

/** Fits a line to the middles of some runs by least squares. */
function fitRise(runs: readonly Run[], start: Rise): Rise {
  const n = runs.length;
  if (n < 2) return start;
  const meanX = runs.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = runs.reduce((sum, run) => sum + middleOf(run), 0) / n;
  let [xx, xy] = [0, 0];
  for (const run of runs) {
    xx += (run.x - meanX) ** 2;
    xy += (run.x - meanX) * (middleOf(run) - meanY);
  }
  if (xx === 0) return start;
  return { slope: xy / xx, height: meanY - (xy / xx) * meanX };
}

/** The longest part of a line without a long gap. Ink of other strokes fills gaps. It is empty if it has little ink. */
function longestPart(
  runs: readonly Run[],
  { slope, height }: Rise,
  maximumGap: number,
  isInk: (x: number, y: number) => boolean,
): Run[] {
  let best: Run[] = [];
  let part: Run[] = [];
  let covered = 0;
  const finish = () => {
    const length = lengthOf(part);
    if (length > lengthOf(best) && covered >= MINIMUM_COVER * length) best = part;
  };
  for (const run of runs) {
    const previous = part.at(-1);
    if (previous !== undefined) {
      let inked = 0;
      for (let x = previous.x + 1; x < run.x; x++) inked += Number(isInk(x, Math.floor(height + slope * x)));
      if (run.x - previous.x - 1 - inked > maximumGap) {
        finish();
        [part, covered] = [[], 0];
      } else covered += inked;
    }
    part.push(run);
    if (previous === undefined || run.x > previous.x) covered++;
  }
  finish();
  return best;
}
