import { type Background, fitBackground } from './background.js';
import { type GreyImage, quantile, smooth } from './grey-image.js';
import { heightAt } from './surface.js';
import { otsuThreshold, twoToneBackground } from './two-tones.js';

/** The minimum contrast of a drawing; 1 is black on white. */
const MINIMUM_CONTRAST = 0.1;

/** Ink that is fainter than this many standard deviations of the background counts as background. */
export const NOISE_REACH = 3.5;

/** The standard deviation of a background that is noise. Less is the grain of paper, or of a camera. */
const STRONG_NOISE = 0.06;

/** Ink that is fainter than this part of full ink counts as background. It may be an artefact of image compression. */
const FAINT_PART = 0.04;

/** Full ink is clear if it stands out by this many standard deviations of the background. */
const CLEAR = 20;

/** Only pictures whose longer side has this many pixels are smoothed. */
const SMOOTHED_SIDE = 80;

/** How many times a picture is smoothed at most while its ink is not clear. */
const MAXIMUM_SMOOTHING = 2;

/**
 * Finds how much ink there is at each pixel, 0..1. The drawing may be dark on light or light on dark.
 *
 * @param image lightness of an opaque picture
 * @returns if nothing stands out, why: the picture is blank, or its noise hides everything.
 */
export function findInk(image: GreyImage): FoundInk | NoInk {
  let smoothed = image;
  let contrast = measureContrast(smoothed, fitBackground(smoothed));
  const why = contrast.noise < STRONG_NOISE ? 'blank' : 'noise';
  for (let times = 0; times < MAXIMUM_SMOOTHING; times++) {
    if (contrast.full >= CLEAR * contrast.noise || Math.max(image.width, image.height) < SMOOTHED_SIDE) break;
    smoothed = smooth(smoothed);
    contrast = measureContrast(smoothed, fitBackground(smoothed));
  }
  const ink = scaleToInk(contrast);
  if (ink !== undefined) return ink;
  // A digit that is cut out along its outline has too little background at the edge to fit a surface to.
  const background = twoToneBackground(image);
  return (background && scaleToInk(measureContrast(image, background))) ?? why;
}

/** Why there is no ink in a picture: it is blank, or has noise that hides a drawing. */
export type NoInk = 'blank' | 'noise';

/** The ink in a picture. */
export interface FoundInk {
  /** How much ink there is at each pixel, 0..1. */
  readonly ink: GreyImage;
  /** Contrast of full ink. */
  readonly full: number;
}

/** How far a picture's pixels are from its background. */
export interface Contrast {
  /** Distance of each pixel, on the side (darker or lighter) of the drawing; 0 on the other side. */
  readonly distances: GreyImage;
  /** The median distance of the pixels in strokes. */
  readonly full: number;
  /** Standard deviation of the background. */
  readonly noise: number;
}

function measureContrast({ width, height, values }: GreyImage, { surface, noise }: Background): Contrast {
  const distances = new Float32Array(values.length);
  let balance = 0;
  for (let y = 0, i = 0; y < height; y++) {
    const down = (2 * (y + 0.5)) / height - 1;
    for (let x = 0; x < width; x++, i++) {
      const distance = values[i]! - heightAt(surface, (2 * (x + 0.5)) / width - 1, down);
      distances[i] = distance;
      // With squares, pixels far from the background count for more than a gentle shadow all over.
      balance += distance * Math.abs(distance);
    }
  }
  const sign = balance > 0 ? 1 : -1;
  for (let i = 0; i < distances.length; i++) distances[i] = Math.max(0, sign * distances[i]!);
  return {
    distances: { width, height, values: distances },
    full: strokeDistance(distances, NOISE_REACH * noise),
    noise,
  };
}

/** The median distance of the pixels in strokes, without their soft edges. */
export function strokeDistance(distances: Float32Array, faint: number): number {
  const threshold = otsuThreshold(distances, faint);
  const strokes = distances.filter((distance) => distance > threshold);
  return strokes.length === 0 ? 0 : quantile(strokes, 0.5);
}

/** Scales distances to ink, 0..1, and removes all that may be noise. */
export function scaleToInk({ distances, full, noise }: Contrast): FoundInk | undefined {
  const faint = Math.max(FAINT_PART * full, NOISE_REACH * noise);
  if (full < MINIMUM_CONTRAST || full < 2 * faint) return undefined;
  const { width, height, values } = distances;
  return {
    ink: { width, height, values: values.map((distance) => (distance <= faint ? 0 : Math.min(1, distance / full))) },
    full,
  };
}
