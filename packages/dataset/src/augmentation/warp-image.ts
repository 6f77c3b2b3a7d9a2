import { IMAGE_PIXELS, IMAGE_SIDE } from '../constants.js';
import type { RandomStream } from '../random/random-stream.js';
import type { FullAugmentationSettings } from './augmentation-settings.js';
import type { Displacement } from './elastic-field.js';

/**
 * Says where a pixel of the augmented image comes from: column `xx·x + xy·y + x0`, row `yx·x + yy·y + y0` of the original.
 */
interface AffineMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** The point, between the middle pixels, about which images turn, grow and lean. */
const CENTRE = (IMAGE_SIDE - 1) / 2;

/**
 * Draws how an image is scaled, sheared, rotated and shifted, in this order, and returns the inverse of that. It always takes
 * five numbers from the stream, so that one setting does not change the draws of the others.
 */
export function drawAffineMap(
  { shift, rotation, scale, shear }: FullAugmentationSettings,
  stream: RandomStream,
): AffineMap {
  const within = (minimum: number, maximum: number) => minimum + stream.uniform() * (maximum - minimum);
  const right = within(-shift, shift);
  const down = within(-shift, shift);
  const angle = radians(within(-rotation, rotation));
  const factor = within(...scale);
  const slope = Math.tan(radians(within(-shear, shear)));
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const xx = (cosine - slope * sine) / factor;
  const xy = (sine + slope * cosine) / factor;
  const yx = -sine / factor;
  const yy = cosine / factor;
  const x0 = CENTRE - xx * (CENTRE + right) - xy * (CENTRE + down);
  const y0 = CENTRE - yx * (CENTRE + right) - yy * (CENTRE + down);
  return { xx, xy, x0, yx, yy, y0 };
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * Units per pixel. Coordinates are integers in units of 1/65536 pixel. That is fast, and gives the same result on engines that
 * differ in the last bit of a sine.
 */
export const PIXEL = 1 << 16;

/** Side of an image with a pixel of background around it, so that reading there needs no checks. */
export const FRAMED_SIDE = IMAGE_SIDE + 2;

/** Scratch memory for `warpImage`: an image with background around it. */
export const createFrame = () => new Uint8Array(FRAMED_SIDE * FRAMED_SIDE);

/**
 * Fills `target` with the pixels of `source` at the places that the map and the displacement give, each interpolated between
 * four pixels. `target` must be all background before.
 */
export function warpImage(
  source: Uint8Array,
  target: Uint8Array,
  map: AffineMap,
  displacement: Displacement,
  frame: Uint8Array,
): void {
  const ink = putIntoFrame(source, frame);
  if (!ink) return;
  // In the frame, coordinates are larger by one. More than a pixel away from all ink there is only background.
  const [left, right] = [ink.left * PIXEL, (ink.right + 2) * PIXEL];
  const [top, bottom] = [ink.top * PIXEL, (ink.bottom + 2) * PIXEL];
  const xx = Math.round(map.xx * PIXEL);
  const xy = Math.round(map.xy * PIXEL);
  const x0 = Math.round((map.x0 + 1) * PIXEL);
  const yx = Math.round(map.yx * PIXEL);
  const yy = Math.round(map.yy * PIXEL);
  const y0 = Math.round((map.y0 + 1) * PIXEL);
  const { x: xMoved, y: yMoved } = displacement;
  for (let row = 0, pixel = 0; row < IMAGE_SIDE; row++) {
    for (let column = 0; column < IMAGE_SIDE; column++, pixel++) {
      const x = (xx * column + xy * row + x0 + xMoved[pixel]!) | 0;
      const y = (yx * column + yy * row + y0 + yMoved[pixel]!) | 0;
      if (x <= left || x >= right || y <= top || y >= bottom) continue;
      const above = (y >> 16) * FRAMED_SIDE + (x >> 16);
      const below = above + FRAMED_SIDE;
      // Weights are in 1/256, since 255 · 256 · 256 is still a small integer.
      const toRight = (x >> 8) & 255;
      const toBottom = (y >> 8) & 255;
      const upper = frame[above]! * (256 - toRight) + frame[above + 1]! * toRight;
      const lower = frame[below]! * (256 - toRight) + frame[below + 1]! * toRight;
      target[pixel] = (upper * (256 - toBottom) + lower * toBottom + (1 << 15)) >> 16;
    }
  }
}

/** Copies an image into the middle of a frame, and returns the first and last columns and rows with ink. */
export function putIntoFrame(source: Uint8Array, frame: Uint8Array) {
  let [left, right, top, bottom] = [IMAGE_SIDE, -1, -1, -1];
  for (let pixel = 0, row = 0; pixel < IMAGE_PIXELS; row++) {
    const start = (row + 1) * FRAMED_SIDE + 1;
    for (let column = 0; column < IMAGE_SIDE; column++, pixel++) {
      const value = source[pixel]!;
      frame[start + column] = value;
      if (value === 0) continue;
      if (column < left) left = column;
      if (column > right) right = column;
      if (top < 0) top = row;
      bottom = row;
    }
  }
  return top < 0 ? undefined : { left, right, top, bottom };
}
