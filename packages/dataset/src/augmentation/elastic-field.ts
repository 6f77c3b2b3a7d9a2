import { IMAGE_PIXELS, IMAGE_SIDE } from '../constants.js';
import type { RandomStream } from '../random/random-stream.js';
import type { ElasticSettings } from './augmentation-settings.js';

/** How far away in the original each pixel finds its ink, in units that the caller chooses. */
export interface Displacement {
  /** Distance to the right, [784]. */
  readonly x: Int32Array;
  /** Distance downwards, [784]. */
  readonly y: Int32Array;
}

/** A displacement that moves no pixel. */
export const stillDisplacement = (): Displacement => ({
  x: new Int32Array(IMAGE_PIXELS),
  y: new Int32Array(IMAGE_PIXELS),
});

/**
 * Makes random displacements. Simard, Steinkraus & Platt (2003) smooth uniform noise by a Gaussian of standard deviation σ.
 * Here cubic B-splines blend a coarse grid of knots, as in free-form deformations (Rueckert et al. 1999). With knots √3·σ
 * apart, the spline has the width of the Gaussian and nearly its shape, for a tenth of the random numbers. Weights are
 * normalised, so that every pixel moves equally far on average.
 *
 * @param pixel length of a pixel in units of the displacement
 * @returns a function that draws the next displacement and overwrites the one before.
 */
export function createElasticField(
  { amplitude, smoothness }: ElasticSettings,
  pixel: number,
): (stream: RandomStream) => Displacement {
  const spline = createSpline(smoothness * Math.sqrt(3));
  const grid = new Float64Array(spline.knots ** 2);
  const row = new Float64Array(spline.knots);
  const displacement = stillDisplacement();
  // Uniform noise with a standard deviation of 1 goes from −√3 to √3.
  const reach = amplitude * pixel * Math.sqrt(3);
  return (stream) => {
    for (const axis of [displacement.x, displacement.y]) {
      for (let knot = 0; knot < grid.length; knot++) grid[knot] = (2 * stream.uniform() - 1) * reach;
      blendKnots(grid, spline, row, axis);
    }
    return displacement;
  };
}

/** How the knots along a side are blended into values between them. */
interface Spline {
  /** Number of knots along a side. */
  readonly knots: number;
  /** The first of the four knots that a pixel blends, [28]. */
  readonly first: Uint8Array;
  /** Weights of the four knots, [28 × 4]. Their squares add up to 1, so the blend has the variance of a knot. */
  readonly weights: Float64Array;
}

function createSpline(spacing: number): Spline {
  const first = Uint8Array.from({ length: IMAGE_SIDE }, (_, place) => Math.floor(place / spacing));
  const weights = new Float64Array(4 * IMAGE_SIDE);
  for (let place = 0; place < IMAGE_SIDE; place++) {
    const t = place / spacing - first[place]!;
    const basis = [(1 - t) ** 3, 3 * t ** 3 - 6 * t ** 2 + 4, -3 * t ** 3 + 3 * t ** 2 + 3 * t + 1, t ** 3];
    const norm = Math.hypot(...basis);
    for (let knot = 0; knot < 4; knot++) weights[4 * place + knot] = basis[knot]! / norm;
  }
  return { knots: first[IMAGE_SIDE - 1]! + 4, first, weights };
}

/** Blends a grid of knots into a value for each pixel, first down its columns, then along each row. */
function blendKnots(grid: Float64Array, { knots, first, weights }: Spline, row: Float64Array, field: Int32Array): void {
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let column = 0; column < knots; column++) {
      row[column] = blend(grid, first[y]! * knots + column, knots, weights, 4 * y);
    }
    for (let x = 0; x < IMAGE_SIDE; x++) field[y * IMAGE_SIDE + x] = blend(row, first[x]!, 1, weights, 4 * x);
  }
}

/** The sum of four values that are `stride` apart, multiplied by the four weights from index `nth` on. */
const blend = (values: Float64Array, start: number, stride: number, weights: Float64Array, nth: number) =>
  values[start]! * weights[nth]! +
  values[start + stride]! * weights[nth + 1]! +
  values[start + 2 * stride]! * weights[nth + 2]! +
  values[start + 3 * stride]! * weights[nth + 3]!;
