import { fitBackground } from './background.js';
import type { Background } from './background.js';
import type { GreyImage } from './grey-image.js';
import { otsuThreshold } from './otsu.js';
import { quantile } from './quantile.js';
import { smooth } from './smooth.js';
import { heightAt } from './surface.js';
import { groundOfTwoTones } from './two-tones.js';

/** Less contrast than this, of 1 from black to white, is no drawing. */
const LEAST_CONTRAST = 0.1;

/** Ink that is fainter than so many standard deviations of the background is taken for background. */
const NOISE_REACH = 3.5;

/** Ink that is fainter than this part of full ink is taken for background: what is left of a picture's compression. */
const FAINT_PART = 0.04;

/** A picture is smoothed while full ink stands out by less than so many standard deviations, as long as it has pixels to spare. */
const CLEAR = 20;
const SPARE_SIDE = 80;
const MOST_SMOOTHING = 2;

/**
 * Finds how much ink there is at each pixel, 0..1, whether it is dark on light or light on dark.
 *
 * @param image how light a picture is, without transparency.
 * @returns undefined where nothing stands out.
 */
export function findInk(image: GreyImage): GreyImage | undefined {
  let seen = image;
  let found = standOut(seen, fitBackground(seen));
  for (let times = 0; times < MOST_SMOOTHING; times++) {
    if (found.full >= CLEAR * found.noise || Math.max(image.width, image.height) < SPARE_SIDE) break;
    seen = smooth(seen);
    found = standOut(seen, fitBackground(seen));
  }
  const ink = clear(found);
  if (ink !== undefined) return ink;
  // A digit that is cut out at its outline leaves little background at the edge to fit a surface to.
  const ground = groundOfTwoTones(image);
  return ground && clear(standOut(image, ground));
}

/** How far each pixel is from the background, to the side on which the drawing is. */
interface Found {
  readonly distances: GreyImage;
  /** The distance that most of the strokes have. */
  readonly full: number;
  /** The standard deviation of the background. */
  readonly noise: number;
}

function standOut({ width, height, values }: GreyImage, { surface, noise }: Background): Found {
  const distances = new Float32Array(values.length);
  let balance = 0;
  for (let y = 0, i = 0; y < height; y++) {
    const down = (2 * (y + 0.5)) / height - 1;
    for (let x = 0; x < width; x++, i++) {
      const distance = values[i]! - heightAt(surface, (2 * (x + 0.5)) / width - 1, down);
      distances[i] = distance;
      // Squares count what stands out far for more than a gentle shadow all over.
      balance += distance * Math.abs(distance);
    }
  }
  const sign = balance > 0 ? 1 : -1;
  for (let i = 0; i < distances.length; i++) distances[i] = Math.max(0, sign * distances[i]!);
  return {
    distances: { width, height, values: distances },
    noise,
    full: strokeDistance(distances, NOISE_REACH * noise),
  };
}

/** What most of a stroke has, beside its soft edges: a few pixels that are darker still do not count. */
function strokeDistance(distances: Float32Array, faint: number): number {
  const threshold = otsuThreshold(distances, faint);
  const strokes = distances.filter((distance) => distance > threshold);
  return strokes.length === 0 ? 0 : quantile(strokes, 0.5);
}

/** Stretches ink to 0..1, and leaves out what could be noise. */
function clear({ distances, full, noise }: Found): GreyImage | undefined {
  const faint = Math.max(FAINT_PART * full, NOISE_REACH * noise);
  if (full < LEAST_CONTRAST || full < 2 * faint) return undefined;
  const { width, height, values } = distances;
  return { width, height, values: values.map((distance) => (distance <= faint ? 0 : Math.min(1, distance / full))) };
}
