import { fitBackground } from './background.js';
import type { GreyImage } from './grey-image.js';
import type { Picture } from './picture.js';

/** Less contrast than this, of 1 from black to white, is no drawing. */
const LEAST_CONTRAST = 0.1;

/** Ink that is fainter than this many standard deviations of the background is taken for background. */
const NOISE_REACH = 3.5;

/** Ink of one colour on nothing: lightnesses that lie closer together than this. */
const ONE_COLOUR = 0.25;

/**
 * Finds how much ink there is at each pixel, 0..1, whether it is dark on light, light on dark, or on nothing.
 *
 * @returns undefined where nothing stands out.
 */
export function findInk(picture: Picture): GreyImage | undefined {
  const { width, height } = picture;
  const light = lightness(picture);
  const alpha = Float32Array.from(light, (_, i) => picture.data[4 * i + 3]! / 255);
  if (alpha.some((value) => value < 0.5)) {
    const tones = opaqueTones(light, alpha);
    // Of one colour, the ink is what is there at all.
    if (tones.spread < ONE_COLOUR) return clearInk({ width, height, values: alpha }, 0);
    // Of several, it is a drawing with its own background, which goes on where there is nothing.
    alpha.forEach((value, i) => (light[i] = light[i]! * value + tones.middle * (1 - value)));
  }
  const image = { width, height, values: light };
  const { at, noise } = fitBackground(image);
  const distances = light.map((value, i) => value - at(i % width, Math.floor(i / width)));
  const sign = inkIsLight(distances) ? 1 : -1;
  return clearInk({ width, height, values: distances.map((distance) => Math.max(0, sign * distance)) }, noise);
}

/** [height × width], 0..1: how bright each pixel looks (ITU-R BT.601). */
function lightness({ width, height, data }: Picture): Float32Array {
  return Float32Array.from(
    { length: width * height },
    (_, i) => (0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!) / 255,
  );
}

/** The lightness of what is not transparent: its middle, and how far apart most of it lies. */
function opaqueTones(light: Float32Array, alpha: Float32Array): { middle: number; spread: number } {
  const tones = light.filter((_, i) => alpha[i]! >= 0.5).sort();
  if (tones.length === 0) return { middle: 0, spread: 0 };
  const quantile = (part: number) => tones[Math.floor(part * (tones.length - 1))]!;
  return { middle: quantile(0.5), spread: quantile(0.98) - quantile(0.02) };
}

/** Squares count what stands out far for more than a gentle shadow all over. */
function inkIsLight(distances: Float32Array): boolean {
  let balance = 0;
  for (const distance of distances) balance += distance * Math.abs(distance);
  return balance > 0;
}

/** Stretches ink to 0..1, and leaves out what could be noise. */
function clearInk({ width, height, values }: GreyImage, noise: number): GreyImage | undefined {
  const most = values.reduce((largest, value) => Math.max(largest, value), 0);
  const inked = values.filter((value) => value > most / 2).sort();
  // What most of the stroke has: a few pixels that are darker still do not count.
  const full = inked[Math.floor(inked.length / 2)] ?? 0;
  const faint = Math.max(0.04 * full, NOISE_REACH * noise);
  if (full < LEAST_CONTRAST || full < 2 * faint) return undefined;
  return { width, height, values: values.map((value) => (value <= faint ? 0 : Math.min(1, value / full))) };
}
