import type { Background } from './background.js';
import type { GreyImage } from './grey-image.js';

/** Number of bins of the histogram, one for each value of a byte. */
const BINS = 256;

/**
 * Finds the threshold between two groups of numbers: the one with the maximum variance between the groups.
 *
 * Source: N. Otsu (1979), A threshold selection method from gray-level histograms.
 *
 * @param values 0..1
 * @param minimum only values above it are used
 * @returns `minimum` if there are no two groups above it.
 */
export function otsuThreshold(values: Float32Array, minimum = -1): number {
  const counts = new Float64Array(BINS);
  let [total, sum] = [0, 0];
  for (const value of values) {
    if (value <= minimum) continue;
    const bin = Math.min(BINS - 1, Math.floor(value * BINS));
    counts[bin]!++;
    total++;
    sum += bin;
  }
  let [below, sumBelow, maximum, threshold] = [0, 0, 0, minimum];
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += counts[bin]!;
    sumBelow += bin * counts[bin]!;
    if (below === 0 || below === total) continue;
    const distance = sumBelow / below - (sum - sumBelow) / (total - below);
    const variance = below * (total - below) * distance ** 2;
    if (variance <= maximum) continue;
    maximum = variance;
    threshold = (bin + 1) / BINS;
  }
  return threshold;
}

/** The minimum difference in lightness between two tones. */
const MINIMUM_STEP = 0.25;

/** The minimum part of the variance that two tones explain. In a gradient they explain 3/4, in Gaussian noise 2/3. */
const MINIMUM_PART = 0.78;

/**
 * The background of a picture that has exactly two tones: the tone of more pixels along the edge.
 *
 * @returns `undefined` if the picture has not two tones.
 */
export function twoToneBackground({ width, height, values }: GreyImage): Background | undefined {
  const threshold = otsuThreshold(values);
  const dark = describe(values.filter((value) => value <= threshold));
  const light = describe(values.filter((value) => value > threshold));
  const all = describe(values);
  if (dark.count * light.count === 0 || light.mean - dark.mean < MINIMUM_STEP) return undefined;
  const within = (dark.count * dark.variance + light.count * light.variance) / all.count;
  if (within > (1 - MINIMUM_PART) * all.variance) return undefined;
  let balance = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
      balance += values[i]! > threshold ? 1 : -1;
    }
  }
  // If both tones have equal parts of the edge, the drawing is dark on light.
  return { surface: [balance >= 0 ? light.mean : dark.mean], noise: 0 };
}

function describe(values: Float32Array) {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return { count, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count };
}
