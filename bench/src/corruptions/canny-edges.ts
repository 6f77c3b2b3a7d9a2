import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { blurred, nearest, plane, type Plane } from './plane.js';

/** Standard deviation of the blur before edges are looked for, in pixels. */
const BLUR = 1;

/** A line of edges begins where the gradient is at least `BEGIN`, and goes on while it is at least `CONTINUE`. */
const [BEGIN, CONTINUE] = [0.2, 0.1];

/** The edges of an image in white on black (Canny 1986), each one pixel wide. */
export function cannyEdges(image: Plane): Plane {
  const smooth = blurred(image, BLUR);
  const right = sobel(smooth, 1, 0);
  const down = sobel(smooth, 0, 1);
  const strength = right.map((value, pixel) => Math.hypot(value, down[pixel]!));
  const ridge = plane((column, row) => {
    const pixel = row * IMAGE_SIDE + column;
    const isAtBorder = column === 0 || row === 0 || column === IMAGE_SIDE - 1 || row === IMAGE_SIDE - 1;
    if (isAtBorder || strength[pixel]! < CONTINUE) return 0;
    return isMaximum(strength, column, row, right[pixel]!, down[pixel]!) ? strength[pixel]! : 0;
  });
  return connected(ridge);
}

/** The gradient of Sobel's filter along one axis, in which the weights on either side add up to 4. */
const sobel = (image: Plane, x: number, y: number): Plane =>
  plane((column, row) => {
    let sum = 0;
    for (const [aside, weight] of [
      [-1, 1],
      [0, 2],
      [1, 1],
    ] as const) {
      const after = nearest(image, column + x + y * aside, row + y + x * aside);
      sum += weight * (after - nearest(image, column - x + y * aside, row - y + x * aside));
    }
    return sum;
  });

/** Whether no gradient is stronger one pixel further along the gradient's direction, either way. */
function isMaximum(strength: Plane, column: number, row: number, right: number, down: number): boolean {
  const along = Math.max(Math.abs(right), Math.abs(down));
  const part = Math.min(Math.abs(right), Math.abs(down)) / along;
  const [sideways, downwards] = [Math.sign(right), Math.sign(down)];
  const isSteep = Math.abs(down) > Math.abs(right);
  return [1, -1].every((way) => {
    const diagonal = nearest(strength, column + way * sideways, row + way * downwards);
    const straight = isSteep
      ? nearest(strength, column, row + way * downwards)
      : nearest(strength, column + way * sideways, row);
    return straight + (diagonal - straight) * part <= strength[row * IMAGE_SIDE + column]!;
  });
}

/** Keeps the pixels that are connected with one of at least `BEGIN`, diagonals included, and makes them white. */
function connected(ridge: Plane): Plane {
  const edges = new Float64Array(IMAGE_PIXELS);
  const open = [...ridge.keys()].filter((pixel) => ridge[pixel]! >= BEGIN);
  for (const pixel of open) edges[pixel] = 1;
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    // Pixels at the border are never edges, so all neighbours are in the image.
    for (const row of [-IMAGE_SIDE, 0, IMAGE_SIDE]) {
      for (const neighbour of [pixel + row - 1, pixel + row, pixel + row + 1]) {
        if (!ridge[neighbour] || edges[neighbour]) continue;
        edges[neighbour] = 1;
        open.push(neighbour);
      }
    }
  }
  return edges;
}
