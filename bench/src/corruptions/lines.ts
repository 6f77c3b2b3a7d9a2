import { IMAGE_SIDE, type RandomStream } from '@mnist-adder/dataset';
import { plane, type Plane } from './plane.js';

/** A point in pixels. */
interface Point {
  readonly column: number;
  readonly row: number;
}

/** How far above and below its middle a line reaches, in pixels. */
const REACH = 2.3;

/** A line of white ink that fades upwards and downwards, over the columns from one point to another. */
const line = (from: Point, to: Point): Plane =>
  plane((column, row) => {
    if (column < Math.floor(from.column) || column >= Math.ceil(to.column)) return 0;
    const middle = from.row + ((to.row - from.row) / (to.column - from.column)) * (column - from.column);
    const away = Math.abs(row - middle);
    return away < REACH ? Math.max(0, Math.log(1 - away / REACH) + 1) : 0;
  });

const added = (image: Plane, ink: Plane) => image.map((value, pixel) => Math.min(1, value + ink[pixel]!));

/** A random row for an end of a line. */
const anyRow = (stream: RandomStream) => stream.below(IMAGE_SIDE - 1);

/** Draws a line from edge to edge, of which every other two columns are shown. */
export function dottedLine(image: Plane, stream: RandomStream): Plane {
  const dashes = line({ column: 0, row: anyRow(stream) }, { column: IMAGE_SIDE - 1, row: anyRow(stream) });
  return added(
    image,
    dashes.map((value, pixel) => (Math.floor((pixel % IMAGE_SIDE) / 2) % 2 === 0 ? 0 : value)),
  );
}

/** Half the length of a tooth of the zigzag, and its height, in pixels. */
const TOOTH = 2;

/** Draws a zigzag from near the left edge to near the right one, along a line that rises or falls by up to 5 pixels. */
export function zigzag(image: Plane, stream: RandomStream): Plane {
  const start: Point = { column: 2, row: anyRow(stream) };
  const [right, down] = [23, stream.below(10) - 5];
  const length = Math.hypot(right, down);
  const teeth = Math.floor((length - TOOTH) / (2 * TOOTH)) + 1;
  const along = Array.from({ length: teeth }, (_, nth) => [(2 * nth + 1) * TOOTH, nth % 2 === 0 ? TOOTH : -TOOTH]);
  const path = [[0, 0], ...along, [length, 0]].map(([forwards, aside]): Point => ({
    column: start.column + (forwards! * right - aside! * down) / length,
    row: start.row + (forwards! * down + aside! * right) / length,
  }));
  return path.slice(1).reduce((drawn, to, nth) => added(drawn, line(path[nth]!, to)), image);
}
