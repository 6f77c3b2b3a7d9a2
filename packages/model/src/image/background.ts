import type { GreyImage } from './grey-image.js';
import { quantile } from './quantile.js';
import { CURVED, fitSurface, heightAt, PLANE } from './surface.js';
import type { Samples, Surface } from './surface.js';

/** How light a picture's background is, place by place. */
export interface Background {
  readonly surface: Surface;
  /** The standard deviation around it. */
  readonly noise: number;
}

/** So many times a surface is fitted again, to the pixels near the one before. */
const ROUNDS = 4;

/** Pixels further from a surface than so many standard deviations are not of it. */
const REACH = 2.5;

/** Pixels that a surface is fitted to, about: enough for its six numbers in any noise. */
const SAMPLES = 1500;

/** A lamp or a lens darkens paper by no more than this from what a plane says. */
const MOST_CURVATURE = 0.2;

/**
 * Takes what is at the edges of a picture for its background and lays a plane through it, since paper is often lighter at one
 * side; then a curved surface through all that lies near the plane, since lenses and lamps leave the corners darker. What stands
 * out, such as a stroke that goes over the edge, is left out of both.
 */
export function fitBackground(image: GreyImage): Background {
  const rim = sample(image, rimOf(image));
  const middle = [quantile(rim.values, 0.5)];
  const plane = refit(rim, PLANE, { surface: middle, noise: deviation(distances(rim, middle)) }, 0.02);
  const all = sample(image, { across: image.width, down: image.height });
  const curved = refit(all, CURVED, plane, 0.05);
  const flat = distances(all, plane.surface);
  const bent = all.values.map((value, i) => Math.abs(value - height(all, curved.surface, i)) - flat[i]!);
  return bent.some((difference) => Math.abs(difference) > MOST_CURVATURE) ? plane : curved;
}

/** Fits a surface to what is near the one before, again and again; where little is near, that one stays. */
function refit(samples: Samples, terms: number, start: Background, leastReach: number): Background {
  let background = start;
  for (let round = 0; round < ROUNDS; round++) {
    const reach = Math.max(leastReach, REACH * background.noise);
    const isNear = Uint8Array.from(distances(samples, background.surface), (distance) => Number(distance <= reach));
    const count = isNear.reduce((sum, near) => sum + near, 0);
    const surface = count < samples.values.length / 4 ? undefined : fitSurface(samples, isNear, terms);
    if (surface === undefined) break;
    const near = distances(samples, surface).filter((_, i) => isNear[i] === 1);
    background = { surface, noise: deviation(near) };
  }
  return background;
}

const height = ({ x, y }: Samples, surface: Surface, i: number) => heightAt(surface, x[i]!, y[i]!);

const distances = (samples: Samples, surface: Surface) =>
  samples.values.map((value, i) => Math.abs(value - height(samples, surface, i)));

/** Median of the distances, as the standard deviation of a normal distribution: what stands out does not count. */
const deviation = (distances: Float64Array) => 1.4826 * quantile(distances, 0.5);

/** So many columns at either side, and rows at the top and at the bottom. */
interface Depth {
  readonly across: number;
  readonly down: number;
}

/** The outermost pixels: one of a hundred rows and columns, at least one. */
const rimOf = ({ width, height }: GreyImage): Depth => ({
  across: Math.ceil(width / 100),
  down: Math.ceil(height / 100),
});

/** Takes some of the pixels that are no deeper in the image than that, evenly spread. */
function sample({ width, height, values }: GreyImage, { across, down }: Depth): Samples {
  const inner = Math.max(0, width - 2 * across);
  const rows = Math.max(0, height - 2 * down);
  const count = width * height - inner * rows;
  // A step that does not go with the length of rows, so that samples do not line up in columns.
  const size = Math.min(count, SAMPLES);
  const places = Float64Array.from({ length: size }, (_, i) => placeOnRim(Math.floor((i * count) / size)));
  return {
    x: places.map((place) => (2 * ((place % width) + 0.5)) / width - 1),
    y: places.map((place) => (2 * (Math.floor(place / width) + 0.5)) / height - 1),
    values: places.map((place) => values[place]!),
  };

  /** The n-th pixel of the rim: those above, those beside the inner ones, those below. */
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
