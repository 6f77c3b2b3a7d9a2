import type { Background } from './background.js';
import type { GreyImage } from './grey-image.js';
import { otsuThreshold } from './otsu.js';

/** Two tones are further apart than this, of 1 from black to white. */
const LEAST_STEP = 0.25;

/** The part of the variance that two tones explain where there are two: of a gradient they explain 3/4, of Gaussian noise 2/3. */
const LEAST_PART = 0.78;

/**
 * The tone of the background where a picture has two tones and no more: the one that has more of the picture's edge.
 *
 * @returns undefined where it has not.
 */
export function groundOfTwoTones({ width, height, values }: GreyImage): Background | undefined {
  const threshold = otsuThreshold(values);
  const dark = describe(values.filter((value) => value <= threshold));
  const light = describe(values.filter((value) => value > threshold));
  const all = describe(values);
  if (dark.count * light.count === 0 || light.mean - dark.mean < LEAST_STEP) return undefined;
  const within = (dark.count * dark.variance + light.count * light.variance) / all.count;
  if (within > (1 - LEAST_PART) * all.variance) return undefined;
  let balance = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
      balance += values[i]! > threshold ? 1 : -1;
    }
  }
  // Drawn with a pen rather than with chalk, where both have as much of it.
  return { surface: [balance >= 0 ? light.mean : dark.mean], noise: 0 };
}

function describe(values: Float32Array) {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return { count, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count };
}
