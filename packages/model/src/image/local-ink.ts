import { type GreyImage, quantile } from './grey-image.js';
import { open } from './morphology.js';
import { type Contrast, type FoundInk, scaleToInk, strokeDistance, NOISE_REACH } from './find-ink.js';

/** Number of pixels that noise is measured in. */
const SAMPLES = 3000;

/**
 * Finds ink by its contrast with what is around it, whatever the tone there is: the paper may be a sheet on a table, or half of it
 * may be in a shadow. All that is narrower than a stroke can be, and darker (or lighter) than its surroundings, is ink. (A top-hat
 * transform.)
 *
 * Source: F. Meyer (1979), Iterative image transformations for an automatic screening of cervical smears.
 *
 * @param image lightness
 * @param strokeWidth the maximum width of a stroke, as a part of the image's shorter side
 * @returns the ink if it is darker, and the ink if it is lighter than its surroundings
 */
export function findLocalInk(image: GreyImage, strokeWidth: number): FoundInk[] {
  const radius = Math.max(2, Math.round((strokeWidth / 2) * Math.min(image.width, image.height)));
  const { width, height, values } = image;
  const inverted = { width, height, values: values.map((value) => 1 - value) };
  return [scaleToInk(topHat(inverted, radius)), scaleToInk(topHat(image, radius))].filter((ink) => ink !== undefined);
}

function topHat(image: GreyImage, radius: number): Contrast {
  const { width, height, values } = image;
  const opened = open(image, radius).values;
  const distances = values.map((value, i) => value - opened[i]!);
  const step = Math.max(1, Math.floor(distances.length / SAMPLES)) | 1;
  const samples = distances.filter((_, i) => i % step === 0);
  const usual = quantile(samples, 0.5);
  const noise = usual - quantile(samples, 0.16);
  for (let i = 0; i < distances.length; i++) distances[i] = Math.max(0, distances[i]! - usual);
  return {
    distances: { width, height, values: distances },
    full: strokeDistance(distances, NOISE_REACH * noise),
    noise,
  };
}
