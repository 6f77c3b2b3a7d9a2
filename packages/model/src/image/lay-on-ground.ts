import type { GreyImage } from './grey-image.js';
import { quantile } from './quantile.js';
import type { ReducedPicture } from './reduce-picture.js';

/** Lightnesses that are further apart than this are two tones. */
const TONE_STEP = 0.25;

/** The least part of a sheet that a digit on it covers. */
const DRAWN_PART = 0.002;

/** A sheet of paper, a badge or a sticker covers more of the box around it than this; strokes cover less. */
const SHEET_PART = 0.6;

/**
 * Makes a picture opaque. On nothing, ink is what is there at all, of whatever colour: it is laid on black as white. A sheet with a
 * drawing on it, whose surroundings are transparent, goes on in the tone that most of it has.
 */
export function layOnGround({ lightness, opacity }: ReducedPicture): GreyImage {
  if (!opacity.values.some((alpha) => alpha < 0.5)) return lightness;
  const ground = sheetTone(lightness.values, opacity);
  if (ground === undefined) return opacity;
  const { width, height, values } = lightness;
  return { width, height, values: values.map((light, i) => ground + (light - ground) * opacity.values[i]!) };
}

/** The tone of the sheet that is drawn on; undefined where what is opaque is the drawing itself. */
function sheetTone(lightness: Float32Array, { width, height, values }: GreyImage): number | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  const tones = lightness.filter((_, i) => {
    if (values[i]! < 0.5) return false;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = y;
    return true;
  });
  if (tones.length < SHEET_PART * (right - left + 1) * (bottom - top + 1)) return undefined;
  const middle = quantile(tones, 0.5);
  const drawn = tones.reduce((count, tone) => count + Number(Math.abs(tone - middle) > TONE_STEP), 0);
  return drawn >= DRAWN_PART * tones.length && drawn > 0 ? middle : undefined;
}
