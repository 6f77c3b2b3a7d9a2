import { IMAGE_PIXELS, IMAGE_SIDE } from '../constants.js';
import type { AffineMap } from './affine-map.js';
import type { Displacement } from './elastic-field.js';

/** Coordinates are whole numbers of 1/65536 pixel: fast, and where engines differ in the last bit of a sine the same on each. */
export const PIXEL = 1 << 16;

/** A row of an image with background around it, so that what lies outside needs no questions. */
const FRAMED_SIDE = IMAGE_SIDE + 2;

/** An image of background, for `warpImage` to work in. */
export const createFrame = () => new Uint8Array(FRAMED_SIDE * FRAMED_SIDE);

/**
 * Takes each pixel of `target`, which is all background, from between four pixels of `source`: from where the map leads, and
 * `displacement` further on.
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
  // In the frame coordinates are greater by one. Further than a pixel from all ink there is only background.
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
      // In 1/256: 255 · 256 · 256 is a small integer still.
      const toRight = (x >> 8) & 255;
      const toBottom = (y >> 8) & 255;
      const upper = frame[above]! * (256 - toRight) + frame[above + 1]! * toRight;
      const lower = frame[below]! * (256 - toRight) + frame[below + 1]! * toRight;
      target[pixel] = (upper * (256 - toBottom) + lower * toBottom + (1 << 15)) >> 16;
    }
  }
}

/** Copies an image into the middle of a frame, and says between which columns and rows it has ink. */
function putIntoFrame(source: Uint8Array, frame: Uint8Array) {
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
