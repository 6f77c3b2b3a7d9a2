import { type GreyImage, quantile } from './grey-image.js';
import { CURVED, fitSurface, heightAt, PLANE, type Samples, type Surface } from './surface.js';

/** The background of a picture. */
export interface Background {
  /** Lightness at each place. */
  readonly surface: Surface;
  /** Standard deviation of the background's pixels from the surface. */
  readonly noise: number;
}

/** How many times a surface is fitted again, to the pixels near the previous one. */
const ROUNDS = 4;

/** Pixels more than this many standard deviations from a surface are not part of it. */
const REACH = 2.5;

/** Number of pixels that a surface is fitted to. They are enough for its six coefficients at any noise. */
const SAMPLES = 1500;

/** The maximum difference between a curved surface and a plane. A lamp or a lens does not darken paper by more. */
const MAXIMUM_CURVATURE = 0.2;

/**
 * Fits a surface to the background of an image. A plane is fitted to the pixels along the edges first, since one side of
 * paper is often lighter. Then a curved surface is fitted to all pixels near the plane, since lenses and lamps leave the
 * corners darker. Pixels that stand out, such as a stroke across the edge, are left out of both.
 *
 * No camera makes a background of exactly one tone. Where all of the edge and half of the image have one, a program drew it: that is the
 * background, and nothing is fitted.
 */
export function fitBackground(image: GreyImage): Background {
  const rim = sample(image, rimOf(image));
  const all = sample(image, { across: image.width, down: image.height });
  const tone = quantile(rim.values, 0.5);
  const median = [tone];
  if (partOf(tone, rim) === 1 && partOf(tone, all) >= 0.5) return { surface: median, noise: 0 };
  const plane = refit(rim, PLANE, { surface: median, noise: deviation(distances(rim, median)) }, 0.02);
  const curved = refit(all, CURVED, plane, 0.05);
  const toPlane = distances(all, plane.surface);
  const isTooCurved = distances(all, curved.surface).some(
    (distance, i) => Math.abs(distance - toPlane[i]!) > MAXIMUM_CURVATURE,
  );
  return isTooCurved ? plane : curved;
}

/** The part of some samples, 0..1, that have exactly this value. */
const partOf = (tone: number, { values }: Samples) =>
  values.reduce((count, value) => count + Number(value === tone), 0) / values.length;

/** Fits a surface several times, each time to the pixels near the previous one. It stops where few pixels are near. */
function refit(samples: Samples, terms: number, start: Background, minimumReach: number): Background {
  let background = start;
  for (let round = 0; round < ROUNDS; round++) {
    const reach = Math.max(minimumReach, REACH * background.noise);
    const isNear = Uint8Array.from(distances(samples, background.surface), (distance) => Number(distance <= reach));
    const count = isNear.reduce((sum, near) => sum + near, 0);
    const surface = count < samples.values.length / 4 ? undefined : fitSurface(samples, isNear, terms);
    if (surface === undefined) break;
    const near = distances(samples, surface).filter((_, i) => isNear[i] === 1);
    background = { surface, noise: deviation(near) };
  }
  return background;
}

const distances = ({ x, y, values }: Samples, surface: Surface) =>
  values.map((value, i) => Math.abs(value - heightAt(surface, x[i]!, y[i]!)));

/** The standard deviation of a normal distribution with the median of these distances. Outliers hardly change it. */
const deviation = (distances: Float64Array) => 1.4826 * quantile(distances, 0.5);

/** How far the rim of an image reaches inwards. */
interface Depth {
  /** Number of columns at the left and at the right. */
  readonly across: number;
  /** Number of rows at the top and at the bottom. */
  readonly down: number;
}

/** The outermost pixels: one of a hundred rows and columns on each side, at least one. */
const rimOf = ({ width, height }: GreyImage): Depth => ({
  across: Math.ceil(width / 100),
  down: Math.ceil(height / 100),
});

/** Takes evenly spread samples of the pixels in the rim. */
function sample({ width, height, values }: GreyImage, { across, down }: Depth): Samples {
  const inner = Math.max(0, width - 2 * across);
  const rows = Math.max(0, height - 2 * down);
  const count = width * height - inner * rows;
  // The step is not a fraction of the row length, so samples do not line up in columns.
  const size = Math.min(count, SAMPLES);
  const places = Float64Array.from({ length: size }, (_, i) => placeOnRim(Math.floor((i * count) / size)));
  return {
    x: places.map((place) => (2 * ((place % width) + 0.5)) / width - 1),
    y: places.map((place) => (2 * (Math.floor(place / width) + 0.5)) / height - 1),
    values: places.map((place) => values[place]!),
  };

  /** The index of the n-th pixel of the rim: first the rows at the top, then the columns at both sides, then the bottom. */
  function placeOnRim(n: number): number {
    const above = Math.min(down, height) * width;
    if (n < above) return n;
    const beside = width - inner;
    const row = Math.floor((n - above) / beside);
    if (row >= rows) return n - above - rows * beside + above + rows * width;
    const column = (n - above) % beside;
    return above + row * width + (column < across ? column : column + inner);
  }
}
